"""The documents and facts behind a figure, a page at a time, and all of them as a spreadsheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple, cast

from flask import Blueprint, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid, NotFound
from office.domain.indicators import Figure, Indicator, figure
from office.domain.measures import MEASURES, Tally
from office.domain.text import Text
from office.reports import spreadsheet
from office.services import access
from office.services.figures import dashboard, lists, open_lists, totals
from office.services.figures.asked import Asked
from office.services.figures.lists import After
from office.services.work import Work
from office.web import figure_filter, figure_lines, figure_words, paper, watched
from office.web.current import look
from office.web.errors import status_of
from office.web.figure_charts import CAME, SENT
from office.web.figure_filter import USUAL, Chosen
from office.web.wording import said

bp = Blueprint("paper_lines", __name__)
#: So many lines are read at a time for a spreadsheet.
BATCH = 1000
ISSUED = ("issued.electronic", "issued.parallel", "issued.paper")
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
    indicator, measure = _indicator(), _measure(_indicator())
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
    measure = _measure(_indicator())
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        chosen = figure_filter.read(work)
        kept = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 (the answer closes it)
        titles = [said(title) for title in figure_lines.titles(measure)]
        spreadsheet.xlsx(
            kept, said(Text("Danh sách", "List")), titles, _every(work, chosen, measure)
        )
    kept.seek(0)
    name = f"{measure.replace('.', '-')}-{chosen.period.written}.xlsx"
    return send_file(kept, mimetype=XLSX, as_attachment=True, download_name=name)


def measures(indicator: Indicator) -> list[str]:
    """Return the counts a figure opens to: its own first, then its whole, then those beside."""
    if indicator.until_end:
        return [indicator.code]
    own = [*indicator.part, *indicator.whole]
    beside = [name for ways in (ISSUED, SENT, CAME) if set(ways) & set(own) for name in ways]
    return list(dict.fromkeys([*own, *beside]))


def rows(
    work: Work, asked: Asked, measure: str, after: After | None, limit: int = lists.PAGE
) -> lists.Page:
    """Return a page of the lines behind a count, or behind what stands open."""
    listing = lists.rows if measure in MEASURES else open_lists.rows
    return listing(work, asked, measure, after, limit)


def _page(work: Work, chosen: Chosen, indicator: Indicator, measure: str) -> str:
    asked = chosen.asked
    tally = totals.standing(work, asked) if indicator.until_end else totals.total(work, asked)
    shown = figure(indicator, tally)
    page = rows(work, asked, measure, figure_lines.read(request.args.get("after", "")))
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
        parts=_parts(indicator, chosen, tally, shown),
        measure=measure,
        count=shown.part if indicator.until_end else tally[measure],
        name=figure_lines.name(measure),
        titles=figure_lines.titles(measure),
        cells=[(line, figure_lines.cells(line, measure)) for line in lines],
        keep=here,
        export=url_for("paper_lines.export", **asks),
        older=url_for("paper_lines.index", **asks, after=figure_lines.written(page.after))
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


def _indicator() -> Indicator:
    code = request.args.get("figure") or USUAL
    if code not in DEFINITIONS:
        raise NotFound
    return DEFINITIONS[code]


def _measure(indicator: Indicator) -> str:
    known = measures(indicator)
    asked = request.args.get("measure") or known[0]
    if asked not in (*known, *paper.SECRET):
        raise NotFound
    return asked


def _parts(indicator: Indicator, chosen: Chosen, tally: Tally, shown: Figure) -> list[Part]:
    asks = {**chosen.query(), "figure": indicator.code}
    return [
        Part(
            measure,
            figure_lines.name(measure),
            shown.part if indicator.until_end else tally[measure],
            url_for("paper_lines.index", **{**asks, "measure": measure}),
        )
        for measure in measures(indicator)
    ]


def _every(work: Work, chosen: Chosen, measure: str) -> Iterator[list[str]]:
    after = None
    while True:
        page = rows(work, chosen.asked, measure, after, BATCH)
        watched.shown(len(page.items))
        for line in figure_lines.told(work, page.items, measure):
            yield figure_lines.cells(line, measure)
        if page.after is None:
            return
        after = page.after
