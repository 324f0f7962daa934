"""How much moved without paper: the three-way split, as figures and as bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flask import Blueprint, render_template, request

from office.domain.errors import Invalid
from office.domain.paper import CHANNELS
from office.domain.text import Text
from office.reports.charts import Cell
from office.services.figures import paper
from office.services.figures.paper import Split
from office.web import posted
from office.web.current import look
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("paper", __name__)
#: The words for the levels of `unit_kinds.csv`; one that is not here is shown as written there.
LEVELS: Mapping[str, Text] = {
    "province": Text("Cấp tỉnh", "Province"),
    "district": Text("Cấp huyện", "District"),
    "commune": Text("Cấp xã", "Commune"),
    "affiliated": Text("Đơn vị trực thuộc", "Affiliated institutions"),
    "external": Text("Cơ quan ngoài hệ thống", "Agencies elsewhere"),
}


class Bar(NamedTuple):
    """One line of the table, and what its strip is made of."""

    level: str
    split: Split
    share: str
    cells: tuple[Cell, ...]


@bp.get("/paper")
def index() -> str | tuple[str, int]:
    """Show the split of what the actor's agency and the units below it sent."""
    typed = {name: request.args.get(name, "") for name in ("since", "until")}
    status = 200
    reasons: tuple[Text, ...] = ()
    bars: tuple[list[Bar], list[Bar]] = ([], [])
    with look() as work:
        try:
            report = paper.split(work, *posted.span(typed["since"], typed["until"]))
            bars = (_bars(report.by_recipient), _bars(report.by_sender))
        except Invalid as refusal:
            status, reasons = status_of(refusal), refusal.reasons
        agency = work.actor.agency_id
    page = render_template(
        "paper.html",
        typed=typed,
        reasons=reasons,
        agency=agency,
        by_recipient=bars[0],
        by_sender=bars[1],
        definition=paper.DEFINITION,
        channels=CHANNELS,
    )
    return page, status


def _bars(splits: list[Split]) -> list[Bar]:
    return [
        Bar(
            level=said(LEVELS.get(split.level, Text(split.level, split.level))),
            split=split,
            share="—" if split.share is None else f"{split.share:.1%}".replace(".", _mark()),
            cells=(Cell(split.electronic), Cell(split.parallel), Cell(split.paper)),
        )
        for split in splits
    ]


def _mark() -> str:
    return said(Text(",", "."))
