"""Composing a report: what was seen of an agency, told in the form the decree gives a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from office.domain import (
    findings,
    judging,
    periods,
    report_definitions,
    saving_table,
)
from office.domain.figure_reports import INCOMING, INSPECTION, OUTGOING, PERIODIC
from office.domain.inspection import Section
from office.domain.numbering import report_symbol
from office.domain.text import Text
from office.domain.titles import full_name
from office.domain.workdays import VIETNAM
from office.reports.figure_report import Definition, FigureReport, Grid, Head, Line, Part, Said
from office.services.audit import checkpoint
from office.services.audit.checkpoint import Checkpoint
from office.services.figures import sendings
from office.services.outgoing import signing_capacity
from office.services.reporting import drawings, looking, tables
from office.services.reporting import report_words as words
from office.services.reporting.looking import Look
from office.services.work import Work

_ROMAN = ("I", "II", "III")


@dataclass(frozen=True, slots=True)
class Composed:
    """A report ready to be drawn, and the record it rests on."""

    report: FigureReport
    checkpoint: Checkpoint
    counted_until: datetime


class _Numbers:
    """The definitions a report refers to, numbered as they first come up."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def __call__(self, codes: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of some definitions."""
        for code in codes:
            if code not in self.codes:
                self.codes.append(code)
        return tuple(dict.fromkeys(self.codes.index(code) + 1 for code in codes))


def compose(work: Work, row: Row[Any]) -> Composed:
    """Compose a report that was asked for; raises NotFound for a unit that is not there."""
    language, look = row.language, looking.look(work, row.unit_id, periods.parse(row.period))
    numbers, resting = _Numbers(), checkpoint.newest(work)
    parts = tuple(_parts(look, row.kind, language, numbers))
    grids = tuple(_grids(look, row.kind, language, numbers))
    drawn = drawings.charts(look) if row.kind in (INSPECTION, PERIODIC) else []
    numbers(drawings.CODES if drawn else ())
    numbers(("use.paper_though",) if len(drawn) > 2 else ())
    estimate, estimated = _estimate(work, look, row.kind, language)
    report = FigureReport(
        language=language,
        head=_head(work, row, look),
        opening=tuple(text.into(language) for text in _opening(work, row, look)),
        parts=parts,
        grids=grids,
        estimate=estimate,
        estimate_words=estimated,
        charts=drawn,
        definitions=tuple(_definitions(numbers.codes, language)),
        checkpoint=tuple(_resting(look, resting, language)),
    )
    return Composed(report, resting, look.dashboard.counted_until)


def _head(work: Work, row: Row[Any], look: Look) -> Head:
    agency = work.tree[row.agency_id]
    above = work.tree[agency.parent_id] if agency.parent_id is not None else None
    head = signing_capacity.head(work, agency.id)
    council = agency.name.startswith("UBND")
    about = words.ABOUT[row.kind].filled(unit=look.seen.name, period=_inside(look.seen.period))
    unit = full_name(look.unit.name)
    to = [unit] if row.unit_id != row.agency_id else []
    if above is not None:
        to.insert(0, full_name(above.name))
    kept = Text("Lưu: VT", "File: VT").into(row.language)
    return Head(
        organ=full_name(agency.name),
        parent_organ=full_name(above.name) if above and above.level == agency.level else None,
        symbol=report_symbol(agency.abbreviation),
        place=agency.place,
        day=work.today,
        about=about.into(row.language),
        authority="TM. Ủy ban nhân dân" if council else "",
        position=head.position if head else words.HEAD.into(row.language),
        recipients=(*to, kept),
    )


def _opening(work: Work, row: Row[Any], look: Look) -> Iterator[Text]:
    asked = look.asked
    below = len(look.seen.units)
    yield words.OPENS[row.kind].filled(
        organ=full_name(work.tree[row.agency_id].name), unit=look.seen.name,
        below=words.BELOW.filled(n=below) if below else Text("", ""),
        since=f"{asked.since:%d/%m/%Y}", until=f"{asked.until:%d/%m/%Y}",
    )  # fmt: skip
    yield words.METHOD
    if look.dashboard.pending:
        yield words.PENDING.filled(n=look.dashboard.pending)


def _parts(look: Look, kind: str, language: str, numbers: _Numbers) -> Iterator[Part]:
    found = findings.sections(look.seen)
    if not any(tally.amounts for tally in look.tallies.values()):
        yield Part("", (Said(words.EMPTY.into(language)),))
        return
    if kind in (INCOMING, OUTGOING):
        wanted = {INCOMING: (2, 3, 4), OUTGOING: (0, 1, 6)}[kind]
        titles = [findings.TITLES[nth] for nth in wanted]
        found = [one for one in found if one.title in titles]
    judged = judging.judgement(look.seen) if kind == INSPECTION else []
    if not judged:
        yield from _numbered(found, language, numbers)
        return
    chapters = [(words.FOUND, found), (words.JUDGED, judged[:-1]), (words.PROPOSED, judged[-1:])]
    if judged[-1].title != judging.PROPOSALS:
        chapters = [(words.FOUND, found), (words.JUDGED, judged)]
    for roman, (title, sections) in zip(_ROMAN, chapters, strict=False):
        yield Part(f"{roman}. {title.into(language).upper()}", level=1)
        if title is words.PROPOSED:
            yield Part("", _said(sections[0], language, numbers))
        else:
            yield from _numbered(sections, language, numbers)


