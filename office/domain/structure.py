"""What a text typed as plain lines is made of: grounds, articles, clauses, points, annexes.

The shape is read off the words alone (docs/decisions/0030), line by line; nothing is stored.
Numbers are counted as the decree counts (NĐ 30/2020 Phụ lục I, II.6): articles through the
whole text, clauses anew in each article, points anew in each clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

#: Letters of points, in their order: the Vietnamese alphabet without ă, â, ê, ô, ơ, ư.
LETTERS = "abcdđeghiklmnopqrstuvxy"
LONGEST_WORDS = 90


class Kind(StrEnum):
    """What a line begins."""

    GROUND = "ground"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    HEADING = "heading"
    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"
    TABLE = "table"
    ANNEX = "annex"
    ATTACHED = "attached"


LEVELS = {
    Kind.GROUND: 0, Kind.PART: 0, Kind.CHAPTER: 0, Kind.SECTION: 1, Kind.HEADING: 0,
    Kind.ARTICLE: 1, Kind.CLAUSE: 2, Kind.POINT: 3, Kind.TABLE: 2, Kind.ANNEX: 0, Kind.ATTACHED: 0,
}  # fmt: skip
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.ANNEX, re.compile(r"(phụ lục(?:\s+(?:số\s+)?(?:[IVXL]+|\d{1,2}))?\s*[.:]?)()$", re.I)),
    (Kind.ATTACHED, re.compile(r"(văn bản kèm theo)\s*[.:]?()$", re.I)),
    (Kind.GROUND, re.compile(r"(Căn cứ)\s+(.*)")),
    (Kind.PART, re.compile(r"(Phần (?:thứ \w+|[IVX]+))\.?\s*(.*)$")),
    (Kind.CHAPTER, re.compile(r"(Chương [IVX]+)\.?\s*(.*)$")),
    (Kind.SECTION, re.compile(r"((?:Mục|Tiểu mục) \d+)\.?\s*(.*)$")),
    (Kind.ARTICLE, re.compile(r"(Điều \d+[a-zđ]?\.)\s*(.*)$")),
    (Kind.HEADING, re.compile(r"([IVX]+\.)\s+(.*)$")),
    (Kind.CLAUSE, re.compile(r"(\d{1,3}(?:\.\d{1,3})*[.)])\s+(.*)$")),
    (Kind.POINT, re.compile(r"([a-zđ]\))\s+(.*)$")),
    (Kind.TABLE, re.compile(r"(\|)(.*\|)$")),
)
_NUMBER = re.compile(r"\d+")
_OF_THIS = re.compile(
    r"\bĐiều (\d+)(?= (?:của )?(?:Quyết định|Nghị quyết|Quy chế|Quy định|Chỉ thị|Hợp đồng"
    r"|Bản thỏa thuận|Kế hoạch|Điều lệ) này)"
)
_OF_ANOTHER = re.compile(
    r" (?:(?:của )?(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Pháp lệnh|Hiến pháp))"
)
_ANY = re.compile(r"\bĐiều (\d+)\b")


@dataclass(frozen=True, slots=True)
class Item:
    """One part of the text: what its line says, and which line that is (from 0).

    `expected` is the number it should bear, '' where it bears it; `many` how many lines it
    stands for (grounds, rows of a table).
    """

    kind: Kind
    label: str
    words: str
    line: int
    expected: str = ""
    many: int = 1

    @property
    def level(self) -> int:
        """Return how deep the part stands."""
        return LEVELS[self.kind]


class Renumbered(NamedTuple):
    """A text numbered anew: how many parts got another number, and how many references.

    `doubtful` are the words of references that may mean a number that has changed.
    """

    text: str
    parts: int
    references: int
    doubtful: tuple[str, ...]


def outline(text: str) -> list[Item]:
    """Return the parts of a text in their order; grounds, and rows of a table, as one each."""
    items: list[Item] = []
    lines = text.split("\n")
    for item in _numbered(lines):
        before = items[-1] if items else None
        runs = item.kind in (Kind.GROUND, Kind.TABLE)
        if runs and before is not None and before.kind is item.kind:
            between = lines[before.line + 1 : item.line]
            if item.kind is Kind.GROUND or all(line.strip().startswith("|") for line in between):
                items[-1] = replace(before, many=before.many + 1)
                continue
        items.append(item)
    return items


def renumbered(text: str) -> Renumbered:
    """Return the text with articles, clauses and points counted anew, and what was touched.

    References to an article "… này" follow it; others are told, never changed.
    """
    lines = text.split("\n")
    moved: list[dict[int, int]] = [{}]
    section_of: list[int] = []
    parts = 0
    begins = {item.line: item for item in _numbered(lines)}
    for at, line in enumerate(lines):
        item = begins.get(at)
        if item is not None and item.kind in (Kind.ATTACHED, Kind.ANNEX):
            moved.append({})
        section_of.append(len(moved) - 1)
        if item is None:
            continue
        if item.kind is Kind.ARTICLE:
            was = int(_NUMBER.findall(item.label)[0])
            moved[-1].setdefault(was, int(_NUMBER.findall(item.expected or item.label)[0]))
        if item.expected:
            lines[at] = line.replace(item.label, item.expected, 1)
            parts += 1
    return _referring(lines, section_of, moved, parts)


def blanks(text: str) -> int:
    """Return how many places are left where somebody still has to type."""
    return text.count("…")


def _referring(
    lines: list[str], section_of: Sequence[int], moved: Sequence[dict[int, int]], parts: int
) -> Renumbered:
    references, doubtful = 0, list[str]()
    for at, line in enumerate(lines):
        changed = {was: now for was, now in moved[section_of[at]].items() if was != now}
        if not changed:
            continue
        own = _own_label(line)
        lines[at], count = _mended(line, own, changed)
        references += count
        doubtful += _doubts(line, own, changed)
    return Renumbered("\n".join(lines), parts, references, tuple(doubtful))


def _mended(line: str, start: int, changed: dict[int, int]) -> tuple[str, int]:
    count = 0

    def follow(found: re.Match[str]) -> str:
        nonlocal count
        number = int(found[1])
        if number not in changed:
            return found[0]
        count += 1
        return f"Điều {changed[number]}"

    return line[:start] + _OF_THIS.sub(follow, line[start:]), count


def _doubts(line: str, start: int, changed: dict[int, int]) -> Iterator[str]:
    sure = {found.start() for found in _OF_THIS.finditer(line, start)}
    for found in _ANY.finditer(line, start):
        elsewhere = _OF_ANOTHER.match(line, found.end())
        if int(found[1]) in changed and found.start() not in sure and not elsewhere:
            start_of = line.rfind(" ", 0, max(0, found.start() - 20)) + 1
            yield " ".join(line[start_of : found.end() + 25].split())


def _own_label(line: str) -> int:
    """Return where the words after an article's own number begin."""
    found = re.match(r"\s*Điều \d+[a-zđ]?\.", line)
    return found.end() if found else 0


