"""Keeping the promise to tell people of an act: from its sealed record to persons by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, and_, bindparam, select

from office.domain import movements, notices
from office.domain.notices import (
    ASKER,
    ASSIGNER,
    AUTHORS,
    HOLDER,
    KEEPERS,
    RECIPIENTS,
    REMINDED,
    Told,
)
from office.domain.people import ADMINISTRATOR, AUDITOR, CLERK, UNIT_HEAD
from office.models.columns import UtcDateTime
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.models.people import Membership, Person
from office.services import capacities
from office.services.notifying.notices import Notice, tell
from office.services.parts import deliveries
from office.services.work import Work

#: Somebody and the unit in which it concerns them.
Reached = tuple[int, int]

_DESK = capacities.VALID.where(
    Membership.unit_id == bindparam("unit"), Membership.role.not_in((AUDITOR, ADMINISTRATOR))
)
_CLERKS = (
    select(Membership.person_id, Membership.unit_id)
    .join(Person, and_(Person.id == Membership.person_id, Person.active))
    .join(Delivery, Delivery.unit_id == Membership.unit_id)
    .where(
        Membership.role == CLERK,
        capacities.COUNTS,
        Delivery.document_id == bindparam("document"),
    )
    .order_by(Membership.unit_id, Membership.person_id)
)
#: The clerks of every unit where a document has arrived by one act, or that one act reminds.
_AT = bindparam("act_at", type_=UtcDateTime)
_CLERKS_SENT = _CLERKS.where(Delivery.sent_at == _AT, Delivery.arrived_at.is_not(None))
_CLERKS_REMINDED = _CLERKS.where(Delivery.reminded_at == _AT)
_WORKING = select(Assignment.person_id, Assignment.unit_id).where(
    Assignment.document_id == bindparam("document"), Assignment.until.is_(None)
)


@dataclass(frozen=True, slots=True)
class _Act:
    """An act on a document: its row, the document's, its record."""

    document: Row[Any]
    movement: Row[Any]
    record: dict[str, Any]


def spread(work: Work, public_id: str, seq: int) -> int:
    """Tell everybody whom an act concerns, once each; return to how many it was news.

    Whoever did it is not told of it.
    """
    act = _read(work, public_id, seq)
    if act is None:
        return 0
    known = _acted_since(work, act)
    news = 0
    for told in notices.told(act.record, _action(work, act.record)):
        people = [one for one in _reached(work, act, told) if one[0] != act.movement.person_id]
        news += tell(work, replace(_notice(act, told, people), known=known))
    return news


def at_desk(work: Work, unit_id: int, role: str) -> list[Reached]:
    """Return who is told of what a unit has: those with the role, else everybody at work there.

    A unit without a head has nobody else to tell.
    """
    rows = work.db.execute(_DESK, {"unit": unit_id, "today": work.today}).all()
    named = [row for row in rows if row.role == role]
    if not named and role == UNIT_HEAD:
        named = list(rows)
    return [(row.person_id, unit_id) for row in named]


def _read(work: Work, public_id: str, seq: int) -> _Act | None:
    document = work.db.execute(
        select(
            Document.id, Document.urgency, Document.agency_id, Document.drafting_unit_id,
            Document.drafter_id,
        ).where(Document.public_id == public_id)
    ).first()  # fmt: skip
    if document is None:
        return None
    movement = work.db.execute(
        select(Movement.__table__).where(Movement.document_id == document.id, Movement.seq == seq)
    ).first()
    return None if movement is None else _Act(document, movement, movements.read(movement.body))


def _acted_since(work: Work, act: _Act) -> frozenset[int]:
    """Return who has acted on the document since: a telling that comes late is no news to them."""
    rows = work.db.scalars(
        select(Movement.person_id)
        .where(
            Movement.document_id == act.document.id,
            Movement.seq > act.movement.seq,
            Movement.person_id.is_not(None),
        )
        .distinct()
    )
    return frozenset(person for person in rows if person is not None)


def _action(work: Work, record: dict[str, Any]) -> Any:
    named = record.get("procedure")
    return notices.action_of(record, work.procedures[named[0], named[1]]) if named else None


