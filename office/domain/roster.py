"""The units and people of an agency as a leader's pen names them: P. TC-KH, VP, đ/c Nam.

A name that several may bear gives them all; one that nobody bears gives none.  Nothing here
chooses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from office.domain import spelling, unit_aliases
from office.domain.unit_aliases import SORTS, Named

_TOKEN = re.compile(r"d/c(?!\w)|\w+|[^\w\s]|\n")
#: What stands before a given name.  Single letters count only with a dot or a capital after.
TITLES = ("dong chi", "d/c", "dc", "anh", "chi", "ong", "ba", "a", "c", "o", "b")
_SURE = ("dong chi", "d/c", "dc")
_BETWEEN = ("-", "/", "&", ".")
LONGEST_NAME = 14
#: What follows the name of a unit and is no part of it (“Phòng Nội chính” has a small letter).
_GOES_ON = (
    "chu", "phoi", "de", "theo", "xu", "tham", "bao", "thuc", "nghien", "va", "cung", "voi",
    "truoc", "trong", "han", "nhan", "tra", "giai", "ra", "don",
)  # fmt: skip


class Token(NamedTuple):
    """A word or sign of the text: as it was written, and folded."""

    start: int
    end: int
    written: str
    flat: str

    @property
    def is_word(self) -> bool:
        """Say whether it is a word rather than a sign."""
        return self.flat[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Say whether it is a word that begins with a capital."""
        return self.written[0].isupper()


class Who(NamedTuple):
    """Somebody who can be given a part: a unit, or a person in one."""

    unit_id: int
    person_id: int | None = None


