"""What is counted of paper: each entry of the ledger, and each slip that was handed out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import aliased

from office.domain import counting
from office.domain.workdays import local_date
from office.models.desk import Printing
from office.models.figures import CountedSheet
from office.models.papers import PaperEntry
from office.services.figures.of_documents import IDS, Fact, Known
from office.services.figures.places import Places
from office.services.work import Work

#: Which table a line is of.
ENTRY, PRINTING = "entry", "printing"

_back = aliased(PaperEntry)
_ENTRIES = (
    select(
        PaperEntry.id, PaperEntry.document_id, PaperEntry.unit_id, PaperEntry.event,
        PaperEntry.way, PaperEntry.source, PaperEntry.copies, PaperEntry.sheets,
        # What is taken back is taken off the day it was counted on.
        func.coalesce(_back.day, PaperEntry.day).label("day"),
    )
    .outerjoin(_back, _back.id == PaperEntry.corrects_id)
    .where(PaperEntry.document_id.in_(IDS), PaperEntry.id > bindparam("after_entry"))
    .order_by(PaperEntry.id)
)  # fmt: skip
_PRINTINGS = (
    select(
        Printing.id, Printing.document_id, Printing.unit_id, Printing.at, Printing.pages,
        Printing.copies,
    )
    .where(Printing.document_id.in_(IDS), Printing.id > bindparam("after_printing"))
    .order_by(Printing.id)
)  # fmt: skip
_LAST = (
    select(CountedSheet.source, func.max(CountedSheet.source_id))
    .where(CountedSheet.document_id == bindparam("document"))
    .group_by(CountedSheet.source)
)


def facts(
    work: Work, places: Places, documents: Mapping[int, Known], *, new: bool = False
) -> dict[tuple[str, int], Fact]:
    """Return what is counted of the paper of some documents, by the table and key of its row.

    `new`: only what was entered since the (one) document was counted: entries are only added,
    and in order, because whoever adds one holds the document.
    """
    last: dict[str, int] = {}
    if new:
        (document,) = documents
        last = dict(work.db.execute(_LAST, {"document": document}).tuples().all())
    asked = {
        "documents": list(documents),
        "after_entry": last.get(ENTRY, 0),
        "after_printing": last.get(PRINTING, 0),
    }
    entries = work.db.execute(_ENTRIES, asked).all()
    slips = work.db.execute(_PRINTINGS, asked).all()
    found = [_entry(row, documents[row.document_id], places) for row in entries]
    found += [_slip(row, documents[row.document_id], places) for row in slips]
    return {(one["source"], one["source_id"]): one for one in found}


def _entry(row: Row[Any], known: Known, places: Places) -> Fact:
    return {
        "source": ENTRY,
        "source_id": row.id,
        "document_id": row.document_id,
        "unit_id": row.unit_id,
        "on_day": row.day,
        "type_code": known.type_code,
        "level": places.level(row.unit_id),
        "event": counting.event(row.event, row.way, row.source),
        "secret": known.secret,
        "copies": row.copies,
        "sheets": row.sheets,
    }


def _slip(row: Row[Any], known: Known, places: Places) -> Fact:
    on_day = local_date(row.at)
    unit_id = places.agency(row.unit_id, on_day)
    return {
        "source": PRINTING,
        "source_id": row.id,
        "document_id": row.document_id,
        "unit_id": unit_id,
        "on_day": on_day,
        "type_code": known.type_code,
        "level": places.level(unit_id),
        "event": counting.SLIP,
        "secret": known.secret,
        "copies": row.copies,
        "sheets": row.copies * row.pages,
    }
