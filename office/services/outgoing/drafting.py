"""Drafting: begin a draft, change it while it is a draft, choose whom it goes to."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from office.domain.documents import Content, problem_of
from office.domain.errors import Conflict, Invalid, Refused
from office.domain.movements import plain
from office.domain.paper import CHANNELS, ELECTRONIC, needs_reason
from office.domain.people import CHIEF, CLERK, LEADER, SPECIALIST, UNIT_HEAD
from office.domain.text import Text
from office.domain.workflow import OUTGOING, Workflow
from office.models.documents import Attachment, Document, DraftRecipient
from office.services import access, documents, mandates, outbox
from office.services.documents import File
from office.services.movements import INDEX
from office.services.outgoing import relating
from office.services.outgoing.relating import Mends
from office.services.step import Run, lock
from office.services.work import Work

DRAFTERS = (SPECIALIST, UNIT_HEAD, CHIEF, CLERK, LEADER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a document is to go to, and how; paper needs a reason."""

    unit_id: int
    channel: str = ELECTRONIC
    paper_reason: str = ""


def start(
    work: Work, content: Content, answers: str | None = None, mends: Mends | None = None
) -> str:
    """Begin a draft in the actor's unit and return its public id.

    `answers` names the document it replies to, `mends` the one it replaces, amends or corrects:
    then it is addressed to whoever has that.  Raises Invalid, Refused, NotFound.
    """
    access.require_role(work, *DRAFTERS)
    _check(work, content)
    original = relating.mended(work, mends) if mends else None
    answers_id = access.document_id(work, answers) if answers else None
    procedure = work.procedures.newest(OUTGOING)
    sealed = {"origin": "drafted", "answers_id": answers_id, **_hands(work), "held_since": work.at}
    entered = documents.enter(work, _fields(content) | sealed | _run(work, procedure))
    documents.happened(
        work,
        entered,
        {
            "run": "draft",
            "run_name": work.tree[work.actor.agency_id].name,
            "act": "draft",
            "procedure": [procedure.name, procedure.version],
            "from": "",
            "to": procedure.initial,
            "holder": [work.actor.unit_id, work.actor.person_id],
            "due": None,
            "rev": 1,
            "answers": answers,
            "row": {name: plain(value) for name, value in sealed.items()},
            **({"relates": original.fact} if original else {}),
        },
    )
    if original:
        relating.keep(work, entered.id, original)
    return entered.public_id


def edit(work: Work, public_id: str, content: Content, *, revision: int) -> None:
    """Change the text of a draft.  Raises Refused once it is under review, Conflict, Invalid."""
    run = _editable(work, public_id, revision)
    _check(work, content)
    changed = work.db.execute(
        update(Document)
        .where(Document.id == run.document_id, Document.revision == revision)
        .values(revision=Document.revision + 1, **_fields(content))
    )
    if changed.rowcount != 1:
        raise Conflict
    _index(work, run)


def attach(work: Work, public_id: str, file: File) -> str:
    """Add a file to a draft and return its digest."""
    run = _editable(work, public_id, None)
    _index(work, run)
    return documents.attach(work, run.document_id, file)


def detach(work: Work, public_id: str, position: int) -> None:
    """Take a file off a draft again."""
    run = _editable(work, public_id, None)
    work.db.execute(
        delete(Attachment).where(
            Attachment.document_id == run.document_id, Attachment.position == position
        )
    )
    _index(work, run)


def address(
    work: Work, public_id: str, recipients: Sequence[Recipient], *, seen: str | None = None
) -> None:
    """Say whom a draft goes to; allowed until it is issued.

    `seen` is the `mark` of the list the actor changed (None: whatever it is).  Raises
    Invalid when a recipient cannot receive, is named twice or is sent paper without a
    reason, Conflict when somebody changed the list meanwhile.
    """
    run = lock(work, public_id)
    _require_a_hand(work, run)
    if seen is not None and seen != mark(addressed(work, public_id)):
        raise Conflict
    _check_recipients(work, run.agency_id, recipients)
    work.db.execute(delete(DraftRecipient).where(DraftRecipient.document_id == run.document_id))
    if recipients:
        work.db.execute(
            insert(DraftRecipient),
            [
                {
                    "document_id": run.document_id,
                    "unit_id": recipient.unit_id,
                    "channel": recipient.channel,
                    "paper_reason": recipient.paper_reason.strip(),
                }
                for recipient in recipients
            ],
        )


