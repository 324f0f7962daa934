"""The tables of a report: the columns of §3.2 by unit, with sums by level and in all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from office.domain.indicators import Figure
from office.domain.levels import level_rank, level_words
from office.domain.measures import Tally
from office.domain.report_definitions import PEOPLE, REASONS
from office.domain.text import Text
from office.reports.figure_report import Cell, Grid, Line
from office.services.figures import dashboard
from office.services.reporting.looking import Look

Figures = Mapping[str, Figure]


class Column(NamedTuple):
    """A column of figures: its head, the indicator, and whether its part or its value is told."""

    head: Text
    code: str
    tells: Callable[[Figure], Cell]


def _whole(one: Figure) -> Cell:
    return one.whole or 0


def _part(one: Figure) -> Cell:
    return one.part


def _value(one: Figure) -> Cell:
    return one.value


def _ways(name: Text, code: str) -> tuple[Column, Column]:
    share = Text("{name} (%)", "{name} (%)").filled(name=name)
    return Column(name, code, _part), Column(share, code, _value)


_ISSUED = Column(Text("Tổng VB đi", "Issued"), "electronic.documents", _whole)
_CAME = Column(Text("Tổng VB đến", "Received"), "came.electronic", _whole)
_WORK = (
    Column(Text("Đúng hạn", "On time"), "work.on_time", _part),
    Column(Text("Trễ hạn", "Late"), "work.late", _part),
    Column(Text("Đang xử lý trong hạn", "Open in time"), "work.open_in_time", _part),
    Column(Text("Đang xử lý quá hạn", "Open late"), "work.open_late", _part),
    Column(Text("Tỷ lệ đúng hạn", "On time (%)"), "work.on_time", _value),
)
SENT: tuple[Column, ...] = (
    _ISSUED,
    *_ways(Text("Điện tử", "Electronic"), "electronic.documents"),
    *_ways(Text("Song song", "With paper"), "parallel.documents"),
    *_ways(Text("Giấy", "Paper alone"), "paper.documents"),
    Column(Text("Ký số CQ (%)", "Agency signed (%)"), "signed.agency", _value),
    Column(Text("Ký số LĐ (%)", "Leader signed (%)"), "signed.leader", _value),
)
RECEIVED: tuple[Column, ...] = (
    _CAME,
    *_ways(Text("Đến điện tử", "Electronic"), "came.electronic"),
    *_WORK,
)
HANDLED: tuple[Column, ...] = (
    _CAME,
    *_WORK,
    Column(Text("Không đặt hạn", "No deadline"), "work.undated", _part),
    Column(Text("Số ngày trễ (trung vị)", "Days late (median)"), "work.days_late", _value),
    Column(Text("Vào sổ trong ngày", "Registered same day"), "clerk.registered_same_day", _value),
)
ISSUED: tuple[Column, ...] = (
    _ISSUED,
    Column(Text("Phát hành trong ngày ký", "Issued same day"), "clerk.issued_same_day", _value),
    Column(Text("Chậm nhất sáng hôm sau", "By next morning"), "clerk.issued_next_morning", _value),
    Column(Text("Trả lời việc được giao", "From work"), "work.signed", _value),
    Column(Text("Lượt gửi", "Deliveries"), "electronic.deliveries", _whole),
    *_ways(Text("Lượt điện tử", "Electronic deliveries"), "electronic.deliveries"),
)
NUMBER, UNIT = Text("STT", "No."), Text("Đơn vị", "Unit")
_TOTAL = Text("Cộng toàn bộ", "All together")
_OF_LEVEL = Text("Cộng {level}", "All of: {level}")
_SECRET = Text("VB mật (SL)", "Secret (no.)")


def by_unit(look: Look, sheet: Text, title: Text, columns: Sequence[Column]) -> _Told:
    """Return a table of some columns: every unit, the sum of each level, and of all."""
    return _Told(look, sheet, title, tuple(columns))


class _Told(NamedTuple):
    """A table that is written out once its language and definitions' numbers are known."""

    look: Look
    sheet: Text
    title: Text
    columns: tuple[Column, ...]

    def into(self, language: str, refs: Callable[[Iterable[str]], tuple[int, ...]]) -> Grid:
        """Write the table out."""
        heads = (NUMBER, UNIT, *(one.head for one in self.columns), _SECRET)
        codes: list[tuple[str, ...]] = [(), (), *((one.code,) for one in self.columns), ("secret",)]
        return Grid(
            sheet=self.sheet.into(language),
            title=self.title.into(language),
            columns=tuple(one.into(language) for one in heads),
            refs=tuple(refs(one) for one in codes),
            lines=tuple(self._lines(language)),
            wide=(1,),
        )

    def _lines(self, language: str) -> Iterator[Line]:
        look, levels = self.look, _levels(self.look)
        nth = 0
        for level, ids in levels.items():
            for unit_id in ids:
                nth += 1
                name = look.named[unit_id].name
                yield Line((str(nth), name, *self._cells((unit_id,))))
            if len(levels) > 1 and len(ids) > 1:
                named = _OF_LEVEL.filled(level=level_words(level))
                yield Line(("", named.into(language).lower().capitalize(), *self._cells(ids)), True)
        if nth > 1:
            every = [one for ids in levels.values() for one in ids]
            yield Line(("", _TOTAL.into(language), *self._cells(every)), True)

    def _cells(self, ids: Sequence[int]) -> Iterator[Cell]:
        tally = _sum(self.look.tallies.get(one, Tally()) for one in ids)
        open_then = _sum(self.look.standing.get(one, Tally()) for one in ids)
        shown: Figures = dashboard.shown(tally, open_then)
        for one in self.columns:
            yield one.tells(shown[one.code])
        yield tally["issued.secret"] + tally["came.secret"]


