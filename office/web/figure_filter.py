"""What the pages of figures are asked for: unit, period, kind, level, which tree; and addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import request

from office.domain import periods
from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid
from office.domain.indicators import SHARE, Indicator
from office.domain.periods import Period
from office.domain.text import Text
from office.services.figures import units
from office.services.figures.asked import NOW, THEN, Asked
from office.services.figures.units import Known
from office.services.tree import UnitNode
from office.services.work import Work
from office.web import posted

#: The indicator that the league and the heat map show unless another is chosen.
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
class Chosen:
    """What a page shows: `asked` goes to the services, cut at today; `here` is the own agency."""

    period: Period
    today: date
    asked: Asked
    unit: Known
    here: int
    indicator: Indicator

    def query(self, **over: Any) -> dict[str, Any]:
        """Return what addresses carry, without what is usual; `over` replaces, None leaves out."""
        asked = self.asked
        kept = {
            "period": self.period.written,
            "unit": self.unit.key if self.unit.id != self.here else None,
            "type": asked.type_code or None,
            "level": asked.level or None,
            "mapped": asked.mapped if asked.mapped != THEN else None,
            "alone": "1" if asked.alone else None,
            "indicator": self.indicator.code if self.indicator.code != USUAL else None,
        }
        return {name: value for name, value in {**kept, **over}.items() if value is not None}

    @property
    def running(self) -> bool:
        """Say whether the period has not ended yet."""
        return self.period.until > self.asked.until


def read(work: Work) -> Chosen:
    """Return what the address asks for; raises Invalid in words, NotFound for no unit of theirs."""
    given = request.args
    period = _period(given, work.today)
    own = work.actor.agency_id
    unit = units.by_key(work, given["unit"]) if given.get("unit") else _own(work)
    asked = Asked(
        unit_id=unit.id,
        since=period.since,
        until=max(min(period.until, work.today), period.since),
        mapped=_one_of(TREES, given.get("mapped") or THEN, Text("cách tính", "reading")),
        alone=given.get("alone") == "1",
        type_code=_one_of(work.types, given.get("type", ""), Text("loại văn bản", "kind")),
        level=_one_of(LEVELS, given.get("level", ""), Text("cấp", "level")),
    )
    code = _one_of(COMPARED, given.get("indicator") or USUAL, Text("chỉ số", "indicator"))
    return Chosen(
        period=period, today=work.today, asked=asked, unit=unit, here=own, indicator=COMPARED[code],
    )  # fmt: skip


def usual(work: Work) -> Chosen:
    """Return what a page shows that is asked for nothing, or for what cannot be."""
    own = _own(work)
    period = periods.containing(periods.YEAR, work.today)
    asked = Asked(unit_id=own.id, since=period.since, until=work.today)
    return Chosen(
        period=period, today=work.today, asked=asked, unit=own, here=own.id,
        indicator=COMPARED[USUAL],
    )  # fmt: skip


def before(chosen: Chosen) -> Asked | None:
    """Return what to compare with, None at the calendar's edge."""
    try:
        period = chosen.period.before(chosen.today)
    except Invalid:
        return None
    return replace(chosen.asked, since=period.since, until=period.until)


def offered(chosen: Chosen) -> list[Period]:
    """Return the periods a form offers, the chosen one among them."""
    listed = periods.offered(chosen.today)
    return listed if chosen.period in listed else [chosen.period, *listed]


def agencies(work: Work) -> list[tuple[UnitNode, int]]:
    """Return the agencies an actor may ask about, each with its depth below theirs."""
    own = work.tree[work.actor.agency_id]
    return [(own, 0), *_below(work, own, 1)]


def _below(work: Work, unit: UnitNode, depth: int) -> Iterator[tuple[UnitNode, int]]:
    for child in work.tree.children(unit.id):
        if child.kind.keeps_register:
            yield child, depth
        yield from _below(work, child, depth + child.kind.keeps_register)


def _own(work: Work) -> Known:
    return units.known(work, [work.actor.agency_id])[work.actor.agency_id]


def _period(given: Mapping[str, str], today: date) -> Period:
    """Return the period asked for: days where some are given, else a named one, else this year."""
    since, until = (posted.day(given.get(name, ""), name) for name in ("since", "until"))
    if since or until:
        last = until or max(today, since or today)
        return periods.free(since or last.replace(month=1, day=1), last)
    written = given.get("period", "").strip()
    return periods.parse(written) if written else periods.containing(periods.YEAR, today)


def _one_of(known: Mapping[str, Any], written: str, what: Text) -> str:
    if written and written not in known:
        raise Invalid(_UNKNOWN.filled(what=what, written=written))
    return written
