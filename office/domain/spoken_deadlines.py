"""Deadlines as a leader writes them: “trước 15/8”, “17h thứ sáu tuần sau”, “trong 3 ngày làm việc”.

They are read against the office's day and calendar.  “Trước” a day ends with the working day
before it, unless an hour is named.  What can be read in two ways is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from office.domain.text import Text
from office.domain.workdays import VIETNAM, Calendar, end_of, local_date

#: A day without its year that has passed this year is next year's only when it is near.
FAR = timedelta(days=183)
LONGEST = 400
_NUMBERS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_COUNT = rf"(?:[0-9]{{1,4}}|{'|'.join(_NUMBERS)})"
_WEEK = r"(?:\s+(?P<{0}>tuan\s+(?:nay|sau|toi)))?"
_SAID = re.compile(
    r"""(?<!\w)
    (?P<cue>(?:cham\s+nhat|muon\s+nhat|khong\s+qua|truoc\s+khi\s+het|truoc|(?:thoi\s+)?han
        (?:\s+(?:chot|cuoi|xu\s+ly|tra\s+loi|bao\s+cao))?|den(?:\s+het)?|hoan\s+thanh|xong|het
        |trong(?:\s+vong)?|vao|sau)(?:\s+(?:la|vao|den|het|trong|truoc|luc))*(?!\w)\s*:?\s*)?
    (?:(?P<hour>[0-9]{1,2})\s?(?:h|g|gio|:)\s?(?P<minute>[0-9]{2}(?:\s?phut)?)?(?!\w)\s*,?\s*)?
    (?:
      (?:ngay\s+)?(?P<d>[0-9]{1,2})(?:\s?[/.-]\s?|\s+thang\s+)(?P<m>[0-9]{1,2})
        (?:(?:\s?[/.-]\s?|\s+nam\s+)(?P<y>[0-9]{4}|[0-9]{2}))?
     |ngay\s+(?P<of_month>[0-9]{1,2})(?!\s?[/.-]\s?[0-9])
     |(?P<weekday>thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)"""
    + _WEEK.format("week")
    + r"""
     |(?P<near>(?:trong\s+|cuoi\s+|het\s+)?(?:ngay\s+)?(?:hom\s+nay|mai|kia)
        |(?:trong|cuoi|het)\s+ngay(?!\s+[0-9])|chieu\s+nay)
     |(?P<period>(?:cuoi|trong|het|noi)\s+(?P<span>tuan|thang|nam)
        (?:\s+(?P<which>nay|sau|toi|[0-9]{1,2}(?!\s?[/.0-9])))?)
     |(?P<count>"""
    + _COUNT
    + r""")\s+(?P<unit>ngay\s+lam\s+viec|ngay|tuan|gio)
     |(?P<hour_only>(?(hour)|(?!)))
    )(?!\w)(?![-/][a-z])""",
    re.VERBOSE,
)
#: An hour right after these is when something is handed in, not when people meet.
_HANDED_IN = ("bao cao", "trinh", "trinh ky", "gui", "nop")
_STRICT = ("d", "of_month", "weekday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A place in a text that names a deadline: when (UTC), or why that is not clear."""

    start: int
    end: int
    due_at: datetime | None
    words: Text


class _Unclear(Exception):
    """The words can be read in two ways, or in none."""

    def __init__(self, words: Text) -> None:
        super().__init__(str(words))
        self.words = words


def find(flat: str, at: datetime, calendar: Calendar) -> Iterator[Said]:
    """Yield the deadlines in a folded text, in order, as they stand at a moment."""
    for match in _SAID.finditer(flat):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        try:
            due = _due(match, at, calendar)
        except (ValueError, OverflowError):
            words = Text("không có ngày giờ như vậy", "there is no such day or hour")
            due = None
        except _Unclear as unclear:
            words, due = unclear.words, None
        else:
            if due is None:
                continue
            words = _read_as(due, at, calendar)
        end = match.start() + len(match[0].rstrip(" ,\n"))
        yield Said(start=start, end=end, due_at=due, words=words)


def written(due_at: datetime) -> str:
    """Return a deadline in words that `find` reads as the same moment (to the minute)."""
    local = due_at.astimezone(VIETNAM)
    return f"chậm nhất {local:%H:%M} ngày {local:%d/%m/%Y}"


def _due(match: re.Match[str], at: datetime, calendar: Calendar) -> datetime | None:
    """Return the moment said, None for what is no deadline; raises _Unclear, ValueError."""
    cue = " ".join((match["cue"] or "").replace(":", " ").split())
    if not cue and match["hour"] and match.string[: match.start()].rstrip().endswith(_HANDED_IN):
        cue = "den"
    today = local_date(at)
    if match["count"]:
        return _after(match, cue, at, calendar)
    if match["hour_only"] is not None:
        return _hour_today(match, cue, at)
    named = next((name for name in _STRICT if match[name]), None)
    begins = (match["near"] or match["period"] or "").partition(" ")[0]
    if not cue and begins not in ("trong", "het", "noi"):
        _ask_about(match, today, calendar)
        return None
    day = _day(match, today, calendar)
    if cue == "sau" and named:
        raise _Unclear(Text("“sau” một ngày không phải thời hạn", "“after” a day is no deadline"))
    if match["hour"]:
        clock = time(int(match["hour"]), _minutes(match))
        return datetime.combine(day, clock, VIETNAM).astimezone(UTC)
    if named and cue.endswith("truoc"):
        day = _working_before(day, calendar)
    return end_of(day)


