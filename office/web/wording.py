"""The words on screens: Vietnamese in the templates, English beside in `locale/en.po`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_timedelta
from babel.messages.pofile import read_po
from flask import Flask

from office.domain import quantities
from office.domain.errors import NotFound
from office.domain.text import Text
from office.domain.workdays import VIETNAM
from office.domain.working_hours import Session, Span, written_sessions
from office.web import current

LOCALE = Path(__file__).parent / "locale"
EMPTY = "—"
OFFICE_NAME = Text("Văn phòng điện tử", "Electronic office")
#: A moment this near is told without a number.
_JUST_NOW = timedelta(minutes=1)


def english(folder: Path = LOCALE) -> dict[str, str]:
    """Return the English of every Vietnamese sentence, from all `en*.po` of a folder."""
    words: dict[str, str] = {}
    for path in sorted(folder.glob("en*.po")):
        with path.open("rb") as file:
            words |= {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
    return words


_ENGLISH = english()


def translated(vietnamese: str, **parts: object) -> str:
    """Return a sentence of a template in the page's language, its `{names}` filled."""
    words = into(current.language(), vietnamese)
    return words.format(**parts) if parts else words


def into(language: str, vietnamese: str) -> str:
    """Return a sentence of a template in `language`; what has no English stays as it is."""
    return vietnamese if language == "vi" else _ENGLISH.get(vietnamese, vietnamese)


def said(text: Text) -> str:
    """Return a text of the rules in the page's language."""
    return text.into(current.language())


def day(value: date | None) -> str:
    """Return a date as DD/MM/YYYY."""
    return value.strftime("%d/%m/%Y") if value else EMPTY


_WEEKDAYS = (
    Text("thứ hai", "Mon"), Text("thứ ba", "Tue"), Text("thứ tư", "Wed"), Text("thứ năm", "Thu"),
    Text("thứ sáu", "Fri"), Text("thứ bảy", "Sat"), Text("chủ nhật", "Sun"),
)  # fmt: skip


def weekday(value: date) -> str:
    """Return which day of the week a date is."""
    return said(_WEEKDAYS[value.weekday()])


def moment(value: datetime | None) -> str:
    """Return a moment as HH:MM DD/MM/YYYY in Vietnamese time."""
    return _written(value) if value else EMPTY


@lru_cache(maxsize=8192)
def _written(value: datetime) -> str:
    """Lists show a hundred moments a page, and the same ones to everybody who opens them."""
    return value.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def sessions(value: tuple[Session, ...]) -> str:
    """Return the hours of a working day as people write them."""
    return written_sessions(value).replace("-", "–")


def span(value: Span) -> str:
    """Return a stretch of time that was counted: its day, from when to when."""
    start, end = value.start.astimezone(VIETNAM), value.end.astimezone(VIETNAM)
    until = f"{end:%H:%M}" if end.date() == start.date() else "24:00"
    return f"{weekday(start)} {start:%d/%m/%Y %H:%M}–{until}"


def ago(value: datetime | None) -> str:
    """Return how far a moment is from the office's now: '2 giờ trước', 'trong 3 ngày nữa'."""
    if value is None:
        return EMPTY
    since = value - current.now()
    if -_JUST_NOW < since <= timedelta(0):
        return said(Text("vừa xong", "just now"))
    away = since.total_seconds()
    unit = next((u for u in _SPANS if abs(away) >= _NEARLY * u[1]), _SPANS[-1])
    return _away(unit, round(away / unit[1]), current.language())


#: What a span of time is told in, the longest first, and how much of one is told as a whole one.
_SPANS = (
    ("year", 31_536_000), ("month", 2_592_000), ("week", 604_800), ("day", 86_400),
    ("hour", 3600), ("minute", 60), ("second", 1),
)  # fmt: skip
_NEARLY = 0.85


@lru_cache(maxsize=1024)
def _away(unit: tuple[Any, int], count: int, language: str) -> str:
    """Tables show many spans, of few lengths."""
    span = timedelta(seconds=count * unit[1])
    whole = float("inf")  # so that no longer unit is chosen
    return format_timedelta(
        span, granularity=unit[0], threshold=whole, add_direction=True, locale=language
    )


def unit(unit_id: int | None) -> str:
    """Return a unit's name as it is today."""
    if unit_id is None:
        return EMPTY
    try:
        return current.tree()[unit_id].name
    except NotFound:
        return EMPTY


def filesize(size: int) -> str:
    """Return a size in bytes as people read it."""
    if size < 1024:
        return f"{size} B"
    mark = "," if current.language() == "vi" else "."
    amount, name = (size / 1024, "KB") if size < 1024 * 1024 else (size / 1024 / 1024, "MB")
    return f"{amount:.1f} {name}".replace(".", mark)


def number(value: int | Fraction) -> str:
    """Return a number as people read it: 1.234,5, in English 1,234.5."""
    return said(quantities.written(value))


def filled(words: str, **parts: object) -> str:
    """Return words looked up before with their `{names}` filled: for a list's many lines."""
    return words.format(**parts)


def empty(value: object) -> object:
    """Return a dash for what is not there."""
    return EMPTY if value is None or value == "" else value


def init_app(app: Flask) -> None:
    """Give the templates their words and filters."""
    app.jinja_env.globals.update(_=translated, t=said, office_name=OFFICE_NAME)
    for filter_ in (
        day, weekday, moment, sessions, span, ago, unit, filesize, number, filled, empty, said,
    ):  # fmt: skip
        app.jinja_env.filters[filter_.__name__] = filter_
