"""The tracking matrix: every recipient of a document, and when it took which step.

All recipients are read as narrow rows, to be counted, sifted and put in order by names that no
database folds alike; what each did, and who did it, is read for the page that is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Row, bindparam, select

from office.domain import movements, tracking
from office.domain.errors import NotFound
from office.domain.tracking import UNRECEIVED
from office.models.documents import Document
from office.models.movements import Movement
from office.models.recalls import Recall
from office.services import access
from office.services.naming import plain
from office.services.views import readings
from office.services.views.tracked import Recipient, folded, recipients
from office.services.work import Work

PAGE = 50
CHUNK = 500
#: The filters of a matrix beside its steps.
OVERDUE = "overdue"
LATE = "late"
UNANSWERED = "unreceived"

_of: BindParameter[int] = bindparam("document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sift:
    """Which recipients are wanted: by step (or OVERDUE, LATE, UNANSWERED), kind, place, name."""

    step: str = ""
    kind: str = ""
    place: int | None = None
    name: str = ""


class Mark(NamedTuple):
    """When a step was taken, by whom, and the reason that was given."""

    at: datetime
    who: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A recipient with all it did, by step; `recall` is how the last recall there stands."""

    recipient: Recipient
    marks: dict[str, Mark]
    opened_at: datetime | None
    recall: Row[Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A page of the matrix.  The counts are of all recipients; `found` of those that were sifted.

    `older` is the unit to ask for the next page with, None at the end.
    """

    document: Row[Any]
    steps: dict[str, int]
    kinds: dict[str, int]
    places: dict[int, int]
    all: int
    found: int
    lines: Sequence[Line]
    older: int | None
    filters: dict[str, int] = field(default_factory=dict)


def page(
    work: Work, public_id: str, sift: Sift, after: int | None = None, limit: int = PAGE
) -> Matrix:
    """Return a page of recipients; `after` is the unit the page before ended with.

    Raises NotFound for whoever is not of the agency that sent the document.
    """
    document = sent(work, public_id)
    everybody = recipients(work, document.id)
    found = _sifted(everybody, sift)
    begin = _begin(everybody, found, after)
    shown = found[begin : begin + limit]
    places = Counter(one.place for one in everybody)
    return Matrix(
        document=document,
        steps=_in_order(Counter(one.step for one in everybody)),
        filters={
            UNANSWERED: sum(one.step in UNRECEIVED for one in everybody),
            OVERDUE: sum(one.overdue for one in everybody),
            LATE: sum(one.late for one in everybody),
        },
        kinds=dict(Counter(one.kind for one in everybody)),
        places=dict(places.most_common()),
        all=len(everybody),
        found=len(found),
        lines=_lines(work, document.id, shown),
        older=shown[-1].unit_id if begin + limit < len(found) else None,
    )


def every(work: Work, public_id: str, sift: Sift) -> Iterator[Line]:
    """Yield every recipient that passes, in the order of the pages; raises NotFound."""
    document = sent(work, public_id)
    found = _sifted(recipients(work, document.id), sift)
    for begin in range(0, len(found), CHUNK):
        yield from _lines(work, document.id, found[begin : begin + CHUNK])


def unreceived(work: Work, document_id: int, sift: Sift) -> list[Recipient]:
    """Return the recipients that have not said yes or no, of those that pass."""
    found = _sifted(recipients(work, document_id), sift)
    return [one for one in found if one.step in UNRECEIVED]


def sent(work: Work, public_id: str) -> Row[Any]:
    """Return a document that the actor's side sent; raises NotFound for every other."""
    key = access.document_id(work, public_id)
    row = work.db.execute(_DOCUMENT, {"document": key}).one()
    scope = access.scope(work)
    if row.agency_id not in scope and row.drafting_unit_id not in scope:
        raise NotFound
    return row


def _sifted(everybody: Sequence[Recipient], sift: Sift) -> list[Recipient]:
    wanted = plain(sift.name)
    return [
        one
        for one in everybody
        if (not sift.step or _passes(one, sift.step))
        and (not sift.kind or one.kind == sift.kind)
        and (sift.place is None or one.place == sift.place)
        and (not wanted or wanted in folded(one.name))
    ]


def _passes(one: Recipient, step: str) -> bool:
    if step == OVERDUE:
        return one.overdue
    if step == LATE:
        return one.late
    return one.step in UNRECEIVED if step == UNANSWERED else one.step == step


def _begin(everybody: Sequence[Recipient], found: Sequence[Recipient], after: int | None) -> int:
    """Return where a page begins; whoever it follows need not pass the sieve any more."""
    mark = next((one.order for one in everybody if one.unit_id == after), None)
    if mark is None:
        return 0
    return sum(one.order <= mark for one in found)


def _in_order(counts: Counter[str]) -> dict[str, int]:
    return {step: counts[step] for step in tracking.STEPS if counts[step]}


def _lines(work: Work, document_id: int, shown: Sequence[Recipient]) -> list[Line]:
    if not shown:
        return []
    keys = [one.delivery_id for one in shown]
    marks = _marks(work, keys)
    opened = readings.opened(work, document_id, [one.unit_id for one in shown])
    recalls = {row.delivery_id: row for row in work.db.execute(_RECALLS, {"deliveries": keys})}
    return [
        Line(
            recipient=one,
            marks=_with_arrival(one, marks.get(one.delivery_id, {})),
            opened_at=opened.get(one.unit_id),
            recall=recalls.get(one.delivery_id),
        )
        for one in shown
    ]


def _with_arrival(one: Recipient, marks: dict[str, Mark]) -> dict[str, Mark]:
    """Return the marks with what no act of the recipient's tells: sent, and arrived at once."""
    found = {**marks, tracking.SENT: Mark(one.sent_at, "")}
    if one.arrived_at is not None:
        found[tracking.ARRIVED] = Mark(one.arrived_at, "")
    return found


def _marks(work: Work, deliveries: Sequence[int]) -> dict[int, dict[str, Mark]]:
    """Return when each delivery first came to each step, and who brought it there."""
    found: dict[int, dict[str, Mark]] = {}
    for row in work.db.execute(_ACTS, {"deliveries": list(deliveries)}):
        record, _ = movements.told(row.body, row.hash, row.prev)
        named = record.get("procedure")
        if not named or record.get("from") == record.get("to"):
            continue
        step = tracking.step(work.procedures[named[0], named[1]].state(record["to"]))
        by = record["by"]
        who = by["name"] if by.get("person") else ""
        told = Mark(row.at, who, str(record.get("reason", "")))
        found.setdefault(row.delivery_id, {}).setdefault(step, told)
    return found


_DOCUMENT = select(
    Document.id, Document.public_id, Document.agency_id, Document.drafting_unit_id,
    Document.subject, Document.number_text, Document.notation, Document.issued_on,
    Document.secrecy,
).where(Document.id == _of)  # fmt: skip
_ACTS = (
    select(Movement.delivery_id, Movement.at, Movement.body, Movement.hash, Movement.prev)
    .where(Movement.delivery_id.in_(bindparam("deliveries", expanding=True)))
    .order_by(Movement.document_id, Movement.seq)
)
_RECALLS = (
    select(Recall.delivery_id, Recall.answer, Recall.answer_reason, Recall.settled_at)
    .where(Recall.delivery_id.in_(bindparam("deliveries", expanding=True)))
    .order_by(Recall.n)
)
