"""Open items, parts and questions whose people may be unable to act: the rows of handing over.

An item is its lead's; co-handlers and the informed have parts of their own beside it, and
whoever was asked for an opinion owes an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    null,
    or_,
    select,
    true,
)

from office.domain.asks import CO, INFORMED, PARTS
from office.domain.errors import NotFound
from office.domain.people import ADMINISTRATOR, AUDITOR, CHIEF, CLERK, LEADER
from office.domain.text import Text
from office.models.absences import AbsenceDay
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.people import Membership, Person
from office.models.supervision import OpinionAsk
from office.services.tree import on
from office.services.views import workload
from office.services.work import Work

MOST = 500
ASK = "ask"
#: What beside the lead can be handed on.
TITLES = {
    CO: PARTS[CO],
    INFORMED: PARTS[INFORMED],
    ASK: Text("Được xin ý kiến", "Asked for an opinion"),
}
#: How the key of a part and of a question begins, after the document's.
_PART, _QUESTION = "p", "q"
LONGEST_KEY = 10
_TODAY = bindparam("today", type_=Date)
#: The columns that say who has what: unit and person.
_Whose = tuple[Any, Any]


class Named(NamedTuple):
    """What a form names: an item, or a part or question of it by its row (the other is None)."""

    public_id: str
    part_id: int | None = None
    question_id: int | None = None


def mine(work: Work) -> Sequence[Row[Any]]:
    """Return what may be stuck where the actor looks after it: their agency, or their unit."""
    actor = work.actor
    leads = actor.role in (CLERK, CHIEF, LEADER, ADMINISTRATOR)
    if leads and actor.unit_id == actor.agency_id:
        delivered, drafted = (
            Delivery.unit_id == actor.agency_id,
            Document.agency_id == actor.agency_id,
        )
        return _rows(work, [delivered, drafted, delivered, delivered, drafted])
    units = workload.units(work)
    runs = (Delivery.holder_unit_id, Document.holder_unit_id)
    beside = (Assignment.unit_id, OpinionAsk.unit_id, OpinionAsk.unit_id)
    return _rows(work, [unit.in_(units) for unit in (*runs, *beside)])


def everywhere(work: Work) -> Sequence[Row[Any]]:
    """Return what may be stuck in the whole office."""
    return _rows(work, [true()] * 5)


def key(row: Row[Any]) -> str:
    """Return the name of a row's item, part or question, for forms."""
    if not row.part:
        return str(row.public_id)
    return f"{row.public_id}.{_QUESTION if row.part == ASK else _PART}{row.part_id}"


def named(key: str) -> Named:
    """Return what a form names; raises NotFound for nonsense."""
    public_id, dot, beside = key.partition(".")
    if not dot:
        return Named(public_id)
    kind, written = beside[:1], beside[1:]
    number = written.isascii() and written.isdecimal() and len(written) < LONGEST_KEY
    if kind not in (_PART, _QUESTION) or not number:
        raise NotFound
    if kind == _PART:
        return Named(public_id, part_id=int(written))
    return Named(public_id, question_id=int(written))


def _rows(work: Work, where: Sequence[ColumnElement[bool]]) -> list[Row[Any]]:
    """Return deliveries, drafts, parts and questions, MOST of each, whose holder has left, is
    away some day, or is in a unit that is gone; `where` narrows each, in this order."""
    delivered, drafted, shared, asked, asked_of_drafts = where
    asks = {"today": work.today, "units": sorted(work.tree.units)}
    found: list[Row[Any]] = []
    for statement in (
        _items(Delivery, delivered),
        _items(Document, drafted),
        _parts(shared),
        _questions(Delivery, asked),
        _questions(Document, asked_of_drafts),
    ):
        found += work.db.execute(statement.limit(MOST), asks)
    return found


def _items(run: type[Delivery] | type[Document], where: ColumnElement[bool]) -> Select[Any]:
    whose = (run.holder_unit_id, run.holder_person_id)
    columns = _columns(
        run, whose, (null(), literal("")), (run.held_since.label("since"), run.due_at)
    )
    if run is Delivery:
        columns = columns.join(Document, Document.id == Delivery.document_id)
    closed = run.closed_at.is_(None), run.state.is_not(None)
    return _stuck(columns, whose).where(*closed, where).order_by(run.id)


def _parts(where: ColumnElement[bool]) -> Select[Any]:
    whose = (Assignment.unit_id, Assignment.person_id)
    part = (Assignment.id, Assignment.part)
    columns = (
        _columns(Delivery, whose, part, (Assignment.since, Assignment.due_at))
        .join(Delivery, Delivery.id == Assignment.delivery_id)
        .join(Document, Document.id == Assignment.document_id)
    )
    beside = Assignment.until.is_(None), Assignment.part.in_((CO, INFORMED))
    opened = Delivery.closed_at.is_(None)
    return _stuck(columns, whose).where(*beside, opened, where).order_by(Assignment.id)


def _questions(run: type[Delivery] | type[Document], where: ColumnElement[bool]) -> Select[Any]:
    """Return the questions about deliveries, or about drafts: those hang on no delivery."""
    whose = (OpinionAsk.unit_id, OpinionAsk.person_id)
    asked = (OpinionAsk.id, literal(ASK))
    columns = _columns(run, whose, asked, (OpinionAsk.asked_at, OpinionAsk.due_at))
    if run is Delivery:
        columns = columns.join(Delivery, Delivery.id == OpinionAsk.delivery_id)
    columns = columns.join(Document, Document.id == OpinionAsk.document_id)
    of_drafts = OpinionAsk.delivery_id.is_(None) if run is Document else true()
    opened = OpinionAsk.closed_at.is_(None), run.closed_at.is_(None), of_drafts
    return _stuck(columns, whose).where(*opened, where).order_by(OpinionAsk.id)


def _columns(
    run: type[Delivery] | type[Document],
    whose: _Whose,
    part: tuple[Any, Any],
    times: tuple[Any, Any],
) -> Select[Any]:
    holder = Person.__table__.alias("holder")
    name = select(holder.c.name).where(holder.c.id == whose[1]).scalar_subquery()
    return select(
        Document.public_id, Document.subject, run.procedure, run.procedure_version, run.state,
        whose[0].label("holder_unit_id"), whose[1].label("holder_person_id"),
        name.label("holder_name"), part[0].label("part_id"), part[1].label("part"),
        times[0].label("since"), times[1].label("due_at"), _works(whose).label("works"),
    ).select_from(whose[0].class_)  # fmt: skip


def _stuck(rows: Select[Any], whose: _Whose) -> Select[Any]:
    unit, person = whose
    away_some_day = exists().where(AbsenceDay.person_id == person, AbsenceDay.day >= _TODAY)
    gone = unit.not_in(bindparam("units", expanding=True))
    return rows.where(or_(gone, and_(person.is_not(None), or_(~_works(whose), away_some_day))))


def _works(whose: _Whose) -> ColumnElement[bool]:
    """Return the condition that a person works in a unit today."""
    return exists().where(
        Membership.person_id == whose[1],
        Membership.unit_id == whose[0],
        Membership.role.not_in((AUDITOR, ADMINISTRATOR)),
        on(_TODAY, Membership.valid_from, Membership.valid_to),
        Person.id == Membership.person_id,
        Person.active,
    )
