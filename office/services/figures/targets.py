"""Targets for moving without paper: looked up by year, entered, ended, never edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TextIO

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.orm import aliased

from office.database import inserting
from office.domain import quantities, targets
from office.domain.errors import Conflict, Invalid, NotFound
from office.domain.targets import INDICATORS, LEVELS, Target
from office.domain.text import Text
from office.domain.typed import cleaned
from office.models.base import table
from office.models.people import Person
from office.models.targets import PaperTarget
from office.services.figures import authority, reference_files
from office.services.figures.reference_files import Loaded
from office.services.places.calendar import YEARS
from office.services.places.lines import Problem
from office.services.work import Work

SHORTEST, LONGEST = 5, 300
_TENTH = quantities.THOUSAND // 10
_enterer, _ender = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is entered: `per_cent` as it was typed."""

    indicator: str
    level: str
    first_day: date | None
    last_day: date | None = None
    per_cent: str
    source: str
    note: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A target as the page shows it: who entered it, and who ended it, when and why."""

    target: Target
    enterer: str | None
    ender: str | None
    row: Row[Any]


def read(db: Connection) -> tuple[Target, ...]:
    """Return every target there is or was, the first entered first."""
    rows = db.execute(select(PaperTarget.__table__).order_by(PaperTarget.id))
    return tuple(_target(row) for row in rows)


def target(work: Work, indicator: str, level: str, year: int) -> Target | None:
    """Return the target of a year, None where there is none; many at once: `read`, then domain."""
    return targets.target(read(work.db), indicator, level, year)


def coming(work: Work, indicator: str, level: str, year: int) -> Target | None:
    """Return the first target that begins after a year: to be told, never to compare with."""
    return targets.coming(read(work.db), indicator, level, year)


def listed(work: Work) -> Sequence[Listed]:
    """Return every target by indicator, level and day, the newest first."""
    found = work.db.execute(
        select(
            PaperTarget.__table__, _enterer.name.label("enterer"), _ender.name.label("ender")
        )
        .outerjoin(_enterer, _enterer.id == PaperTarget.entered_by)
        .outerjoin(_ender, _ender.id == PaperTarget.ended_by)
    )  # fmt: skip
    told = [
        Listed(target=_target(row), enterer=row.enterer, ender=row.ender, row=row) for row in found
    ]
    return sorted(told, key=lambda one: (*_place(one.target), -one.target.first_day.toordinal()))


def add(work: Work, entry: Entry) -> int:
    """Enter a target; returns its id.

    Raises Refused for all but the administrator at the top, Invalid for what cannot be kept,
    Conflict when one that begins on that day is there.
    """
    authority.require_setter(work)
    checked = _checked(entry)
    key = _insert(work, checked)
    if key is None:
        raise Conflict(_THERE.filled(day=f"{checked.first_day:%d/%m/%Y}"))
    return key


def end(work: Work, key: int, last_day: date | None, reason: str) -> None:
    """End a target with its last day; one before its first day says that it never held.

    Raises Refused for all but the administrator at the top, NotFound for none, Conflict for
    one that somebody ended before, Invalid for a day or a reason that cannot be.
    """
    authority.require_setter(work)
    row = work.db.execute(
        select(PaperTarget.__table__).where(PaperTarget.id == key).with_for_update()
    ).first()
    if row is None:
        raise NotFound
    if row.ended_at is not None:
        raise Conflict(_ENDED)
    if last_day is None or (row.last_day is not None and last_day >= row.last_day):
        raise Invalid(_BAD_END, field="ended_on")
    work.db.execute(
        update(table(PaperTarget))
        .where(PaperTarget.id == key)
        .values(
            ended_on=max(last_day, row.first_day - timedelta(days=1)),
            end_reason=_words(reason, "end_reason"),
            ended_by=work.actor.person_id,
            ended_at=work.at,
        )
    )


def load(work: Work, lines: TextIO) -> Loaded:
    """Load targets by their codes; nothing at all when a line is bad, or says something else
    than a target that is there.  Raises Refused for whoever sets none."""
    authority.require_setter(work)
    found, problems = reference_files.read_targets(lines)
    there = read(work.db)
    problems += _beside(found, there)
    if problems:
        return Loaded(problems=sorted(problems, key=lambda problem: problem.line))
    known = {one.code for one in there}
    new = [one for _, one in found if one.code not in known]
    if None in [_insert(work, one) for one in new]:
        raise Conflict  # entered by somebody else in this very moment
    return Loaded(added=len(new), unchanged=len(found) - len(new))


def _beside(found: Sequence[tuple[int, Target]], there: Sequence[Target]) -> Iterator[Problem]:
    """Yield the lines that cannot stand beside what is there already."""
    known = {one.code: one for one in there if one.code}
    taken = {_key(one) for one in there if one.ended_on is None}
    for line, one in found:
        if one.code in known:
            if _said(one) != _said(known[one.code]):
                yield Problem(line, _OTHERWISE.filled(code=one.code))
        elif _key(one) in taken:
            yield Problem(line, _THERE.filled(day=f"{one.first_day:%d/%m/%Y}"))
        taken.add(_key(one))


def _insert(work: Work, one: Target) -> int | None:
    """Enter a target; of two that begin on one day at once the second gets None."""
    entered = (
        inserting(work.db, PaperTarget)
        .values(
            **_said(one),
            code=one.code or None,
            entered_by=work.actor.person_id,
            entered_at=work.at,
        )
        .on_conflict_do_nothing()
        .returning(PaperTarget.id)
    )
    key: int | None = work.db.execute(entered).scalar_one_or_none()
    return key


def _said(one: Target) -> dict[str, Any]:
    """Return what a target says, whatever was done with it."""
    return {
        "indicator": one.indicator,
        "level": one.level,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "permille": one.permille,
        "source": one.source,
        "note": one.note,
        "checked": one.checked,
    }


def _key(one: Target) -> tuple[str, str, date]:
    return one.indicator, one.level, one.first_day


def _place(one: Target) -> tuple[int, int]:
    return list(INDICATORS).index(one.indicator), list(LEVELS).index(one.level)


def _checked(entry: Entry) -> Target:
    """Return the target that an entry makes; raises Invalid with the field to mend."""
    if entry.indicator not in INDICATORS:
        raise Invalid(Text("Hãy chọn chỉ tiêu.", "Choose an indicator."), field="indicator")
    if entry.level not in LEVELS:
        raise Invalid(Text("Hãy chọn cấp.", "Choose a level."), field="level")
    first, last = entry.first_day, entry.last_day
    if first is None or first.year not in YEARS:
        raise Invalid(Text("Hãy chọn ngày.", "Choose a day."), field="first_day")
    if last is not None and not first <= last <= date(YEARS[-1], 12, 31):
        raise Invalid(_REVERSED, field="last_day")
    return Target(
        indicator=entry.indicator,
        level=entry.level,
        first_day=first,
        last_day=last,
        permille=_permille(entry.per_cent),
        source=_words(entry.source, "source"),
        note=" ".join(cleaned(entry.note).split())[:LONGEST],
        checked=entry.checked,
    )


def _permille(typed: str) -> int:
    try:
        value = quantities.parse(typed)
    except ValueError as fault:
        raise Invalid(_BAD_VALUE, field="per_cent") from fault
    if value % _TENTH or not 0 < value <= quantities.THOUSAND * 100:
        raise Invalid(_BAD_VALUE, field="per_cent")
    return value // _TENTH


def _words(typed: str, name: str) -> str:
    words = " ".join(cleaned(typed).split())
    if not SHORTEST <= len(words) <= LONGEST:
        raise Invalid(_BAD_WORDS, field=name)
    return words


def _target(row: Row[Any]) -> Target:
    return Target(
        id=row.id,
        code=row.code or "",
        indicator=row.indicator,
        level=row.level,
        first_day=row.first_day,
        last_day=row.last_day,
        permille=row.permille,
        source=row.source,
        note=row.note,
        checked=row.checked,
        ended_on=row.ended_on,
    )


_THERE = Text(
    "Đã có chỉ tiêu này của cấp này từ ngày {day}. Hãy kết thúc dòng ấy trước.",
    "There is a target of this level from {day} already. End that one first.",
)
_ENDED = Text(
    "Người khác vừa kết thúc chỉ tiêu này. Hãy xem lại.",
    "Somebody has ended this target already. Look again.",
)
_BAD_END = Text(
    "Hãy chọn ngày cuối, trước ngày cuối đã ghi của chỉ tiêu.",
    "Choose a last day, before the one the target has.",
)
_REVERSED = Text(
    "Ngày cuối không được trước ngày đầu.", "The last day is not before the first one."
)
_BAD_VALUE = Text(
    "Giá trị là số phần trăm từ 0,1 đến 100, ví dụ 90 hoặc 88,5.",
    "The value is per cent, 0,1 to 100, such as 90 or 88,5.",
)
_BAD_WORDS = Text(
    "Nguồn và lý do: từ 5 đến 300 ký tự.", "The source and the reason: 5 to 300 characters."
)
_OTHERWISE = Text(
    "“{code}” đã có và ghi khác; dòng cũ không sửa được: hãy kết thúc và thêm dòng mới.",
    "“{code}” is there and says something else; it cannot be edited: end it and add another.",
)