class _Counter:
    """Counts parts as their lines come."""

    def __init__(self) -> None:
        self.article = self.clause = self.inner = self.point = 0
        self.plain = False

    def expected(self, item: Item) -> str:
        """Return the label that the next part should bear, '' for parts that are not counted."""
        if item.kind in (Kind.ATTACHED, Kind.ANNEX):
            self.article = 0
        if item.kind is Kind.ARTICLE:
            return self._article(item.label)
        if item.kind is Kind.CLAUSE:
            return self._clause(item.label)
        if item.kind is Kind.POINT:
            return self._point(item.label)
        if item.kind is not Kind.TABLE:
            self.clause = self.inner = self.point = 0
        return ""

    def _article(self, label: str) -> str:
        self.clause = self.inner = self.point = 0
        if label[-2].isalpha():  # Điều 5a., as an amendment adds it
            return ""
        self.article += 1
        return f"Điều {self.article}."

    def _clause(self, label: str) -> str:
        numbers = [int(number) for number in _NUMBER.findall(label)]
        self.point = 0
        if len(numbers) > 2:
            return ""
        if len(numbers) == 2:
            self.inner += 1
            return f"{self.clause}.{self.inner}{label[-1]}" if self.clause else ""
        again = numbers[0] == 1 and self.plain
        self.clause, self.inner = 1 if again else self.clause + 1, 0
        return f"{self.clause}{label[-1]}"

    def _point(self, label: str) -> str:
        again = label[0] == "a" and self.plain
        self.point = 1 if again else self.point + 1
        return f"{LETTERS[self.point - 1]})" if self.point <= len(LETTERS) else ""


def _numbered(lines: Sequence[str]) -> Iterator[Item]:
    counter = _Counter()
    for at, line in enumerate(lines):
        stripped = line.strip()
        if not stripped:
            continue
        item = _item(stripped, at)
        if item is not None:
            right = counter.expected(item)
            yield replace(item, expected=right if right != item.label else "")
        counter.plain = item is None


def _item(line: str, at: int) -> Item | None:
    for kind, form in _FORMS:
        if found := form.match(line):
            return Item(kind, found[1].strip(), _short(found[2]), at)
    words = re.findall(r"[^\W\d_]{2,}", line)
    if len(words) > 1 and line == line.upper() and not line.startswith(("-", "+")):
        return Item(Kind.HEADING, "", _short(line), at)
    return None


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_WORDS else plain[: LONGEST_WORDS - 1] + "…"
