"""What somebody asks figures of: a unit, a period, a kind, a level, and which tree; as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid
from office.domain.indicators import SHARE, Indicator
from office.domain.periods import Period
from office.domain.text import Text
from office.services.figures import units
from office.services.figures.asked import NOW, THEN, Asked
from office.services.figures.units import Known
from office.services.work import Work

#: The indicator that units are compared by unless another is chosen.
USUAL = "electronic.deliveries"
#: Those that can be compared between units: shares of a period.
COMPARED: Mapping[str, Indicator] = {
    code: one for code, one in DEFINITIONS.items() if one.kind == SHARE
}
TREES: Mapping[str, Text] = {
    THEN: Text("Như cây đơn vị từng ngày", "As the tree stood each day"),
    NOW: Text("Như cây đơn vị hôm nay", "As the tree stands now"),
}
#: The words for the levels of `unit_kinds.csv`; one that is not here is shown as written there.
LEVELS: Mapping[str, Text] = {
    "province": Text("Cấp tỉnh", "Province"),
    "district": Text("Cấp huyện", "District"),
    "commune": Text("Cấp xã", "Commune"),
    "affiliated": Text("Đơn vị trực thuộc", "Affiliated institutions"),
    "external": Text("Cơ quan ngoài hệ thống", "Agencies elsewhere"),
}
_UNKNOWN = Text("Không có {what} “{written}”.", "There is no {what} “{written}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen: `asked` is cut at `today`, since nobody knows what is to come."""

    period: Period
    today: date
    asked: Asked
    unit: Known
    indicator: Indicator

    @property
    def running(self) -> bool:
        """Say whether the period has not ended yet."""
        return self.period.until > self.asked.until


def choose(work: Work, period: Period, given: Mapping[str, str]) -> Choice:
    """Return what is asked for; nothing given is the usual, of the actor's own agency.

    Reads unit (a key), mapped, alone ('1'), type, level, indicator.  Raises Invalid in words,
    NotFound for no such unit.
    """
    unit = units.by_key(work, given["unit"]) if given.get("unit") else own(work)
    asked = Asked(
        unit_id=unit.id,
        since=period.since,
        until=until(period, work.today),
        mapped=_one_of(TREES, given.get("mapped") or THEN, Text("cách tính", "reading")),
        alone=given.get("alone") == "1",
        type_code=_one_of(work.types, given.get("type", ""), Text("loại văn bản", "kind")),
        level=_one_of(LEVELS, given.get("level", ""), Text("cấp", "level")),
    )
    code = _one_of(COMPARED, given.get("indicator") or USUAL, Text("chỉ số", "indicator"))
    return Choice(period=period, today=work.today, asked=asked, unit=unit, indicator=COMPARED[code])


def before(choice: Choice) -> Asked | None:
    """Return what to compare with, None at the calendar's edge."""
    try:
        period = choice.period.before(choice.today)
    except Invalid:
        return None
    return replace(choice.asked, since=period.since, until=period.until)


def other(choice: Choice, period: Period) -> Asked:
    """Return the same question of another period."""
    return replace(choice.asked, since=period.since, until=until(period, choice.today))


def own(work: Work) -> Known:
    """Return the actor's own agency."""
    return units.known(work, [work.actor.agency_id])[work.actor.agency_id]


def until(period: Period, today: date) -> date:
    """Return the last day of a period that has begun, not beyond today."""
    return max(min(period.until, today), period.since)


def _one_of(known: Mapping[str, Any], written: str, what: Text) -> str:
    if written and written not in known:
        raise Invalid(_UNKNOWN.filled(what=what, written=written))
    return written
