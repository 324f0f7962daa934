"""The statements behind the folders: each is built once, and asked with who looks and when.

Bound: `unit`, `person`, `role` of the actor, `reader` who looks in that person's place; `most`
lines; `came_before`: what should have been received by now; `urgency` and `row` of the line a
page begins after; `since` where a period is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from office.domain.folders import (
    EXTENSIONS,
    INCOMING,
    OUTGOING,
    PARTS,
    QUESTIONS,
    Folder,
    folders_of,
)  # fmt: skip
from office.domain.sieve import YEAR, Sieve
from office.models.columns import UtcDateTime
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.exchange import ChangeRequest
from office.models.people import Person
from office.models.readings import Reading
from office.models.recalls import Recall
from office.models.supervision import Chase, OpinionAsk
from office.services.parts import extensions
from office.services.views import folder_sources, receipts, related
from office.services.views.folder_sources import BESIDE

_holder = aliased(Person)
_unit: BindParameter[int] = bindparam("unit")
_person: BindParameter[int] = bindparam("person")
_role: BindParameter[str] = bindparam("role")
#: Who reads, in whoever's place: what they opened is theirs.
_reader: BindParameter[int] = bindparam("reader")


ALL_INCOMING = next(f for f in folders_of("clerk") if f.name == "incoming-all")


class Listing(NamedTuple):
    """Which lines of a folder: what passes the sieve, and from where on.

    `whole` for an agency, which sees all its drafts; a part of one sees those it drafted.
    `back` reads upwards, from a line to the ones before it.
    """

    sieve: Sieve = Sieve()
    first: bool = True
    whole: bool = True
    back: bool = False


@cache
def counting(role: str) -> CompoundSelect[Any]:
    """Build the statement that counts the task folders of a role, a line for each place in
    them (`places`): source, state or name, how many, how many of them read."""
    tasks = [folder for folder in folders_of(role) if folder.task]
    runs = [source for source in (INCOMING, OUTGOING) if _states(tasks, source)]
    counted = [_count_runs(tasks, source) for source in runs]
    counted += [_count_one(f) for f in tasks if not f.states]
    return union_all(*counted)


def counting_known(tasks: Sequence[Folder], known: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Build the same for somebody who may know only of some documents; never remembered."""
    ids = select(Document.id).where(known).correlate(None)
    return union_all(*(_count_one(f).where(folder_sources.document_key(f).in_(ids)) for f in tasks))


def places(f: Folder) -> list[tuple[str, str]]:
    """Return the lines of `counting` that make up a folder."""
    return [(f.source, place) for place in f.states or (f.name,)]


@cache
def listing(f: Folder, which: Listing) -> Select[Any]:
    """Build the statement that lists a folder, urgent first, newest first."""
    keys = _order(f, which.sieve)
    lines = _lines(f).where(_in_folder(f, whole=which.whole), *_passing(f, which.sieve))
    if not which.first:
        here, mark = tuple_(*keys), tuple_(bindparam("urgency"), bindparam("row"))
        lines = lines.where(here > mark if which.back else here < mark)
    order = [key.asc() if which.back else key.desc() for key in keys]
    return lines.order_by(*order).limit(bindparam("most"))


def overdue() -> Select[Any]:
    """Build the statement that lists what a unit holds beyond `at`, the longest late first."""
    return (
        _lines(ALL_INCOMING)
        .where(Delivery.closed_at.is_(None), Delivery.due_at < bindparam("at"))
        .where(Delivery.holder_unit_id == _unit)
        .order_by(Delivery.due_at)
        .limit(bindparam("most"))
    )


def _count_runs(tasks: list[Folder], source: str) -> Select[Any]:
    """Count all that waits in deliveries, or in drafts, by one pass over what the unit holds."""
    run: Any = Delivery if source == INCOMING else Document
    mine = _states([f for f in tasks if f.mine], source)
    return (
        select(literal(source), run.state, func.count(), func.count(Reading.document_id))
        .select_from(run)
        .outerjoin(Reading, _by_actor(Document.id if run is Document else run.document_id))
        .where(run.holder_unit_id == _unit, run.closed_at.is_(None))
        .where(_in_states(run, _states(tasks, source)))
        .where(or_(not_(_in_states(run, mine)), _nobodys(run)) if mine else true())
        .group_by(run.state)
    )


def _count_one(f: Folder) -> Select[Any]:
    counted = func.count(), func.count(Reading.document_id)
    return (
        select(literal(f.source), literal(places(f)[0][1]), *counted)
        .select_from(folder_sources.source(f))
        .outerjoin(Reading, _by_actor(folder_sources.document_key(f)))
        .where(_in_folder(f))
    )


def _states(folders: list[Folder], source: str) -> list[str]:
    return [state for f in folders if f.source == source for state in f.states]


