"""Numbers and notations of documents: which series a number comes from, how it is written.

Numbers are given by `services.registers` under a lock; here is only what they mean
(NĐ 30/2020 Đ15 and Phụ lục I.II.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from office.domain.workdays import local_date

INCOMING = "in"
OUTGOING = "out"
#: Ways an agency may divide its outgoing numbers; the head decides (Đ15.1).
SCHEMES = ("all", "group", "type")
#: Certified copies of all three ways share one series (Phụ lục I phần II).
COPY_SERIES = "sao"
SECRET_SERIES = "mat"  # noqa: S105  # a series of register numbers, no password


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of document: code '' where the notation carries none (công văn)."""

    code: str
    abbreviation: str
    title: str
    title_en: str
    group: str


def series_of(scheme: str, kind: DocumentType, *, council: str = "", secret: bool = False) -> str:
    """Return the key of the series an outgoing number is taken from.

    Secret documents have a series of their own, and so has each council that uses
    the agency's seal (Phụ lục I.II.3a).
    """
    if secret:
        return SECRET_SERIES
    if council:
        return council_series(council)
    return {"all": "all", "group": f"nhom:{kind.group}", "type": f"loai:{kind.code}"}[scheme]


def council_series(council: str) -> str:
    """Return the key of the series of a council that uses the agency's seal."""
    return f"hd:{council}"


def notation(kind: DocumentType, organ: str, unit: str = "") -> str:
    """Return the notation of a document: 'QĐ-UBND', or for a công văn 'UBND-VX'."""
    parts = (kind.abbreviation, organ) if kind.abbreviation else (organ, unit)
    return "-".join(part for part in parts if part)


def written(number: int) -> str:
    """Return a number as it is printed: two digits at least."""
    return f"{number:02d}"


def symbol(number: int | None, notation: str) -> str:
    """Return number and notation as printed, `05/UBND-VX`; `…/UBND-VX` before the number."""
    return f"{written(number) if number is not None else '…'}/{notation}"


def symbol_text(number: str, notation: str) -> str:
    """Return number and notation as another agency wrote them; '' when it gave neither."""
    return f"{number or '…'}/{notation}" if number or notation else ""


def report_symbol(agency: str) -> str:
    """Return the symbol of an agency's reports, the number left to be given: 'BC-UBND'."""
    return f"BC-{agency}" if agency else "BC"


def document_code(organ_id: str, issued_on: date, symbol: str) -> str:
    """Return the document's identifier as exchange systems write it."""
    return f"{organ_id},{issued_on:%Y/%m/%d},{symbol}"


def register_year(at: datetime) -> int:
    """Return the year whose register a moment belongs to, by Vietnamese time (Đ15.1)."""
    return local_date(at).year
