"""The figures of an agency as a PDF: one button, the same numbers and charts as on the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from office.domain.errors import Refused
from office.domain.text import Text
from office.reports import figures
from office.reports.figures import Sheet, Told
from office.reports.render import TooMuch
from office.services import access
from office.services.figures import dashboard
from office.web import current, figure_filter, paper, paper_heat
from office.web.current import look
from office.web.figure_words import Card
from office.web.papers import pdf
from office.web.wording import day, moment, said

bp = Blueprint("paper_sheet", __name__)
_LARGE = Text(
    "Quá nhiều đơn vị và tháng để in một lần. Hãy chọn kỳ ngắn hơn hoặc một đơn vị cấp dưới.",
    "Too many units and months to print at once. Choose a shorter period or a unit below.",
)
_COUNTED = Text("Đếm đến {at}.", "Counted until {at}.")
_PENDING = Text(
    "Còn {n} văn bản vừa thay đổi chưa đếm lại.", "{n} documents changed and are not counted yet."
)
_SECRET = Text("Đếm riêng, không vào tỷ lệ nào: {words}.", "Counted apart, in no share: {words}.")
_UNTIL = Text("{period} (đến {day})", "{period} (until {day})")
TITLE = Text("Giấy tờ: đã thay được đến đâu", "Paper: how far it is replaced")


@bp.get("/paper.pdf")
def show() -> Response:
    """Hand out the figures as a PDF; raises Refused, Invalid, NotFound like the page."""
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        chosen = figure_filter.read(work)
        values = paper.values(work, chosen)
        period = chosen.period.label
        if chosen.running:
            period = _UNTIL.filled(period=period, day=day(chosen.asked.until))
        sheet = Sheet(
            organ=chosen.unit.name,
            title=said(TITLE),
            period=said(period),
            notes=tuple(_notes(values)),
            big=tuple(_told(card) for card in values["cards"]),
            every=tuple(_told(card) for card in values["all_cards"]),
            charts=[*values["charts"].values(), *values["leagues"], paper_heat.heat(work, chosen)],
        )
    current.end_reading()  # printing takes its time; no transaction waits for it
    try:
        made = figures.printed(sheet, current.language())
    except TooMuch as fault:
        raise Refused(_LARGE) from fault
    return pdf(made.pdf, f"giay-to-{chosen.unit.key}-{chosen.period.written}.pdf")


def _notes(values: Any) -> Iterable[str]:
    shown = values["shown"]
    yield said(_COUNTED.filled(at=moment(shown.counted_until)))
    if shown.pending:
        yield said(_PENDING.filled(n=shown.pending))
    secret = [f"{count} {said(words)}" for words, count, _ in values["secret"] if count]
    if secret:
        yield said(_SECRET.filled(words=", ".join(secret)))


def _told(card: Card) -> Told:
    return Told(
        name=said(card.name),
        value=card.value,
        of=card.of,
        target=card.target,
        before=card.before,
        change=card.trend,
        definition=card.definition,
    )
