"""Reads lines of reference data from CSV, and names every bad one; knows no database."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from office.domain.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line of a file; lines count from 1, comments included."""

    line: int
    text: Text


def rows(
    lines: TextIO, columns: tuple[str, ...], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each record by column name; what cannot be read goes to `problems`."""
    records = _records(lines, problems)
    line, header = next(records, (1, []))
    if tuple(header) != columns:
        problems.append(Problem(line, _BAD_HEADER.filled(columns=",".join(columns))))
        return
    for line, cells in records:
        if len(cells) != len(columns):
            counts = {"found": len(cells), "wanted": len(columns)}
            problems.append(Problem(line, _BAD_COUNT.filled(**counts)))
        elif any("\udc80" <= letter <= "\udcff" for cell in cells for letter in cell):
            problems.append(Problem(line, _BAD_ENCODING))
        else:
            yield line, dict(zip(columns, cells, strict=True))


def _records(lines: TextIO, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    at = 0

    def counted() -> Iterator[str]:
        nonlocal at
        for at, line in enumerate(lines, 1):  # noqa: B007  # read by the function around this one
            if not line.startswith("#"):
                yield line.removeprefix("\ufeff")

    try:
        for cells in csv.reader(counted(), strict=True):
            if cells:
                yield at, [unicodedata.normalize("NFC", cell.strip()) for cell in cells]
    except UnicodeDecodeError:
        problems.append(Problem(at + 1, _BAD_ENCODING))
    except csv.Error as fault:
        problems.append(Problem(at, _BAD_CSV.filled(fault=fault)))


_BAD_HEADER = Text("Dòng tiêu đề phải là: {columns}", "The header must be: {columns}")
_BAD_COUNT = Text("Có {found} cột, phải có {wanted}.", "{found} columns instead of {wanted}.")
_BAD_ENCODING = Text("Không phải UTF-8.", "Not UTF-8.")
_BAD_CSV = Text("Không đọc được CSV: {fault}.", "Not readable as CSV: {fault}.")
