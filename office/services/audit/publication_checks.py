"""Comparing what is public with the sealed records: of each document, and of each page's switch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, select

from office.domain import movements
from office.domain.movements import plain
from office.domain.numbering import symbol_text
from office.domain.publication import OPEN, PUBLISH, SHUT, UNPUBLISH, genesis, indexed
from office.domain.text import Text
from office.domain.workdays import local_date
from office.models.publications import PublicPage, PublicPageAct
from office.services.work import Work

Records = Sequence[dict[str, Any]]


def differences(document: Row[Any], rows: Sequence[Row[Any]], records: Records) -> list[Text]:
    """Return where what is public of a document is not what its records say."""
    kept = [_kept(row) for row in sorted(rows, key=attrgetter("seq"))]
    if kept == _told(records) and all(_repeats(document, row) for row in rows):
        return []
    named = document.public_id
    return [
        Text(
            f"Văn bản {named}: việc công khai khác nhật ký.",
            f"Document {named}: is made public otherwise than the log says.",
        )
    ]


def problems(work: Work) -> Iterator[Text]:
    """Yield what is wrong with the switches of public pages, one sentence a page."""
    pages = {row.unit_id: row for row in work.db.execute(select(PublicPage.__table__))}
    acts = select(PublicPageAct.__table__).order_by(PublicPageAct.unit_id, PublicPageAct.seq)
    chains = {
        unit: list(group)
        for unit, group in groupby(work.db.execute(acts), key=attrgetter("unit_id"))
    }
    for unit in sorted(pages.keys() | chains.keys()):
        if not _sealed(pages.get(unit), unit, chains.get(unit, [])):
            yield Text(
                f"Trang công khai của đơn vị {unit}: việc bật, tắt khác nhật ký.",
                f"Public page of unit {unit}: was opened or shut otherwise than the log says.",
            )


def _kept(row: Row[Any]) -> tuple[Any, ...]:
    end = (row.ended_seq, plain(row.ended_at), row.ended_by) if row.ended_seq else None
    return row.key, row.seq, plain(row.at), row.person_id, end


def _told(records: Records) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for record in records:
        said = (record["seq"], record["at"], record["by"]["person"])
        if record["act"] == PUBLISH:
            found.append((record["published"]["key"], *said, None))
        elif record["act"] == UNPUBLISH:
            found[-1] = (*found[-1][:-1], said)
    return found


def _repeats(document: Row[Any], row: Row[Any]) -> bool:
    """Say whether what a row repeats of its document is still the document's."""
    words = indexed(symbol_text(document.number_text, document.notation), document.subject)
    return (row.unit_id, row.issued_on, row.number, row.type_code, row.words) == (
        document.agency_id,
        document.issued_on,
        document.number,
        document.type_code,
        words,
    )


def _sealed(page: Row[Any] | None, unit: int, acts: Sequence[Row[Any]]) -> bool:
    """Say whether a page's acts are one chain of openings and shuttings that its row ends."""
    head = genesis(unit)
    for nth, row in enumerate(acts, 1):
        record, intact = movements.told(row.body, row.hash, row.prev)
        if not intact or row.prev != head or row.act != (OPEN if nth % 2 else SHUT):
            return False
        said = (record.get("page"), record.get("seq"), record.get("act"), record.get("at"))
        by = record.get("by") or {}
        if said != (unit, nth, row.act, plain(row.at)) or row.seq != nth:
            return False
        if by.get("person") != row.person_id:
            return False
        head = row.hash
    if page is None or not acts:
        return False
    stands = (len(acts), head, acts[-1].act == OPEN, local_date(acts[0].at))
    return stands == (page.log_seq, page.log_head, page.is_open, page.first_on)
