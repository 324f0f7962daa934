"""What tests of the public page begin with: a page that is open, documents marked for it."""

from sqlalchemy import select

from office.domain.documents import Content
from office.domain.signing import SEALED
from office.models.documents import Document
from office.models.publications import Publication
from office.runtime import Office
from office.services import access, documents
from office.services.documents import File
from office.services.publishing import marking, switch
from tests import stories
from tests.make import acting

PROVINCE = "ubnd-ninh-thuan"
PAGE = f"/cong-khai/{PROVINCE}"
LEADER, CHIEF, CLERK = ("ct.tinh", "leader"), ("cvp.tinh", "chief_of_office"), ("vt.tinh", "clerk")
PDF = b"%PDF-1.7 the form that was issued"
WHY = "Theo kế hoạch công khai năm 2019"


def turn(office: Office, act: str = "open", who: tuple[str, str] = LEADER) -> None:
    """Open or shut the page of somebody's agency."""
    with office.work(acting(office, *who)) as work:
        switch.turn(work, act, WHY)


def publish(office: Office, document: str, who: tuple[str, str] = CLERK) -> str:
    """Mark a document for the public page; return what it is called there."""
    with office.work(acting(office, *who)) as work:
        marking.publish(work, document, WHY)
    return key_of(office, document)


def unpublish(office: Office, document: str, who: tuple[str, str] = CLERK) -> None:
    """Take a document off the public page."""
    with office.work(acting(office, *who)) as work:
        marking.unpublish(work, document, WHY)


def key_of(office: Office, document: str) -> str:
    """Return what a document is called on the public page, '' while it is not there."""
    with office.look() as work:
        shown = (
            select(Publication.key)
            .join(Document, Document.id == Publication.document_id)
            .where(Document.public_id == document, Publication.ended_at.is_(None))
        )
        return work.db.scalar(shown) or ""


def issued(office: Office, subject: str = "V/v trả lời", **more: str) -> str:
    """Issue a letter of the province about something."""
    content = Content(
        type_code=more.get("type_code", "CV"), subject=subject, body="Kính gửi các đơn vị."
    )
    return stories.draft(office, "issued", ("ubnd-bac-ai", "snv"), content)


def with_file(office: Office) -> str:
    """Open the page with one letter that has a sealed form; return what it is called there."""
    letter = issued(office)
    turn(office)
    attach(office, letter, PDF)
    return publish(office, letter)


def attach(office: Office, letter: str, pdf: bytes, form: str = SEALED) -> None:
    """Give a letter a form without signing it: nothing here asks what is in it."""
    with office.work() as work:
        document = access.document_id(work, letter)
        documents.attach(work, document, File("01.pdf", pdf, "application/pdf", form=form))
