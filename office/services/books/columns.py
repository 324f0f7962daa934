"""What stands in the columns of the decree's books (NĐ 30/2020, Phụ lục IV): titles and cells.

A cell is a value, a text in both languages at once: pages say it in theirs, paper in Vietnamese.
"""

from __future__ import annotations

from datetime import date, datetime

from office.domain.documents import SECRECIES
from office.domain.numbering import COPY_SERIES, INCOMING, OUTGOING, SECRET_SERIES, written
from office.domain.paper import CHANNELS, PAPER, PARALLEL
from office.domain.text import Text, joined
from office.domain.workdays import VIETNAM, local_date
from office.services.books.follow_up import Followed
from office.services.books.register_book import Book, Line
from office.services.work import Work

Cell = Text | str | int | date | datetime | None
FOLLOW_UP = "follow_up"
#: The books by what they hold: incoming, outgoing, the follow-up of what came in.
TITLES: dict[str, Text] = {
    INCOMING: Text("Sổ đăng ký văn bản đến", "Register of documents received"),
    OUTGOING: Text("Sổ đăng ký văn bản đi", "Register of documents sent"),
    FOLLOW_UP: Text("Sổ theo dõi giải quyết văn bản đến", "Follow-up of documents received"),
}
COLUMNS: dict[str, tuple[Text, ...]] = {
    INCOMING: (
        Text("Ngày đến", "Received"),
        Text("Số đến", "No."),
        Text("Tác giả", "Author"),
        Text("Số, ký hiệu văn bản", "Number, notation"),
        Text("Ngày tháng văn bản", "Date"),
        Text("Tên loại và trích yếu nội dung", "Type and subject"),
        Text("Đơn vị hoặc người nhận", "Given to"),
        Text("Ngày chuyển", "Passed on"),
        Text("Ký nhận", "Signature"),
        Text("Ghi chú", "Notes"),
    ),
    OUTGOING: (
        Text("Số, ký hiệu văn bản", "Number, notation"),
        Text("Ngày tháng văn bản", "Date"),
        Text("Tên loại và trích yếu nội dung", "Type and subject"),
        Text("Người ký", "Signer"),
        Text("Nơi nhận văn bản", "Recipients"),
        Text("Đơn vị, người nhận bản lưu", "File copy kept by"),
        Text("Số lượng bản", "Copies"),
        Text("Ngày chuyển", "Sent"),
        Text("Ký nhận", "Signature"),
        Text("Ghi chú", "Notes"),
    ),
    FOLLOW_UP: (
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
    ),
}
#: Which column has a number of at least two digits.
NUMBERED = {INCOMING: 1, FOLLOW_UP: 0}


def series(work: Work, key: str) -> Text:
    """Return what a series is called."""
    kind, _, name = key.partition(":")
    if kind == "loai" and name in work.types:
        return Text(work.types[name].title, work.types[name].title_en)
    named = {
        "all": Text("Sổ chung", "One series"),
        SECRET_SERIES: Text("Văn bản mật", "Secret documents"),
        COPY_SERIES: Text("Bản sao", "Certified copies"),
        "nhom": Text(f"Nhóm {name}", f"Group {name}"),
        "hd": Text(f"Hội đồng {name}", f"Council {name}"),
    }
    return named.get(kind, Text(key, key))


def of_line(work: Work, book: Book, line: Line) -> tuple[Cell, ...]:
    """Return the ten cells of a number given."""
    return (_in if book.direction == INCOMING else _out)(work, line)


def of_followed(work: Work, line: Followed) -> tuple[Cell, ...]:
    """Return the seven cells of a document that is followed to its end."""
    return (
        line.number,
        _document(work, line),
        _whom(work, line.receiver),
        line.due_at,
        _progress(work, line),
        ", ".join(symbol for _, symbol in line.answers),
        joined(
            words.filled(n=count)
            for words, count in ((_EXTENDED, line.extended), (_CHASED, line.chased))
            if count
        ),
    )


def _in(work: Work, line: Line) -> tuple[Cell, ...]:
    on_paper = CHANNELS[line.channel] if line.channel in (PAPER, PARALLEL) else None
    return (
        local_date(line.arrived_at or line.given_at),
        line.number,
        "" if line.secrecy else _unit(work, line.issuer_unit_id),
        line.symbol,
        line.issued_on,
        _subject(work, line),
        _whom(work, line.receiver),
        _day(line.passed_on),
        "",
        _note(line, on_paper),
    )


