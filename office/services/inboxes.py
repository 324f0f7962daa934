"""Inboxes: what waits for whom.  Every list is a query over the one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from office.domain.errors import NotFound
from office.domain.folders import (
    EXTENSIONS,
    INCOMING,
    OUTGOING,
    PARTS,
    QUESTIONS,
    Folder,
    folder,
    folders_of,
)  # fmt: skip
from office.domain.numbering import symbol_text
from office.domain.people import ADMINISTRATOR
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.exchange import ChangeRequest
from office.models.people import Person
from office.models.supervision import Chase, Extension, OpinionAsk
from office.services import extensions, lateness
from office.services.work import Work

PAGE = 50
_holder = aliased(Person)
_unit: BindParameter[int] = bindparam("unit")
_person: BindParameter[int] = bindparam("person")
_role: BindParameter[str] = bindparam("role")


@dataclass(slots=True, kw_only=True)  # frozen would cost half the time of a page's rows
class Item:
    """One line of a folder."""

    public_id: str
    subject: str
    symbol: str
    type_code: str
    issuer_unit_id: int
    issued_on: date | None
    urgency: int
    secrecy: str
    state: str
    procedure: tuple[str, int] | None
    arrival_number: int | None
    holder_unit_id: int | None
    holder_name: str | None
    held_since: datetime | None
    due_at: datetime | None
    late: bool
    key: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a folder; `older` is the key to ask for the next one, None at the end."""

    folder: Folder
    items: Sequence[Item]
    older: tuple[int, int] | None


def counts(work: Work) -> list[tuple[Folder, int]]:
    """Return the folders of the actor's role, the task folders with what is open in each."""
    folders = folders_of(work.actor.role)
    tasks = [folder for folder in folders if folder.task]
    if not tasks:
        return [(folder, 0) for folder in folders]
    found = work.db.execute(_counting(work.actor.role), _asked(work)).one()
    by_name = {f.name: int(count) for f, count in zip(tasks, found, strict=True)}
    return [(folder, by_name.get(folder.name, 0)) for folder in folders]


def page(work: Work, name: str, after: tuple[int, int] | None = None, limit: int = PAGE) -> Page:
    """Return a page of the actor's folder `name`: urgent first, newest first.

    `after` is the key (urgency, row) of the last line of the page before.  Raises
    NotFound when the actor's role has no such folder.
    """
    found = folder(name, work.actor.role)
    if found is None:
        raise NotFound
    asked = _asked(work) | {"most": limit + 1}
    if after is not None:
        asked |= {"urgency": after[0], "row": after[1]}
    whole = work.actor.unit_id == work.actor.agency_id
    rows = work.db.execute(_listing(found, first=after is None, whole=whole), asked).all()
    items = [_item(work, row) for row in rows[:limit]]
    return Page(folder=found, items=items, older=items[-1].key if len(rows) > limit else None)


def late(work: Work, limit: int = PAGE) -> list[Item]:
    """Return what the actor's unit holds beyond its time, the longest late first."""
    if work.actor.role == ADMINISTRATOR:
        return []
    lines = (
        _lines(_ALL_INCOMING)
        .where(lateness.late(Delivery, work))
        .where(Delivery.holder_unit_id == work.actor.unit_id)
        .order_by(Delivery.due_at)
        .limit(limit)
    )
    return [_item(work, row) for row in work.db.execute(lines)]


@cache
def _counting(role: str) -> Select[Any]:
    """Build the statement that counts the task folders of a role, once."""
    tasks = [folder for folder in folders_of(role) if folder.task]
    return select(
        *(
            select(func.count()).select_from(_source(f)).where(_in_folder(f)).scalar_subquery()
            for f in tasks
        )
    )


@cache
def _listing(f: Folder, *, first: bool, whole: bool) -> Select[Any]:
    """Build the statement that lists a folder, once: its first page, or one after a key.

    `whole` for an agency, which sees all its drafts; a part of one sees those it drafted.
    """
    keys = _keys(f)
    lines = _lines(f).where(_in_folder(f, whole=whole))
    if not first:
        lines = lines.where(tuple_(*keys) < tuple_(bindparam("urgency"), bindparam("row")))
    return lines.order_by(*(key.desc() for key in keys)).limit(bindparam("most"))


def _asked(work: Work) -> dict[str, Any]:
    acting = work.actor
    return {"unit": acting.unit_id, "person": acting.person_id, "role": acting.role}


_ALL_INCOMING = next(f for f in folders_of("clerk") if f.name == "incoming-all")


