"""From a leader's words (bút phê) to parts: who leads, who co-handles, who is informed, by when.

It proposes, a person decides.  Each row says from which words it was read; a name that
several bear, two leads, a day that may be no deadline are asked about and never guessed at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from office.domain import spelling, spoken_deadlines
from office.domain.asks import CO, INFORMED, LEAD
from office.domain.directive_reading import GIVEN, WORK, Doubt, Given, Reading
from office.domain.roster import Roster, Who
from office.domain.text import Text
from office.domain.workdays import Calendar

#: Longer words are read up to here, and that is said.
LONGEST = 4000
MOST_UNREAD = 20
LONGEST_QUOTE = 160
_ORDER = (LEAD, CO, INFORMED)
_WORDS = {LEAD: "chủ trì", CO: "phối hợp", INFORMED: "để biết"}


class Row(NamedTuple):
    """A part proposed; `why` names the words it was read from."""

    part: str
    who: Who
    due_at: datetime | None
    why: Text


class Proposal(NamedTuple):
    """What a text proposes, what it leaves open, and the words it makes nothing of."""

    rows: tuple[Row, ...]
    doubts: tuple[Doubt, ...]
    unread: tuple[str, ...]


def propose(text: str, roster: Roster, at: datetime, calendar: Calendar) -> Proposal:
    """Return the parts that a directive gives, as far as it can be read at a moment."""
    clean = spelling.composed(text)
    reading = Reading(clean[:LONGEST], roster, at, calendar)
    reading.read()
    doubts = list(reading.doubts)
    if len(clean) > LONGEST:
        why = Text("dài quá: chỉ đọc phần đầu", "too long: only the beginning is read")
        doubts.append(Doubt(clean[LONGEST : LONGEST + 40], why))
    named = _one_lead(reading, _known(reading, doubts), doubts)
    _spread(reading, named, doubts)
    return Proposal(tuple(_rows(reading, named)), tuple(doubts), tuple(_unread(reading)))


def written(proposal: Proposal, names: Mapping[Who, str]) -> str:
    """Return a proposal's rows in words that propose the same rows again.

    `names`: the units by their names, people as “đ/c Name (Unit)”.
    """
    said = []
    for row in proposal.rows:
        due = f", {spoken_deadlines.written(row.due_at)}" if row.due_at else ""
        said.append(f"{names[row.who]} {_WORDS[row.part]}{due}")
    return ";\n".join(said)


def _known(reading: Reading, doubts: list[Doubt]) -> list[Given]:
    """Return who is named beyond doubt and with some part, each once."""
    known: defaultdict[Who, list[Given]] = defaultdict(list)
    for one in reading.given:
        why = _why_not(one)
        if why is None:
            known[one.who[0]].append(one)
        else:
            doubts.append(Doubt(_quote(reading, one), why, one.who))
    sure = []
    for who, given in known.items():
        given[0].due = next((one.due for one in given if one.due), None)
        if len({one.part for one in given}) == 1:
            sure.append(given[0])
            continue
        why = Text("được nêu hai vai trò khác nhau", "named in two different parts")
        doubts.append(Doubt(_quote(reading, given[-1]), why, (who,)))
    return sure


def _why_not(one: Given) -> Text | None:
    if not one.who:
        return Text("không có ai hoặc đơn vị nào tên như vậy", "nobody and no unit is called so")
    if len(one.who) > 1:
        return Text("nhiều nơi hoặc nhiều người tên như vậy", "several are called so")
    if not one.part:
        return Text("chưa rõ vai trò", "it is not clear in which part")
    return None


def _one_lead(reading: Reading, named: list[Given], doubts: list[Doubt]) -> list[Given]:
    """Return those named with their parts, at most one of them the lead."""
    leads = _merged([one for one in named if one.part == LEAD])
    others = [one for one in named if one.part in (WORK, GIVEN)]
    rest = [one for one in named if one.part in (CO, INFORMED)]
    if not leads:
        leads, others = _merged(others), []
    if len(leads) > 1:
        why = Text("có nhiều nơi có thể chủ trì", "several may be the lead")
        doubts += [Doubt(_quote(reading, one), why, one.who) for one in leads]
        leads = []
    if not leads:
        if named or reading.given:
            doubts.append(Doubt("", Text("Chưa thấy ai chủ trì.", "No lead was found.")))
        helping = others
    else:
        helping = _helping(leads[0], others)
        leads[0].part = LEAD
    for one in helping:
        one.part = CO
        one.note = Text(" (đã có chủ trì nên là phối hợp)", " (there is a lead already)")
    return [*leads, *rest, *helping]


def _merged(given: list[Given]) -> list[Given]:
    """Return the given, a unit and the one person of it named beside it as that person."""
    units = {one.who[0].unit_id: one for one in given if one.who[0].person_id is None}
    people = [one for one in given if one.who[0].person_id is not None]
    if len(given) == 2 and len(people) == 1 and people[0].who[0].unit_id in units:
        return [_within(units[people[0].who[0].unit_id], people[0])]
    return given


def _within(unit: Given, person: Given) -> Given:
    person.also = unit.quote
    person.due = person.due or unit.due
    return person


def _helping(lead: Given, others: list[Given]) -> list[Given]:
    """Return who helps the lead; a person who does the work of the unit that leads is it."""
    inside = [o for o in others if o.who[0].unit_id == lead.who[0].unit_id and o.who[0].person_id]
    if lead.who[0].person_id is None and len(inside) == 1:
        lead.also, lead.who = inside[0].quote, inside[0].who
        lead.due = lead.due or inside[0].due
        return [one for one in others if one is not inside[0]]
    return others


def _spread(reading: Reading, named: list[Given], doubts: list[Doubt]) -> None:
    """Give the deadlines that stand alone to those of their sentence, or to all who work."""
    own = {id(one) for one in named if one.due}
    for said, sentence in reading.free:
        alone = not any(one.sentence == sentence for one in reading.given)
        meant = [
            one
            for one in named
            if one.part != INFORMED and (alone or one.sentence == sentence) and id(one) not in own
        ]
        quote = reading.text[said.start : said.end]
        if any(one.due and one.due.due_at != said.due_at for one in meant):
            why = Text("có hai thời hạn; lấy thời hạn đầu", "two deadlines; the first one counts")
            doubts.append(Doubt(quote, why))
        elif not meant and not own:
            doubts.append(Doubt(quote, Text("chưa rõ hạn của ai", "it is not clear whose it is")))
        for one in meant:
            one.due = one.due or said


def _rows(reading: Reading, named: list[Given]) -> Iterator[Row]:
    for one in sorted(named, key=lambda one: _ORDER.index(one.part)):
        said = " … ".join(_quotes(reading, one))
        vi = f"vì ghi: “{said}”{one.note.vi if one.note else ''}"
        en = f"because it says: “{said}”{one.note.en if one.note else ''}"
        if one.due is not None:
            quote = reading.text[one.due.start : one.due.end]
            vi += f"; hạn “{quote}”: {one.due.words.vi}"
            en += f"; deadline “{quote}”: {one.due.words.en}"
        yield Row(one.part, one.who[0], one.due.due_at if one.due else None, Text(vi, en))


def _quotes(reading: Reading, one: Given) -> list[str]:
    spans = sorted({one.quote, *([one.also] if one.also else [])})
    return [_cut(reading.text[begin:end]) for begin, end in spans]


def _quote(reading: Reading, one: Given) -> str:
    return _cut(reading.text[one.quote[0] : one.quote[1]])


def _cut(quote: str) -> str:
    return quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}…"


def _unread(reading: Reading) -> Iterator[str]:
    """Yield the first stretches of words that were not made anything of."""
    runs: list[list[int]] = []
    for at in reading.unread:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs[:MOST_UNREAD]:
        first, last = reading.words[run[0]], reading.words[run[-1]]
        yield _cut(reading.text[first.start : last.end])
