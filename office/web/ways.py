"""The way of a document through time, drawn: who held it, from when to when."""

from __future__ import annotations

from flask import Blueprint, render_template

from office.domain.text import Text
from office.reports.charts import FULL, HATCHED, Head, Path, Span
from office.services.audit import stays
from office.services.audit.stays import Held, RunWay, Way
from office.services.work import Work
from office.web import watched
from office.web.current import look

bp = Blueprint("ways", __name__)
_DRAFT = Text("Dự thảo", "Draft")


@bp.get("/documents/<public_id>/way")
def show(public_id: str) -> str:
    """Show a document's way; raises NotFound like the document itself."""
    with look() as work:
        way = stays.read(work, public_id)
        watched.shown(len(way.runs))
        charts = [(run, _chart(work, way, run, nth)) for nth, run in enumerate(way.runs)]
    return render_template("document_way.html", way=way, charts=charts, title_of=title)


def title(run: RunWay) -> Text:
    """Return what a run is called."""
    return _DRAFT if run.is_draft else Text(run.name, run.name)


def _chart(work: Work, way: Way, run: RunWay, nth: int) -> Path:
    return Path(
        head=Head(
            key=f"way-{nth}",
            title=title(run),
            about=Text(
                "Mỗi dòng một nơi giữ, từ lúc nào đến lúc nào.",
                "A line for each holder, from when to when.",
            ),
            rows=Text("Nơi giữ", "Held by"),
        ),
        rows=tuple(_span(stay) for stay in run.stays),
        now=work.at,
    )


def _span(stay: Held) -> Span:
    label = f"{stay.unit} — {stay.person}" if stay.person else stay.unit
    return Span(label, stay.since, stay.until, fill=HATCHED if stay.late else FULL)
