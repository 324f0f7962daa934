"""One document's way through time: who had it, from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from office.domain.workdays import VIETNAM
from office.reports.charts import ink, lettering, marks, words
from office.reports.charts.canvas import SIZE, Canvas
from office.reports.charts.marks import SMALL
from office.reports.charts.values import Path, Span

_NAME = 236.0
_ROW = 30.0
_HOUR = timedelta(hours=1)
_STEPS = tuple(_HOUR * hours for hours in (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160, 8760))
_MANY = 7
#: However short somebody had it, it is seen.
_LEAST = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """Where moments are on the drawing."""

    start: datetime
    end: datetime
    left: float
    right: float

    def at(self, moment: datetime) -> float:
        """Return where a moment is, within the drawing."""
        share = (moment - self.start) / max(self.end - self.start, timedelta(minutes=1))
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)


def draw(chart: Path, canvas: Canvas) -> None:
    """Draw a lane a holder under one scale of time, and the instants across all lanes."""
    top = marks.legend(canvas, _legend(chart, canvas))
    left = 0.0 if canvas.way.narrow else _NAME
    start, end = chart.shown or ends_of(chart)
    time = _Time(start=start, end=end, left=left, right=canvas.width - 8)
    top += 8 + 14 * len(chart.instants)
    high = 44.0 if canvas.way.narrow else _ROW
    foot = top + high * len(chart.rows) + 2
    _scale(canvas, time, (top, foot))
    _instants(chart, canvas, time, (top, foot))
    for nth, span in enumerate(chart.rows):
        _span(chart, canvas, time, (top + nth * high, span))
    canvas.height = foot + 34


def ends_of(chart: Path) -> tuple[datetime, datetime]:
    """Return from when to when the way goes: to now only if something is still open."""
    moments = [span.since for span in chart.rows]
    moments += [span.until for span in chart.rows if span.until]
    moments += [one.at for one in chart.instants]
    if not chart.rows or any(span.until is None for span in chart.rows):
        moments.append(chart.now)
    return min(moments), max(moments)


def ends(chart: Path, span: Span) -> datetime:
    """Return when a span ended; one that is open ends now."""
    return span.until or max(chart.now, span.since)


def written(moment: datetime, form: str = "%H:%M %d/%m/%Y") -> str:
    """Return a moment as it is on clocks in Vietnam."""
    return moment.astimezone(VIETNAM).strftime(form)


def _legend(chart: Path, canvas: Canvas) -> list[tuple[marks.DrawKey, str]]:
    used = {span.fill for span in chart.rows}
    return [
        (marks.piece_key(canvas, one.fill), canvas.said(one.label))
        for one in chart.classes
        if one.fill in used
    ]


def _scale(canvas: Canvas, time: _Time, between: tuple[float, float]) -> None:
    top, foot = between
    many = 3 if canvas.way.narrow else _MANY
    length = time.end - time.start
    step = next((one for one in _STEPS if length / one <= many), length or _HOUR)
    day = time.start.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    moment = day
    before = ""
    while moment <= time.end:
        if moment >= time.start:
            x = time.at(moment)
            canvas.line((x, top), (x, foot), stroke=ink.GRID)
            date = written(moment, "%d/%m/%Y" if step >= timedelta(days=30) else "%d/%m")
            if step < timedelta(days=1):
                _under(canvas, x, foot + 13, written(moment, "%H:%M"))
            if date != before:
                _under(canvas, x, foot + (27 if step < timedelta(days=1) else 13), date)
            before = date
        moment += step
    canvas.line((time.left, foot), (time.right, foot), stroke=ink.EDGE)


def _under(canvas: Canvas, x: float, base: float, said: str) -> None:
    half = lettering.width(said, SMALL) / 2
    at = (min(max(x, half), canvas.width - half), base)
    canvas.text(at, said, text_anchor="middle", font_size=SMALL, fill=ink.QUIET)


def _span(chart: Path, canvas: Canvas, time: _Time, shown: tuple[float, Span]) -> None:
    top, span = shown
    language = canvas.way.language
    until = ends(chart, span)
    long = words.lasted(until - span.since, language)
    told = f"{written(span.since)} – {written(until) if span.until else words.NOW.into(language)}"
    start, end = time.at(span.since), time.at(until)
    end = max(end, min(start + _LEAST, time.right))
    start = min(start, end - _LEAST) if end - start < _LEAST else start
    with canvas.called(
        words.named(span.label, told, long, span.note, language=language), span.href
    ):
        canvas.rect((0, top, canvas.width, 1), ink.WHITE, fill_opacity=0)
        base = _holder(canvas, span, top)
        canvas.piece((start, base, round(end - start, 1), 16.0), span.fill)
        _length(canvas, time, (start, end, base + 12), long)


def _holder(canvas: Canvas, span: Span, top: float) -> float:
    """Write who had it; return where the bar's lane is."""
    name = canvas.said(span.label)
    if canvas.way.narrow:
        told = lettering.cut(name, SIZE, canvas.width)
        canvas.rect((0, top + 2, lettering.width(told, SIZE), 15), ink.WHITE)
        canvas.text((0, top + 13), told)
        return top + 19
    lines = lettering.lines(name, SMALL, _NAME - 10)
    for nth, line in enumerate(lines):
        at = (_NAME - 10, top + _ROW / 2 - 6.5 * (len(lines) - 1) + 3 + nth * 13)
        canvas.text(at, line, text_anchor="end", font_size=SMALL)
    return top + 6


def _length(canvas: Canvas, time: _Time, bar: tuple[float, float, float], long: str) -> None:
    """Write how long it was beside the bar, on the side that has room."""
    start, end, base = bar
    room = lettering.width(long, SMALL) + 5
    if end + room <= canvas.width:
        left = end + 4
    elif start - room >= time.left:
        left = start - room + 1
    else:
        return
    # White behind the words, so that no line of an instant goes through them.
    canvas.rect((left, base - 11, room - 5, 14), ink.WHITE)
    canvas.text((left, base), long, font_size=SMALL)


def _instants(chart: Path, canvas: Canvas, time: _Time, between: tuple[float, float]) -> None:
    top, foot = between
    for nth, one in enumerate(chart.instants):
        x = time.at(one.at)
        base = top - 6 - 14 * (len(chart.instants) - 1 - nth)
        said = f"{canvas.said(one.label)} {written(one.at, '%H:%M %d/%m')}"
        with canvas.called(f"{canvas.said(one.label)}: {written(one.at)}"):
            canvas.aim((x, base + 3), (x, foot))
            wide = lettering.width(said, SMALL)
            at = (min(max(x - wide / 2, 0.0), canvas.width - wide), base)
            canvas.text(at, said, font_size=SMALL, fill=ink.TARGET)
