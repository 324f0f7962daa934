"""What somebody wants copied, and whether it may be: by whom, of what, in which way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from office.domain.certified import AGAIN, ELECTRONIC, EXCERPT, PAPER
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import CLERK
from office.domain.sheets import check_copies
from office.domain.text import Text
from office.domain.typed import cleaned
from office.services import access
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work

LONGEST_EXCERPT, LONGEST_LIST, LONGEST_WORDS = 20_000, 2000, 200
NOT_OUT = Text(
    "Chỉ sao văn bản đã ban hành hoặc đã nhận.", "Only what was issued or received is copied."
)
NO_EXCERPT = Text(
    "Trích sao: ghi các trang cần trích, hoặc chép lại phần cần trích.",
    "An excerpt needs its pages, or the part retyped.",
)
PAGES_ALONE = Text(
    "Trích sao điện tử: hãy chọn trang.", "An electronic excerpt is made of whole pages."
)
NO_COPY = Text(
    "Sao lục: hãy chọn bản sao y, hoặc ghi rõ bản sao đã nhận.",
    "Say of which certified copy this is a copy.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to copy and how: `pages` or `excerpt` for a part, `of_id` or `of_words` for a copy."""

    kind: str
    form: str
    signer: int
    copies: int = 1
    duplex: bool = True
    recipients: str = ""
    pages: str = ""
    excerpt: str = ""
    of_id: int | None = None
    of_words: str = ""


def may(work: Work, read: Dossier) -> bool:
    """Say whether the actor makes copies of a document: a clerk whose agency has it."""
    try:
        _check_may(work, read)
    except (NotFound, Refused):
        return False
    return True


def readable(work: Work, public_id: str) -> Dossier:
    """Return a document that the actor may copy; raises NotFound, Refused."""
    read = dossier.read(work, public_id)
    access.require_role(work, CLERK)
    _check_may(work, read)
    return read


def _check_may(work: Work, read: Dossier) -> None:
    """Raise Refused unless the document is out and the actor's agency sent or received it."""
    access.require_role(work, CLERK)
    if read.content_closed:
        raise Refused(dossier.RECALLED)
    ours = read.document.agency_id == work.actor.agency_id and bool(read.delivery_counts)
    if read.document.secrecy or not (ours or read.own_delivery is not None):
        raise Refused(NOT_OUT)


def checked(order: Order) -> Order:
    """Return an order without what its way has no use for; raises Invalid for what is missing."""
    check_copies(order.copies)
    cut = replace(
        order,
        copies=order.copies if order.form == PAPER else 1,
        recipients=cleaned(order.recipients).strip()[:LONGEST_LIST],
        excerpt=cleaned(order.excerpt).strip()[:LONGEST_EXCERPT] if order.kind == EXCERPT else "",
        pages=order.pages.strip() if order.kind == EXCERPT else "",
        of_words=cleaned(order.of_words).strip()[:LONGEST_WORDS] if order.kind == AGAIN else "",
        of_id=order.of_id if order.kind == AGAIN else None,
    )
    if cut.kind == EXCERPT and not (cut.pages or cut.excerpt):
        raise Invalid(NO_EXCERPT, field="pages")
    if cut.kind == EXCERPT and cut.form == ELECTRONIC and cut.excerpt:
        raise Invalid(PAGES_ALONE, field="excerpt")
    if cut.kind == AGAIN and cut.of_id is None and not cut.of_words:
        raise Invalid(NO_COPY, field="of_id")
    return cut