def addressed(work: Work, public_id: str) -> list[Recipient]:
    """Return whom a draft goes to so far."""
    key = access.document_id(work, public_id)
    rows = work.db.execute(
        select(DraftRecipient.unit_id, DraftRecipient.channel, DraftRecipient.paper_reason)
        .where(DraftRecipient.document_id == key)
        .order_by(DraftRecipient.unit_id)
    )
    return [
        Recipient(unit_id=row.unit_id, channel=row.channel, paper_reason=row.paper_reason)
        for row in rows
    ]


def mark(recipients: Sequence[Recipient]) -> str:
    """Return what tells a list of recipients from every other one, whatever its order."""
    rows = sorted((r.unit_id, r.channel, r.paper_reason.strip()) for r in recipients)
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:32]


def _index(work: Work, run: Run) -> None:
    """Promise to index a draft that was changed without an act on its chain."""
    outbox.post(work, INDEX, {"document": run.document_id})


def _hands(work: Work) -> dict[str, object]:
    return {
        "issuer_unit_id": work.actor.agency_id,
        "agency_id": work.actor.agency_id,
        "drafting_unit_id": work.actor.unit_id,
        "drafter_id": work.actor.person_id,
    }


def _run(work: Work, procedure: Workflow) -> dict[str, object]:
    return {
        "procedure": procedure.name,
        "procedure_version": procedure.version,
        "state": procedure.initial,
        "holder_unit_id": work.actor.unit_id,
        "holder_person_id": work.actor.person_id,
        "held_since": work.at,
        "revision": 1,
    }


def _fields(content: Content) -> dict[str, object]:
    return {
        "type_code": content.type_code,
        "subject": content.subject.strip(),
        "body": content.body,
        "urgency": content.urgency,
        "respond_by": content.respond_by,
        "council": content.council,
        "layout": content.layout.facts(),
    }


def _check(work: Work, content: Content) -> None:
    if problem := problem_of(content, set(work.types)):
        raise Invalid(problem)


def _editable(work: Work, public_id: str, revision: int | None) -> Run:
    mandates.require_own_capacity(work.actor)
    run = lock(work, public_id, revision)
    if run.delivery_id is not None or not run.workflow.state(run.state).editable:
        raise Refused(
            Text(
                "Văn bản đã trình, không sửa được nữa. Người duyệt có thể trả lại để sửa.",
                "The document is under review and cannot be changed; a reviewer may return it.",
            )
        )
    if work.actor.person_id != run.row.drafter_id:
        raise Refused(
            Text("Chỉ người soạn thảo được sửa dự thảo.", "Only the drafter may change the draft.")
        )
    return run


def _require_a_hand(work: Work, run: Run) -> None:
    """Refuse anyone but the drafter and the agency's clerk and chief, and all once it is issued."""
    mandates.require_own_capacity(work.actor)
    ours = work.actor.unit_id in (run.agency_id, run.row.drafting_unit_id)
    hands = work.actor.person_id == run.row.drafter_id or work.actor.role in (CLERK, CHIEF)
    if run.delivery_id is not None or not (ours and hands):
        raise Refused(
            Text(
                "Nơi nhận do người soạn thảo hoặc văn thư chọn.",
                "Recipients are chosen by the drafter or the clerk.",
            )
        )
    if run.state in ("issued", "filed", "cancelled"):
        raise Refused(Text("Văn bản đã phát hành.", "The document has been issued."))


def _check_recipients(work: Work, agency_id: int, recipients: Sequence[Recipient]) -> None:
    seen: set[int] = set()
    for recipient in recipients:
        unit = work.tree[recipient.unit_id]
        if problem := _problem_of(unit.id in seen, unit.id == agency_id, recipient):
            raise Invalid(problem.filled(unit=unit.name), field="recipients")
        if not unit.kind.keeps_register:
            raise Invalid(
                Text("{unit} không có văn thư riêng.", "{unit} has no clerk of its own.").filled(
                    unit=unit.name
                ),
                field="recipients",
            )
        seen.add(unit.id)


def _problem_of(twice: bool, itself: bool, recipient: Recipient) -> Text | None:
    if twice:
        return Text("{unit} được chọn hai lần.", "{unit} was chosen twice.")
    if itself:
        return Text("{unit} không tự gửi cho mình.", "{unit} does not send to itself.")
    if recipient.channel not in CHANNELS:
        return Text("Cách gửi đến {unit} không hợp lệ.", "Unknown way of sending to {unit}.")
    if needs_reason(recipient.channel) and not recipient.paper_reason.strip():
        return Text(
            "Gửi bản giấy đến {unit} phải nêu lý do.",
            "Sending paper to {unit} needs a reason.",
        )
    return None
