"""The documents behind a figure: each line that a measure counts, and the words the actor may
read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, or_, select, true

from office.domain.errors import NotFound
from office.domain.measures import CAME, DOCUMENT, MEASURES, SENT, SHEET, Measure
from office.domain.numbering import symbol_text
from office.domain.people import SYSTEM
from office.models.documents import Document
from office.services import access
from office.services.figures import scopes, sums
from office.services.figures.asked import Asked
from office.services.figures.tallies import WHOSE
from office.services.work import Work

PAGE = 50
#: The columns that name a line, and that hold the agency on the other side.
_KEYS: Mapping[str, str] = {
    DOCUMENT: "document_id", SENT: "delivery_id", CAME: "delivery_id", SHEET: "id",
}  # fmt: skip
_OTHERS: Mapping[str, str] = {SENT: "unit_id", CAME: "sender_id"}


class After(NamedTuple):
    """Where a page ends: agency, day and key of its last line."""

    unit_id: int
    day: date
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line behind a figure.  Of a document the actor may not open there is no id and no word.

    `unit_id` is whose it counts as, `other_id` the other side where it works here; `value` is what
    a median is of.
    """

    key: int
    unit_id: int
    day: date
    type_code: str
    amount: int
    value: int | None
    other_id: int | None = None
    way: str = ""
    intake: str = ""
    reason: str = ""
    event: str = ""
    public_id: str | None = None
    symbol: str = ""
    subject: str = ""
    issuer_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of lines, by agency and day; `after` goes on."""

    items: Sequence[Line]
    after: After | None


def rows(
    work: Work, asked: Asked, measure: str, after: After | None = None, limit: int = PAGE
) -> Page:
    """Return the lines that a measure counts, two statements a page.

    Raises Refused, or NotFound (also for no such measure).
    """
    counts = MEASURES.get(measure)
    if counts is None:
        raise NotFound
    columns, scope = sums.lines_of(counts.subject), scopes.of(work, asked)
    whose, level = WHOSE[counts.subject]
    found = select(*columns).where(
        sums.within(columns, whose, counts.day, scope.stretches),
        sums.holds(columns, counts),
        *asked.narrowed(columns.type_code, columns[level]),
        *(columns[name].is_not(None) for name in (counts.bucket,) if name),
        *(columns[name] != 0 for name in (counts.amount,) if name),
    )
    return page(work, counts, found, after, limit)


def page(
    work: Work, counts: Measure, found: Select[Any], after: After | None, limit: int = PAGE
) -> Page:
    """Return a page of the lines found, as a measure tells them: by agency and its day."""
    columns, key = sums.lines_of(counts.subject), _KEYS[counts.subject]
    order = [columns[WHOSE[counts.subject][0]], columns[counts.day], columns[key]]
    if after is not None:
        found = found.where(_behind(order, after))
    listed = work.db.execute(found.order_by(*order).limit(limit + 1)).all()
    read = _readable(work, [row.document_id for row in listed[:limit] if row.document_id])
    items = [_line(counts, row, read.get(row.document_id)) for row in listed[:limit]]
    more = len(listed) > limit
    last = After(items[-1].unit_id, items[-1].day, items[-1].key) if more else None
    return Page(items=items, after=last)


def _behind(order: Sequence[Any], after: After) -> Any:
    unit, day, key = order
    return and_(
        unit >= after.unit_id,
        or_(
            unit > after.unit_id,
            day > after.day,
            and_(day == after.day, key > after.key),
        ),
    )


def _readable(work: Work, documents: Sequence[int]) -> dict[int, Row[Any]]:
    """Return of some documents those the actor may open, and whose text is not closed to them."""
    if not documents:
        return {}
    mine = (
        true()
        if work.actor.role == SYSTEM
        else and_(access.visible(work), ~access.content_closed(work))
    )
    found = work.db.execute(
        select(
            Document.id, Document.public_id, Document.subject, Document.number_text,
            Document.notation, Document.issuer_unit_id,
        ).where(Document.id.in_(documents), mine)
    )  # fmt: skip
    return {row.id: row for row in found}


def _line(measure: Measure, row: Row[Any], document: Row[Any] | None) -> Line:
    told = row._mapping
    other = _OTHERS.get(measure.subject)
    words = (
        {}
        if document is None
        else {
            "public_id": document.public_id,
            "symbol": symbol_text(document.number_text, document.notation),
            "subject": document.subject,
            "issuer_id": document.issuer_unit_id,
        }
    )
    return Line(
        key=told[_KEYS[measure.subject]],
        unit_id=told[WHOSE[measure.subject][0]],
        day=told[measure.day],
        type_code=told["type_code"],
        amount=told[measure.amount] if measure.amount else 1,
        value=told[measure.bucket] if measure.bucket else None,
        other_id=told[other] if other else None,
        way=told.get("way", ""),
        intake=told.get("intake", ""),
        reason=told.get("reason", ""),
        event=told.get("event", ""),
        **words,
    )
