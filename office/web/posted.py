"""Reading the fields that several forms post: days, degrees of urgency, files, keys of rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import BinaryIO, cast

from flask import request

from office.domain.documents import URGENCIES
from office.domain.errors import Invalid
from office.domain.text import Text
from office.domain.workdays import begin_of
from office.services.documents import File

#: Longer numbers are no rows of ours, and no database would take them.
LONGEST_KEY = 9


def day(written: str, field: str) -> date | None:
    """Return a day written 2019-11-15 or 15/11/2019, None for nothing; raises Invalid."""
    written = written.strip()
    if not written:
        return None
    try:
        if "/" in written:
            of_month, month, year = (int(part) for part in written.split("/"))
            return date(year, month, of_month)
        return date.fromisoformat(written)
    except ValueError as fault:
        wrong = Text("“{day}” không phải một ngày.", "“{day}” is no date.")
        raise Invalid(wrong.filled(day=written), field=field) from fault


def span(since: str, until: str) -> tuple[datetime | None, datetime | None]:
    """Return the moments from the first day's beginning to the last day's end, in UTC.

    Raises Invalid for what is no day.
    """
    first, last = day(since, "since"), day(until, "until")
    try:
        end = last + timedelta(days=1) if last else None
        return _midnight(first), _midnight(end)
    except OverflowError as fault:
        wrong = Text("Ngày nằm ngoài lịch.", "The day is outside the calendar.")
        raise Invalid(wrong, field="until") from fault


def urgency(written: str) -> int:
    """Return an urgency's code; raises Invalid for an unknown one."""
    code = key(written or "0")
    if code is None or code >= len(URGENCIES):
        raise Invalid(Text("Độ khẩn không hợp lệ.", "Unknown urgency."), field="urgency")
    return code


def key(written: str) -> int | None:
    """Return a row's key or another whole number as a form posts it, None for anything else."""
    plain = written.isascii() and written.isdecimal() and len(written) <= LONGEST_KEY
    return int(written) if plain else None


def row(key: int) -> int:
    """Return a row's key that stood in an address; one that no database would take is none."""
    return key if key < 10**LONGEST_KEY else 0


def keys(written: Iterable[str]) -> list[int]:
    """Return those of some posted values that are keys."""
    return [found for one in written if (found := key(one)) is not None]


def files() -> list[File]:
    """Return the files that came with the form; an empty file field brings none."""
    return [
        File(sent.filename, cast(BinaryIO, sent.stream), sent.mimetype)
        for sent in request.files.getlist("files")
        if sent.filename
    ]


def _midnight(at: date | None) -> datetime | None:
    return None if at is None else begin_of(at)
