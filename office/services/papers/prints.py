"""Printing the issued document on paper, stamping it; each act counted in copies and sheets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from office.domain.errors import Invalid, Refused
from office.domain.movements import as_recorded
from office.domain.paper import ELECTRONIC
from office.domain.sheets import (
    ISSUE,
    LATE,
    ONCE_MORE,
    PRINT,
    STAMP,
    Leg,
    check_copies,
    check_reason,
    sheets,
)
from office.domain.text import Text
from office.models.documents import Document
from office.services import documents
from office.services.documents import Entered
from office.services.papers import ledger, originals, queue
from office.services.papers.ledger import Entry
from office.services.papers.queue import PaperLeg
from office.services.work import Work

NOBODY = Text("Hãy chọn nơi nhận bản giấy.", "Choose who gets paper.")
PRINTED_ALREADY = Text(
    "{unit}: bản giấy đã in. In thêm phải ghi lý do.",
    "{unit}: it has been printed. Say why it is printed again.",
)
SENT_WITHOUT = Text(
    "{unit}: văn bản đã gửi điện tử, không kèm bản giấy. Gửi thêm bản giấy phải ghi lý do.",
    "{unit}: it was sent electronically, without paper. Say why paper goes there after all.",
)
NOT_PRINTED = Text(
    "Không còn bản nào đã in mà chưa đóng dấu.", "No printed copy is left to be stamped."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to print: for which recipients, so many copies each, and for the agency's own file.

    A recipient that was sent to without paper gets it now, for the reason given.
    `whole`: one PDF with all copies; otherwise one copy, and the printer is told how many.
    """

    units: Collection[int]
    each: int = 1
    own: int = 0
    duplex: bool = True
    whole: bool = False
    stamped: bool = False
    reason: str = ""

    @property
    def copies(self) -> int:
        """Return how many copies there are in all."""
        return self.each * len(self.units) + self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The PDF to print: pages of one copy, copies and sheets in all."""

    pdf: bytes
    digest: str
    pages: int
    copies: int
    sheets: int


def make(work: Work, public_id: str, order: Order) -> Made:
    """Make the PDF, keeping nothing; raises Invalid, Refused (not made yet), NotFound."""
    row = queue.document(work, public_id)
    _check(order)
    _chosen(work, row.id, order)
    file = originals.issued(work, row.id)
    pages = originals.pages(work, file)
    times = order.copies if order.whole else 1
    pdf = originals.made(work, "repeat", [file], copies=times, duplex=order.duplex)
    return Made(
        pdf=pdf,
        digest=file.digest,
        pages=pages,
        copies=order.copies,
        sheets=sheets(pages, order.copies, duplex=order.duplex),
    )


def keep(work: Work, public_id: str, order: Order, made: Made) -> None:
    """Enter what was printed, one fact a recipient; sealed with the digest of what was printed.

    Raises Refused where another clerk has printed it meanwhile and no reason was given.
    """
    row = queue.document(work, public_id)
    (entered,) = documents.locked(work, Document.id == row.id)
    if originals.issued(work, row.id).digest != made.digest:
        raise Refused(originals.NOT_MADE)
    legs = _chosen(work, row.id, order)
    queue.opened(work, [leg.delivery_id for leg in legs if leg.channel == ELECTRONIC])
    entries = _entries(work, order, made.pages, legs)
    facts = {"act": "paper_print", "run": "draft", "sha256": made.digest}
    if order.reason.strip():
        facts["reason"] = as_recorded(check_reason(order.reason))
    entered = ledger.enter(work, entered, facts, entries)
    if order.stamped:
        _stamp(work, entered, entries)


def stamp(work: Work, public_id: str) -> int:
    """Note that every printed copy of a document was stamped; return how many there were."""
    row = queue.document(work, public_id)
    (entered,) = documents.locked(work, Document.id == row.id)
    counts = ledger.counts(work, row.id)
    legs = {leg.delivery_id: leg.channel for leg in queue.legs(work, row.id)}
    entries = [
        _entry(work, PRINT, leg.to_stamp, delivery_id, legs.get(delivery_id or 0, ""))
        for delivery_id, leg in counts.items()
        if leg.to_stamp > 0
    ]
    if not entries:
        raise Refused(NOT_PRINTED)
    _stamp(work, entered, entries)
    return sum(entry.copies for entry in entries)


def _stamp(work: Work, entered: Entered, printed: Sequence[Entry]) -> None:
    entries = [
        _entry(work, STAMP, entry.copies, entry.delivery_id, entry.channel) for entry in printed
    ]
    ledger.enter(work, entered, {"act": "paper_stamp", "run": "draft"}, entries)


def _entry(work: Work, event: str, copies: int, delivery_id: int | None, channel: str) -> Entry:
    return Entry(
        event=event,
        copies=copies,
        pages=0,
        sheets=0,
        day=work.today,
        delivery_id=delivery_id,
        channel=channel,
    )


def _check(order: Order) -> None:
    if not order.units and not order.own:
        raise Invalid(NOBODY, field="unit")
    check_copies(order.each)
    if order.own:
        check_copies(order.own)
    if order.whole:
        check_copies(order.copies)


def _chosen(work: Work, document_id: int, order: Order) -> list[PaperLeg]:
    """Return the legs that are printed.

    Raises Invalid for a stranger and for late paper without its reason, Refused for a second
    print without one.
    """
    known = {leg.unit_id: leg for leg in queue.legs(work, document_id)}
    strangers = set(order.units) - set(known)
    known |= {leg.unit_id: leg for leg in queue.without_paper(work, document_id, strangers)}
    legs = [leg for leg in known.values() if leg.unit_id in order.units and not leg.gone]
    if len(legs) < len(order.units):
        raise Invalid(NOBODY, field="unit")
    again = [leg for leg in legs if leg.leg.printed > 0 or leg.leg.received > 0]
    late = [leg for leg in legs if leg.channel == ELECTRONIC]
    if again and not order.reason.strip():
        raise Refused(PRINTED_ALREADY.filled(unit=work.tree[again[0].unit_id].name))
    if late and not order.reason.strip():
        unit = work.tree[late[0].unit_id].name
        raise Invalid(SENT_WITHOUT.filled(unit=unit), field="reason")
    return legs


def _source(leg: PaperLeg) -> str:
    """Return why paper is printed for a recipient."""
    if leg.leg.printed > 0:
        return ONCE_MORE
    return LATE if leg.channel == ELECTRONIC else ISSUE


def _entries(work: Work, order: Order, pages: int, legs: Sequence[PaperLeg]) -> list[Entry]:
    said = as_recorded(order.reason)
    common: dict[str, Any] = {
        "event": PRINT,
        "pages": pages,
        "day": work.today,
        "duplex": order.duplex,
    }
    found = [
        Entry(
            **common,
            copies=order.each,
            sheets=sheets(pages, order.each, duplex=order.duplex),
            delivery_id=leg.delivery_id,
            channel=leg.channel,
            source=_source(leg),
            reason="" if _source(leg) == ISSUE else said,
        )
        for leg in legs
    ]
    if order.own:
        own = sheets(pages, order.own, duplex=order.duplex)
        found.append(Entry(**common, copies=order.own, sheets=own, source=ISSUE, reason=said))
    return found


def shown(work: Work, row: Row[Any]) -> tuple[int, Leg]:
    """Return how many pages the issued file has (0 while it is not made), and the own copies."""
    try:
        pages = originals.pages(work, originals.issued(work, row.id))
    except (Invalid, Refused):
        pages = 0
    return pages, ledger.counts(work, row.id).get(None, Leg())
