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

from office.domain import spelling

_TOKEN = re.compile(r"d/c(?!\w)|\w+|[^\w\s]|\n")
#: What stands before a given name.  Single letters count only with a dot or a capital after.
TITLES = ("dong chi", "d/c", "dc", "anh", "chi", "ong", "ba", "a", "c", "o", "b")
_SURE = ("dong chi", "d/c", "dc")
#: The words that say what sort of unit it is, each with how it is shortened.
_SORTS = {
    "van phong": "vp", "phong": "p", "so": "s", "ban": "b", "trung tam": "tt", "chi cuc": "cc",
    "hoi dong": "hd", "thanh tra": "ttr", "to": "t", "doi": "d", "uy ban": "ub",
}  # fmt: skip
#: “… UBND tỉnh Ninh Thuận”, “… huyện Bác Ái”: what every unit of an agency may leave out.
_PLACE = re.compile(
    r"\s+(?:(?:HĐND|UBND)(?:\s+và\s+)?)*\s*"
    r"(?:(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn)\s.*)?$"
)
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


class Named(NamedTuple):
    """A unit by its name and abbreviation; `whole` is the agency itself, which gives the parts."""

    unit_id: int
    name: str
    abbreviation: str = ""
    whole: bool = False


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
        self.people = list(people)
        self._exact: defaultdict[str, set[int]] = defaultdict(set)
        self._sure: defaultdict[str, set[int]] = defaultdict(set)
        self._short: defaultdict[str, set[int]] = defaultdict(set)
        for unit in units:
            self._exact[_letters(_PLACE.sub("", spelling.composed(unit.name)))].add(unit.unit_id)
            sure, short = _aliases(unit)
            for alias in sure:
                self._sure[alias].add(unit.unit_id)
            for alias in short:
                self._short[alias].add(unit.unit_id)
        self._positions: defaultdict[str, set[Who]] = defaultdict(set)
        for one in people:
            for alias in _of_position(one.position):
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
            if not words[at + count - 1].is_word:
                return
            who = [one for one in self.people if _ends_with(one.name, said, spelling.agrees)]
            exact = [one for one in who if _ends_with(one.name, said, spelling.same)]
            if who:
                meant = sorted({Who(p.unit_id, p.person_id) for p in (accented and exact) or who})
                yield Mention(first=at, after=at + count, who=tuple(meant))


def _ends_with(name: str, said: list[str], alike: Callable[[str, str], bool]) -> bool:
    own = spelling.composed(name).split()[-len(said) :]
    return len(own) == len(said) and all(map(alike, said, own))


def _name_end(words: Sequence[Token], at: int) -> int:
    """Return where the capital words that go on from `at` end."""
    while at < len(words) and words[at].is_capital and not words[at].written[1:2].isupper():
        if words[at].flat in (*_SORTS, *_SURE) or len(words[at].flat) == 1:
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


def _aliases(unit: Named) -> tuple[set[str], set[str]]:
    """Return how a unit is called surely, and only when written in capitals."""
    name = spelling.composed(unit.name)
    plain = _PLACE.sub("", name)
    short = {_letters(unit.abbreviation)}
    sure = {_letters(name), _letters(plain), *(_letters(n, keep=",") for n in (name, plain))}
    if unit.whole:
        return sure - {""}, (short | {"ubnd", "hdnd"}) - {""}
    words = [word.flat for word in tokens(plain) if word.is_word]
    sort = next((s for s in _SORTS if words[: s.count(" ") + 1] == s.split()), "")
    if sort:
        rest = plain.split(None, sort.count(" ") + 1)[sort.count(" ") + 1 :]
        cores = _cores(rest[0] if rest else "") | short
        whole = {sort.replace(" ", ""), _SORTS[sort]}
        sure |= {kind + core for kind in whole for core in cores if core}
        short |= {"".join(word[0] for word in words)} | (set() if rest else {_SORTS[sort]})
        short |= {core for core in cores if core and len(core) < 6}
    return sure - {""}, short - {""}


def _cores(rest: str) -> set[str]:
    """Return how the name after “Phòng” is shortened: tckh, taichinh, vanxa."""
    parts = [part.split() for part in re.split(r"\s*[-–,&]\s*|\s+và\s+", rest) if part.split()]
    found = {_letters(rest), _letters(" ".join(word for part in parts for word in part))}
    found.add("".join(_letters(word)[:1] for part in parts for word in part))
    if len(parts) > 1:
        found.add("".join(_letters(part[0]) for part in parts))
    words = [_letters(word) for part in parts for word in part]
    found |= {"".join(words[:count]) for count in range(2, len(words))}
    return found - {""}


def _letters(words: str, keep: str = "") -> str:
    flat = spelling.folded(spelling.composed(words))
    return "".join(letter for letter in flat if letter.isalnum() or letter in keep)


def _of_position(position: str) -> set[str]:
    """Return how a position is written: in full, or by its initials."""
    words = spelling.folded(spelling.composed(position)).split()
    initials = "".join(word[0] for word in words)
    return {"".join(words), initials if len(words) > 1 else ""} - {""}


def _unknown_unit(words: Sequence[Token], at: int) -> Mention | None:
    """Return what looks like a unit and is none of the agency's: P. XYZ, Phòng Nội chính."""
    sorts = {*_SORTS.values(), *_SORTS} - {"d", "t", "b", "ub", "so"}
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
