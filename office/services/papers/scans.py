"""Letters on paper entered with their scans: the pages of what was scanned are counted."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from office.domain.errors import Invalid, NotFound
from office.domain.paper import PAPER
from office.domain.sheets import SCAN
from office.models.deliveries import Delivery
from office.models.documents import Attachment, Document
from office.services import documents
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.documents import File
from office.services.papers import ledger, originals
from office.services.papers.ledger import Entry
from office.services.work import Work


def enter(work: Work, letter: Letter, files: Iterable[File] = ()) -> str:
    """Enter a paper letter with its scans and count their pages; return its public id.

    Raises what `registration.enter_paper` does.  Its files are sealed with it: none come later.
    """
    public_id = registration.enter_paper(work, letter, files)
    (entered,) = documents.locked(work, Document.public_id == public_id)
    found = pages(work, entered.id)
    if found:
        own = select(Delivery.id).where(Delivery.document_id == entered.id)
        key = work.db.execute(own).scalar_one()
        entry = Entry(
            event=SCAN, copies=1, pages=found, sheets=found, day=work.today, delivery_id=key,
            channel=PAPER, source=PAPER,
        )  # fmt: skip
        facts = {"act": "paper_scan", "run": work.actor.agency_id}
        ledger.enter(work, entered, facts, [entry], key)
    return public_id


def pages(work: Work, document_id: int) -> int:
    """Return how many pages the scans of a letter have; what cannot be read counts for nothing."""
    rows = work.db.execute(
        select(Attachment.__table__)
        .where(Attachment.document_id == document_id, Attachment.rendered.is_(False))
        .order_by(Attachment.position)
    ).all()
    found = 0
    for row in rows:
        try:
            found += originals.pages(work, row)
        except (Invalid, NotFound):  # no pages, or none that can be read
            continue
    return found
