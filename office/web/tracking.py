"""The tracking matrix of what was sent: who received it when, who is overdue, reminding them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain.errors import OfficeError, Refused
from office.domain.numbering import symbol_text
from office.domain.paper import CHANNELS
from office.domain.recalls import ANSWERS
from office.domain.text import Text, joined
from office.domain.tracking import STEPS
from office.domain.workdays import shown
from office.reports import spreadsheet
from office.services.views import matrix
from office.services.views.matrix import Line, Matrix, Sift
from office.services.views.tracked import NOWHERE, Recipient
from office.services.wire import reminding
from office.services.wire.reminding import Reminded
from office.services.work import Work
from office.web import current, posted, states
from office.web.current import look
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("tracking", __name__)
#: So many recipients on the page that is printed whole; more are exported.
PRINTED = 2000
FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FILTERS: Mapping[str, Text] = {
    matrix.UNANSWERED: Text("Chưa tiếp nhận", "Not received yet"),
    matrix.OVERDUE: Text("Quá hạn tiếp nhận", "Receipt overdue"),
    matrix.LATE: Text("Tiếp nhận muộn", "Received late"),
}
_TITLES = (
    Text("Nơi nhận", "Recipient"), Text("Loại", "Kind"), Text("Cách gửi", "Channel"),
    Text("Trạng thái", "State"), *STEPS.values(),
    Text("Người tiếp nhận", "Received by"), Text("Lý do từ chối", "Why refused"),
    Text("Tiếp nhận", "Receipt"), Text("Thu hồi", "Recall"), Text("Nhắc lúc", "Reminded"),
)  # fmt: skip
_DONE = (
    ("here", Text("đã nhắc văn thư của {n} nơi nhận", "the clerks of {n} were reminded")),
    ("again", Text("gửi lại gói tin cho {n} nơi ở hệ thống khác", "the packet goes again to {n}")),
    (
        "unreachable",
        Text("{n} nơi ở hệ thống khác đã báo đến, chỉ nhắc được qua điện thoại",
             "{n} in other systems can only be called"),
    ),
    ("today", Text("{n} nơi hôm nay đã nhắc rồi", "{n} had been reminded today")),
)  # fmt: skip


@bp.get("/documents/<public_id>/tracking")
def show(public_id: str) -> str:
    """Show a page of the matrix; raises NotFound for whoever did not send the document."""
    return _page(public_id)


@bp.get("/documents/<public_id>/tracking/<form>/export")
def export(public_id: str, form: str) -> Response:
    """Hand out every recipient that passes the filters, as CSV or as a spreadsheet."""
    form = form if form in FORMATS else "csv"
    with look() as work:
        document = matrix.sent(work, public_id)
        kept = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 (the answer closes it)
        titles = [said(title) for title in _TITLES]
        rows = _rows(work, matrix.every(work, public_id, _sift()))
        if form == "xlsx":
            spreadsheet.xlsx(kept, said(Text("Theo dõi", "Tracking")), titles, rows)
        else:
            spreadsheet.csv_into(kept, titles, rows)
        symbol = symbol_text(document.number_text, document.notation).replace("/", "-")
    kept.seek(0)
    name = f"theo-doi-{symbol or public_id[:8]}.{form}"
    return send_file(kept, mimetype=FORMATS[form], as_attachment=True, download_name=name)


@bp.post("/documents/<public_id>/tracking/remind")
def remind(public_id: str) -> Response | tuple[str, int]:
    """Remind all recipients that pass the filters and have not received it."""
    try:
        with current.work() as work:
            done = reminding.remind(work, public_id, _sift())
    except Refused as refusal:
        return _page(public_id, refusal), status_of(refusal)
    flash(said(_told(done)), "done")
    return redirect(url_for("tracking.show", public_id=public_id, **_asked()))


def _asked() -> dict[str, Any]:
    """Return the filters that were asked for, as addresses carry them."""
    names = ("step", "kind", "place", "name")
    return {name: value for name in names if (value := request.values.get(name, "").strip())}


def _sift() -> Sift:
    asked = _asked()
    place = asked.get("place", "")
    return Sift(
        step=asked.get("step", ""),
        kind=asked.get("kind", ""),
        place=posted.key(place) if place else None,
        name=asked.get("name", "")[:100],
    )


def _page(public_id: str, refusal: OfficeError | None = None) -> str:
    asked, whole = _asked(), request.args.get("print") == "1"
    after = posted.key(request.args.get("after", ""))
    with look() as work:
        found = matrix.page(work, public_id, _sift(), after, PRINTED if whole else matrix.PAGE)
        titles = {unit.kind.code: unit.kind.title for unit in work.tree.units.values()}
        return render_template(
            "tracking.html",
            found=found,
            symbol=symbol_text(found.document.number_text, found.document.notation),
            asked=asked,
            whole=whole,
            first=after is None,
            steps=STEPS,
            filters=FILTERS,
            kinds=[(code, titles[code], n) for code, n in found.kinds.items() if code in titles],
            places=_places(work, found),
            recall_answers=ANSWERS,
            may_remind=reminding.may(work, found.document.agency_id),
            reasons=refusal.reasons if refusal else (),
            at=work.at,
        )


def _places(work: Work, found: Matrix) -> list[tuple[int, str, int]]:
    """Return the units that recipients stand below, with how many do."""
    nowhere = said(Text("Không trực thuộc đơn vị nào ở đây", "Below no unit here"))
    units = work.tree.units
    return [
        (place, nowhere if place == NOWHERE else units[place].name, count)
        for place, count in found.places.items()
        if place == NOWHERE or place in units
    ]


def _rows(work: Work, lines: Iterator[Line]) -> Iterator[list[str]]:
    titles = {unit.kind.code: unit.kind.title for unit in work.tree.units.values()}
    for line in lines:
        yield _cells(titles, line)


def _cells(titles: Mapping[str, Text], line: Line) -> list[str]:
    one, marks = line.recipient, line.marks
    times = [shown(marks[step].at) if step in marks else "" for step in STEPS]
    received, refused = marks.get("received"), marks.get("refused")
    receipt = matrix.OVERDUE if one.overdue else matrix.LATE if one.late else ""
    return [
        one.name,
        said(titles[one.kind]) if one.kind in titles else "",
        _way(one),
        said(states.title(one.procedure, one.state)),
        *times,
        received.who if received else "",
        refused.reason if refused else "",
        said(FILTERS[receipt]) if receipt else "",
        said(ANSWERS[line.recall.answer]) if line.recall is not None else "",
        shown(one.reminded_at) if one.reminded_at else "",
    ]


def _way(one: Recipient) -> str:
    """Say how it was sent to a recipient, and why with paper, or that paper followed."""
    late = Text("gửi thêm {n} bản giấy sau", "{n} paper copies sent later")
    more = said(late.filled(n=one.late_copies)) if one.late_copies > 0 else one.paper_reason
    return " — ".join(filter(None, (said(CHANNELS[one.channel]), more)))


def _told(done: Reminded) -> Text:
    counts: dict[str, Any] = {name: getattr(done, name) for name, _ in _DONE}
    lines = [words.filled(n=counts[name]) for name, words in _DONE if counts[name]]
    return Text("Nhắc tiếp nhận: {lines}.", "Reminder: {lines}.").filled(lines=joined(lines))
