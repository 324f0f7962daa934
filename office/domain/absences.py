"""Absences: whole days on which somebody is away, and how they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from office.domain.text import Text

LONGEST_DAYS = 366
LONGEST_NOTE = 500
#: How far back an absence may be entered: somebody fell ill and told the office later.
FARTHEST_BACK = 31
KINDS: dict[str, Text] = {
    "leave": Text("Nghỉ phép", "Leave"),
    "business": Text("Đi công tác", "Business trip"),
    "sick": Text("Nghỉ ốm", "Sick leave"),
    "training": Text("Học tập, bồi dưỡng", "Training"),
    "other": Text("Lý do khác", "Other"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody is away from the first day to the last, both included."""

    person_id: int
    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        """Say whether the person is away on `day`."""
        return self.first_day <= day <= self.last_day

    @property
    def span(self) -> Text:
        """Return the days in words: 'vắng 12/11–15/11/2019'."""
        first = self.first_day.strftime("%d/%m")
        last = self.last_day.strftime("%d/%m/%Y")
        days = last if self.first_day == self.last_day else f"{first}–{last}"
        return Text("vắng {days}", "away {days}").filled(days=days)


def days_of(first_day: date, last_day: date) -> list[date]:
    """Return every day of an absence."""
    return [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]


def problem_of(
    first_day: date, last_day: date, kind: str, note: str, today: date
) -> tuple[Text, str] | None:
    """Return what is wrong with an absence about to be entered, and the field to mend; or None."""
    if kind not in KINDS:
        return Text("Hãy chọn lý do vắng mặt.", "Choose the kind of absence."), "kind"
    if last_day < first_day:
        return Text("Ngày cuối trước ngày đầu.", "The last day is before the first."), "last_day"
    if (last_day - first_day).days >= LONGEST_DAYS:
        return Text(
            f"Một lần vắng mặt không quá {LONGEST_DAYS} ngày.",
            f"One absence lasts {LONGEST_DAYS} days at most.",
        ), "last_day"
    if (today - first_day).days > FARTHEST_BACK:
        return Text(
            f"Chỉ ghi lùi được {FARTHEST_BACK} ngày.",
            f"An absence may begin {FARTHEST_BACK} days ago at most.",
        ), "first_day"
    if len(note) > LONGEST_NOTE:
        return Text("Ghi chú quá dài.", "The note is too long."), "note"
    return None
