"""Straight to a document, for who typed nothing but its symbol or its arrival number."""

from __future__ import annotations

import re

from sqlalchemy import select

from office.domain.folding import fold
from office.domain.numbering import INCOMING, SECRET_SERIES
from office.domain.people import ADMINISTRATOR
from office.models.documents import Document
from office.models.registers import Register, RegisterEntry
from office.services import access
from office.services.search import searching
from office.services.search.search_fields import SearchQuery
from office.services.work import Work

#: `12 đến`, `số đến 12`, `12 den 2019`.
_ARRIVAL = re.compile(r"(?:(?:so )?den (\d{1,9})|(\d{1,9}) den)(?: (\d{4}))?")
_SYMBOL = re.compile(r"\d+[a-z]{0,2}/\S*[a-z]\S*")


def target(work: Work, typed: str, query: SearchQuery) -> str | None:
    """Return the public id of the one document that `typed` names, None for none or several.

    `query` is what `typed` means as a search.
    """
    if work.actor.role == ADMINISTRATOR:
        return None
    folded = " ".join(fold(typed).replace("/", " / ").split())
    arrival = _ARRIVAL.fullmatch(folded.replace(" / ", " "))
    if arrival:
        year = int(arrival[3]) if arrival[3] else work.today.year
        return _arrived(work, int(arrival[1] or arrival[2]), year)
    if _SYMBOL.fullmatch(fold(typed).strip()):
        hits = searching.search(work, query).hits
        exact = [hit for hit in hits if fold(hit.symbol) == fold(typed).strip()]
        return exact[0].public_id if len(exact) == 1 else None
    return None


def _arrived(work: Work, number: int, year: int) -> str | None:
    """Return the document that has this number in the agency's book of what arrived."""
    found = work.db.scalars(
        select(Document.public_id)
        .select_from(RegisterEntry)
        .join(Register, Register.id == RegisterEntry.register_id)
        .join(Document, Document.id == RegisterEntry.document_id)
        .where(
            Register.unit_id == work.actor.agency_id,
            Register.direction == INCOMING,
            Register.year == year,
            Register.series != SECRET_SERIES,
            RegisterEntry.number == number,
            RegisterEntry.status == "used",
            Document.secrecy == "",
            access.visible(work),
        )
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else None
