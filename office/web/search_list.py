"""A list of hits in words: which columns there are, and what stands in each cell.

Page and file are made of the same cells, so an export holds just what the list shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from office.domain.documents import URGENCIES
from office.domain.folding import composed
from office.domain.numbering import written
from office.domain.relations import STANDS
from office.domain.text import Text
from office.domain.workdays import local_date
from office.search.terms import Term, spans
from office.services.search.search_fields import INCOMING, KINDS, OUTGOING
from office.services.search.searching import Hit
from office.web import states
from office.web.current import tree
from office.web.wording import day, moment, said


class Column(NamedTuple):
    """A column: its title and the words of a hit in it; `marked` where hits are highlighted."""

    title: Text
    cell: Callable[[Hit], str]
    marked: bool = False
    standard: bool = True


def _holder(hit: Hit) -> str:
    return " — ".join(filter(None, (_unit(hit.holder_unit_id), hit.holder_name)))


def _due(hit: Hit) -> str:
    if hit.due_at is None:
        return ""
    return f"{moment(hit.due_at)} ({said(_LATE)})" if hit.late else moment(hit.due_at)


def _unit(unit_id: int | None) -> str:
    found = tree().units.get(unit_id or 0)
    return found.name if found else ""


def _kind(hit: Hit) -> str:
    return said(KINDS[INCOMING if hit.incoming else OUTGOING])


def _state(hit: Hit) -> str:
    state = said(states.title(hit.procedure, hit.state)) if hit.state else ""
    stands = said(STANDS[hit.related]) if hit.related else ""
    return " · ".join(filter(None, (state, stands)))


_LATE = Text("quá hạn", "late")
#: Every column, by its name in the address and in what a person chose, in the order shown.
COLUMNS: Mapping[str, Column] = {
    "kind": Column(Text("Loại", "Kind"), _kind, standard=False),
    "number": Column(
        Text("Số đến", "Arrival no."),
        lambda hit: written(hit.arrival_number) if hit.arrival_number else "",
    ),
    "arrived": Column(
        Text("Ngày đến", "Arrived"),
        lambda hit: day(local_date(hit.arrived_at)) if hit.arrived_at else "",
        standard=False,
    ),
    "symbol": Column(Text("Số ký hiệu", "Number"), lambda hit: hit.symbol, marked=True),
    "issued": Column(
        Text("Ngày ban hành", "Issued on"), lambda hit: day(hit.issued_on) if hit.issued_on else ""
    ),
    "subject": Column(Text("Trích yếu", "Subject"), lambda hit: hit.subject, marked=True),
    "issuer": Column(
        Text("CQ ban hành", "Issuer"), lambda hit: _unit(hit.issuer_unit_id), marked=True
    ),
    "signer": Column(
        Text("Người ký", "Signer"), lambda hit: hit.signer_name, marked=True, standard=False
    ),
    "urgency": Column(
        Text("Độ khẩn", "Urgency"), lambda hit: said(URGENCIES[hit.urgency][1]), standard=False
    ),
    "due": Column(Text("Hạn", "Due"), _due),
    "respond": Column(
        Text("Trả lời trước", "Answer by"),
        lambda hit: day(hit.respond_by) if hit.respond_by else "",
        standard=False,
    ),
    "holder": Column(Text("Đang giữ", "Held by"), _holder, marked=True),
    "state": Column(Text("Trạng thái", "State"), _state),
}
STANDARD = tuple(name for name, column in COLUMNS.items() if column.standard)
SUBJECT = "subject"
_BEGIN, _END = Markup("<mark>"), Markup("</mark>")


def chosen(names: Sequence[str]) -> tuple[str, ...]:
    """Return the columns to show: those named, in their order on the page, always the subject."""
    wanted = {name for name in names if name in COLUMNS} or set(STANDARD)
    return tuple(name for name in COLUMNS if name in wanted | {SUBJECT})


def titles(names: Sequence[str]) -> list[str]:
    """Return the titles of columns."""
    return [said(COLUMNS[name].title) for name in names]


def cells(hit: Hit, names: Sequence[str]) -> list[str]:
    """Return a hit's words in these columns."""
    return [COLUMNS[name].cell(hit) for name in names]


def marked(text: str, terms: Sequence[Term]) -> Markup:
    """Return a text, escaped, with what was looked for marked in it."""
    text = composed(text)
    hits = spans(text, terms) if terms else ()
    if not hits:
        return escape(text)
    shown, last = [], 0
    for start, end in hits:
        shown += [escape(text[last:start]), _BEGIN, escape(text[start:end]), _END]
        last = end
    return Markup("".join([*shown, escape(text[last:])]))  # noqa: S704 (escaped piece by piece)
