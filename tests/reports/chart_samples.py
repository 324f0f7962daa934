"""Charts to look at and to test: one of each kind, and any that hypothesis can think of."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from office.domain.text import Text
from office.reports.charts import (
    COUNT,
    FULL,
    HATCHED,
    HOLLOW,
    SHARE,
    Bar,
    Cell,
    Chart,
    Head,
    HeatMap,
    Instant,
    League,
    Lines,
    Measure,
    Multiples,
    Pairs,
    Path,
    Row,
    Span,
    Stacks,
    Target,
)

START = datetime(2019, 11, 4, 1, 10, tzinfo=UTC)
MONTHS = tuple(f"{month:02}/2019" for month in range(1, 13))
UNITS = (
    "UBND huyện Ninh Hải",
    "UBND huyện Bác Ái",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "UBND thành phố Phan Rang - Tháp Chàm",
    "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp tỉnh",
    "UBND xã Phước Đại",
)
TARGET = Target(0.9, "NQ 17/NQ-CP")
UNIT_WORD = Text("Đơn vị", "Unit")


def head(key: str, rows: Text = UNIT_WORD) -> Head:
    title = Text("Gửi hoàn toàn điện tử", "Sent fully electronically")
    about = Text("Năm 2019, đến hết tháng 12.", "In 2019, to the end of December.")
    return Head(key=key, title=title, about=about, definition="paper.split/1", rows=rows)


def share(unit: int, month: int) -> float | None:
    """Return a share that rises unevenly; in February nobody sends anything."""
    if month == 1 or (unit == 2 and month in (5, 6)):
        return None
    risen = 0.2 + 0.07 * month - 0.04 * unit + (0.04 if month % 3 else 0)
    return min(1.0, max(0.0, risen))


def months(unit: int, *, links: bool) -> tuple[Cell, ...]:
    return tuple(
        Cell(share(unit, nth), f"/unit/{unit}/{nth}" if links else "", Text("45 VB", "45 docs"))
        for nth in range(len(MONTHS))
    )


def every(units: tuple[str, ...] = UNITS, *, links: bool = True) -> list[Chart]:
    """Return one chart of each kind, of `units`."""
    lines = tuple(
        Row(unit, months(nth, links=links), f"/unit/{nth}" if links else "")
        for nth, unit in enumerate(units)
    )
    return [
        *(stacks(f"months-{whole}".lower(), whole=whole, links=links) for whole in (False, True)),
        Lines(head=head("line"), columns=MONTHS, rows=lines[:1], target=TARGET),
        Lines(head=head("lines"), columns=MONTHS, rows=lines[:3], target=TARGET),
        Multiples(head=head("units"), columns=MONTHS, rows=lines, target=TARGET),
        league(units, links=links),
        HeatMap(head=head("map"), columns=MONTHS, rows=lines),
        pairs(units, links=links),
        path(links=links),
    ]


def stacks(key: str, *, whole: bool, links: bool) -> Stacks:
    rows = []
    for nth, month in enumerate(MONTHS):
        amounts = (None,) * 3 if nth == 1 else (20 + 9 * nth, max(40 - 4 * nth, 0), 12 - nth)
        address = f"/list/{nth}" if links else ""
        rows.append(Row(month, tuple(Cell(amount, address) for amount in amounts)))
    rows_word = Text("Tháng", "Month")
    return Stacks(head=head(key, rows_word), rows=tuple(rows), whole=whole, target=TARGET)


def league(units: tuple[str, ...], *, links: bool) -> League:
    bars = tuple(
        Bar(
            unit,
            Cell(None if nth == 3 else share(nth, 11), f"/unit/{nth}" if links else "", "45 VB"),
            tuple(share(nth, month) for month in range(12)),
        )
        for nth, unit in enumerate(units)
    )
    word = Text("Tỷ lệ điện tử", "Electronic")
    return League(head=head("league"), rows=bars, target=TARGET, value=word)


def pairs(units: tuple[str, ...], *, links: bool) -> Pairs:
    rows = tuple(
        Row(unit, tuple(Cell(share(nth, month), "/a" if links else "") for month in (5, 11)))
        for nth, unit in enumerate(units)
    )
    return Pairs(
        head=head("pairs"), earlier="Tháng 6/2019", later="Tháng 12/2019", rows=rows, target=TARGET
    )


def path(*, links: bool) -> Path:
    def hours(amount: float) -> datetime:
        return START + timedelta(hours=amount)

    return Path(
        head=head("path"),
        now=hours(190),
        instants=(Instant(hours(0), Text("Đến", "Arrived")), Instant(hours(120), "Hạn")),
        rows=(
            Span("Văn thư — Văn phòng UBND tỉnh", hours(0), hours(0.3), fill=HOLLOW),
            Span("Chánh Văn phòng", hours(0.3), hours(5)),
            Span("Phòng Văn xã · Nguyễn Thị Hồng", hours(5), hours(120), "/d" if links else ""),
            Span("Phòng Văn xã · Nguyễn Thị Hồng", hours(120), hours(150), fill=HATCHED),
            Span("Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm", hours(150)),
        ),
    )


values = st.one_of(
    st.none(),
    st.integers(min_value=0, max_value=10**40),
    st.integers(min_value=-1000, max_value=1000),
    st.floats(min_value=0, max_value=1),
    st.floats(allow_nan=False, allow_infinity=False),
)
labels = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*UNITS, "<script>alert(1)</script>", "A & B \"C\" 'D' <b>", "\0\x08\ud800"]),
    st.builds(Text, st.text(max_size=8), st.text(max_size=8)),
)
cells = st.builds(Cell, values, st.sampled_from(["", '/x?a=1&b=<2>"']), labels)
targets = st.none() | st.builds(Target, st.floats(0, 2) | st.integers(0, 10**20), labels)
measures: SearchStrategy[Measure] = st.sampled_from([SHARE, COUNT])
heads = st.builds(Head, key=st.just("any"), title=labels, about=labels, rows=labels)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Return any chart: of any values, any names, one row or some."""
    wide = draw(st.integers(1, 6))
    columns = draw(st.lists(labels, min_size=wide, max_size=wide).map(tuple))

    def rows(width: int) -> tuple[Row, ...]:
        run = st.lists(cells, min_size=width, max_size=width).map(tuple)
        return tuple(draw(st.lists(st.builds(Row, labels, run), min_size=1, max_size=5)))

    kind = draw(st.sampled_from([Stacks, Lines, Multiples, League, HeatMap, Pairs, Path]))
    first, measure, target = draw(heads), draw(measures), draw(targets)
    if kind is Stacks:
        whole = draw(st.booleans())
        return Stacks(head=first, rows=rows(3), whole=whole, target=target)
    if kind is HeatMap:
        return HeatMap(head=first, columns=columns, rows=rows(wide), measure=measure)
    if kind is Pairs:
        return Pairs(
            head=first, earlier=draw(labels), later=draw(labels), rows=rows(2), measure=measure
        )
    if kind is League:
        bars = st.builds(Bar, labels, cells, st.lists(values, max_size=4).map(tuple))
        some = tuple(draw(st.lists(bars, min_size=1, max_size=5)))
        return League(head=first, rows=some, target=target, measure=measure)
    if kind is Path:
        return draw(ways(first))
    lines = Lines if kind is Lines else Multiples
    return lines(head=first, columns=columns, rows=rows(wide), target=target, measure=measure)


def ways(first: Head) -> SearchStrategy[Path]:
    moments = st.integers(0, 20 * 365 * 24 * 60).map(lambda late: START + timedelta(minutes=late))
    fills = st.sampled_from([FULL, HATCHED, HOLLOW])
    spans = st.builds(Span, labels, moments, st.none() | moments, st.just("/x"), labels, fills)
    return st.builds(
        Path,
        head=st.just(first),
        now=moments,
        rows=st.lists(spans, max_size=5).map(tuple),
        instants=st.lists(st.builds(Instant, moments, labels), max_size=2).map(tuple),
    )
