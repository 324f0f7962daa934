"""Reference data that comes as files: document types, read once when the office starts."""

from __future__ import annotations

import csv
from pathlib import Path

from office.domain.numbering import DocumentType


def document_types(folder: Path) -> dict[str, DocumentType]:
    """Read `document_types.csv` (code, abbreviation, title, title_en, group)."""
    with (folder / "document_types.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["code"]: DocumentType(**row) for row in rows}
