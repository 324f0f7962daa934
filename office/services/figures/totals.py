"""The figures of an agency and those below it: in all, by month, by unit, by both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from office.domain.definitions import DEFINITIONS
from office.domain.indicators import Figure, Indicator, figure
from office.domain.measures import MEASURES, Counted, Tally, tally
from office.services import movements, outbox
from office.services.figures import scopes, spans, sums
from office.services.figures.asked import Asked
from office.services.figures.scopes import Scope
from office.services.figures.sums import MONTH, UNIT, Question, Summed
from office.services.work import Work

_Key = TypeVar("_Key")
_STANDING = tuple(one for one in DEFINITIONS.values() if one.until_end)


def total(work: Work, asked: Asked) -> Tally:
    """Return all that was counted; raises Refused or NotFound."""
    return _tally(_gathered(work, asked, tuple(MEASURES), ()))


def by_month(work: Work, asked: Asked, codes: Sequence[str] = ()) -> dict[date, Tally]:
    """Return what was counted in each month, by its first day; of some indicators, or all."""
    found = _grouped(_gathered(work, asked, _names(codes), (MONTH,)), lambda row: row.month)
    return {month: found.get(month, Tally()) for month in _months(asked)}


def by_unit(work: Work, asked: Asked, codes: Sequence[str] = ()) -> dict[int, Tally]:
    """Return what was counted at each agency in scope, nothing counted too."""
    scope = scopes.of(work, asked)
    rows = _gathered(work, asked, _names(codes), (UNIT,), scope)
    found = _grouped(rows, lambda row: row.unit_id)
    return {unit: found.get(unit, Tally()) for unit in scope.units}


def by_unit_month(work: Work, asked: Asked, codes: Sequence[str]) -> dict[tuple[int, date], Tally]:
    """Return what was counted of some indicators at each agency in each month, where anything."""
    rows = _gathered(work, asked, _names(codes), (UNIT, MONTH))
    found = _grouped(rows, lambda row: (row.unit_id, row.month))
    return {(unit, month): one for (unit, month), one in found.items() if unit and month}


def standing(work: Work, asked: Asked) -> Tally:
    """Return what was counted from the beginning until the last day: of what stands open then."""
    return _tally(_gathered(work, asked, _open_names(), (), scopes.standing(work, asked)))


def standing_by_unit(work: Work, asked: Asked) -> dict[int, Tally]:
    """Return the same for each agency in scope on the last day."""
    scope = scopes.standing(work, asked)
    found = _grouped(_gathered(work, asked, _open_names(), (UNIT,), scope), lambda row: row.unit_id)
    return {unit: found.get(unit, Tally()) for unit in scope.units}


def figures(work: Work, asked: Asked) -> list[Figure]:
    """Return what every indicator says of the agency and the time asked for.

    Where the sums by year and by month are not the same, what the months say stands beside it:
    so whoever recounts hears of both.
    """
    usual = tell(total(work, asked), standing(work, asked))
    months = tell(
        _tally(_gathered(work, asked, tuple(MEASURES), (), plain=True)),
        _tally(_gathered(work, asked, _open_names(), (), scopes.standing(work, asked), plain=True)),
    )
    return usual + [one for one, other in zip(months, usual, strict=True) if one != other]


def tell(counted: Tally, open_then: Tally) -> list[Figure]:
    """Return what every indicator says: of what was counted, and of what stands open."""
    return [figure(one, open_then if one.until_end else counted) for one in DEFINITIONS.values()]


def counted_until(work: Work) -> tuple[datetime, int]:
    """Return until when all that happened is counted, and how many acts wait for it."""
    oldest, waiting = outbox.oldest(work, movements.COUNT)
    return oldest or work.at, waiting


def _names(codes: Sequence[str]) -> tuple[str, ...]:
    """Return the measures of some indicators; all of them without any."""
    if not codes:
        return tuple(MEASURES)
    return tuple(sorted({name for code in codes for name in _of(DEFINITIONS[code])}))


def _open_names() -> tuple[str, ...]:
    """Return the measures of what stands open."""
    return tuple(sorted({name for one in _STANDING for name in _of(one)}))


def _of(indicator: Indicator) -> list[str]:
    return [name.removeprefix("-") for name in (*indicator.part, *indicator.whole)]


def _gathered(
    work: Work,
    asked: Asked,
    names: Sequence[str],
    by: Sequence[str],
    scope: Scope | None = None,
    *,
    plain: bool = False,
) -> Iterator[Summed]:
    scope = scope or scopes.of(work, asked)
    question = Question(asked=asked, scope=scope, names=names, by=frozenset(by), plain=plain)
    return sums.gather(work, question)


def _grouped(rows: Iterable[Summed], key: Callable[[Summed], _Key]) -> Mapping[_Key, Tally]:
    found: dict[_Key, list[Summed]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {key: _tally(some) for key, some in found.items()}


def _tally(rows: Iterable[Summed]) -> Tally:
    return tally(Counted(row.measure, date.min, row.bucket, row.amount) for row in rows)


def _months(asked: Asked) -> list[date]:
    found = [asked.since.replace(day=1)]
    while (later := spans.next_month(found[-1])) <= asked.until:
        found.append(later)
    return found
