"""The book that follows incoming documents to their end, as a page: Phụ lục IV, seven columns."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from office.domain.numbering import written
from office.domain.text import Text
from office.services.books import follow_up
from office.services.books.follow_up import Followed
from office.services.work import Work
from office.web import posted, states
from office.web.current import look
from office.web.wording import day, moment, said

bp = Blueprint("follow_up", __name__)
TITLE = Text("Sổ theo dõi giải quyết văn bản đến", "Follow-up of documents received")
COLUMNS = (
    Text("Số đến", "No."),
    Text(
        "Tên loại, số, ký hiệu, ngày tháng và tên cơ quan ban hành văn bản",
        "Type, number, notation, date and author",
    ),
    Text("Đơn vị hoặc người nhận", "Given to"),
    Text("Thời hạn giải quyết", "Due"),
    Text("Tiến độ giải quyết", "Progress"),
    Text("Số, ký hiệu văn bản trả lời", "Number and notation of the answer"),
    Text("Ghi chú", "Notes"),
)
_OF = Text("{kind} số {symbol} ngày {day} của {unit}", "{kind} {symbol} of {day}, {unit}")
_ENDED = Text("{state}, {at}", "{state}, {at}")
_LATE = Text("quá hạn", "late")
_EXTENDED = Text("gia hạn {n} lần", "extended {n} times")
_CHASED = Text("đôn đốc {n} lần", "{n} reminders")


@bp.get("/registers/<int:register_id>/follow-up")
def show(register_id: int) -> str:
    """Show a page of an incoming register's follow-up, newest first; raises NotFound."""
    below = posted.key(request.args.get("below", ""))
    with look() as work:
        book = follow_up.book(work, register_id if register_id < 10**posted.LONGEST_KEY else 0)
        page = follow_up.page(work, book, below)
        rows = [(line, cells(work, line)) for line in page.lines]
    return render_template(
        "follow_up.html",
        book=book,
        title=TITLE,
        columns=COLUMNS,
        rows=rows,
        older=page.older,
        first=below is None,
    )


def cells(work: Work, line: Followed) -> tuple[str, ...]:
    """Return the seven cells of a line in the page's language."""
    return (
        written(line.number),
        _document(work, line),
        _receiver(work, line),
        moment(line.due_at) if line.due_at else "",
        _progress(line),
        ", ".join(symbol for _, symbol in line.answers),
        _notes(line),
    )


def _document(work: Work, line: Followed) -> str:
    kind = work.types.get(line.type_code)
    issuer = work.tree.units.get(line.issuer_unit_id)
    return said(
        _OF.filled(
            kind=Text(kind.title, kind.title_en) if kind else Text("Văn bản", "Document"),
            symbol=line.symbol or "—",
            day=day(line.issued_on),
            unit=issuer.name if issuer else "",
        )
    )


def _receiver(work: Work, line: Followed) -> str:
    if line.receiver is None:
        return ""
    unit_id, person = line.receiver
    unit = work.tree.units.get(unit_id)
    return " — ".join(part for part in (unit.name if unit else "", person) if part)


def _progress(line: Followed) -> str:
    title = states.title(line.procedure, line.state)
    words = said(_ENDED.filled(state=title, at=moment(line.closed_at)) if line.closed_at else title)
    return f"{words} ({said(_LATE)})" if line.late else words


def _notes(line: Followed) -> str:
    told = [
        said(words.filled(n=count))
        for words, count in ((_EXTENDED, line.extended), (_CHASED, line.chased))
        if count
    ]
    return "; ".join(told)
