"""The arrival stamp, dấu ĐẾN: 50 × 35 mm, as a page of its own size (NĐ 30/2020 Phụ lục IV)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined

from office.reports import render as paper

WIDTH_MM, HEIGHT_MM = 50, 35
_PAGES = Environment(
    loader=PackageLoader("office.reports"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the stamp says; to whom it goes and the file's symbol are written in by hand."""

    organ: str
    number: str
    arrived_on: date


def render(stamp: Stamp) -> bytes:
    """Return the stamp as a PDF of one page, 50 × 35 mm; raises NoFont."""
    page = _PAGES.get_template("stamp.html").render(
        stamp=stamp, width=WIDTH_MM, height=HEIGHT_MM, small=len(stamp.organ) > 40
    )
    return paper.pdf(page, title=f"Đến {stamp.number}")