#: The tables whose rows hang on a delivery, with the deadline that a line shows.
_BESIDE: dict[str, tuple[Any, Any]] = {
    PARTS: (Assignment, Assignment.due_at),
    QUESTIONS: (OpinionAsk, OpinionAsk.due_at),
    EXTENSIONS: (Extension, Extension.old_due_at),
}


def _source(f: Folder) -> Any:
    if f.source in _BESIDE:
        return _BESIDE[f.source][0]
    return Delivery if f.source == INCOMING else Document


def _keys(f: Folder) -> tuple[Any, Any]:
    if f.source == INCOMING:
        return Delivery.urgency, Delivery.id
    if f.source in _BESIDE:
        return literal(0), _source(f).id
    return Document.urgency, Document.id


def _in_folder(f: Folder, *, whole: bool = True) -> ColumnElement[bool]:
    if f.source == PARTS:
        named = Assignment.part == f.part
        reminded = exists().where(Chase.assignment_id == Assignment.id)
        return and_(_own(Assignment), Assignment.until.is_(None), reminded if f.chased else named)
    if f.source == QUESTIONS:
        return and_(_own(OpinionAsk), OpinionAsk.closed_at.is_(None))
    if f.source == EXTENSIONS:
        return extensions.to_decide(_role, _unit, _person)
    if f.asked:
        waiting = select(ChangeRequest.document_id).where(ChangeRequest.settled_at.is_(None))
        # Few documents are asked back, a unit has many: "+ 0" keeps its index out of this.
        return and_(Delivery.document_id.in_(waiting), Delivery.unit_id + 0 == _unit)
    if f.source == INCOMING:
        return _held(f, Delivery) if f.states else Delivery.unit_id == _unit
    if f.states:
        return _held(f, Document)
    ours = (Document.agency_id if whole else Document.drafting_unit_id) == _unit
    return and_(ours, Document.procedure.is_not(None))  # a secret's number is in its book alone


def _own(given: type[Assignment] | type[OpinionAsk]) -> ColumnElement[bool]:
    """Return the condition that something is the actor's: their own, or their unit's."""
    personal = or_(given.person_id.is_(None), given.person_id == _person)
    return and_(given.unit_id == _unit, personal)


def _held(f: Folder, run: type[Delivery] | type[Document]) -> ColumnElement[bool]:
    conditions = [
        run.holder_unit_id == _unit,
        or_(*(run.state == state for state in f.states)),
        run.closed_at.is_(None),
    ]
    if f.mine:
        conditions.append(or_(run.holder_person_id.is_(None), run.holder_person_id == _person))
    return and_(*conditions)


def _lines(f: Folder) -> Select[Any]:
    run: Any = Document if f.source == OUTGOING else Delivery
    urgency, row = _keys(f)
    lines = select(
        Document.public_id, Document.subject, Document.number_text, Document.notation,
        Document.type_code, Document.issuer_unit_id, Document.issued_on, Document.urgency,
        Document.secrecy, run.state, run.procedure, run.procedure_version, run.holder_unit_id,
        run.held_since, run.closed_at,
        (_BESIDE[f.source][1] if f.source in _BESIDE else run.due_at).label("due_at"),
        (Delivery.arrival_number if run is Delivery else literal(None)).label("arrival_number"),
        _holder.name.label("holder_name"), urgency.label("key_urgency"), row.label("key_row"),
    )  # fmt: skip
    if f.source in _BESIDE:
        beside = _source(f)
        lines = lines.select_from(beside).join(Delivery, Delivery.id == beside.delivery_id)
    if run is Delivery:
        lines = lines.join(Document, Document.id == Delivery.document_id)
    return lines.outerjoin(_holder, _holder.id == run.holder_person_id)


def _item(work: Work, row: Any) -> Item:
    """Unpack a line at once, in the order of `_lines`: naming its columns one by one costs more."""
    (
        public_id, subject, number_text, notation, type_code, issuer_unit_id, issued_on, urgency,
        secrecy, state, procedure, version, holder_unit_id, held_since, closed_at, due_at,
        arrival_number, holder_name, key_urgency, key_row,
    ) = row  # fmt: skip
    return Item(
        public_id=public_id,
        subject=subject,
        symbol=symbol_text(number_text, notation),
        type_code=type_code,
        issuer_unit_id=issuer_unit_id,
        issued_on=issued_on,
        urgency=urgency,
        secrecy=secrecy,
        state=state,
        procedure=(procedure, version) if procedure else None,
        arrival_number=arrival_number,
        holder_unit_id=holder_unit_id,
        holder_name=holder_name,
        held_since=held_since,
        due_at=due_at,
        late=closed_at is None and due_at is not None and due_at < work.at,
        key=(key_urgency, key_row),
    )
