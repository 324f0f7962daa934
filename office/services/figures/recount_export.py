"""The lines behind every figure as a spreadsheet that recounts them: what an auditor takes along.

The lines are those of the sealed log, not of the tables.  Each document is named to whoever may
know of it; to others its line is there without a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from sqlalchemy import select

from office.domain import line_words, recount_formulas
from office.domain.definitions import DEFINITIONS
from office.domain.errors import Refused
from office.domain.indicators import PER, SHARE
from office.domain.measures import CAME, MEASURES, Measure
from office.domain.recount_formulas import DAYS, NOTHING, SHEETS, STANDING, Area, Span
from office.domain.retold_lines import Line
from office.domain.text import Text
from office.models.documents import Document
from office.models.units import UnitName
from office.reports.spreadsheet import Formula, Live, LiveCell
from office.services import access
from office.services.figures import recount
from office.services.figures.asked import NOW, Asked
from office.services.figures.recount import OWNER, Count, Lines, Recounted
from office.services.figures.recount_found import Check, Compared
from office.services.work import Work

CHUNK = 200
#: A sheet of a spreadsheet has no more lines.
MOST = 1_048_575
FIGURES, COUNTED = "Chỉ tiêu", "Số đo"
MEANING, LOG = "Định nghĩa", "Điểm đối chiếu"
#: Where the first and the last day stand.
SINCE, UNTIL = f"'{FIGURES}'!$B$3", f"'{FIGURES}'!$B$4"
MAPPED = {False: "Cây đơn vị như từng ngày", True: "Cây đơn vị như hiện nay"}
TOO_MANY = Text(
    "Quá {most} dòng, bảng tính không chứa được. Hãy chọn kỳ ngắn hơn hoặc đơn vị nhỏ hơn.",
    "More than {most} lines: no spreadsheet holds them. Choose a shorter time or a smaller unit.",
)
_UNITS = ("unit_id", "sender_id", "to")
_NAMES = frozenset({"public_id", "symbol", "reason"})


@dataclass(slots=True)
class Export:
    """The file while it is made: lines as they are read, figures at the end."""

    work: Work
    count: Count
    into: BinaryIO
    live: Live = field(init=False)
    units: Mapping[int, str] = field(init=False)
    waiting: list[Lines] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Begin the file: the sheets, in the order they are read."""
        self.units = _unit_names(self.work)
        title = f"Đếm lại {self.units.get(self.count.asked.unit_id, '')}"
        self.live = Live(self.into, title, self.work.today)
        self.live.sheet(FIGURES, (), (30, 48, 14, 14, 14, 14, 10, 18, 90))
        self.live.sheet(COUNTED, ("Số đo", "Tính đến", "Số lượng", "Trung vị"), (30, 16, 14, 14))
        for name, columns in SHEETS.values():
            heads = tuple(line_words.COLUMNS[column].vi for column in columns)
            self.live.sheet(name, heads, [_width(column) for column in columns])
        heads = ("Định nghĩa", "Tên", "Cách tính", "Tử số", "Mẫu số", "Đơn vị tính")
        self.live.sheet(MEANING, heads, (30, 48, 90, 40, 40, 30))
        self.live.sheet(LOG, (), (34, 80))

    def take(self, lines: Lines) -> None:
        """Take in the lines of a document, or of none."""
        self.waiting.append(lines)
        if len(self.waiting) >= CHUNK:
            self._flush()

    def finish(self, told: Recounted, found: Check) -> None:
        """Write the figures over the lines, what they mean and what they rest on."""
        self._flush()
        cells, medians = self._measures(told)
        self._figures(found, cells, medians)
        self._meaning()
        for row in _log(self.work, self.units, found):
            self.live.row(LOG, row)

    def close(self) -> None:
        """Close the file, whole or not: what it holds beside itself is let go."""
        self.live.close()

    def _flush(self) -> None:
        known = _known(self.work, [one.key for one in self.waiting if one.key is not None])
        for lines in self.waiting:
            for subject, line in lines.all():
                if self.count.counts_now(subject, line):
                    self._write(subject, OWNER[subject], lines, line, lines.key in known)
                if subject == CAME and self.count.counts_open(line):
                    self._write(STANDING, OWNER[subject], lines, line, lines.key in known)
        self.waiting.clear()

    def _write(self, sheet: str, owner: str, lines: Lines, line: Line, known: bool) -> None:
        title, columns = SHEETS[sheet]
        self.written[sheet] += 1
        if self.written[sheet] > MOST:
            raise Refused(TOO_MANY.filled(most=MOST))
        whole = {**line, "public_id": lines.public_id, "symbol": lines.symbol}
        if not known:
            whole |= dict.fromkeys(_NAMES, "")
        if sheet != STANDING:
            for name in DAYS & set(columns):
                if whole[name] is not None and not self.count.scope.has(line[owner], whole[name]):
                    whole[name] = None
        self.live.row(title, [self._cell(name, whole[name]) for name in columns])

    def _cell(self, name: str, said: Any) -> str | int | date | None:
        if name in _UNITS:
            return self.units.get(said, NOTHING)
        if name in _NAMES and not (name == "reason" and said in line_words.VALUES):
            return str(said)
        return recount_formulas.cell(said)

    def _measures(self, told: Recounted) -> tuple[dict[tuple[str, bool], str], dict[str, str]]:
        """Write a line for each measure; return the cells where its amount and median stand."""
        cells: dict[tuple[str, bool], str] = {}
        medians: dict[str, str] = {}
        for name, measure in MEASURES.items():
            area = Area(measure.subject, self.written[measure.subject])
            span = Span(SINCE, UNTIL)
            row: list[LiveCell] = [name, "trong kỳ", _amount(measure, area, span, told)]
            if measure.bucket:
                row.append(_median(measure, area, span, told))
            line = self.live.row(COUNTED, row)
            cells[name, False] = f"'{COUNTED}'!$C${line}"
            medians[name] = f"'{COUNTED}'!$D${line}"
        area = Area(STANDING, self.written[STANDING])
        for name in sorted(recount.STANDING):
            formula = recount_formulas.amount(MEASURES[name], area, Span("", UNTIL))
            shown = Formula(text=formula, value=told.standing[name])
            line = self.live.row(COUNTED, (name, "cuối kỳ", shown))
            cells[name, True] = f"'{COUNTED}'!$C${line}"
        return cells, medians

    def _figures(
        self, found: Check, cells: Mapping[tuple[str, bool], str], medians: Mapping[str, str]
    ) -> None:
        asked, line = found.asked, 0
        for head in _head(asked, self.units.get(asked.unit_id, "")):
            line = self.live.row(FIGURES, head)
        for one in found.compared:
            indicator = one.second.indicator
            own = {name: at for (name, open_), at in cells.items() if open_ == indicator.until_end}
            line = self.live.row(FIGURES, _row(one, own, medians[indicator.part[0]], line + 1))

    def _meaning(self) -> None:
        for one in DEFINITIONS.values():
            row = (
                one.definition, one.name.vi, one.formula.vi, " ".join(one.part),
                " ".join(one.whole), PER[one.per].vi,
            )  # fmt: skip
            self.live.row(MEANING, row)


