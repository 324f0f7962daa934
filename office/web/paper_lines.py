"""The documents and facts behind a figure, a page at a time, and all of them as a spreadsheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple, cast

from flask import Blueprint, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid
from office.domain.indicators import Indicator
from office.domain.text import Text
from office.reports import spreadsheet
from office.services import access
from office.services.figures import dashboard, opened
from office.services.figures.choice import USUAL
from office.services.figures.lists import Page
from office.services.work import Work
from office.web import figure_filter, figure_lines, figure_words, paper, watched
from office.web.current import look
from office.web.errors import status_of
from office.web.figure_filter import Chosen
from office.web.wording import said

bp = Blueprint("paper_lines", __name__)
#: So many lines are read at a time for a spreadsheet.
BATCH = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Part(NamedTuple):
    """One of the counts a figure is made of: its name, how much it is, and its lines."""

    measure: str
    name: Text
    amount: int
    href: str


@bp.get("/paper/lines")
def index() -> str | tuple[str, int]:
    """Show what a figure is made of, and the lines of one of its counts."""
    indicator, measure = _asked_for()
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        try:
            chosen = figure_filter.read(work)
        except Invalid as refusal:
            return _refused(work, indicator, refusal), status_of(refusal)
        return _page(work, chosen, indicator, measure)


@bp.get("/paper/lines.xlsx")
def export() -> Response:
    """Hand out every line of one count as a spreadsheet."""
    _, measure = _asked_for()
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        chosen = figure_filter.read(work)
        first = opened.rows(work, chosen.asked, measure, limit=BATCH)  # refuses before any file is
        kept = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 (the answer closes it)
        titles = [said(title) for title in figure_lines.titles(measure)]
        rows = _every(work, chosen, measure, first)
        spreadsheet.xlsx(kept, said(Text("Danh sách", "List")), titles, rows)
    kept.seek(0)
    name = f"{measure.replace('.', '-')}-{chosen.period.written}.xlsx"
    return send_file(kept, mimetype=XLSX, as_attachment=True, download_name=name)


def _page(work: Work, chosen: Chosen, indicator: Indicator, measure: str) -> str:
    asked = chosen.asked
    shown, amounts = opened.told(work, asked, indicator)
    page = opened.rows(work, asked, measure, opened.read(request.args.get("after", "")))
    lines = figure_lines.told(work, page.items, measure)
    watched.shown(len(lines))
    here: dict[str, Any] = {"figure": indicator.code, "measure": measure}
    asks = {**chosen.query(), **here}
    return render_template(
        "paper_lines.html",
        chosen=chosen,
        reasons=(),
        indicator=indicator,
        value=figure_words.value(shown),
        of=figure_words.of(shown),
        parts=_parts(indicator, chosen, amounts),
        measure=measure,
        count=amounts[measure],
        name=figure_lines.name(measure),
        titles=figure_lines.titles(measure),
        cells=[(line, figure_lines.cells(line, measure)) for line in lines],
        keep=here,
        export=url_for("paper_lines.export", **asks),
        older=url_for("paper_lines.index", **asks, after=opened.written(page.after))
        if page.after
        else None,
        newest=url_for("paper_lines.index", **asks) if request.args.get("after") else None,
        **paper.form(work, chosen),
    )


def _refused(work: Work, indicator: Indicator, refusal: Invalid) -> str:
    return render_template(
        "paper_lines.html", chosen=figure_filter.usual(work), reasons=refusal.reasons,
        indicator=indicator, keep={"figure": indicator.code},
        **paper.form(work, figure_filter.usual(work)),
    )  # fmt: skip


def _asked_for() -> tuple[Indicator, str]:
    given = request.args
    return opened.chosen(given.get("figure") or USUAL, given.get("measure", ""))


def _parts(indicator: Indicator, chosen: Chosen, amounts: Mapping[str, int]) -> list[Part]:
    asks = {**chosen.query(), "figure": indicator.code}
    return [
        Part(
            measure,
            figure_lines.name(measure),
            amounts[measure],
            url_for("paper_lines.index", **{**asks, "measure": measure}),
        )
        for measure in opened.counts_of(indicator)
    ]


def _every(work: Work, chosen: Chosen, measure: str, page: Page) -> Iterator[list[str]]:
    while True:
        watched.shown(len(page.items))
        for line in figure_lines.told(work, page.items, measure):
            yield figure_lines.cells(line, measure)
        if page.after is None:
            return
        page = opened.rows(work, chosen.asked, measure, page.after, BATCH)