class Colleague(NamedTuple):
    """A person in a unit, with the position held there."""

    person_id: int
    unit_id: int
    name: str
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of tokens that names somebody: all who may be meant, none if nobody is.

    `aside` for words that name the agency itself: it is known, and gets no part.
    """

    first: int
    after: int
    who: tuple[Who, ...]
    aside: bool = False


def tokens(text: str) -> list[Token]:
    """Return the words and signs of a composed text."""
    flat = spelling.folded(text)
    return [
        Token(m.start(), m.end(), text[m.start() : m.end()], m[0]) for m in _TOKEN.finditer(flat)
    ]


class Roster:
    """The names of one agency, ready to be looked for in a text."""

    def __init__(self, units: Sequence[Named], people: Sequence[Colleague]) -> None:
        self.units = {unit.unit_id: unit for unit in units}
        self.people: defaultdict[str, list[tuple[Colleague, list[str]]]] = defaultdict(list)
        for one in people:
            name = spelling.composed(one.name).split()
            self.people[spelling.folded(name[-1]) if name else ""].append((one, name))
        every = (row for rows in self.people.values() for row in rows)
        self._words = {spelling.folded(word) for _, name in every for word in name}
        self._asked: dict[tuple[str, ...], tuple[Who, ...]] = {}
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._sure: defaultdict[str, set[int]] = defaultdict(set)
        self._short: defaultdict[str, set[int]] = defaultdict(set)
        for unit in units:
            self._exact[unit_aliases.of_name(unit.name)].add(unit.unit_id)
            sure, short = unit_aliases.of_unit(unit)
            for alias in sure:
                self._sure[alias].add(unit.unit_id)
            for alias in short:
                self._short[alias].add(unit.unit_id)
        self._positions: defaultdict[str, set[Who]] = defaultdict(set)
        for one in people:
            for alias in unit_aliases.of_position(one.position):
                self._positions[alias].add(Who(one.unit_id, one.person_id))

    def read(self, words: Sequence[Token], at: int, *, accented: bool) -> Mention | None:
        """Return who is named from token `at` on, None when that begins no name.

        `accented` says whether the text is written with accents: then they count.
        """
        titled = self._titled(words, at, accented=accented)
        if titled is not None:
            return titled
        found = [*self._units(words, at), *self._offices(words, at), *self._full(words, at)]
        longest = max(found, key=lambda one: one.after, default=None)
        return longest or _unknown_unit(words, at)

    def _units(self, words: Sequence[Token], at: int) -> Iterator[Mention]:
        for after, compact, written in _spans(words, at):
            ids = self._exact.get(compact) or self._sure.get(compact, set())
            if not ids and written.isupper() and len(compact) > 1:
                ids = self._short.get(compact, set())
            if ids:
                who = tuple(Who(key) for key in sorted(ids) if not self.units[key].whole)
                yield Mention(first=at, after=after, who=who, aside=not who)

    def _offices(self, words: Sequence[Token], at: int) -> Iterator[Mention]:
        for after, compact, written in _spans(words, at):
            short = len(compact) < 4
            if compact in self._positions and (written.isupper() or not short):
                yield Mention(first=at, after=after, who=tuple(sorted(self._positions[compact])))

    def _full(self, words: Sequence[Token], at: int) -> Iterator[Mention]:
        """Yield people named without a title: by two capital words or more, or in full."""
        for one in self._by_name(words, at, accented=True):
            said = words[at : one.after]
            if len(said) > 1 and all(word.is_capital for word in said):
                yield one

    def _titled(self, words: Sequence[Token], at: int, *, accented: bool) -> Mention | None:
        title, begin = _title(words, at)
        if not title or begin >= len(words) or not words[begin].is_word:
            return None
        sure = title in _SURE
        office = max(self._offices(words, begin), key=lambda one: one.after, default=None)
        found = max(
            self._by_name(words, begin, accented=accented), key=lambda o: o.after, default=office
        )
        if found is None:
            lost = sure or words[begin].is_capital
            return Mention(first=at, after=_name_end(words, begin), who=()) if lost else None
        if not sure and not words[begin].is_capital and len(title) == 1:
            return None
        after = _name_end(words, found.after) if found is not office else found.after
        who = found.who if after == found.after else ()
        return Mention(first=at, after=after, who=who)

    def _by_name(self, words: Sequence[Token], at: int, *, accented: bool) -> Iterator[Mention]:
        for count in range(1, min(LONGEST_NAME, len(words) - at) + 1):
            said = [word.written for word in words[at : at + count]]
            if words[at + count - 1].flat not in self._words:
                return
            who = self._meant(tuple(said), accented=accented)
            if who:
                yield Mention(first=at, after=at + count, who=who)

    def _meant(self, said: tuple[str, ...], *, accented: bool) -> tuple[Who, ...]:
        """Return everybody whose name ends with these words; asked once for each."""
        key = (*said, str(accented))
        if key not in self._asked:
            rows = self.people[spelling.folded(said[-1])]
            who = [row for row in rows if _ends_with(row[1], said, spelling.agrees)]
            exact = [row for row in who if _ends_with(row[1], said, spelling.same)]
            named = (accented and exact) or who
            self._asked[key] = tuple(sorted({Who(o.unit_id, o.person_id) for o, _ in named}))
        return self._asked[key]


def _ends_with(name: list[str], said: Sequence[str], alike: Callable[[str, str], bool]) -> bool:
    own = name[-len(said) :]
    return len(own) == len(said) and all(map(alike, said, own))


def _name_end(words: Sequence[Token], at: int) -> int:
    """Return where the capital words that go on from `at` end."""
    while at < len(words) and words[at].is_capital and not words[at].written[1:2].isupper():
        if words[at].flat in (*SORTS, *_SURE) or len(words[at].flat) == 1:
            break
        at += 1
    return at


def _title(words: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the title at a token and where the name after it begins; '' for none."""
    pair = " ".join(word.flat for word in words[at : at + 2])
    title = pair if pair in TITLES else words[at].flat
    begin = at + (2 if pair in TITLES else 1)
    if title not in TITLES:
        return "", at
    dotted = begin < len(words) and words[begin].flat == "."
    return title, begin + dotted


def _spans(words: Sequence[Token], at: int) -> Iterator[tuple[int, str, str]]:
    """Yield (after, letters folded, as written) of ever longer stretches, hyphens passed over."""
    compact = written = ""
    count = 0
    for index in range(at, len(words)):
        word = words[index]
        if not word.is_word:
            if index == at or word.flat not in (*_BETWEEN, ","):
                return
            compact += "," if word.flat == "," else ""
            continue
        count += 1
        compact += word.flat
        written += word.written
        if count > LONGEST_NAME:
            return
        yield index + 1, compact, written


def _unknown_unit(words: Sequence[Token], at: int) -> Mention | None:
    """Return what looks like a unit and is none of the agency's: P. XYZ, Phòng Nội chính."""
    sorts = {*SORTS.values(), *SORTS} - {"d", "t", "b", "ub", "so"}
    after = at + 1
    if words[at].flat not in sorts or not words[at].is_capital:
        return None
    after += after < len(words) and words[after].flat == "."
    end = after
    while end < len(words) and words[end].is_word and words[end].is_capital:
        end += 1
    if end == after + 1 and end < len(words) and words[end].is_word:
        end += words[end].flat not in _GOES_ON and not words[end - 1].written.isupper()
    return Mention(first=at, after=end, who=()) if end > after else None