def _ask_about(match: re.Match[str], today: date, calendar: Calendar) -> None:
    """Ask about a day to come that nothing calls a deadline; other days are only mentioned."""
    if match["weekday"] and not match["week"] and not match["hour"]:
        return
    try:
        day = _day(match, today, calendar)
    except (_Unclear, ValueError, OverflowError):
        return
    if day >= today:
        raise _Unclear(Text("có phải thời hạn không?", "is this a deadline?"))


def _minutes(match: re.Match[str]) -> int:
    return int(match["minute"][:2]) if match["minute"] else 0


def _day(match: re.Match[str], today: date, calendar: Calendar) -> date:
    if match["d"]:
        return _dated(int(match["d"]), int(match["m"]), match["y"], today)
    if match["of_month"]:
        return _of_month(int(match["of_month"]), today)
    if match["weekday"]:
        return _weekday(match["weekday"].split()[-1], match["week"], today)
    if match["near"]:
        last = match["near"].split()[-1]
        return today + timedelta(days={"mai": 1, "kia": 2}.get(last, 0))
    return _period_end(match["span"], match["which"] or "nay", today, calendar)


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    """Return a day of the calendar; without a year the next one of its name."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = _possible(today.year, month, day)
    if this is not None and this >= today:
        return this
    following = _possible(today.year + 1, month, day)
    if following is None:
        raise ValueError
    if following - today > FAR:
        told = Text(
            "{day} đã qua; nếu là năm sau hãy ghi rõ năm", "{day} is past; name the year if you"
            " mean next year",
        )  # fmt: skip
        raise _Unclear(told.filled(day=f"{day:02}/{month:02}/{today.year}"))
    return following


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        date(2000, month, day)  # no year has it: let that be said
        return None


def _of_month(day: int, today: date) -> date:
    """Return the next day with this number, in this month or the next."""
    if day >= today.day:
        return today.replace(day=day)
    return _month_after(today, 1).replace(day=day)


def _weekday(name: str, week: str | None, today: date) -> date:
    """Return the next such day, or the one of the week that is named."""
    wanted = 6 if name == "nhat" else int(name) - 2 if name.isdigit() else _WEEKDAYS[name]
    monday = today - timedelta(days=today.weekday())
    if week is None:
        return today + timedelta(days=(wanted - today.weekday()) % 7)
    return monday + timedelta(days=wanted + (0 if week.endswith("nay") else 7))


def _period_end(span: str, which: str, today: date, calendar: Calendar) -> date:
    """Return the last working day of a week, month or year."""
    later = 0 if which == "nay" else 1
    if which.isdigit():
        if span != "thang":
            raise ValueError
        first = _dated_month(int(which), today)
        last = _month_after(first, 1) - timedelta(days=1)
    elif span == "tuan":
        last = today + timedelta(days=6 - today.weekday() + 7 * later)
    elif span == "thang":
        last = _month_after(today, 1 + later) - timedelta(days=1)
    else:
        last = date(today.year + later, 12, 31)
    found = _working_before(last + timedelta(days=1), calendar)
    return max(found, today) if last >= today else found


def _dated_month(month: int, today: date) -> date:
    year = today.year + (month < today.month)
    if (date(year, month, 1) - today) > FAR and year > today.year:
        raise _Unclear(Text("tháng đã qua; hãy ghi rõ năm", "that month is past; name the year"))
    return date(year, month, 1)


def _month_after(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _working_before(day: date, calendar: Calendar) -> date:
    """Return the last working day before `day`; the day before it when a year has none."""
    for back in range(1, 32):
        if calendar.works_on(day - timedelta(days=back)):
            return day - timedelta(days=back)
    return day - timedelta(days=1)


def _after(match: re.Match[str], cue: str, at: datetime, calendar: Calendar) -> datetime | None:
    """Return the end of “3 ngày làm việc” and its like; without a cue it is no deadline."""
    if not cue or match["hour"]:
        return None
    said = match["count"]
    count = int(said) if said.isdigit() else _NUMBERS.index(said) + 1
    unit = " ".join(match["unit"].split())
    if not 0 < count <= LONGEST:
        raise ValueError
    if unit == "gio":
        return at + timedelta(hours=count)
    today = local_date(at)
    if unit == "ngay lam viec":
        return end_of(calendar.add(today, count))
    return end_of(today + timedelta(days=count * (7 if unit == "tuan" else 1)))


def _hour_today(match: re.Match[str], cue: str, at: datetime) -> datetime | None:
    if not cue:
        return None
    hours = int(match["hour"])
    if match["minute"] is None and cue.endswith(("trong", "vong", "sau", "khong qua")):
        return at + timedelta(hours=hours)
    return _at_hour(hours, _minutes(match), at)


def _at_hour(hour: int, minute: int, at: datetime) -> datetime:
    """Return an hour of today; one that is past may mean another day."""
    due = datetime.combine(local_date(at), time(hour, minute), VIETNAM).astimezone(UTC)
    if due <= at:
        raise _Unclear(Text("giờ này hôm nay đã qua: ngày nào?", "this hour is past: which day?"))
    return due


def _read_as(due: datetime, at: datetime, calendar: Calendar) -> Text:
    local = due.astimezone(VIETNAM)
    words = Text(f"{local:%H:%M %d/%m/%Y}", f"{local:%H:%M %d/%m/%Y}")
    if due <= at:
        return Text(f"{words.vi}, đã qua", f"{words.en}, already past")
    if not calendar.works_on(local.date()):
        return Text(f"{words.vi}, là ngày nghỉ", f"{words.en}, not a working day")
    return words
