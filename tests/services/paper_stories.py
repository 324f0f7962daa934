"""Stories of paper: a letter issued with paper, printed, stamped, sent, received."""

from typing import Any

from sqlalchemy import select

from office.domain.paper import ELECTRONIC, PAPER, PARALLEL
from office.jobs import run
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.papers import PaperEntry
from office.runtime import Office
from office.services.outgoing.drafting import Recipient
from office.services.papers import post, prints, queue, receipts
from office.services.papers.post import Sending
from office.services.papers.prints import Made, Order
from office.services.papers.queue import PaperLeg
from office.services.papers.receipts import Came
from tests import stories
from tests.make import acting
from tests.stories import unit

CLERK = ("vt.tinh", "clerk")
BAC_AI, SNV, SGDDT = "ubnd-bac-ai", "snv", "sgddt"
WHY = "Cần bản giấy để lưu hồ sơ"


def issued(office: Office, **channels: str) -> str:
    """Issue a letter: to Bác Ái with paper, to Sở Nội vụ on paper alone, to another without."""
    to = [
        Recipient(unit_id=unit(office, BAC_AI), channel=PARALLEL, paper_reason=WHY),
        Recipient(unit_id=unit(office, SNV), channel=PAPER, paper_reason=WHY),
        Recipient(unit_id=unit(office, SGDDT), channel=ELECTRONIC),
    ]
    document = stories.draft(office, "issued", to)
    run.drain(office)  # it has its PDF
    return document


def key_of(office: Office, document: str) -> int:
    with office.look() as work:
        found = select(Document.id).where(Document.public_id == document)
        return int(work.db.execute(found).scalar_one())


def legs(office: Office, document: str) -> dict[int, PaperLeg]:
    """Return the paper of each recipient, by unit."""
    with office.look(acting(office, *CLERK)) as work:
        row = queue.document(work, document)
        return {leg.unit_id: leg for leg in queue.legs(work, row.id)}


def standings(office: Office, document: str) -> dict[str, str]:
    """Return where the paper of each recipient stands, by the key of the unit."""
    with office.look() as work:
        keys = {node.id: node.key for node in work.tree.units.values()}
    return {keys[unit]: leg.leg.standing for unit, leg in legs(office, document).items()}


def printing(office: Office, document: str, *units: str, **more: Any) -> Made:
    """Print a letter for some units and keep that it was printed."""
    order = Order(units={unit(office, key) for key in units}, **more)
    with office.look(acting(office, *CLERK)) as work:
        made = prints.make(work, document, order)
    with office.work(acting(office, *CLERK)) as work:
        prints.keep(work, document, order, made)
    return made


def delivery(office: Office, document: str, to: str) -> int:
    """Return the key of the delivery at a unit."""
    with office.look() as work:
        found = (
            select(Delivery.id)
            .join(Document, Document.id == Delivery.document_id)
            .where(Document.public_id == document, Delivery.unit_id == work.tree.by_key(to).id)
        )
        return int(work.db.execute(found).scalar_one())


def posting(office: Office, *documents: str, to: str = BAC_AI, **more: Any) -> int:
    """Send some letters to a unit in one envelope; return the line's key."""
    keys = tuple(delivery(office, document, to) for document in documents)
    with office.work(acting(office, *CLERK)) as work:
        sending = Sending(unit_id=work.tree.by_key(to).id, deliveries=keys, **more)
        (line,) = post.send(work, [sending])
    return line


def came(office: Office, document: str, login: str = "vt.bacai", sheets: int = 1) -> None:
    """Let a recipient's clerk note that the paper came."""
    with office.work(acting(office, login, "clerk")) as work:
        receipts.note(work, document, Came(day=None, sheets=sheets))


def entries(office: Office) -> list[tuple[str, int, int]]:
    """Return every entry of paper: event, copies, sheets."""
    with office.look() as work:
        rows = work.db.execute(
            select(PaperEntry.event, PaperEntry.copies, PaperEntry.sheets).order_by(PaperEntry.id)
        )
        return [tuple(row) for row in rows]
