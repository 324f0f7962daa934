"""Certified copies: numbered, kept and sealed; cancelled with a reason (NĐ 30/2020 Đ25-27).

What is made beforehand is made for the number that comes next; whoever finds it taken makes it
again.  So nobody waits at the register while pages are laid together.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import insert, select, update

from office.domain import certified
from office.domain.certified import PAPER
from office.domain.errors import Conflict, NotFound, Refused
from office.domain.movements import as_recorded
from office.domain.people import CLERK
from office.domain.sheets import COPY, check_reason, sheets
from office.models.documents import Document
from office.models.papers import CertifiedCopy, PaperEntry
from office.models.registers import RegisterEntry
from office.services import access, documents
from office.services.books import registers
from office.services.papers import copy_book, copy_making, copy_orders, ledger, originals, signers
from office.services.papers.copy_making import BOOK, Made
from office.services.papers.copy_orders import Order
from office.services.papers.ledger import Entry
from office.services.views import dossier
from office.services.work import Work

#: So often a copy is made again because others were given the number it was made for.
TRIES = 5
Begin = Callable[[], AbstractContextManager[Work]]


def certify(look: Begin, begin: Begin, public_id: str, order: Order) -> int:
    """Make a copy and keep it under its number; return its key.

    `look` and `begin` begin a reading and a piece of work; raises Conflict when others are
    always quicker.
    """
    for _ in range(TRIES):
        with look() as work:
            made = copy_making.make(work, public_id, order)
        try:
            with begin() as work:
                return keep(work, public_id, order, made)
        except Conflict:
            continue
    raise Conflict


def keep(work: Work, public_id: str, order: Order, made: Made) -> int:
    """Give the copy its number, keep and seal it; return its key.

    Raises Conflict where another copy was given that number meanwhile: make it again.
    """
    key = access.document_id(work, public_id)
    (entered,) = documents.locked(work, Document.id == key)
    read = copy_orders.readable(work, public_id)  # what was recalled meanwhile is not copied
    given = registers.give(work, BOOK, entered.id)
    if given.number != made.number:
        raise Conflict
    order = copy_orders.checked(order)
    stored = work.storage.put(made.pdf, originals.LIMITS.output)
    own = read.own_delivery
    paper = order.form == PAPER
    count = sheets(made.pages, order.copies, duplex=order.duplex) if paper else 0
    row = _row(work, order, made) | {
        "sheets": count, "digest": stored.digest, "size": stored.size,
    }  # fmt: skip
    kept = work.db.execute(
        insert(CertifiedCopy)
        .values(
            document_id=entered.id,
            seq=entered.link.seq + 1,
            unit_id=work.actor.agency_id,
            person_id=work.actor.person_id,
            at=work.at,
            register_id=given.register_id,
            number=given.number,
            copied_on=work.today,
            **row,
        )
        .returning(CertifiedCopy.id)
    ).scalar_one()
    unit = work.actor.agency_id
    sealed = {**row, "unit": unit, "copied_on": work.today.isoformat(), "number": given.fact()}
    facts = {"act": "certify", "run": ledger.run_of(work, ours=own is None), "copied": sealed}
    entries = [_entry(work, order, made, count, kept)] if paper else []
    ledger.enter(work, entered, facts, entries, None if own is None else own.id)
    return int(kept)


def cancel(work: Work, key: int, reason: str) -> None:
    """Cancel a copy's number, with its reason; it stays in the book and is not given again."""
    row, _ = copy_book.readable(work, key)
    access.require_role(work, CLERK)
    if row.unit_id != work.actor.agency_id:
        raise NotFound
    said = as_recorded(check_reason(reason))
    (entered,) = documents.locked(work, Document.id == row.document_id)
    changed = work.db.execute(
        update(RegisterEntry)
        .where(
            RegisterEntry.register_id == row.register_id,
            RegisterEntry.number == row.number,
            RegisterEntry.status == "used",
        )
        .values(status="cancelled", reason=said)
    )
    if changed.rowcount != 1:
        raise Refused(ledger.TAKEN_BACK)
    gone = {
        "act": "certify_cancel",
        "cancelled": {"register": row.register_id, "number": row.number},
    }
    entries = work.db.execute(
        select(PaperEntry.__table__).where(
            PaperEntry.copy_id == key, PaperEntry.corrects_id.is_(None)
        )
    ).all()
    if entries:
        ledger.counter(work, entered, entries, said, gone)
        return
    own = dossier.own_delivery_id(work, row.document_id)
    run = ledger.run_of(work, ours=own is None)
    documents.happened(work, entered, {**gone, "run": run, "reason": said}, own)


def _row(work: Work, order: Order, made: Made) -> dict[str, Any]:
    """Return what the row and the record of a copy share."""
    signer = signers.one(work, order.signer)
    organ = work.tree[work.actor.agency_id].abbreviation
    return {
        "kind": order.kind,
        "symbol": certified.symbol(made.number, order.kind, organ),
        "origin": made.origin,
        "form": order.form,
        "of_id": order.of_id,
        "of_words": as_recorded(order.of_words),
        "part": made.part,
        "copies": order.copies,
        "pages": made.pages,
        "duplex": order.duplex,
        "dpi": made.dpi,
        "signer_id": signer.person_id,
        "signer_name": as_recorded(signer.name),
        "signer_position": as_recorded(signer.position),
        "authority": as_recorded(signer.authority),
        "recipients": as_recorded(order.recipients),
        "signed": made.signed,
    }


def _entry(work: Work, order: Order, made: Made, count: int, key: int) -> Entry:
    return Entry(
        event=COPY,
        copies=order.copies,
        pages=made.pages,
        sheets=count,
        day=work.today,
        source=made.origin,
        duplex=order.duplex,
        copy_id=key,
    )
