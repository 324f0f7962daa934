"""Words made fit for paper: what no page can show is dropped, dates are written in words."""

from __future__ import annotations

from datetime import date

from office.domain.titles import day_words
from office.domain.typed import cleaned


def printable(text: str) -> str:
    """Compose accents, and drop what no page can show: controls, lone surrogates, turnings."""
    return cleaned(text.replace("\r", ""))


def date_words(day: date | None) -> str:
    """Write a date as the decree does; without one, the dots that a draft leaves for it."""
    if day is None:
        return "ngày … tháng … năm …"
    return f"{day_words(day.day, day.month)} năm {day.year}"
