"""Recalculating a spreadsheet: the few functions that the office's own formulas use, and no more.

What a formula was said to come to when the file was written is not looked at.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from statistics import median
from typing import Any
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_TOKENS = re.compile(
    r"""\s*(?:(?P<place>'[^']+'!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?|\$[A-Z]+\$\d+)"""
    r"""|(?P<text>"[^"]*")|(?P<name>[A-Z]+)(?=\()|(?P<number>\d+)|(?P<sign><=|>=|[=(),&*/+-]))"""
)
Cell = float | str | None


class Workbook:
    """The sheets of a file: what stands in each cell, a formula with its sign."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as inside:
            book = ElementTree.fromstring(inside.read("xl/workbook.xml"))  # noqa: S314 (our own file)
            names = [one.attrib["name"] for one in book.iter(f"{_MAIN}sheet")]
            self.sheets = {
                name: _cells(inside.read(f"xl/worksheets/sheet{nth}.xml"))
                for nth, name in enumerate(names, 1)
            }
            self.strings = [name for name in inside.namelist() if "sharedStrings" in name]

    def rows(self, sheet: str) -> list[list[Any]]:
        """Return the cells of a sheet, recalculated."""
        cells = self.sheets[sheet]
        found: dict[int, dict[int, Any]] = {}
        for place in cells:
            named = _PLACE.fullmatch(place)
            assert named is not None
            found.setdefault(int(named[2]), {})[_number(named[1])] = self.value(sheet, place)
        return [
            [row.get(nth) for nth in range(1, max(row) + 1)] for _, row in sorted(found.items())
        ]

    def value(self, sheet: str, place: str) -> Cell:
        """Return what a cell comes to."""
        said = self.sheets[sheet].get(place)
        if isinstance(said, str) and said.startswith("\0"):
            result = _Reading(self, sheet, said[1:]).whole()
            return result if isinstance(result, str) or result is None else float(result)
        return said


def _cells(xml: bytes) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in ElementTree.fromstring(xml).iter(f"{_MAIN}c"):  # noqa: S314 (our own file)
        formula, value = cell.find(f"{_MAIN}f"), cell.find(f"{_MAIN}v")
        text = cell.find(f"{_MAIN}is/{_MAIN}t")
        if formula is not None:
            found[cell.attrib["r"]] = f"\0{formula.text}"
        elif text is not None:
            found[cell.attrib["r"]] = text.text or ""
        elif value is not None:
            found[cell.attrib["r"]] = float(value.text or "0")
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Reading:
    """A formula being read from left to right; a column is a list."""

    def __init__(self, book: Workbook, sheet: str, formula: str) -> None:
        self.book, self.sheet, self.tokens = book, sheet, []
        place = 0
        while place < len(formula):
            found = _TOKENS.match(formula, place)
            assert found is not None, formula[place:]
            self.tokens.append((found.lastgroup, found[found.lastgroup or ""]))
            place = found.end()

    def whole(self) -> Any:
        result = self.compared()
        assert not self.tokens
        return result

    def compared(self) -> Any:
        left = self.sum()
        while self.next("=", "<=", ">="):
            sign = self.take()
            left = _each(_COMPARE[sign], left, self.sum())
        return left

    def sum(self) -> Any:
        left = -self.product() if self.next("-") and self.take() else self.product()
        while self.next("+", "-", "&"):
            sign = self.take()
            left = _each(_ADD[sign], left, self.product())
        return left

    def product(self) -> Any:
        left = self.one()
        while self.next("*", "/"):
            sign = self.take()
            left = _each(_TIMES[sign], left, self.one())
        return left

    def one(self) -> Any:
        kind, said = self.tokens.pop(0)
        if kind == "place":
            return self.at(said)
        if kind == "text":
            return said.strip('"')
        if kind == "number":
            return float(said)
        if said == "(":
            inside = self.compared()
            assert self.take() == ")"
            return inside
        return self.called(said)

    def called(self, name: str) -> Any:
        assert self.take() == "("
        given = [self.compared()]
        while self.take() == ",":
            given.append(self.compared())
        return _FUNCTIONS[name](*given)

    def at(self, said: str) -> Any:
        sheet, _, cells = said.rpartition("!")
        name, (first, *last) = sheet.strip("'") or self.sheet, cells.replace("$", "").split(":")
        if not last:
            return self.book.value(name, first)
        begin, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last[0])
        assert begin is not None
        assert end is not None
        lines = range(int(begin[2]), int(end[2]) + 1)
        return [self.book.value(name, f"{begin[1]}{line}") for line in lines]

    def next(self, *signs: str) -> bool:
        return bool(self.tokens) and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs

    def take(self) -> str:
        return self.tokens.pop(0)[1]


def _each(do: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """Do it with two values, or with each of a column."""
    if isinstance(left, list) or isinstance(right, list):
        many = len(left) if isinstance(left, list) else len(right)
        sides = [side if isinstance(side, list) else [side] * many for side in (left, right)]
        return [do(one, two) for one, two in zip(*sides, strict=True)]
    return do(left, right)


def _amount(said: Any) -> float:
    return 0.0 if said is None else float(said)


def _same(one: Any, two: Any) -> bool:
    return str(one).casefold() == str(two).casefold() if isinstance(one, str) else one == two


def _ordered(do: Callable[[float, float], bool]) -> Callable[[Any, Any], bool]:
    # Words come after every number, as spreadsheets order them.
    return lambda one, two: do(float("inf") if isinstance(one, str) else _amount(one), _amount(two))


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": _same,
    "<=": _ordered(lambda one, two: one <= two),
    ">=": _ordered(lambda one, two: one >= two),
}
_ADD: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda one, two: _amount(one) + _amount(two),
    "-": lambda one, two: _amount(one) - _amount(two),
    "&": lambda one, two: f"{one}{two}",
}
_TIMES: dict[str, Callable[[Any, Any], Any]] = {
    "*": lambda one, two: _amount(one) * _amount(two),
    "/": lambda one, two: _amount(one) / two if two else None,
}


def _meets(said: Cell, wanted: Any) -> bool:
    """Say whether a cell meets a criterion; an empty one, or a word, has no order."""
    for sign in ("<=", ">="):
        if isinstance(wanted, str) and wanted.startswith(sign):
            return isinstance(said, float) and _COMPARE[sign](said, float(wanted[2:]))
    return bool(_same(said, wanted))


def _lines(*criteria: Any) -> list[bool]:
    pairs = list(zip(criteria[::2], criteria[1::2], strict=True))
    return [
        all(_meets(column[nth], wanted) for column, wanted in pairs)
        for nth in range(len(pairs[0][0]))
    ]


def _sumifs(amounts: list[Cell], *criteria: Any) -> float:
    chosen = zip(amounts, _lines(*criteria), strict=True)
    return sum((_amount(one) for one, counts in chosen if counts), 0.0)


def _if(asked: Any, yes: Any, no: Any = None) -> Any:
    if isinstance(asked, list):
        return [one if counts else None for counts, one in zip(asked, yes, strict=True)]
    return yes if asked else no


def _median(column: list[Cell]) -> Any:
    numbers = [one for one in column if isinstance(one, float)]
    return median(numbers) if numbers else None


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "COUNTIFS": lambda *criteria: float(sum(_lines(*criteria))),
    "SUMIFS": _sumifs,
    "IF": _if,
    "MEDIAN": _median,
    "IFERROR": lambda said, otherwise: otherwise if said is None else said,
}
