"""Making a certified copy: the pages, the strip under them or the mark upon them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from office.domain import certified
from office.domain.certified import ELECTRONIC, MARKS, PAPER
from office.domain.errors import Invalid, Refused
from office.domain.numbering import COPY_SERIES, OUTGOING
from office.domain.titles import full_name
from office.reports import copy
from office.reports.letter import Signer
from office.reports.render import Printed
from office.services.books import registers
from office.services.files import letters
from office.services.papers import copy_book, copy_marks, copy_orders, originals, signers
from office.services.papers.copy_orders import Order
from office.services.papers.originals import FileRow
from office.services.views.dossier import Dossier
from office.services.work import Work

BOOK = (OUTGOING, COPY_SERIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A copy that was made and is not kept yet, for the number that came next then."""

    pdf: bytes
    number: int
    origin: str
    pages: int
    part: str
    dpi: int | None
    signed: bool
    at: datetime


def make(work: Work, public_id: str, order: Order) -> Made:
    """Make a copy, keeping nothing; raises NotFound, Invalid, Refused with what is in the way."""
    read = copy_orders.readable(work, public_id)
    order = copy_orders.checked(order)
    signer = signers.one(work, order.signer)
    files, origin = _source(work, read, order)
    certified.check_way(order.kind, origin, order.form)
    dpi = _scanned(work, files, (origin, order.form))
    pages = [] if order.excerpt else _pages(work, files, order.pages)
    number = registers.next_number(work, *BOOK)
    strip = _strip(work, order, signer, number) if order.form == PAPER else None
    if order.excerpt and strip is not None:
        pdf = strip.pdf
    else:
        place = strip.places[copy.STRIP] if strip is not None else None
        more = (strip.pdf,) if strip is not None else ()
        span = [place.top, place.bottom] if place is not None else None
        pdf = originals.made(work, "certify", files, *more, pages=pages, strip=span)
    signed = False
    if order.form == ELECTRONIC:
        pdf, signed = copy_marks.mark(work, pdf, order.kind)
    return Made(
        pdf=pdf,
        number=number,
        origin=origin,
        pages=originals.pages_of(pdf),
        part=certified.pages_words(pages) if pages else "…" if order.excerpt else "",
        dpi=dpi,
        signed=signed,
        at=work.at,
    )


def _source(work: Work, read: Dossier, order: Order) -> tuple[list[FileRow], str]:
    """Return the files that are copied, and whether they are paper or electronic."""
    if order.of_id is None:
        found = originals.original(work, read.document)
        return list(found.files), found.form
    known = {
        row.id: row
        for row in copy_book.of_document(work, read.document.id)
        if row.kind == certified.WHOLE and row.status == "used"
    }
    if order.of_id not in known:
        raise Invalid(copy_orders.NO_COPY, field="of_id")
    return [originals.kept_copy(known[order.of_id])], known[order.of_id].form


def scan_of(work: Work, read: Dossier) -> originals.Scanned | None:
    """Return how finely a letter that came on paper was scanned; None for any other."""
    if read.document.origin != PAPER:
        return None
    try:
        return originals.scanned(work, originals.original(work, read.document).files)
    except (Invalid, Refused):
        return None


def _scanned(work: Work, files: list[FileRow], way: tuple[str, str]) -> int | None:
    if way[0] != PAPER:
        return None
    found = originals.scanned(work, files)
    if way[1] == ELECTRONIC:
        certified.check_scan(found.dpi)
    return found.dpi


def _pages(work: Work, files: list[FileRow], words: str) -> list[int]:
    if not words:
        return []
    count = sum(originals.pages(work, file) for file in files)
    return certified.pages(words, count)


def _strip(work: Work, order: Order, signer: Row[Any], number: int) -> Printed:
    agency = work.tree[work.actor.agency_id]
    lines = tuple(line.strip(" -;.") for line in order.recipients.splitlines() if line.strip())
    return copy.printed(
        copy.Copy(
            kind=MARKS[order.kind],
            organ=full_name(agency.name),
            parent_organ=letters.parent(work, agency),
            number_symbol=certified.symbol(number, order.kind, agency.abbreviation),
            place=agency.place,
            copied_on=work.today,
            signer=Signer(position=signer.position, name=signer.name, authority=signer.authority),
            recipients=(*lines, "Lưu: VT"),
            excerpt=order.excerpt,
        )
    )
