"""The way of a document through time, drawn: who held it, from when to when."""

from __future__ import annotations

from collections.abc import Iterator

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
_RECEIVED = Text("Ở các nơi nhận", "At the recipients")
_HELD = Text("Nơi giữ", "Held by")
_ABOUT = Text(
    "Mỗi dòng một nơi giữ, từ lúc nào đến lúc nào.", "A line for each holder, from when to when."
)


@bp.get("/documents/<public_id>/way")
def show(public_id: str) -> str:
    """Show a document's way; raises NotFound like the document itself."""
    with look() as work:
        way = stays.read(work, public_id)
        watched.shown(len(way.runs))
        charts = list(_charts(work, way))
    return render_template("document_way.html", way=way, charts=charts)


def _charts(work: Work, way: Way) -> Iterator[Path]:
    """Draw the draft's way by itself, and that of all recipients on one scale of time."""
    draft = [run for run in way.runs if run.is_draft]
    received = [run for run in way.runs if not run.is_draft]
    for key, title, runs in (("draft", _DRAFT, draft), ("received", _RECEIVED, received)):
        rows = tuple(_span(run, stay) for run in runs for stay in run.stays)
        if rows:
            head = Head(key=f"way-{key}", title=title, about=_ABOUT, rows=_HELD)
            yield Path(head=head, rows=rows, now=work.at)


def _span(run: RunWay, stay: Held) -> Span:
    where = [] if run.is_draft or run.name == stay.unit else [run.name]
    who = f"{stay.unit} — {stay.person}" if stay.person else stay.unit
    label = " › ".join([*where, who])
    return Span(label, stay.since, stay.until, fill=HATCHED if stay.late else FULL)