def _notice(act: _Act, told: Told, people: list[Reached]) -> Notice:
    express = act.document.urgency >= notices.EXPRESS_URGENCY
    event = notices.EXPRESS if told.event == notices.ARRIVAL and express else told.event
    by = act.record["by"]
    return Notice(
        event=event,
        cause=f"{act.document.id}:{act.movement.seq}",
        document_id=act.document.id,
        facts={"by": by["name"] if by["person"] is not None else by["unit_name"]},
        people=people,
        at=act.movement.at,
    )


def _reached(work: Work, act: _Act, told: Told) -> Iterator[Reached]:
    if told.person_id is not None and told.unit_id is not None:
        yield told.person_id, told.unit_id
    elif told.unit_id is not None:
        yield from at_desk(work, told.unit_id, told.role)
    elif told.who in (RECIPIENTS, REMINDED):
        clerks = _CLERKS_SENT if told.who == RECIPIENTS else _CLERKS_REMINDED
        asked = {"document": act.document.id, "act_at": act.movement.at, "today": work.today}
        yield from ((row[0], row[1]) for row in work.db.execute(clerks, asked))
    elif told.who == KEEPERS:
        yield from _keepers(work, act)
    elif told.who == AUTHORS:
        yield from _authors(work, act, told)
    elif told.who == ASSIGNER:
        yield from _assigner(work, act)
    elif told.who == ASKER:
        yield from _asker(work, act)
    elif told.who == HOLDER:
        yield from _holder(work, act)


def _keepers(work: Work, act: _Act) -> Iterator[Reached]:
    """Yield the clerks wherever the document is, and everybody who has an open part in it."""
    about = {"document": act.document.id, "today": work.today}
    has = _CLERKS.where(
        Delivery.arrived_at.is_not(None), Delivery.state.not_in(deliveries.gone(work))
    )
    yield from ((row[0], row[1]) for row in work.db.execute(has, about))
    for person_id, unit_id in work.db.execute(_WORKING, about):
        if person_id is not None:
            yield person_id, unit_id
        else:
            yield from at_desk(work, unit_id, UNIT_HEAD)


def _authors(work: Work, act: _Act, told: Told) -> Iterator[Reached]:
    if act.document.drafter_id is not None:
        yield act.document.drafter_id, act.document.drafting_unit_id
    if told.role and act.document.agency_id is not None:
        yield from at_desk(work, act.document.agency_id, told.role)


def _assigner(work: Work, act: _Act) -> Iterator[Reached]:
    """Yield whoever gave the parts of this run last; a lead that passed it on gave none."""
    for record in _earlier(work, act):
        passed_on = "closed" in record or "handed" in record
        if "parts" in record and not passed_on and record["by"]["person"] is not None:
            yield record["by"]["person"], record["by"]["unit"]
            return


def _asker(work: Work, act: _Act) -> Iterator[Reached]:
    """Yield whoever put the question that an act answers."""
    for record in _earlier(work, act):
        if any(one["n"] == act.record["answered"] for one in record.get("asked", ())):
            yield record["by"]["person"], record["by"]["unit"]
            return


def _earlier(work: Work, act: _Act) -> Iterator[dict[str, Any]]:
    """Yield the records of the run an act is about, from the one before it backwards."""
    run, here = Movement.delivery_id, act.movement.delivery_id
    rows = work.db.execute(
        select(Movement.body)
        .where(
            Movement.document_id == act.document.id,
            run == here if here is not None else run.is_(None),
            Movement.seq < act.movement.seq,
        )
        .order_by(Movement.seq.desc())
    )
    for row in rows:
        yield movements.read(row.body)


def _holder(work: Work, act: _Act) -> Iterator[Reached]:
    """Yield who holds the run an act is about: the person named, else the unit's desk."""
    run: Any = Document if act.movement.delivery_id is None else Delivery
    key = act.document.id if act.movement.delivery_id is None else act.movement.delivery_id
    row = work.db.execute(
        select(
            run.holder_unit_id, run.holder_person_id, run.procedure, run.procedure_version,
            run.state,
        ).where(run.id == key)
    ).one()  # fmt: skip
    yield from holders(work, row)


def holders(work: Work, run: Any) -> list[Reached]:
    """Return who is told that an item is due: its holder by name, else whose desk it is on."""
    if run.holder_person_id is not None:
        return [(run.holder_person_id, run.holder_unit_id)]
    state = work.procedures[run.procedure, run.procedure_version].state(run.state)
    role = UNIT_HEAD if state.holder == "lead" else state.desk
    return at_desk(work, run.holder_unit_id, role)
