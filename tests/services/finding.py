"""Looking for documents the way people do, once the index has caught up."""

from office.jobs import run
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.documents import File
from office.services.search import search_fields, searching
from tests.make import acting
from tests.stories import unit

WHO = ("vt.tinh", "clerk")
VX = ("cv.vx", "specialist")


def found(
    office: Office, who: tuple[str, str | None] = WHO, q: str = "", **fields: str
) -> list[str]:
    """Return the public ids that `who` finds, newest first, after every promise is kept."""
    run.drain(office)
    with office.look(acting(office, *who)) as work:
        query = search_fields.read(work, {"q": q, **fields})
        page = searching.search(work, query)
        assert page.count == len(page.hits)
        return [hit.public_id for hit in page.hits]


def letter(office: Office, subject: str, *files: File, number: str = "7", **values: object) -> str:
    """Let the province's clerk enter a paper letter of Sở Nội vụ; return its public id."""
    known = {"issuer_unit_id": unit(office, "snv"), "type_code": "CV", "notation": "SNV-VT"}
    with office.work(acting(office, *WHO)) as work:
        entered = Letter(
            **{"number_text": number, "issued_on": None, "subject": subject, **known, **values}  # type: ignore[arg-type]  # fields by name
        )
        return registration.enter_paper(work, entered, files)
