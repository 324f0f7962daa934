"""How what was sent went, by the level of government of the recipients and of the senders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, render_template

from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid
from office.domain.paper import CHANNELS
from office.reports.charts import SHARE, Cell
from office.services import access
from office.services.figures import dashboard, levels
from office.services.figures.choice import LEVELS
from office.services.figures.levels import Report, Split
from office.services.work import Work
from office.web import current, figure_filter, figure_words, paper
from office.web.current import look
from office.web.errors import status_of
from office.web.figure_charts import level_words
from office.web.figure_filter import Chosen
from office.web.wording import EMPTY, said

bp = Blueprint("paper_levels", __name__)
_WAYS = ("electronic", "parallel", "paper")
SENT, ISSUED = (
    tuple((f"{what}.{way}", f"{way}.{per}") for way in _WAYS)
    for what, per in ((levels.SENT, "deliveries"), (levels.ISSUED, "documents"))
)


class Bar(NamedTuple):
    """One line of the table, and what its strip is made of; each amount leads to its lines."""

    level: str
    amounts: list[tuple[str, int, str]]
    total: int
    share: str
    cells: tuple[Cell, ...]


@bp.get("/paper/levels")
def index() -> str | tuple[str, int]:
    """Show the split of what the agency and the units below it sent."""
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        try:
            chosen = figure_filter.read(work)
        except Invalid as refusal:
            page = _page(work, figure_filter.usual(work), None, refusal)
            return page, status_of(refusal)
        return _page(work, chosen, levels.report(work, chosen.asked, LEVELS))


def _page(work: Work, chosen: Chosen, report: Report | None, refusal: Invalid | None = None) -> str:
    return render_template(
        "paper_levels.html",
        chosen=chosen,
        reasons=refusal.reasons if refusal else (),
        by_recipient=_bars(chosen, report.by_recipient, SENT) if report else [],
        by_sender=_bars(chosen, report.by_sender, ISSUED) if report else [],
        definitions=[DEFINITIONS[code].definition for _, code in (*SENT, *ISSUED)],
        channels=CHANNELS,
        **paper.form(work, chosen),
    )


def _bars(chosen: Chosen, splits: Sequence[Split], opens: Sequence[tuple[str, str]]) -> list[Bar]:
    return [_bar(chosen, split, opens) for split in splits]


def _bar(chosen: Chosen, split: Split, opens: Sequence[tuple[str, str]]) -> Bar:
    counts = (split.electronic, split.parallel, split.paper)
    links = [
        figure_words.opened(chosen, code, measure=measure, level=split.level)
        for measure, code in opens
    ]
    share = EMPTY if split.share is None else SHARE.write(split.share, current.language())
    return Bar(
        level=said(level_words(split.level)),
        amounts=list(zip(CHANNELS, counts, links, strict=True)),
        total=split.total,
        share=share,
        cells=tuple(Cell(count) for count in counts),
    )
