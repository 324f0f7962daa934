"""Reading a directive from left to right: who is named, beside which words of work, by when.

What comes of it is decided in `domain.directives`; here nobody has a part for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from office.domain import spelling, spoken_deadlines
from office.domain.asks import CO, INFORMED, LEAD
from office.domain.roster import Mention, Roster, Token, Who, tokens
from office.domain.spoken_deadlines import Said
from office.domain.text import Text
from office.domain.workdays import Calendar

#: The part of whoever does the work while nobody is said to lead, and of whom it is given to.
WORK, GIVEN = "work", "given"
#: Words that say which part somebody has, wherever they stand beside the name.
_PARTS = {
    "chu tri": LEAD, "phoi hop": CO, "cung phoi hop": CO, "tham gia": CO, "de biet": INFORMED,
    "nhan de biet": INFORMED, "theo doi": INFORMED, "don doc": INFORMED, "cung biet": INFORMED,
    "biet": INFORMED,
}  # fmt: skip
#: Words of work: whoever does it leads, unless somebody else is said to.
_WORK = (
    "xu ly", "giai quyet", "tham muu", "thuc hien", "nghien cuu", "soan thao", "soan", "tra loi",
    "trien khai", "de xuat", "kiem tra", "ra soat", "thu ly", "bao cao", "tong hop",
)  # fmt: skip
_GIVE = ("giao", "chuyen", "kinh chuyen", "phan cong", "de nghi", "yeu cau", "cu")
#: Whoever is named right after these hears of it, and gets no part.
_TO = ("bao cao", "trinh", "xin y kien", "bao cao cho", "y kien cua", "theo y kien", "tham muu cho")
_LEADING = ("voi", "cung", "gom", "la", "cho")
_WORDS = 3


class Doubt(NamedTuple):
    """Words not read as a part: why, and who may be meant."""

    quote: str
    why: Text
    candidates: tuple[Who, ...] = ()


@dataclass(slots=True)
class Given:
    """Somebody named, on the way to a part."""

    who: tuple[Who, ...]
    quote: tuple[int, int]
    sentence: int
    clause: int
    part: str = ""
    tentative: bool = False
    due: Said | None = None
    #: Other words that say the same, and what is to be said beside.
    also: tuple[int, int] | None = None
    note: Text | None = None


@dataclass(slots=True)
class _State:
    """Where the reading stands: its sentence and clause, who waits for a part."""

    sentence: int = 0
    clause: int = 0
    opened: str = ""
    #: The words that opened the part, and those that give work.
    opened_by: tuple[int, int] | None = None
    giving: tuple[int, int] | None = None
    waiting: list[Given] = field(default_factory=list)
    last: list[Given] = field(default_factory=list)


class Reading:
    """One text being read."""

    def __init__(self, text: str, roster: Roster, at: datetime, calendar: Calendar) -> None:
        self.text, self.roster, self.at = text, roster, at
        self.accented = spelling.accented(text)
        self.said = list(spoken_deadlines.find(spelling.folded(text), at, calendar))
        self.words = [w for w in tokens(text) if not self._in_deadline(w)]
        self.given: list[Given] = []
        self.doubts: list[Doubt] = []
        self.free: list[tuple[Said, int]] = []
        #: The places of words that mean nothing here.
        self.unread: list[int] = []
        self.now = _State()

    def _in_deadline(self, word: Token) -> bool:
        return any(one.due_at and one.start <= word.start < one.end for one in self.said)

    def read(self) -> None:
        """Go over the words once, from left to right."""
        ahead, at = list(self.said), 0
        while at < len(self.words):
            while ahead and ahead[0].start < self.words[at].start:
                self._deadline(ahead.pop(0))
            at = self._next(at)
        for one in ahead:
            self._deadline(one)
        self._end_sentence()

    def _next(self, at: int) -> int:
        """Deal with what stands at a token; return where to go on."""
        word, phrase = self.words[at], self._phrase(at)
        if word.flat in (";", "\n") or (word.flat == "." and self._ends(at)):
            self._end_sentence()
            return at + 1
        if word.flat == ",":
            self.now.clause += 1
            return at + 1
        mention = self.roster.read(self.words, at, accented=self.accented) if word.is_word else None
        if mention is not None:
            return self._mention(mention)
        if phrase in _PARTS:
            self._role(phrase, at)
        elif phrase in _GIVE:
            self.now.giving = self._span(at, phrase)
        elif phrase in _WORK:
            self._work(at, phrase)
        elif word.is_word and phrase not in (*_LEADING, "va"):
            self.unread.append(at)
        return at + phrase.count(" ") + 1

    def _phrase(self, at: int) -> str:
        """Return the longest run of words from a token that has a meaning here."""
        for count in range(_WORDS, 1, -1):
            phrase = " ".join(word.flat for word in self.words[at : at + count])
            if phrase in _PARTS or phrase in _WORK or phrase in _GIVE:
                return phrase
        return self.words[at].flat

    def _ends(self, at: int) -> bool:
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        return after is None or after.start > self.words[at].end

    def _mention(self, mention: Mention) -> int:
        """Note who is named; a unit and a person side by side are one."""
        after, who = mention.after, mention.who
        begin, end = self.words[mention.first].start, self.words[mention.after - 1].end
        if mention.aside or self._is_told(mention.first):
            return after
        beside = self._beside(after)
        if beside is not None and who and beside.who:
            both = _joined(who, beside.who)
            if both is not None:
                after, who = beside.after, both
                end = self.words[after - 1].end
                if after < len(self.words) and self.words[after].flat == ")":
                    end, after = self.words[after].end, after + 1
        given = Given(who, (begin, end), self.now.sentence, self.now.clause)
        if self.now.opened:
            given.part, given.tentative, given.also = self.now.opened, True, self.now.opened_by
        else:
            given.also = self.now.giving
            self.now.waiting.append(given)
        self.now.last = [*self.now.last, given] if self._follows_and(mention.first) else [given]
        self.given.append(given)
        return after

    def _beside(self, at: int) -> Mention | None:
        """Return who is named right after a name: “đ/c Nam (P. VX)”, “Trưởng phòng VX”."""
        signs = ("(", "-", "thuoc", "cua", "o")
        begin = at + (at < len(self.words) and self.words[at].flat in signs)
        if begin >= len(self.words) or not self.words[begin].is_word:
            return None
        return self.roster.read(self.words, begin, accented=self.accented)

    def _is_told(self, at: int) -> bool:
        """Say whether whoever is named at a token is only reported to."""
        before = self.words[max(at - _WORDS, 0) : at]
        return any(
            " ".join(word.flat for word in before[-count:]) in _TO
            for count in range(1, len(before) + 1)
        )

    def _follows_and(self, at: int) -> bool:
        return at > 0 and self.words[at - 1].flat == "va"

    def _role(self, phrase: str, at: int) -> None:
        part, now = _PARTS[phrase], self.now
        if phrase == "biet" and not now.waiting:
            return
        after = at + phrase.count(" ") + 1
        tail = now.last if now.last and now.last[0].tentative else []
        if now.waiting:
            helped = now.giving and part != LEAD
            meant = now.last if helped else now.waiting
            now.waiting = [one for one in now.waiting if one not in meant]
            self._settle(meant, part, at, phrase)
        elif tail and tail[-1].quote[1] >= self.words[max(at - 1, 0)].end:
            self._settle(tail, part, at, phrase)
        elif self._opens(after):
            now.opened, now.opened_by = part, self._span(at, phrase)
            return
        now.opened, now.opened_by = part if self._leads(after) else "", self._span(at, phrase)

    def _opens(self, at: int) -> bool:
        """Say whether a part is followed by those who have it: “phối hợp: P. A, P. B”."""
        if at >= len(self.words):
            return False
        if self.words[at].flat == ":" or self.words[at].flat in _LEADING:
            return True
        return self.roster.read(self.words, at, accented=self.accented) is not None

    def _leads(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].flat in _LEADING

    def _work(self, at: int, phrase: str) -> None:
        if self.now.waiting:
            self._settle(self.now.waiting, WORK, at, phrase)
            self.now.waiting = []

    def _settle(self, given: Sequence[Given], part: str, at: int, phrase: str) -> None:
        end = self._span(at, phrase)[1]
        for one in given:
            one.part, one.tentative, one.clause = part, False, given[-1].clause
            one.also = None
            if one is given[-1]:
                one.quote = (one.quote[0], end)

    def _span(self, at: int, phrase: str) -> tuple[int, int]:
        return self.words[at].start, self.words[at + phrase.count(" ")].end

    def _deadline(self, said: Said) -> None:
        if said.due_at is None:
            self.doubts.append(Doubt(self.text[said.start : said.end], said.words))
            return
        clause = (self.now.sentence, self.now.clause)
        here = [one for one in self.given if (one.sentence, one.clause) == clause]
        for one in here:
            if one.due is not None and one.due.due_at != said.due_at:
                self._two_deadlines(one.due, said)
            one.due = one.due or said
        if not here:
            self.free.append((said, self.now.sentence))

    def _two_deadlines(self, first: Said, second: Said) -> None:
        both = f"{self.text[first.start : first.end]} … {self.text[second.start : second.end]}"
        why = Text("có hai thời hạn; lấy thời hạn đầu", "two deadlines; the first one counts")
        self.doubts.append(Doubt(both, why))

    def _end_sentence(self) -> None:
        for one in self.now.waiting:
            one.part = GIVEN if one.also else ""
        self.now = _State(sentence=self.now.sentence + 1)


def _joined(one: tuple[Who, ...], other: tuple[Who, ...]) -> tuple[Who, ...] | None:
    """Return who two names side by side mean together, None when they are two."""
    people = [who for who in (*one, *other) if who.person_id is not None]
    units = {who.unit_id for who in (*one, *other) if who.person_id is None}
    if units:
        both = tuple(who for who in people if who.unit_id in units)
    else:
        both = tuple(who for who in one if who in other)
    return both or None
