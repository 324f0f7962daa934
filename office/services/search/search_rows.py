"""The run of a document that a reader sees, and the conditions a search puts on it.

As on a document's page: their agency's delivery; else, for who sent it, the draft.  What
happens at another recipient neither shows nor narrows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, null, or_, select
from sqlalchemy.orm import aliased

from office.domain.people import AUDITOR
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.people import Person
from office.services import access
from office.services.search.search_fields import INCOMING, OUTGOING, SearchQuery, moments
from office.services.views import related
from office.services.work import Work


@dataclass(frozen=True)
class Seen:
    """The documents as one actor sees them."""

    scope: tuple[int, ...]  # the units through whose eyes
    units: tuple[int, ...]  # those whose deliveries they see
    agency_id: int

    @staticmethod
    def by(work: Work) -> Seen:
        """Return the documents as the actor sees them; what is built of it is remembered."""
        scope, agency = access.scope(work), work.actor.agency_id
        units = sorted({agency, *scope}) if work.actor.role == AUDITOR else [agency]
        return _remembered(tuple(scope), tuple(units), agency)

    @cached_property
    def own(self) -> Any:
        """Return the delivery shown for a document."""
        return aliased(Delivery, name="own")

    @cached_property
    def ours(self) -> ColumnElement[bool]:
        """Return the condition that the actor's units sent the document."""
        return or_(Document.agency_id.in_(self.scope), Document.drafting_unit_id.in_(self.scope))

    def run(self, name: str) -> ColumnElement[Any]:
        """Return a column of the run shown: of the delivery, or of the draft to its senders."""
        draft = case((self.ours, getattr(Document, name)), else_=null())
        return case((self.own.id.is_not(None), getattr(self.own, name)), else_=draft)

    def joined(self, wanted: Select[Any]) -> Select[Any]:
        """Return a selection of documents with the delivery shown beside each."""
        if len(self.units) == 1:
            on = and_(self.own.document_id == Document.id, self.own.unit_id == self.units[0])
        else:
            # What they sent is shown as its draft; what went to units below, as it came there.
            elsewhere = case((self.ours, 0), else_=1) == 1
            first = (
                select(func.min(Delivery.id))
                .where(Delivery.document_id == Document.id, Delivery.unit_id.in_(self.units))
                .where(or_(Delivery.unit_id == self.agency_id, elsewhere))
                .correlate(Document)
                .scalar_subquery()
            )
            on = self.own.id == first
        return wanted.select_from(Document).outerjoin(self.own, on)

    def passing(self, work: Work, query: SearchQuery, keys: list[int]) -> Select[Any]:
        """Select those of some documents that the actor may know of and that match."""
        return self.joined(select(Document.id)).where(
            Document.id.in_(keys),
            access.visible(work),
            Document.secrecy == "",  # law 6: no search hit
            *self.conditions(work, query),
        )

    @cached_property
    def lines(self) -> Select[Any]:
        """Select what the list shows of the documents bound as `keys`, newest first."""
        names = ("procedure", "procedure_version", "state", "holder_unit_id", "held_since",
                 "due_at", "closed_at")  # fmt: skip
        selected = select(
            Document.id, Document.public_id, Document.subject, Document.number_text,
            Document.notation, Document.type_code, Document.issuer_unit_id, Document.issued_on,
            Document.urgency, Document.signer_name, Document.drafting_unit_id,
            Document.respond_by, related.undergone().label("related"),
            self.own.arrival_number, self.own.arrived_at,
            self.own.id.label("delivery_id"), Person.name.label("holder_name"),
            *(self.run(name).label(name) for name in names),
        )  # fmt: skip
        holder = Person.id == self.run("holder_person_id")
        return (
            self.joined(selected)
            .outerjoin(Person, holder)
            .where(Document.id.in_(bindparam("keys", expanding=True)))
            .order_by(Document.id.desc())
        )

    def open_runs(
        self, work: Work, query: SearchQuery, before: int | None, limit: int
    ) -> Select[Any]:
        """Select the documents with an open run that a search for what is open may find: few,
        however many documents there are."""
        both = [
            _open(work, Delivery, Delivery.document_id, Delivery.unit_id.in_(self.units), query),
            _open(work, Document, Document.id, self.ours, query),
        ]
        found = both[0].union(both[1]).subquery()
        keys = select(found.c.key)
        if before is not None:
            keys = keys.where(found.c.key < before)
        return keys.order_by(found.c.key.desc()).limit(limit)

    def conditions(self, work: Work, query: SearchQuery) -> list[ColumnElement[bool]]:
        """Return the conditions of a search beside its words."""
        where: list[ColumnElement[bool]] = [*self._of_document(query), *self._of_run(work, query)]
        if query.kind == INCOMING:
            where.append(self.own.id.is_not(None))
        if query.kind == OUTGOING:
            where.append(self.ours)
        if query.units:
            where.append(self._involves(query))
        return where

    def _of_document(self, query: SearchQuery) -> list[ColumnElement[bool]]:
        where: list[ColumnElement[bool]] = []
        if query.type_code:
            where.append(Document.type_code == query.type_code)
        if query.issuers:
            where.append(Document.issuer_unit_id.in_(query.issuers))
        if query.urgency is not None:
            where.append(Document.urgency == query.urgency)
        since, until = query.issued
        if since is not None:
            where.append(Document.issued_on >= since)
        if until is not None:
            where.append(Document.issued_on <= until)
        return where

    def _of_run(self, work: Work, query: SearchQuery) -> list[ColumnElement[bool]]:
        due = self.run("due_at")
        # Few documents are asked about, a unit has many: this keeps its index out of it.
        arrived = func.coalesce(self.own.arrived_at, self.own.arrived_at)
        where = [*_between(arrived, query.arrived_days), *_between(due, query.due_days)]
        if query.state:
            where.append(self.run("state") == query.state)
        if query.open_only:
            where.append(self.run("closed_at").is_(None))
        if query.late:
            where.append(due < work.at)
        if query.holders is not None:
            person, unit = self.run("holder_person_id"), self.run("holder_unit_id")
            where.append(_held(person, unit, query.holders))
        return where

    def _involves(self, query: SearchQuery) -> ColumnElement[bool]:
        """Return the condition that a unit drafted it, holds it or has a part in the run shown."""
        part = exists().where(
            Assignment.delivery_id == self.own.id, Assignment.unit_id.in_(query.units)
        )
        return or_(
            and_(self.ours, Document.drafting_unit_id.in_(query.units)),
            self.run("holder_unit_id").in_(query.units),
            part,
        )


_remembered = lru_cache(maxsize=256)(Seen)


def _open(
    work: Work,
    run: type[Delivery] | type[Document],
    key: Any,
    whose: ColumnElement[bool],
    query: SearchQuery,
) -> Select[Any]:
    found = select(key.label("key")).where(run.closed_at.is_(None), whose)
    if query.state:
        found = found.where(run.state == query.state)
    if query.late:
        found = found.where(run.due_at < work.at)
    if query.holders is not None:
        found = found.where(_held(run.holder_person_id, run.holder_unit_id, query.holders))
    return found


def _between(column: Any, days: tuple[date | None, date | None]) -> list[ColumnElement[bool]]:
    since, until = moments(*days)
    return [
        *([column >= since] if since is not None else []),
        *([column < until] if until is not None else []),
    ]


def _held(person: Any, unit: Any, holders: tuple[Any, Any]) -> ColumnElement[bool]:
    persons, units = holders
    return or_(person.in_(persons), unit.in_(units))
