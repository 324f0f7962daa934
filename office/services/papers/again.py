"""Printing on paper what is here electronically: each copy counted in sheets, and sealed.

People print by this button because it hands them the whole letter at once.  What somebody
prints past it, out of the browser or a saved file, no office can see; the definitions say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import ADMINISTRATOR, SYSTEM
from office.domain.sheets import AGAIN, check_copies, sheets
from office.models.documents import Document
from office.services import documents
from office.services.papers import ledger, originals
from office.services.papers.ledger import Entry
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work

#: The sender's own people print what they sent.
INNER = "inner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How many copies, and whether on both sides."""

    copies: int = 1
    duplex: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The PDF to print: one copy, its pages, what it was made of, and the sheets of all copies."""

    pdf: bytes
    pages: int
    form: str
    sheets: int


def may(work: Work, read: Dossier) -> bool:
    """Say whether the actor prints a document: who reads it where it came to or was sent from."""
    if work.actor.acting_for is not None or work.actor.role in (ADMINISTRATOR, SYSTEM):
        return False
    if read.document.secrecy or read.content_closed:
        return False
    ours = read.document.agency_id == work.actor.agency_id and bool(read.delivery_counts)
    return (ours or read.own_delivery is not None) and bool(read.attachments)


def readable(work: Work, public_id: str) -> Dossier:
    """Return a document that the actor may print; raises NotFound, Refused for one recalled."""
    read = dossier.read(work, public_id)
    if read.content_closed:
        raise Refused(dossier.RECALLED)
    if not may(work, read):
        raise NotFound
    return read


def count(work: Work, read: Dossier) -> int:
    """Return how many pages the letter has, 0 where there is nothing to print."""
    try:
        files = originals.original(work, read.document).files
        return sum(originals.pages(work, file) for file in files)
    except (Invalid, Refused):
        return 0


def make(work: Work, public_id: str, order: Order) -> Made:
    """Make the PDF, keeping nothing; raises NotFound, Invalid, Refused (nothing with pages)."""
    read = readable(work, public_id)
    check_copies(order.copies)
    found = originals.original(work, read.document)
    pdf = originals.made(work, "certify", found.files, pages=[], strip=None)
    pages = originals.pages_of(pdf)
    count = sheets(pages, order.copies, duplex=order.duplex)
    return Made(pdf=pdf, pages=pages, form=found.form, sheets=count)


def keep(work: Work, public_id: str, order: Order, made: Made) -> None:
    """Enter what was printed; sealed with the digest of what was handed out."""
    read = readable(work, public_id)  # it may have been recalled meanwhile
    (entered,) = documents.locked(work, Document.public_id == public_id)
    own = read.own_delivery
    entry = Entry(
        event=AGAIN,
        copies=order.copies,
        pages=made.pages,
        sheets=made.sheets,
        day=work.today,
        delivery_id=own.id if own is not None else None,
        channel=own.channel if own is not None else "",
        source=made.form if own is not None else INNER,
        duplex=order.duplex,
    )
    run = ledger.run_of(work, ours=own is None)
    facts = {"act": "paper_again", "run": run, "sha256": originals.digest(made.pdf)}
    ledger.enter(work, entered, facts, [entry], own.id if own is not None else None)
