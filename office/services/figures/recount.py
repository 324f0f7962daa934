"""Counting everything a second time, from the sealed log alone.

The first path counts rows; this one knows none of them: it reads the bodies of movements, the tree
of units and the calendar, and shares with the first nothing but the meaning of the measures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from office.domain import retold, retold_lines
from office.domain.definitions import DEFINITIONS
from office.domain.indicators import Figure, figure
from office.domain.measures import CAME, DOCUMENT, MEASURES, SENT, SHEET, Counted, Tally, counted
from office.domain.retold_lines import NONE, Line
from office.services.figures import recount_chain, recount_places
from office.services.figures.asked import Asked
from office.services.figures.recount_chain import Checkpoint
from office.services.figures.recount_places import Places, Scope
from office.services.work import Work

#: Which column names the agency whose facts a line holds, by subject.
OWNER = {DOCUMENT: "unit_id", SENT: "sender_id", CAME: "unit_id", SHEET: "unit_id"}
#: Which column has the level that an asked level means.
LEVEL = {DOCUMENT: "level", SENT: "to_level", CAME: "from_level", SHEET: "level"}
#: What a volume of a book that was bound, or was not after all, is told by.
BOUND = ("paper_bind", "paper_unbind")


@dataclass(slots=True)
class Lines:
    """The lines of one document; `key` is None for what is of no document."""

    key: int | None = None
    public_id: str = ""
    symbol: str = ""
    document: Line | None = None
    deliveries: list[Line] = field(default_factory=list)
    sheets: list[Line] = field(default_factory=list)

    def all(self) -> Iterator[tuple[str, Line]]:
        """Yield each line with every subject that counts it."""
        if self.document is not None:
            yield DOCUMENT, self.document
        for line in self.deliveries:
            yield SENT, line
            yield CAME, line
        for line in self.sheets:
            yield SHEET, line


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted:
    """What the log says: of the period, of all until its end, and who acted on which day."""

    total: Tally
    standing: Tally
    people: frozenset[tuple[int, date, int]]
    checkpoint: Checkpoint

    def figures(self) -> list[Figure]:
        """Return every indicator in force."""
        return [
            figure(one, self.standing if one.until_end else self.total)
            for one in DEFINITIONS.values()
        ]


Visit = Callable[[Lines], None]


@dataclass(slots=True)
class Count:
    """Adding up while the log is read; what is not asked for is left out."""

    asked: Asked
    scope: Scope
    total: Counter[tuple[str, int]] = field(default_factory=Counter)
    standing: Counter[tuple[str, int]] = field(default_factory=Counter)
    people: set[tuple[int, date, int]] = field(default_factory=set)

    def take(self, lines: Lines) -> None:
        """Add the lines of a document."""
        for subject, line in lines.all():
            for one in self.of(subject, line):
                key = one.name, one.bucket
                if self.asked.since <= one.day and self.scope.has(line[OWNER[subject]], one.day):
                    self.total[key] += one.amount
                if one.name in STANDING and self.scope.has(line[OWNER[subject]], self.asked.until):
                    self.standing[key] += one.amount

    def of(self, subject: str, line: Line) -> Iterator[Counted]:
        """Yield what a line adds up to the last day that is asked for."""
        if line[OWNER[subject]] is None or not self._kind(subject, line):
            return
        for one in counted(subject, line):
            if one.day <= self.asked.until:
                yield one

    def counts(self, subject: str, line: Line) -> bool:
        """Say whether a line counts at all in what is asked for."""
        return self.counts_now(subject, line) or (subject == CAME and self.counts_open(line))

    def counts_now(self, subject: str, line: Line) -> bool:
        """Say whether a line counts in the time asked for."""
        owner = line[OWNER[subject]]
        return any(
            self.asked.since <= one.day and self.scope.has(owner, one.day)
            for one in self.of(subject, line)
        )

    def counts_open(self, line: Line) -> bool:
        """Say whether a line of what came counts in what stands open at the end."""
        found = any(one.name in STANDING for one in self.of(CAME, line))
        return found and self.scope.has(line[OWNER[CAME]], self.asked.until)

    def acted(self, agency: int, day: date, person: int) -> None:
        """Note that a person acted."""
        inside = self.asked.since <= day <= self.asked.until
        if inside and self.scope.has(agency, day):
            self.people.add((agency, day, person))

    def _kind(self, subject: str, line: Line) -> bool:
        wanted = (self.asked.type_code, self.asked.level)
        return all(
            not asked or asked == has
            for asked, has in zip(wanted, (line["type_code"], line[LEVEL[subject]]), strict=True)
        )


def _standing() -> frozenset[str]:
    of = (one for one in DEFINITIONS.values() if one.until_end)
    return frozenset(name.removeprefix("-") for one in of for name in (*one.part, *one.whole))


#: The measures of what stands open at the end of a day: counted from the beginning.
STANDING = _standing()


def run(work: Work, asked: Asked, visit: Visit | None = None) -> Recounted:
    """Recount from the log; `visit` is shown the lines of each document on the way.

    Raises Refused at the first broken seal.
    """
    places = recount_places.read(work)
    count, told = Count(asked, Scope(places, asked, work.today)), Checkpoint()
    for key, public_id, records in recount_chain.documents(work, told):
        story = retold.story(public_id, records)
        lines = _lines(work, key, story, places)
        count.take(lines)
        for one in retold_lines.people(story, places):
            count.acted(*one)
        if visit is not None:
            visit(lines)
    for lines in _bound(work, places):
        count.take(lines)
        if visit is not None:
            visit(lines)
    return Recounted(
        total=_tally(count.total),
        standing=_tally(count.standing),
        people=frozenset(count.people),
        checkpoint=told,
    )


def _lines(work: Work, key: int, story: retold.Story, places: Places) -> Lines:
    return Lines(
        key=key,
        public_id=story.document,
        symbol=story.symbol,
        document=retold_lines.document(story, places, work.calendar),
        deliveries=list(retold_lines.deliveries(story, places, work.calendar)),
        sheets=list(retold_lines.sheets(story, places)),
    )


def _bound(work: Work, places: Places) -> Iterator[Lines]:
    """Yield the volumes of books that were bound, as the books' own sealed acts tell it."""
    for record in recount_chain.books(work):
        if record["act"] in BOUND:
            yield Lines(sheets=[_volume(record["paper"], places)])


def _volume(fact: dict[str, Any], places: Places) -> Line:
    day = date.fromisoformat(fact["day"])
    unit = places.agency(fact["unit"], day)
    return {
        "unit_id": unit, "on_day": day, "type_code": NONE, "level": places.level(unit),
        "event": "bind", "secret": False, "copies": fact["copies"], "sheets": fact["sheets"],
    }  # fmt: skip


def _tally(amounts: Counter[tuple[str, int]]) -> Tally:
    sums: Counter[str] = Counter()
    apart: dict[str, Counter[int]] = {}
    for (name, bucket), amount in amounts.items():
        sums[name] += amount
        if MEASURES[name].bucket:
            apart.setdefault(name, Counter())[bucket] += amount
    return Tally(sums, apart)
