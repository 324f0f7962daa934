"""Reference data that comes as files: document types, weights, reasons, each file read once."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from office.domain.numbering import DocumentType
from office.domain.suggestion import Weights


def document_types(folder: Path) -> dict[str, DocumentType]:
    """Read `document_types.csv` (code, abbreviation, title, title_en, group)."""
    return {row["code"]: DocumentType(**row) for row in _rows(folder / "document_types.csv")}


@cache
def suggestion_weights(folder: Path) -> Weights:
    """Read `suggestion.csv` (name, value, meaning)."""
    rows = _rows(folder / "suggestion.csv")
    return Weights(**{row["name"]: int(row["value"]) for row in rows})


@cache
def paper_reasons(folder: Path) -> tuple[str, ...]:
    """Read `paper_reasons.csv` (reason): what is offered where somebody says why paper goes."""
    return tuple(row["reason"] for row in _rows(folder / "paper_reasons.csv"))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))
