"""The statements of the ledger: entries of documents, slips and volumes, each read by its index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select, true

from office.domain.sheets import BIND, SLIP
from office.domain.workdays import begin_of
from office.models.deliveries import Delivery
from office.models.desk import Printing
from office.models.documents import Document
from office.models.papers import BoundVolume, PaperEntry
from office.models.people import Person
from office.models.registers import Binding, Register
from office.services import access
from office.services.work import Work

#: Where facts are kept; on one day, of one moment, the later of these comes first.
PAPER, SLIPS, VOLUMES = "paper", "slips", "volumes"
SOURCES = (PAPER, SLIPS, VOLUMES)
_MODELS: dict[str, Any] = {PAPER: PaperEntry, SLIPS: Printing, VOLUMES: BoundVolume}


class Place(NamedTuple):
    """Where a line stands: its day, when it was entered, which table, which row."""

    day: date
    at: datetime
    source: str
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of the database; `rooms` are the units inside the agencies."""

    agencies: Sequence[int]
    rooms: Sequence[int]
    since: date | None
    until: date | None
    event: str
    people: Sequence[int] | None
    symbol: str
    after: Place | None = None


def sources(wanted: Wanted) -> list[str]:
    """Return which tables have any fact that is wanted."""
    found = [SLIPS] if wanted.event == SLIP else [VOLUMES] if wanted.event == BIND else [PAPER]
    found = found if wanted.event else list(SOURCES)
    return [one for one in found if not (wanted.symbol and one == VOLUMES)]


def lines(work: Work, source: str, wanted: Wanted) -> Select[Any]:
    """Return the statement for the lines of one table, the newest first."""
    model = _MODELS[source]
    asked = _SELECTS[source](work).join(Person, Person.id == model.person_id)
    order = [model.at.desc(), model.id.desc()]
    if source != SLIPS:
        order.insert(0, model.day.desc())
    return asked.where(*_where(source, wanted)).order_by(*order)


def summed(source: str, wanted: Wanted) -> Select[Any]:
    """Return the statement for the sums of one table, by event."""
    model = _MODELS[source]
    event: Any = model.event if source == PAPER else literal(SLIP if source == SLIPS else BIND)
    spent: Any = model.copies * model.pages if source == SLIPS else model.sheets
    sign = (model.copies > 0) if source == SLIPS else model.corrects_id.is_(None)
    asked = select(
        event.label("event"),
        (func.count().filter(sign) - func.count().filter(~sign)).label("facts"),
        func.sum(model.copies).label("copies"),
        func.sum(spent).label("sheets"),
    )
    if source != VOLUMES and wanted.symbol:
        asked = asked.join(Document, Document.id == model.document_id)
    asked = asked.where(*_where(source, wanted))
    return asked.group_by(model.event) if source == PAPER else asked.having(func.count() > 0)


def _where(source: str, wanted: Wanted) -> list[ColumnElement[bool]]:
    model = _MODELS[source]
    found: list[ColumnElement[bool]] = [
        model.unit_id.in_(wanted.rooms if source == SLIPS else wanted.agencies)
    ]
    if wanted.event and source == PAPER:
        found.append(model.event == wanted.event)
    if wanted.people is not None:
        found.append(model.person_id.in_(wanted.people))
    if wanted.symbol:
        symbol = Document.number_text + "/" + Document.notation
        found.append(symbol.icontains(wanted.symbol, autoescape=True))
        found.append(Document.secrecy == "")
    found += _within(source, wanted.since, wanted.until)
    return [*found, *_after(source, wanted.after)]


def _within(source: str, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    model = _MODELS[source]
    if source == SLIPS:
        first = [model.at >= begin_of(since)] if since else []
        return [*first, *([model.at < begin_of(until + timedelta(days=1))] if until else [])]
    return [*([model.day >= since] if since else []), *([model.day <= until] if until else [])]


def _after(source: str, place: Place | None) -> list[ColumnElement[bool]]:
    """Return the condition that a line comes after a place; the first part leads the index."""
    if place is None:
        return []
    model = _MODELS[source]
    tie = model.id < place.key if source == place.source else _settled(source < place.source)
    if source == SLIPS:
        last = begin_of(place.day + timedelta(days=1))
        if not begin_of(place.day) <= place.at < last:  # entered on another day than its own
            return [model.at < last if place.at >= last else model.at < begin_of(place.day)]
        return [model.at <= place.at, or_(model.at < place.at, tie)]
    same = and_(model.day == place.day, or_(model.at < place.at, and_(model.at == place.at, tie)))
    return [model.day <= place.day, or_(model.day < place.day, same)]


def _settled(holds: bool) -> ColumnElement[bool]:
    return true() if holds else false()


def _papers(work: Work) -> Select[Any]:
    corrected = PaperEntry.__table__.alias()
    gone = select(corrected.c.id).where(corrected.c.corrects_id == PaperEntry.id).exists()
    return (
        select(
            PaperEntry.__table__, Delivery.unit_id.label("to_unit_id"), gone.label("taken_back"),
            *_named(work),
        )
        .join(Document, Document.id == PaperEntry.document_id)
        .outerjoin(Delivery, Delivery.id == PaperEntry.delivery_id)
    )  # fmt: skip


def _slips(work: Work) -> Select[Any]:
    return select(Printing.__table__, *_named(work)).join(
        Document, Document.id == Printing.document_id
    )


def _volumes(work: Work) -> Select[Any]:
    corrected = BoundVolume.__table__.alias()
    gone = select(corrected.c.id).where(corrected.c.corrects_id == BoundVolume.id).exists()
    return (
        select(
            BoundVolume.__table__, Binding.volume, Register.year, Register.direction,
            gone.label("taken_back"), Person.name.label("person_name"),
        )
        .join(Binding, Binding.id == BoundVolume.binding_id)
        .join(Register, Register.id == BoundVolume.register_id)
    )  # fmt: skip


def _named(work: Work) -> tuple[Any, ...]:
    """Return the columns that name a document, and whether the actor may know of it."""
    named = (Document.public_id, Document.number_text, Document.notation, Document.subject)
    known = access.visible(work).label("known")
    return (*named, Document.secrecy, Person.name.label("person_name"), known)


_SELECTS = {PAPER: _papers, SLIPS: _slips, VOLUMES: _volumes}
