"""Short stories that many tests begin with: a document received, directed, drafted, issued.

The cast is the province's: `vt.tinh` the clerk, `ct.tinh` and `pct.tinh` leaders, `cvp.tinh` the
chief of office, `tp.vx` and `cv.vx` head and specialist of one division, `cv.th` of another.
"""

import hashlib
from collections.abc import Callable, Container, Iterable
from pathlib import Path

from sqlalchemy import select

from office.domain.asks import CO, LEAD, Assignee, Form
from office.domain.decision import Offer
from office.domain.documents import Content
from office.models.documents import Document
from office.models.people import Person
from office.runtime import Office
from office.schema import METADATA
from office.services import routing
from office.services.audit import verification
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from office.services.step import Step
from office.services.views import inboxes
from office.services.wire import exchange
from office.services.wire.exchange import Receipt
from tests.make import acting

SAMPLES = Path(__file__).parent / "samples" / "edxml"
REQUEST = "to_ninh_thuan/01_vpcp_report_request"
LETTER = Content(type_code="CV", subject="V/v trả lời", body="Kính gửi các đơn vị.")
REASON = Form(reason="Chưa đủ căn cứ để làm")
RESULT = Form(opinion="Đã làm xong theo yêu cầu")

#: Who takes which action at the province (login, role) when a story goes its happy way.
HANDS: dict[str, tuple[str, str]] = {
    "accept": ("vt.tinh", "clerk"),
    "refuse": ("vt.tinh", "clerk"),
    "register": ("vt.tinh", "clerk"),
    "submit_in": ("vt.tinh", "clerk"),
    "direct": ("ct.tinh", "leader"),
    "note": ("ct.tinh", "leader"),
    "report": ("cv.vx", "specialist"),
    "confirm": ("ct.tinh", "leader"),
    "submit": ("cv.vx", "specialist"),
    "approve_content": ("tp.vx", "unit_head"),
    "approve_form": ("cvp.tinh", "chief_of_office"),
    "sign": ("ct.tinh", "leader"),
    "number": ("vt.tinh", "clerk"),
    "seal": ("vt.tinh", "clerk"),
    "issue": ("vt.tinh", "clerk"),
    "file": ("vt.tinh", "clerk"),
}
INCOMING = ("accept", "register", "submit_in", "direct", "report", "confirm")
INCOMING_STATES = (
    "arrived", "accepted", "registered", "direction", "in_progress", "confirmation", "completed"
)  # fmt: skip
OUTGOING = (
    "submit", "approve_content", "approve_form", "sign", "number", "seal", "issue", "file"
)  # fmt: skip
OUTGOING_STATES = (
    "draft", "content_review", "form_review", "signing", "signed", "sealing", "numbered",
    "issued", "filed",
)  # fmt: skip


def sample(name: str) -> bytes:
    """Return the bytes of one sample packet."""
    return (SAMPLES / f"{name}.edxml").read_bytes()


def unit(office: Office, key: str) -> int:
    """Return the id of the unit with this key."""
    with office.look() as work:
        return work.tree.by_key(key).id


def person(office: Office, login: str) -> int:
    """Return the id of the person with this login."""
    with office.look() as work:
        return int(work.db.execute(select(Person.id).where(Person.login == login)).scalar_one())


def take(office: Office, data: bytes, source: str = "gói tin") -> Receipt:
    """Receive a packet as the office itself does."""
    with office.work() as work:
        return exchange.receive(work, data, source)


def receive(office: Office, name: str = REQUEST) -> str:
    """Receive a sample packet for the province; return the document's public id."""
    receipt = take(office, sample(name), name)
    assert receipt.verdict == "accepted", receipt
    with office.look(acting(office, "vt.tinh")) as work:
        newest = inboxes.page(work, "incoming-all", limit=500).items
        return max(newest, key=lambda item: item.key[1]).public_id


def move(
    office: Office,
    who: tuple[str, str | None],
    document: str,
    action: str,
    form: Form | None = None,
) -> Step:
    """Let `who` (login, role) take an action, as one piece of work."""
    with office.work(acting(office, *who)) as work:
        return routing.move(work, document, action, form)