def _numbered(sections: Sequence[Section], language: str, numbers: _Numbers) -> Iterator[Part]:
    for nth, section in enumerate(sections, 1):
        yield Part(f"{nth}. {section.title.into(language)}", _said(section, language, numbers))


def _said(section: Section, language: str, numbers: _Numbers) -> tuple[Said, ...]:
    return tuple(Said(one.text.into(language), numbers(one.codes)) for one in section.findings)


def _grids(look: Look, kind: str, language: str, numbers: _Numbers) -> Iterator[Grid]:
    wanted = {
        INSPECTION: ((words.SHEET_SENT, words.TABLE_SENT, tables.SENT),
                     (words.SHEET_CAME, words.TABLE_CAME, tables.RECEIVED)),
        PERIODIC: ((words.SHEET_SENT, words.TABLE_SENT, tables.SENT),
                   (words.SHEET_CAME, words.TABLE_CAME, tables.RECEIVED)),
        INCOMING: ((words.SHEET_CAME, words.TABLE_CAME, tables.HANDLED),),
        OUTGOING: ((words.SHEET_SENT, words.TABLE_SENT, tables.SENT),
                   (words.SHEET_ISSUED, words.TABLE_ISSUED, tables.ISSUED)),
    }[kind]  # fmt: skip
    for sheet, title, columns in wanted:
        yield tables.by_unit(look, sheet, title, columns).into(language, numbers)
    if kind in (INSPECTION, PERIODIC) and look.why:
        yield tables.reasons(look, language, numbers)
    if kind == INSPECTION:
        yield tables.use(look, language, numbers)
        if look.seen.goals or look.seen.coming:
            yield _targets(look, language, numbers)


def _targets(look: Look, language: str, numbers: _Numbers) -> Grid:
    heads = (Text("Chỉ số", "Indicator"), Text("Năm", "Year"), Text("Mục tiêu", "Target"),
             Text("Trong kỳ", "In the period"), Text("Nguồn", "Source"))  # fmt: skip
    lines = []
    for goals in (look.seen.goals, look.seen.coming):
        for code, goal in goals.items():
            one = report_definitions.defined(code)
            source = goal.source.into(language) if isinstance(goal.source, Text) else goal.source
            now = look.seen.figures[code].value
            year = str(goal.year if goals is look.seen.coming else look.asked.until.year)
            name = f"{one.name.into(language)} [{numbers((code,))[0]}]"
            lines.append(Line((name, year, goal.value, now, source)))
    return Grid(
        sheet=words.TARGETS.into(language), title=words.TARGETS.into(language), lines=tuple(lines),
        columns=tuple(one.into(language) for one in heads), wide=(0, 4),
    )  # fmt: skip


def _estimate(
    work: Work, look: Look, kind: str, language: str
) -> tuple[Grid | None, tuple[str, ...]]:
    if kind not in (INSPECTION, PERIODIC) or not look.dashboard.tally["sent.electronic"]:
        return None, ()
    estimate = sendings.estimate(work, look.asked)
    grid = Grid(
        sheet=words.ESTIMATE.into(language),
        title=words.FORMULA.into(language),
        columns=tuple(one.into(language) for one in saving_table.TITLES),
        lines=tuple(
            Line(tuple(saving_table.shown(cell).into(language) for cell in row))
            for row in saving_table.rows(estimate)
        ),
        wide=(0, 1, 7),
    )
    left = estimate.left_out
    rest = words.LEFT_OUT.filled(parallel=left.parallel, paper=left.paper, secret=left.secret)
    return grid, (estimate.words.into(language), rest.into(language))


def _definitions(codes: Sequence[str], language: str) -> Iterator[Definition]:
    for nth, code in enumerate(codes, 1):
        one = report_definitions.defined(code)
        yield Definition(
            nth, one.name.into(language), one.definition, one.formula.into(language),
            one.source.into(language), one.unseen.into(language),
        )  # fmt: skip


def _resting(look: Look, resting: Checkpoint, language: str) -> Iterator[tuple[str, str]]:
    def moment(at: datetime) -> str:
        return f"{at.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y} (+07:00)"

    told = (
        (Text("Kỳ tính", "Days counted"),
         f"{look.asked.since:%d/%m/%Y} – {look.asked.until:%d/%m/%Y}"),
        (Text("Đã đếm đến", "Counted until"), moment(look.dashboard.counted_until)),
        (Text("Số thao tác trong nhật ký", "Movements in the log"), str(resting.movements)),
        (Text("Mã băm nhật ký (SHA-256)", "Digest of the log (SHA-256)"), resting.root),
        (Text("Lúc chốt", "Taken at"), moment(resting.at)),
        (Text("Kiểm tra lại", "To check"),
         "flask verify; flask paper recount --unit " + look.unit.key
         + f" --from {look.asked.since} --to {look.asked.until}"),
    )  # fmt: skip
    yield from ((name.into(language), value) for name, value in told)


def _inside(period: Text) -> Text:
    return Text(period.vi[:1].lower() + period.vi[1:], period.en)
