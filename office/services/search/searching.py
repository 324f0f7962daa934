"""Finding documents: the index names candidates, the one door says which of them are shown.

Newest first.  The index knows the units a document went to, so that nearly every candidate
may be seen; whether it may is decided anew, in SQL, for every one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from office.domain.numbering import symbol_text
from office.domain.people import ADMINISTRATOR, AUDITOR, ROLES
from office.search.entry import MOST_UNITS, Wanted
from office.search.indexes import index as index_of
from office.search.terms import Term
from office.services import access
from office.services.search import search_excerpts, search_marks
from office.services.search.search_fields import INCOMING, OUTGOING, SearchQuery
from office.services.search.search_rows import Seen
from office.services.work import Work

PAGE = 50
#: Hits are counted up to here, then it says “more than”: who reads so far narrows the search.
COUNTED = 100
#: Candidates asked of the index at a time, and looked at for one page at most.
LEAST, STEP, MOST_SEEN = 100, 1000, 20_000
MOST_RUNS = 40


@dataclass(slots=True, kw_only=True)  # frozen would cost half the time of a page's rows
class Hit:
    """A document found.  `excerpt` is the place in its text or files where the words stand,
    '' when they stand in what the list shows anyway; `where` is that file's name."""

    key: int
    public_id: str
    subject: str
    symbol: str
    type_code: str
    issuer_unit_id: int
    issued_on: date | None
    urgency: int
    signer_name: str
    drafting_unit_id: int | None
    respond_by: date | None
    incoming: bool
    arrival_number: int | None
    arrived_at: datetime | None
    procedure: tuple[str, int] | None
    state: str | None
    holder_unit_id: int | None
    holder_name: str | None
    held_since: datetime | None
    due_at: datetime | None
    late: bool
    #: What a later document did to it, None for most.
    related: str | None = None
    excerpt: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of hits.  `count`: how many there are, None on later pages; `more`: and others.

    `older` asks for the next page; with no hit it goes on looking where this one stopped.
    """

    hits: Sequence[Hit]
    count: int | None
    more: bool
    older: int | None


def search(work: Work, query: SearchQuery, limit: int = PAGE) -> Found:
    """Return a page of what matches and the actor may know of, newest first.

    Raises Refused for an administrator, who sees no document.
    """
    first = query.before is None
    keys, last = _scan(work, query, COUNTED + 1 if first else limit + 1)
    shown = keys[:limit]
    hits = lines(work, shown)
    _excerpts(work, hits, query.terms)
    older = shown[-1] if len(keys) > limit else last
    return Found(
        hits=hits,
        count=min(len(keys), COUNTED) if first else None,
        more=last is not None or len(keys) > COUNTED,
        older=older,
    )


def count(work: Work, query: SearchQuery, most: int) -> tuple[int, bool]:
    """Return how many documents match, counting to `most`, and whether there are others."""
    keys, last = _scan(work, query, most + 1)
    return min(len(keys), most), last is not None or len(keys) > most


def every(work: Work, query: SearchQuery, most: int) -> list[int]:
    """Return the keys of all that match, newest first, up to `most`."""
    keys: list[int] = []
    before = query.before
    while len(keys) < most:
        found, before = _scan(work, query, STEP, before)
        keys += found
        if before is None:
            break
    return keys[:most]


def lines(work: Work, keys: Sequence[int]) -> list[Hit]:
    """Return what the list shows of documents that the actor was found to see."""
    if not keys:
        return []
    return [_hit(work, row) for row in work.db.execute(Seen.by(work).lines, {"keys": list(keys)})]


def _scan(
    work: Work, query: SearchQuery, want: int, before: int | None = None
) -> tuple[list[int], int | None]:
    """Return the keys of the newest documents that match, about `want`, and where to go on
    looking: None when all was looked at."""
    access.require_role(work, *(role for role in ROLES if role != ADMINISTRATOR))
    if query.wordless:
        return [], None
    seen, wanted = Seen.by(work), _wanted(work, query)
    before = query.before if before is None else before
    step = min(max(want, LEAST), STEP + 1)
    keys: list[int] = []
    for _ in range(MOST_SEEN // STEP):
        found = _candidates(work, wanted, query, before, step)
        if found:
            passed = set(work.db.scalars(seen.passing(work, query, found)))
            keys += [key for key in found if key in passed]
        if len(found) < step:
            return keys, None
        before = found[-1]
        if len(keys) >= want:
            break
        step = min(STEP, 4 * step)
    return keys, before


def _candidates(
    work: Work, wanted: Wanted, query: SearchQuery, before: int | None, step: int
) -> list[int]:
    """Return the next documents to look at: what is open is little, so a search for it that has
    no words begins there, every other in the index."""
    db = work.db
    if query.open_only and not query.terms:
        return list(db.scalars(Seen.by(work).open_runs(work, query, before, step)))
    return list(index_of(db).newest(db, wanted, before, step))


def _wanted(work: Work, query: SearchQuery) -> Wanted:
    """Return what the index is asked: the words, and all it knows that narrows."""
    seen = Seen.by(work)
    few = len(seen.units) <= MOST_UNITS
    return Wanted(
        terms=query.terms,
        readers=seen.scope if few else (),
        runs=_runs(work, seen),
        marks=_marks(seen, query) if few else _open_somewhere(query),
    )


def _marks(seen: Seen, query: SearchQuery) -> list[Sequence[str]]:
    """Return the groups of plain facts of which one each must hold."""
    found: list[Sequence[str] | None] = [
        [search_marks.of_type(query.type_code)] if query.type_code else None,
        [f"{search_marks.ISSUER}{unit}" for unit in query.issuers] or None,
        [f"{search_marks.URGENCY}{query.urgency}"] if query.urgency is not None else None,
        [f"{search_marks.RECIPIENT}{unit}" for unit in seen.units]
        if query.kind == INCOMING
        else None,
        [f"{search_marks.SENDER}{unit}" for unit in seen.scope] if query.kind == OUTGOING else None,
        search_marks.of_span(*query.issued),
        [f"{search_marks.OPEN}{unit}" for unit in {*seen.units, *seen.scope}]
        if query.open_only
        else None,
    ]
    if len(seen.units) == 1:
        arrived = search_marks.of_span(
            *query.arrived_days, prefix=f"{search_marks.ARRIVAL}{seen.units[0]}"
        )
        found.append(arrived)
    return [marks for marks in found if marks is not None]


def _open_somewhere(query: SearchQuery) -> list[Sequence[str]]:
    return [[search_marks.OPEN]] if query.open_only else []


def _runs(work: Work, seen: Seen) -> list[int]:
    """Return the units whose people the actor reads of: their agency's; an auditor's, all below
    that keep a register, unless they are too many to ask for."""
    if work.actor.role != AUDITOR:
        return [work.actor.agency_id]
    units = work.tree.units
    runs = [unit for unit in seen.units if unit in units and units[unit].kind.keeps_register]
    return runs if len(runs) <= MOST_RUNS else [work.actor.agency_id]


def _excerpts(work: Work, hits: Sequence[Hit], terms: Sequence[Term]) -> None:
    """Give hits that do not show why they are hits the place where the words stand."""
    units = work.tree.units
    wanted: dict[int, Sequence[Term]] = {}
    for hit in hits if terms else ():
        issuer = units[hit.issuer_unit_id].name if hit.issuer_unit_id in units else ""
        shown = "\n".join((hit.symbol, hit.subject, issuer, hit.signer_name, hit.holder_name or ""))
        if left := search_excerpts.missing(shown, terms):
            wanted[hit.key] = left
    found = search_excerpts.excerpts(work, wanted)
    for hit in hits:
        if excerpt := found.get(hit.key):
            hit.excerpt, hit.where = excerpt


def _hit(work: Work, row: Any) -> Hit:
    closed = row.closed_at is not None
    return Hit(
        key=row.id,
        public_id=row.public_id,
        subject=row.subject,
        symbol=symbol_text(row.number_text, row.notation),
        type_code=row.type_code,
        issuer_unit_id=row.issuer_unit_id,
        issued_on=row.issued_on,
        urgency=row.urgency,
        signer_name=row.signer_name,
        drafting_unit_id=row.drafting_unit_id,
        respond_by=row.respond_by,
        incoming=row.delivery_id is not None,
        arrival_number=row.arrival_number,
        arrived_at=row.arrived_at,
        procedure=(row.procedure, row.procedure_version) if row.procedure else None,
        state=row.state,
        holder_unit_id=None if closed else row.holder_unit_id,
        holder_name=None if closed else row.holder_name,
        held_since=row.held_since,
        due_at=row.due_at,
        late=not closed and row.due_at is not None and row.due_at < work.at,
        related=row.related,
    )