def move_as_seen(
    office: Office, who: tuple[str, str | None], document: str, action: str, revision: int
) -> Step:
    """Let `who` take an action on what they saw at this revision."""
    with office.work(acting(office, *who)) as work:
        return routing.move(work, document, action, revision=revision)


def act(office: Office, document: str, action: str, form: Form | None = None) -> Step:
    """Let the one whose turn it is in the happy story take an action."""
    name = "submit" if action == "submit_in" else action
    return move(office, HANDS[action], document, name, form or _form(office, action))


def incoming(office: Office, state: str = "arrived", name: str = REQUEST) -> str:
    """Receive a document at the province and take it to `state`; cv.vx has the lead."""
    document = receive(office, name)
    for action in INCOMING[: INCOMING_STATES.index(state)]:
        act(office, document, action)
    return document


def directive(office: Office) -> Form:
    """Return a form that gives cv.vx the lead and another division a part."""
    lead = Assignee(part=LEAD, unit_id=unit(office, "phong-vx-ninh-thuan"))
    lead = Assignee(part=LEAD, unit_id=lead.unit_id, person_id=person(office, "cv.vx"))
    co = Assignee(part=CO, unit_id=unit(office, "phong-th-ninh-thuan"))
    return Form(opinion="Giao phòng VX chủ trì", assignees=(lead, co))


def draft(
    office: Office,
    state: str = "draft",
    recipients: Iterable[str | Recipient] = ("ubnd-bac-ai",),
    content: Content = LETTER,
) -> str:
    """Let cv.vx draft a letter to `recipients` (unit keys) and take it to `state`."""
    with office.work(acting(office, "cv.vx")) as work:
        document = drafting.start(work, content)
        drafting.address(work, document, [_recipient(office, named) for named in recipients])
    for action in OUTGOING[: OUTGOING_STATES.index(state)]:
        act(office, document, action)
    return document


def offered(office: Office, who: tuple[str, str | None], document: str) -> dict[str, Offer]:
    """Return the actions that `who` is offered on a document, by name."""
    with office.look(acting(office, *who)) as work:
        return {offer.action.name: offer for offer in routing.offers(work, document)[1]}


def state_of(office: Office, document: str, login: str = "vt.tinh") -> str:
    """Return the state of the run that the person's agency has."""
    with office.look(acting(office, login)) as work:
        return routing.offers(work, document)[0].state


def subject_of(office: Office, document: str) -> str:
    """Return a document's subject."""
    with office.look() as work:
        known = select(Document.subject).where(Document.public_id == document)
        return str(work.db.execute(known).scalar_one())


def problems(office: Office) -> list[str]:
    """Return what `verify` finds, in English."""
    with office.look() as work:
        return [problem.en for problem in verification.verify(work).problems]


def fingerprint(office: Office, but: Container[str] = ()) -> str:
    """Return a digest of every row of the database, but for the tables named."""
    digest = hashlib.sha256()
    with office.look() as work:
        for table in (one for one in METADATA.sorted_tables if one.name not in but):
            rows = work.db.execute(select(table).order_by(*table.primary_key.columns))
            digest.update(f"{table.name}: {[tuple(row) for row in rows]}\n".encode())
    return digest.hexdigest()


def check_refusal(office: Office, refusal: type[Exception], act: Callable[[], object]) -> None:
    """Assert that `act` raises `refusal` and leaves every row as it was."""
    before = fingerprint(office)
    try:
        act()
    except refusal:
        assert fingerprint(office) == before
    else:
        raise AssertionError(f"it was not refused with {refusal.__name__}")


def _form(office: Office, action: str) -> Form | None:
    if action == "direct":
        return directive(office)
    return {"report": RESULT, "refuse": REASON}.get(action)


def _recipient(office: Office, named: str | Recipient) -> Recipient:
    return Recipient(unit_id=unit(office, named)) if isinstance(named, str) else named
