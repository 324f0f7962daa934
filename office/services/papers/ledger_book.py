"""Reading the ledger: every fact of paper of a period, of documents, slips and volumes alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from office.domain.errors import Invalid, NotFound
from office.domain.numbering import symbol_text
from office.domain.people import CLERK
from office.domain.sheets import AGAIN, BIND, POST, SLIP, sheets
from office.domain.text import Text
from office.domain.workdays import local_date
from office.models.people import Person
from office.services.naming import plain
from office.services.papers import ledger_queries, post_book
from office.services.papers.ledger_queries import PAPER, SLIPS, VOLUMES, Place, Wanted
from office.services.work import Work

PAGE = 50
#: So many facts are handed out as one sheet.
MOST = 20_000
TOO_MANY = Text(
    "Một bảng tính có tối đa 20.000 dòng. Hãy chọn khoảng ngày ngắn hơn.",
    "A sheet holds 20,000 lines at most. Choose a shorter period.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sift:
    """Which facts are wanted; `unit` 0 and empty words: all of them."""

    since: date | None = None
    until: date | None = None
    event: str = ""
    unit: int = 0
    person: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the ledger.  `of` is its document's symbol; nothing where the actor may not know
    of it; a volume names its book instead."""

    source: str
    key: int
    day: date
    at: datetime
    event: str
    way: str
    origin: str
    unit_id: int
    to_unit_id: int | None
    person: str
    public_id: str | None
    of: str
    register_id: int | None
    volume: int | None
    copies: int
    pages: int
    sheets: int
    duplex: bool
    reason: str
    corrects: bool
    taken_back: bool
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """A page of the ledger, the newest day first; `older` is where it goes on."""

    lines: Sequence[Fact]
    older: Place | None


@dataclass(frozen=True, slots=True)
class Total:
    """How many facts of an event there are, counter-entries taken away; copies and sheets."""

    facts: int = 0
    copies: int = 0
    sheets: int = 0


def page(work: Work, sift: Sift, after: Place | None = None, limit: int = PAGE) -> LedgerPage:
    """Return the facts after a place, the newest day first; raises NotFound for no reader."""
    found = _lines(work, sift, after, limit + 1)
    lines = found[:limit]
    last = lines[-1] if len(found) > limit else None
    return LedgerPage(lines=lines, older=_place(last) if last is not None else None)


def every(work: Work, sift: Sift) -> list[Fact]:
    """Return all facts, the newest day first; raises Invalid where they are too many."""
    found = _lines(work, sift, None, MOST + 1)
    if len(found) > MOST:
        raise Invalid(TOO_MANY, field="since")
    return found


def totals(work: Work, sift: Sift) -> dict[str, Total]:
    """Return what all the facts come to, by event."""
    wanted = _wanted(work, sift)
    summed: defaultdict[str, Total] = defaultdict(Total)
    for source in ledger_queries.sources(wanted):
        for row in work.db.execute(ledger_queries.summed(source, wanted)):
            one = summed[row.event]
            summed[row.event] = Total(
                one.facts + int(row.facts),
                one.copies + int(row.copies),
                one.sheets + int(row.sheets),
            )
    return dict(summed)


def _lines(work: Work, sift: Sift, after: Place | None, limit: int) -> list[Fact]:
    wanted = replace(_wanted(work, sift), after=after)
    found: list[Fact] = []
    for source in ledger_queries.sources(wanted):
        asked = ledger_queries.lines(work, source, wanted).limit(limit)
        found += [_TOLD[source](work, row) for row in work.db.execute(asked)]
    found.sort(key=lambda one: _place(one), reverse=True)
    return found[:limit]


def _wanted(work: Work, sift: Sift) -> Wanted:
    """Return what is asked of the database; raises NotFound for a unit that is not the actor's."""
    agencies = post_book.units(work)
    if sift.unit and sift.unit not in agencies:
        raise NotFound
    chosen = [sift.unit] if sift.unit else agencies
    return Wanted(
        agencies=chosen,
        rooms=[part.id for unit in chosen for part in _parts(work, unit)],
        since=sift.since,
        until=sift.until,
        event=sift.event,
        people=_people(work, sift.person),
        symbol=sift.symbol.strip(),
    )


def _parts(work: Work, unit_id: int) -> Sequence[Any]:
    node = work.tree.units.get(unit_id)
    keeps = node is not None and node.kind.keeps_register
    return work.tree.parts_of(unit_id) if keeps else [] if node is None else [node]


def _people(work: Work, name: str) -> list[int] | None:
    """Return whose name has these words in it, None where nobody is asked for."""
    said = plain(name)
    if not said:
        return None
    rows = work.db.execute(select(Person.id, Person.name))
    return [row.id for row in rows if said in plain(row.name)]


def _place(fact: Fact) -> Place:
    return Place(fact.day, fact.at, fact.source, fact.key)


def _paper(work: Work, row: Row[Any]) -> Fact:
    shut = row.corrects_id is not None or row.taken_back
    ours = row.unit_id == work.actor.agency_id and work.actor.acting_for is None
    mine = row.event == AGAIN and row.person_id == work.actor.person_id
    may = ours and (work.actor.role == CLERK or mine)
    return Fact(
        source=PAPER,
        event=row.event,
        way=row.way,
        origin=row.source,
        unit_id=row.unit_id,
        to_unit_id=row.to_unit_id if row.to_unit_id != row.unit_id else None,
        register_id=None,
        volume=None,
        reason=row.reason,
        corrects=row.corrects_id is not None,
        taken_back=bool(row.taken_back),
        open=may and not shut and row.event != POST and row.copy_id is None,
        **_common(row),
        **_of(row),
    )


def _slip(work: Work, row: Row[Any]) -> Fact:
    common = {**_common(row), "day": local_date(row.at)}
    agency = work.tree.agency_of(row.unit_id) if row.unit_id in work.tree.units else row.unit_id
    return Fact(
        source=SLIPS,
        event=SLIP,
        way="",
        origin=row.kind,
        unit_id=agency,
        to_unit_id=None,
        register_id=None,
        volume=None,
        reason="",
        corrects=False,
        taken_back=False,
        open=False,
        **common,
        **_of(row),
    )


def _volume(work: Work, row: Row[Any]) -> Fact:
    shut = row.corrects_id is not None or row.taken_back
    ours = row.unit_id == work.actor.agency_id and work.actor.acting_for is None
    return Fact(
        source=VOLUMES,
        event=BIND,
        way="",
        origin=row.direction,
        unit_id=row.unit_id,
        to_unit_id=None,
        register_id=row.register_id,
        volume=row.volume,
        public_id=None,
        of=str(row.year),
        reason=row.reason,
        corrects=row.corrects_id is not None,
        taken_back=bool(row.taken_back),
        open=ours and work.actor.role == CLERK and not shut,
        **_common(row),
    )


_TOLD = {PAPER: _paper, SLIPS: _slip, VOLUMES: _volume}


def _common(row: Row[Any]) -> dict[str, Any]:
    told = row._asdict()
    return {
        "key": row.id,
        "day": told.get("day"),
        "at": row.at,
        "person": row.person_name,
        "copies": row.copies,
        "pages": row.pages,
        "sheets": told.get("sheets", sheets(row.pages, row.copies, duplex=False)),
        "duplex": bool(told.get("duplex")),
    }


def _of(row: Row[Any]) -> dict[str, Any]:
    """Return which document it was, to whom may know of it."""
    if not row.known or row.secrecy:
        return {"public_id": None, "of": ""}
    symbol = symbol_text(row.number_text, row.notation) or row.subject
    return {"public_id": row.public_id, "of": symbol}
