"""What a unit or a person held at a moment that has passed, a page at a time.

Whatever was held then belonged to a run that had begun and had not ended: the rows say which
those can be, the sealed records of each say whether and by whom it was held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import aliased

from office.domain import past as domain
from office.domain.errors import NotFound
from office.domain.fold import DRAFT, RunKey
from office.domain.numbering import symbol_text
from office.domain.workdays import local_date
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.models.people import Membership, Person
from office.services import access, tree
from office.services.audit import past
from office.services.audit.past import Clerk, RunThen
from office.services.tree import Tree
from office.services.views import workload
from office.services.work import Work

PAGE = 50
CHUNK = 100
#: So many runs are looked at for one page; what is found later is on the next one.
MOST_LOOKED_AT = 1000


class Desk(NamedTuple):
    """Whose desk: some units, or a person in whatever unit."""

    unit_ids: frozenset[int]
    person_id: int | None = None

    def holds(self, holder: tuple[int, int | None]) -> bool:
        """Say whether what `holder` holds lies on this desk."""
        if self.person_id is not None:
            return holder[1] == self.person_id
        return holder[0] in self.unit_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldThen:
    """Something that lay on the desk then."""

    public_id: str
    subject: str
    symbol: str
    run: RunThen


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskThen:
    """A page of what lay on a desk; `after` asks for the next one.  `name` is that of then."""

    name: str
    items: Sequence[HeldThen]
    after: tuple[int, int] | None


class _Found(NamedTuple):
    """A run that was open then: its place in the search, its document, its delivery."""

    place: tuple[int, int]
    document_id: int
    delivery_id: int | None
    run: RunKey
    row: Row[Any]


def of_unit(
    work: Work, unit_id: int, at: datetime, after: tuple[int, int] = (0, 0), *, below: bool = False
) -> DeskThen:
    """Return what a unit the actor looks after held, with those `below` it then if asked.

    Raises NotFound for any other unit, Invalid for a moment that has not come.
    """
    past.check(work, at)
    if unit_id not in workload.units(work):
        raise NotFound
    then = tree.read(work.db, local_date(at))
    if unit_id not in then.units:
        return DeskThen(name="", items=[], after=None)
    units = {unit_id, *(u.id for u in then.below(unit_id))} if below else {unit_id}
    return _page(work, at, then, (Desk(frozenset(units)), then[unit_id].name), after)


def of_person(
    work: Work, person_id: int, at: datetime, after: tuple[int, int] = (0, 0)
) -> DeskThen:
    """Return what a person held in the units the actor looks after.

    Raises NotFound for a person who never was in one of them.
    """
    past.check(work, at)
    been = select(Membership.unit_id, Person.name).join(Person, Person.id == Membership.person_id)
    rows = work.db.execute(been.where(Membership.person_id == person_id)).all()
    units = frozenset(row.unit_id for row in rows) & frozenset(workload.units(work))
    if not units:
        raise NotFound
    then = tree.read(work.db, local_date(at))
    return _page(work, at, then, (Desk(units, person_id), rows[0].name), after)


def _page(
    work: Work, at: datetime, then: Tree, desk: tuple[Desk, str], after: tuple[int, int]
) -> DeskThen:
    whose, name = desk
    agencies = {then.agency_of(unit) for unit in whose.unit_ids if unit in then.units}
    within = {*workload.units(work), *whose.unit_ids}
    items: list[HeldThen] = []
    for looked_at, (found, told) in enumerate(_open_then(work, at, agencies, after), start=1):
        stood = told.runs.get(found.run)
        if stood is not None and whose.holds(stood.holder):
            run = Clerk(work, at, told, then).run(found.run)
            if not run.final and run.holder[0] in within:
                items.append(_held(found.row, run))
        if len(items) >= PAGE or looked_at >= MOST_LOOKED_AT:
            return DeskThen(name=name, items=items, after=found.place)
    return DeskThen(name=name, items=items, after=None)


def _held(row: Row[Any], run: RunThen) -> HeldThen:
    symbol = symbol_text(row.number_text, row.notation)
    return HeldThen(public_id=row.public_id, subject=row.subject, symbol=symbol, run=run)


def _open_then(
    work: Work, at: datetime, agencies: set[int], after: tuple[int, int]
) -> Iterator[tuple[_Found, domain.Past]]:
    """Yield the runs of some agencies that can have been open at `at`, from `after` on."""
    for kind in (0, 1):
        last = after[1] if after[0] == kind else 0
        while kind >= after[0]:
            chunk = _candidates(work, at, agencies, (kind, last))
            yield from _with_records(work, at, chunk)
            if len(chunk) < CHUNK:
                break
            last = chunk[-1].place[1]


def _candidates(
    work: Work, at: datetime, agencies: set[int], after: tuple[int, int]
) -> list[_Found]:
    kind, last = after
    delivery = aliased(Delivery)  # another one than those the door looks at
    run = delivery if kind else Document
    begun: ColumnElement[bool] = delivery.sent_at <= at if kind else Document.created_at <= at
    agency = delivery.unit_id if kind else Document.agency_id
    still = or_(run.closed_at.is_(None), run.closed_at > at)
    found: Select[Any] = (
        select(
            run.id.label("place"), Document.id.label("document_id"), agency.label("agency"),
            Document.public_id, Document.subject, Document.number_text, Document.notation,
        )
        .where(run.id > last, agency.in_(agencies), begun, still, run.state.is_not(None))
        .where(access.visible(work))
        .order_by(run.id)
        .limit(CHUNK)
    )  # fmt: skip
    if kind:
        found = found.join(Document, Document.id == delivery.document_id)
    return [
        _Found(
            place=(kind, row.place),
            document_id=row.document_id,
            delivery_id=row.place if kind else None,
            run=row.agency if kind else DRAFT,
            row=row,
        )
        for row in work.db.execute(found)
    ]


def _with_records(
    work: Work, at: datetime, chunk: Sequence[_Found]
) -> Iterator[tuple[_Found, domain.Past]]:
    """Read the records of some runs in one query: their own, and those of the whole document."""
    if not chunk:
        return
    own = [found.delivery_id for found in chunk if found.delivery_id is not None]
    rows = work.db.execute(
        select(
            Movement.document_id, Movement.delivery_id, Movement.seq,
            Movement.body, Movement.hash, Movement.prev,
        )
        .where(Movement.document_id.in_({found.document_id for found in chunk}))
        .where(or_(Movement.delivery_id.is_(None), Movement.delivery_id.in_(own)))
        .order_by(Movement.document_id, Movement.seq)
    )  # fmt: skip
    by_document: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_document[row.document_id].append(row)
    for found in chunk:
        theirs = [
            r for r in by_document[found.document_id] if r.delivery_id in (None, found.delivery_id)
        ]
        yield found, domain.past(past.sealed(theirs, at)[0])