def reasons(look: Look, language: str, refs: Callable[[Iterable[str]], tuple[int, ...]]) -> Grid:
    """Return the table of why paper still came, by unit."""
    heads = (NUMBER, UNIT, Text("Lý do", "Reason"), Text("Số lượt", "Deliveries"))
    return Grid(
        sheet=Text("Lý do còn giấy", "Why paper").into(language),
        title=Text("Nơi còn nhận giấy và lý do", "Where paper still comes, and why").into(language),
        columns=tuple(one.into(language) for one in heads),
        refs=((), (), (), refs((REASONS,))),
        lines=tuple(
            Line((str(nth), one.unit, one.reason.into(language), one.deliveries))
            for nth, one in enumerate(look.why, 1)
        ),
        wide=(1, 2),
    )


def use(look: Look, language: str, refs: Callable[[Iterable[str]], tuple[int, ...]]) -> Grid:
    """Return the table of who acted at each unit, and when anybody did last."""
    heads = (
        NUMBER, UNIT, Text("Người thao tác", "People who acted"), Text("Số tài khoản", "Accounts"),
        Text("Lần thao tác cuối", "Last act"),
    )  # fmt: skip
    found, never = look.dashboard.use, Text("chưa bao giờ", "never").into(language)
    ids = [one for of_level in _levels(look).values() for one in of_level if one in found.units]
    lines = []
    for nth, one in enumerate(ids, 1):
        last = found.last_act.get(one)
        day = f"{last:%d/%m/%Y}" if last else never
        counts = (found.active_at.get(one, 0), found.accounts_at.get(one, 0))
        lines.append(Line((str(nth), look.named[one].name, *counts, day)))
    return Grid(
        sheet=Text("Mức độ sử dụng", "Use").into(language),
        title=Text("Mức độ sử dụng của từng đơn vị", "How each unit uses it").into(language),
        columns=tuple(one.into(language) for one in heads),
        refs=((), (), refs((PEOPLE,)), refs((PEOPLE,)), ()),
        lines=tuple(lines),
        wide=(1,),
    )


def _levels(look: Look) -> dict[str, list[int]]:
    """Return the agencies by level of government, from the top, each level by name."""
    found: dict[str, list[int]] = {}
    for unit_id in sorted(look.tallies, key=lambda one: look.named[one].name):
        found.setdefault(look.named[unit_id].level, []).append(unit_id)
    return dict(sorted(found.items(), key=lambda one: level_rank(one[0])))


def _sum(tallies: Iterable[Tally]) -> Tally:
    amounts: dict[str, int] = {}
    apart: dict[str, dict[int, int]] = {}
    for tally in tallies:
        for name, amount in tally.amounts.items():
            amounts[name] = amounts.get(name, 0) + amount
        for name, values in tally.apart.items():
            mine = apart.setdefault(name, {})
            for value, count in values.items():
                mine[value] = mine.get(value, 0) + count
    return Tally(amounts, apart)
