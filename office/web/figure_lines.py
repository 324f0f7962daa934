"""The lines behind a figure in the words of pages and spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import url_for

from office.domain import measure_words
from office.domain.definitions import DEFINITIONS
from office.domain.measures import CAME, DOCUMENT, MEASURES, SENT, SHEET
from office.domain.paper import CHANNEL_WORDS
from office.domain.text import Text
from office.services.figures import units
from office.services.figures.lists import Line
from office.services.figures.opened import SECRET
from office.services.figures.units import Known
from office.services.work import Work
from office.web.wording import day, said

_DAYS: Mapping[str, Text] = {
    "on_day": Text("Ngày", "Day"),
    "sent_on": Text("Ngày gửi", "Sent on"),
    "came_on": Text("Ngày đến", "Came on"),
    "finished_on": Text("Ngày xong", "Finished on"),
    "taken_up_on": Text("Ngày bắt đầu", "Taken up on"),
    "late_from": Text("Đến hạn", "Due on"),
    "late_until": Text("Quá hạn đến", "Late until"),
}
_UNITS: Mapping[str, Text] = {
    DOCUMENT: Text("Nơi ban hành", "Issued by"),
    SENT: Text("Nơi gửi", "Sent by"),
    CAME: Text("Nơi nhận", "Received by"),
    SHEET: Text("Nơi ghi", "Entered by"),
}
_OTHERS: Mapping[str, Text] = {
    SENT: Text("Nơi nhận", "Received by"),
    CAME: Text("Nơi gửi", "Sent by"),
}
_DOCUMENTS = Text("Văn bản", "Document")
_WAYS = Text("Cách gửi", "Way")
_EVENTS = Text("Việc", "What was done")
_REASONS = Text("Lý do có giấy", "Why there was paper")
_HIDDEN = Text("Văn bản bạn không được mở", "A document you may not open")
_OUTSIDE = Text("ngoài hệ thống", "outside the system")
_SECRET = Text("Văn bản mật", "Secret document")
_NONE = Text("(không gắn với văn bản)", "(of no document)")


class Told(NamedTuple):
    """A line in words; `href` is '' for a document the actor may not open."""

    day: str
    symbol: str
    subject: str
    href: str
    unit: str
    other: str
    way: str
    reason: str
    amount: str


def subject_of(measure: str) -> str:
    """Return whose facts a measure counts; what stands open is of deliveries that came."""
    return MEASURES[measure].subject if measure in MEASURES else CAME


def name(measure: str) -> Text:
    """Return what a count is called."""
    return measure_words.name(measure) if measure in MEASURES else DEFINITIONS[measure].name


def titles(measure: str) -> list[Text]:
    """Return the heads of the columns: as many as `cells` gives."""
    subject = subject_of(measure)
    day_of = MEASURES[measure].day if measure in MEASURES else "taken_up_on"
    heads = [_DAYS[day_of], _DOCUMENTS, _UNITS[subject]]
    if subject in _OTHERS:
        heads.append(_OTHERS[subject])
    heads.append(_EVENTS if subject == SHEET else _WAYS)
    if subject in _OTHERS:
        heads.append(_REASONS)
    return [*heads, amount_title(measure)] if amount_title(measure).vi else heads


def amount_title(measure: str) -> Text:
    """Return what is added up or kept apart of each line, '' where lines are only counted."""
    counts = MEASURES.get(measure)
    return _AMOUNTS.get((counts.amount or counts.bucket) if counts else "", Text("", ""))


def told(work: Work, lines: Sequence[Line], measure: str) -> list[Told]:
    """Return lines in the page's language."""
    ids = {one.unit_id for one in lines} | {one.other_id for one in lines if one.other_id}
    ids |= {one.issuer_id for one in lines if one.issuer_id}
    named = units.known(work, ids)
    return [_told(named, line, measure) for line in lines]


def cells(line: Told, measure: str) -> list[str]:
    """Return a line as a row of a spreadsheet, by the columns of `titles`."""
    subject = subject_of(measure)
    document = " — ".join(part for part in (line.symbol, line.subject) if part)
    row = [line.day, document, line.unit]
    row += [line.other] if subject in _OTHERS else []
    row.append(line.way)
    row += [line.reason] if subject in _OTHERS else []
    return [*row, line.amount] if amount_title(measure).vi else row


def _told(named: Mapping[int, Known], line: Line, measure: str) -> Told:
    readable = line.public_id is not None
    hidden = _SECRET if measure in SECRET else _HIDDEN
    if subject_of(measure) == SHEET:
        hidden = _NONE
    value = line.value if line.value is not None else line.amount
    return Told(
        day=day(line.day),
        symbol=line.symbol,
        subject=line.subject if readable else said(hidden),
        href=url_for("documents.show", public_id=line.public_id) if readable else "",
        unit=_unit(named, line.unit_id),
        other=_other(named, line, measure),
        way=_way(line),
        reason=said(measure_words.reason(line.reason)),
        amount=str(value),
    )


def _other(named: Mapping[int, Known], line: Line, measure: str) -> str:
    """Return the other side: where it came from outside, whoever issued it."""
    if subject_of(measure) not in _OTHERS:
        return ""
    return _unit(named, line.other_id or line.issuer_id)


def _unit(named: Mapping[int, Known], unit_id: int | None) -> str:
    return said(_OUTSIDE) if unit_id is None else named[unit_id].name


def _way(line: Line) -> str:
    if line.event:
        return said(measure_words.EVENTS.get(line.event, Text(line.event, line.event)))
    return said(CHANNEL_WORDS[line.way]) if line.way in CHANNEL_WORDS else ""


_AMOUNTS: Mapping[str, Text] = {
    "pages": Text("Số trang", "Pages"),
    "sheets": Text("Số tờ", "Sheets"),
    "copies": Text("Số bản", "Copies"),
    "receipt_hours": Text("Số giờ", "Hours"),
    "days_late": Text("Số ngày trễ", "Days late"),
}