def _row(one: Compared, cells: Mapping[str, str], median: str, line: int) -> Sequence[LiveCell]:
    """Return the line of an indicator: its formulas, and what the tables say."""
    first, second = one.first, one.second
    indicator = second.indicator
    part = recount_formulas.total(indicator.part, cells)
    whole = recount_formulas.total(indicator.whole, cells) if indicator.whole else ""
    value = recount_formulas.value(indicator, f"$C${line}", f"$D${line}", median)
    shown = NOTHING if second.value is None else second.value
    return (
        indicator.definition,
        indicator.name.vi,
        Formula(text=part, value=second.part),
        Formula(text=whole, value=second.whole or 0) if whole else None,
        Formula(text=value, value=shown, share=indicator.kind == SHARE),
        NOTHING if first.value is None else first.value,
        "khớp" if one.agrees else "LỆCH",
        PER[indicator.per].vi,
        indicator.formula.vi,
    )


def _head(asked: Asked, name: str) -> Iterable[Sequence[LiveCell]]:
    yield ("Đếm lại các chỉ tiêu giấy và điện tử", None)
    yield ("Đơn vị", name)
    yield ("Từ ngày", asked.since)
    yield ("Đến ngày", asked.until)
    yield ("Phạm vi", MAPPED[asked.mapped == NOW])
    yield (
        "Mỗi ô là công thức trên các trang dòng; ngày để trống khi đơn vị không thuộc phạm vi"
        " ngày đó.",
        None,
    )
    yield (
        "Định nghĩa", "Chỉ tiêu", "Tử số", "Mẫu số", "Giá trị", "Theo bảng", "So sánh",
        "Đơn vị tính", "Cách tính",
    )  # fmt: skip


def _amount(measure: Measure, area: Area, span: Span, told: Recounted) -> Formula:
    formula = recount_formulas.amount(measure, area, span)
    return Formula(text=formula, value=told.total[measure.name])


def _median(measure: Measure, area: Area, span: Span, told: Recounted) -> Formula:
    value = told.total.median(measure.name)
    formula = recount_formulas.median(measure, area, span)
    return Formula(text=formula, value=NOTHING if value is None else value, whole=True)


def _log(work: Work, units: Mapping[int, str], found: Check) -> Iterable[Sequence[LiveCell]]:
    log = found.checkpoint
    yield ("Nhật ký: số văn bản", log.documents)
    yield ("Nhật ký: số bản ghi", log.movements)
    yield ("SHA-256 của các đầu chuỗi", log.digest)
    yield ("Lập lúc", work.at)
    yield ("Người lập", work.actor.name)
    yield ("Cơ quan của người lập", units.get(work.actor.agency_id, NOTHING))
    yield ("Kết quả đối chiếu hai cách tính", "khớp" if found.agrees else "LỆCH")
    yield ("Số dòng khác nhau", found.many)


def _known(work: Work, keys: Sequence[int]) -> frozenset[int]:
    """Return which documents the actor may know of: the one door says so."""
    visible = select(Document.id).where(Document.id.in_(keys), access.visible(work))
    return frozenset(work.db.scalars(visible))


def _unit_names(work: Work) -> dict[int, str]:
    """Return what each unit is called, or was last called."""
    named = select(UnitName.unit_id, UnitName.name).order_by(UnitName.valid_from)
    return dict(work.db.execute(named).tuples().all())


def _width(name: str) -> int:
    return 34 if name in (*_UNITS, "public_id", "reason") else 14
