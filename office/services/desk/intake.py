"""A clerk takes a document in at one go: accepted, registered, and handed on.

The acts are the procedure's own, one after the other in one piece of work: all of them, or
none.  What looks like a document already here is not registered unless the clerk has said
so after seeing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from office.domain.asks import Form
from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.domain.numbering import symbol_text, written
from office.domain.people import CLERK
from office.domain.suggestion import Suggestion
from office.domain.text import Text
from office.domain.ways import way
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services import access, routing, step
from office.services.books import registers, registration
from office.services.desk import suggestions
from office.services.files import awareness
from office.services.files.awareness import Known
from office.services.step import Run, Step
from office.services.work import Work

REGISTERS = "register_incoming"
SUBMIT = "submit"
TRANSFER = "transfer"
#: What may follow the registering in the same breath; '' for nothing.
THEN = ("", SUBMIT, TRANSFER)
ELSEWHERE = Text(
    "Văn bản không ở bước vào sổ: {state}.", "The document is not to be registered now: {state}."
)
ALIKE = Text(
    "Có thể trùng với {like}. Hãy xem văn bản ấy, rồi đánh dấu xác nhận nếu vẫn vào sổ.",
    "It may be a duplicate of {like}. Look at that one, and confirm if it is to be registered.",
)


class Alike(NamedTuple):
    """A document already at the agency that looks like the one to be registered."""

    public_id: str
    symbol: str
    issuer_unit_id: int
    subject: str
    arrival_number: int | None
    arrived_at: datetime | None
    procedure: tuple[str, int]
    state: str

    def called(self) -> str:
        """Return how people name it: its symbol, and its number here."""
        number = f" (số đến {written(self.arrival_number)})" if self.arrival_number else ""
        return f"{self.symbol or self.subject}{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a clerk sees before taking a document in: the acts that will follow, the number, what
    is known of its signatures."""

    revision: int
    acts: tuple[Text, ...]
    next_number: str
    alike: Sequence[Alike]
    suggestion: Suggestion | None
    signatures: Sequence[Known]


def document_id(work: Work, public_id: str) -> int:
    """Return the key of a document that came to the actor's agency; raises NotFound."""
    return _came(step.read(work, public_id)).document_id


def look(work: Work, public_id: str) -> Intake:
    """Return what taking the document in will do; raises NotFound, or Refused when it is
    not for registering."""
    run = _came(step.read(work, public_id))
    access.require_role(work, CLERK)
    acts = _way(run)
    return Intake(
        revision=run.revision,
        acts=tuple(a.button for a in run.workflow.actions if a.name in acts),
        next_number=written(registers.next_number(work)),
        alike=alike(work, public_id),
        suggestion=suggestions.of_document(work, public_id),
        signatures=awareness.before(work, run),
    )


def take(
    work: Work,
    public_id: str,
    then: str = "",
    form: Form | None = None,
    *,
    revision: int | None = None,
    confirmed: bool = False,
) -> list[Step]:
    """Take every act up to the registering, and the one that follows it if any.

    `form` is that of the last act, and says which verdicts on signatures were read;
    `confirmed` that lookalikes were seen.  Raises
    NotFound, Conflict, Invalid, or Refused with every reason; then nothing has changed.
    """
    if then not in THEN:
        raise Invalid(Text("Không rõ chuyển tiếp thế nào.", "Unknown way to go on."), field="then")
    acts = _way(_locked(work, public_id, revision))
    if not confirmed and (found := alike(work, public_id)):
        raise Refused(ALIKE.filled(like=", ".join(like.called() for like in found)))
    read = Form(aware_of_files=form.aware_of_files) if form else None
    steps = [routing.move(work, public_id, act, read) for act in acts]
    if then:
        steps.append(routing.move(work, public_id, then, form))
    return steps


def alike(work: Work, public_id: str) -> list[Alike]:
    """Return the documents at the agency that look like this one, with what tells them apart."""
    found = registration.lookalikes(work, public_id)
    if not found:
        return []
    rows = work.db.execute(
        select(
            Document.public_id, Document.number_text, Document.notation, Document.issuer_unit_id,
            Document.subject, Delivery.arrival_number, Delivery.arrived_at, Delivery.procedure,
            Delivery.procedure_version, Delivery.state,
        )
        .join(Delivery, Delivery.document_id == Document.id)
        .where(Document.public_id.in_(found), Delivery.unit_id == work.actor.agency_id)
        .order_by(Document.id)
    )  # fmt: skip
    return [
        Alike(
            row.public_id,
            symbol_text(row.number_text, row.notation),
            row.issuer_unit_id,
            row.subject,
            row.arrival_number,
            row.arrived_at,
            (row.procedure, row.procedure_version),
            row.state,
        )
        for row in rows
    ]


def _locked(work: Work, public_id: str, revision: int | None) -> Run:
    """Lock a document, then read its run: PostgreSQL locks the newest row of the document, but
    shows the delivery beside it as it was before the wait."""
    step.lock(work, public_id)
    run = _came(step.read(work, public_id))
    if revision is not None and run.revision != revision:
        raise Conflict
    return run


def _came(run: Run) -> Run:
    """Return a run that is a delivery; raises NotFound for a draft's, which came from nowhere."""
    if run.delivery_id is None:
        raise NotFound
    return run


def _way(run: Run) -> tuple[str, ...]:
    acts = way(run.workflow, run.state, REGISTERS, CLERK)
    if acts is None:
        title = run.workflow.state(run.state).title
        raise Refused(ELSEWHERE.filled(state=Text(title.vi.lower(), title.en.lower())))
    return acts
