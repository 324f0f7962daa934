"""Dates and times as packets write them: five forms read, one written.

Packets carry no zone: the hour is that of Viet Nam.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))

_CLOCK = r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:[.,]\d{1,9})?)?"
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})" + _CLOCK + _ZONE, re.ASCII
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})" + _CLOCK + _ZONE, re.ASCII
)
# Only .NET in an American locale writes the month first, and it always adds AM or PM.
_MONTH_FIRST = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})" + _CLOCK + r"\s*(?P<half>[AP]M)",
    re.ASCII | re.IGNORECASE,
)
_EPOCH_MS = re.compile(r"\d{11,14}", re.ASCII)
_YEARS = range(1900, 2200)
_LONGEST = 64


def moment(raw: str) -> datetime | None:
    """Read a time; a bare date is its midnight; None if it is no date or not of 1900–2199."""
    try:
        return _moment(raw.strip()) if len(raw) <= _LONGEST else None
    except (ValueError, OverflowError):
        return None


def day(raw: str) -> date | None:
    """Read a date; of a time, the day it was in Viet Nam."""
    at = moment(raw)
    return at.date() if at else None


def _moment(raw: str) -> datetime | None:
    if _EPOCH_MS.fullmatch(raw):
        at = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(raw))).astimezone(
            VIETNAM
        )
        return at.replace(microsecond=0) if at.year in _YEARS else None
    for form in (_YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST):
        match = form.fullmatch(raw)
        if match and int(match["year"]) in _YEARS:
            return _built(match.groupdict())
    return None


def _built(parts: dict[str, str | None]) -> datetime:
    """Build a time in Viet Nam from named parts; raise ValueError on 30 February."""
    year, month, number, hour, minute, second = (
        int(parts.get(name) or 0) for name in ("year", "month", "day", "hour", "minute", "second")
    )
    half = (parts.get("half") or "").upper()
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    zone = _zone(parts.get("zone"))
    return datetime(year, month, number, hour, minute, second, tzinfo=zone).astimezone(VIETNAM)


def _zone(raw: str | None) -> timezone:
    if not raw:
        return VIETNAM
    if raw == "Z":
        return UTC
    offset = timedelta(hours=int(raw[1:3]), minutes=int(raw[-2:]))
    return timezone(-offset if raw[0] == "-" else offset)


def write_day(value: date) -> str:
    """Write yyyy/MM/dd."""
    return f"{value.year:04d}/{value.month:02d}/{value.day:02d}"


def write_moment(value: datetime) -> str:
    """Write yyyy/MM/dd HH:mm:ss, the hour of Viet Nam; raise ValueError on a time without zone."""
    if value.tzinfo is None:
        raise ValueError("a packet's times must have a zone")
    here = value.astimezone(VIETNAM)
    return f"{write_day(here)} {here.hour:02d}:{here.minute:02d}:{here.second:02d}"