def _in_states(run: Any, states: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition on a state; a list for IN would be written out at every execution."""
    return or_(*(run.state == state for state in states))


def _nobodys(run: Any) -> ColumnElement[bool]:
    """Return the condition that nobody in person holds a run, or the actor does."""
    return or_(run.holder_person_id.is_(None), run.holder_person_id == _person)


def _by_actor(document_key: Any) -> ColumnElement[bool]:
    return and_(
        Reading.document_id == document_key,
        Reading.unit_id == _unit,
        Reading.person_id == _reader,
        Reading.role == _role,
    )


def _passing(f: Folder, sieve: Sieve) -> list[ColumnElement[bool]]:
    passing: list[ColumnElement[bool]] = []
    if sieve.period:
        passing.append(_came(f) >= bindparam("since", type_=UtcDateTime))
    if sieve.urgent:
        passing.append((Document.urgency if f.source in BESIDE else folder_sources.keys(f)[0]) > 0)
    if sieve.unread:
        passing.append(Reading.document_id.is_(None))
    return passing


def _came(f: Folder) -> Any:
    """Return when a line of the folder came to the unit: what periods are about."""
    if f.source in BESIDE:
        return BESIDE[f.source].since
    if f.source == INCOMING:
        return Delivery.sent_at if "sent" in f.states else Delivery.arrived_at
    return Document.created_at


def _order(f: Folder, sieve: Sieve) -> tuple[Any, Any]:
    """Return the keys a list is ordered by.

    The few of a short period are found by when they came, and then sorted: "+ 0" keeps the
    index of the whole list's order, which has years of them, out of this.
    """
    urgency, row = folder_sources.keys(f)
    short = sieve.period not in ("", YEAR) and not f.states and f.source not in BESIDE
    return (urgency + 0 if short else urgency), row


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
        sent = aliased(Delivery)
        asked = (ChangeRequest.settled_at.is_(None), ChangeRequest.document_id == sent.document_id)
        waiting = union_all(
            select(sent.id).where(*asked),
            select(Recall.delivery_id).where(Recall.settled_at.is_(None)),
        )
        # Few are asked back, a unit has many: "+ 0" keeps its index out of this.
        return and_(Delivery.id.in_(waiting), Delivery.unit_id + 0 == _unit)
    if f.source == INCOMING:
        return _held(f, Delivery) if f.states else Delivery.unit_id == _unit
    if f.states:
        return _held(f, Document)
    if f.overdue:
        return and_(Document.id.in_(receipts.OVERDUE), Document.agency_id + 0 == _unit)
    ours = (Document.agency_id if whole else Document.drafting_unit_id) == _unit
    return and_(ours, Document.procedure.is_not(None))  # a secret's number is in its book alone


def _own(given: type[Assignment] | type[OpinionAsk]) -> ColumnElement[bool]:
    """Return the condition that something is the actor's: their own, or their unit's."""
    personal = or_(given.person_id.is_(None), given.person_id == _person)
    return and_(given.unit_id == _unit, personal)


def _held(f: Folder, run: type[Delivery] | type[Document]) -> ColumnElement[bool]:
    conditions = [
        run.holder_unit_id == _unit,
        _in_states(run, f.states),
        run.closed_at.is_(None),
    ]
    if f.mine:
        conditions.append(_nobodys(run))
    return and_(*conditions)


def _lines(f: Folder) -> Select[Any]:
    run: Any = Document if f.source == OUTGOING else Delivery
    urgency, row = folder_sources.keys(f)
    lines = select(
        Document.public_id, Document.subject, Document.number_text, Document.notation,
        Document.type_code, Document.issuer_unit_id, Document.issued_on, Document.urgency,
        Document.secrecy, *(folder_sources.of_run(f, name) for name in folder_sources.RUN),
        (BESIDE[f.source].due_at if f.source in BESIDE else run.due_at).label("due_at"),
        (Delivery.arrival_number if run is Delivery else literal(None)).label("arrival_number"),
        (Delivery.channel if run is Delivery else literal("")).label("channel"),
        folder_sources.of_run(f, "holder_person_id"), _holder.name.label("holder_name"),
        folder_sources.of_run(f, "revision"),
        Reading.document_id.label("read_id"), related.undergone().label("related"),
        urgency.label("key_urgency"), row.label("key_row"),
    )  # fmt: skip
    if f.source in BESIDE:
        hangs = Delivery.id == folder_sources.source(f).delivery_id
        lines = lines.select_from(folder_sources.source(f))
        lines = lines.join(Delivery, hangs, isouter=f.source == QUESTIONS)
    if run is Delivery:
        lines = lines.join(Document, Document.id == folder_sources.document_key(f))
    lines = lines.outerjoin(Reading, _by_actor(Document.id))
    return lines.outerjoin(_holder, _holder.id == folder_sources.of_run(f, "holder_person_id"))