def _out(work: Work, line: Line) -> tuple[Cell, ...]:
    filed = "" if line.secrecy or not line.public_id else _filed(work, line)
    undated = bool(line.secrecy) or (line.issued_on is None and bool(line.public_id))
    copies = _COPIES.filled(n=line.copies) if line.copies else None
    return (
        line.symbol or written(line.number),
        local_date(line.given_at) if undated else line.issued_on,
        _subject(work, line),
        line.signer,
        _recipients(work, line),
        filed,
        line.copies if line.sent_at else None,
        _day(line.sent_at),
        "",
        _note(line, copies),
    )


def _filed(work: Work, line: Line) -> str:
    return ", ".join(filter(None, ("VT", _unit(work, line.filed_unit_id))))


def _subject(work: Work, line: Line) -> Cell:
    if line.secrecy:
        return _SECRET.filled(level=SECRECIES[line.secrecy])
    kind = work.types.get(line.type_code)
    title = [Text(kind.title, kind.title_en)] if kind else []
    said = [Text(line.subject, line.subject)] if line.subject else []
    return joined([*title, *said], ". ")


def _recipients(work: Work, line: Line) -> Cell:
    titles = {unit.kind.code: unit.kind.title for unit in work.tree.units.values()}
    named = [_unit(work, unit) for unit in line.named]
    counted = [
        _COUNTED.filled(n=count, kind=titles[kind])
        for kind, count in line.counted
        if kind in titles
    ]
    return joined([*(Text(name, name) for name in named), *counted])


def _note(line: Line, on_paper: Text | None) -> Text:
    said = [on_paper] if on_paper else []
    if line.cancelled:
        said = [_CANCELLED.filled(reason=line.reason)]
    if line.reserved:
        told = {"day": f"{local_date(line.given_at):%d/%m/%Y}", "reason": line.reason}
        said = [(_HELD_FOR if line.whom else _HELD).filled(**told, whom=line.whom)]
    return joined([*said, *(one.sentence for one in line.related)])


def _document(work: Work, line: Followed) -> Text:
    kind = work.types.get(line.type_code)
    return _OF.filled(
        kind=Text(kind.title, kind.title_en) if kind else Text("Văn bản", "Document"),
        symbol=line.symbol or "—",
        day=f"{line.issued_on:%d/%m/%Y}" if line.issued_on else "—",
        unit=_unit(work, line.issuer_unit_id),
    )


def _progress(work: Work, line: Followed) -> Text:
    said = work.procedures[line.procedure].state(line.state).title
    if line.closed_at:
        at = f"{line.closed_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        said = Text("{state}, {at}", "{state}, {at}").filled(state=said, at=at)
    return _LATE.filled(state=said) if line.late else said


def _whom(work: Work, receiver: tuple[int, str] | None) -> str:
    if receiver is None:
        return ""
    return " — ".join(filter(None, (_unit(work, receiver[0]), receiver[1])))


def _unit(work: Work, unit_id: int | None) -> str:
    found = work.tree.units.get(unit_id or 0)
    return found.name if found else ""


def _day(at: datetime | None) -> date | None:
    return None if at is None else local_date(at)


_SECRET = Text("Văn bản {level} (không ghi trích yếu)", "{level} document (no subject here)")
_CANCELLED = Text("Số đã hủy: {reason}", "Number cancelled: {reason}")
_HELD = Text("Giữ số ngày {day}: {reason}", "Reserved on {day}: {reason}")
_HELD_FOR = Text("Giữ số ngày {day} cho {whom}: {reason}", "Reserved on {day} for {whom}: {reason}")
_COPIES = Text("bản giấy: {n}", "on paper: {n}")
_COUNTED = Text("{n} {kind}", "{n} {kind}")
_OF = Text("{kind} số {symbol} ngày {day} của {unit}", "{kind} {symbol} of {day}, {unit}")
_LATE = Text("{state} (quá hạn)", "{state} (late)")
_EXTENDED = Text("gia hạn {n} lần", "extended {n} times")
_CHASED = Text("đôn đốc {n} lần", "{n} reminders")
