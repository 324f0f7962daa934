"""One step of one run while it is being taken: what was decided, what will be written.

A run is the way of a delivery at its recipient, or of a draft in its agency.  Both are
read by one statement, under the document's lock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, select

from office.domain.asks import Form
from office.domain.decision import Decision
from office.domain.documents import Content, urgency_name
from office.domain.errors import Conflict, NotFound
from office.domain.movements import as_recorded
from office.domain.people import ADMINISTRATOR
from office.domain.workflow import Workflow
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.recalls import Recall
from office.services import access
from office.services.documents import Entered
from office.services.movements import Link
from office.services.work import Work

_d = Document.__table__.c
_v = Delivery.__table__.c

#: Whether the sender asks for the delivery back, and waits for an answer.
_RECALLED = exists().where(Recall.delivery_id == _v.id, Recall.settled_at.is_(None))
_READ = (
    select(
        _d.id, _d.public_id, _d.origin, _d.type_code, _d.subject, _d.urgency, _d.respond_by,
        _d.agency_id, _d.drafting_unit_id, _d.drafter_id, _d.council, _d.layout, _d.version,
        _d.content_digest, _d.content_by, _d.form_by, _d.signed_by, _d.number, _d.number_text,
        _d.notation, _d.issued_on, _d.code, _d.issuer_unit_id, _d.answers_id,
        _d.signer_authority, _d.signer_position, _d.signer_name,
        _d.pages, _d.log_seq, _d.log_head,
        _d.procedure, _d.procedure_version, _d.state, _d.revision,
        _d.holder_unit_id, _d.holder_person_id, _d.due_at, _d.closed_at, _d.held_since,
        _v.id.label("delivery_id"), _v.unit_id.label("v_unit_id"),
        _v.procedure.label("v_procedure"), _v.procedure_version.label("v_procedure_version"),
        _v.state.label("v_state"), _v.revision.label("v_revision"),
        _v.holder_unit_id.label("v_holder_unit_id"),
        _v.holder_person_id.label("v_holder_person_id"), _v.due_at.label("v_due_at"),
        _v.held_since.label("v_held_since"), _v.closed_at.label("v_closed_at"),
        _v.arrived_at, _v.arrival_number, _v.channel,
        _RECALLED.label("recall_asked"),
    )
    .select_from(
        Document.__table__.outerjoin(
            Delivery.__table__,
            and_(_v.document_id == _d.id, _v.unit_id == bindparam("agency")),
        )
    )
    .where(_d.public_id == bindparam("document"))
)  # fmt: skip
_HOLD = select(_d.id).where(_d.public_id == bindparam("document")).with_for_update()


@dataclass(slots=True)
class Run:
    """A delivery or a draft as it stood when its document was locked.

    `row` has the document's columns; `delivery_id` is None for a draft's run.
    """

    row: Row[Any]
    delivery_id: int | None
    agency_id: int
    workflow: Workflow
    state: str
    revision: int
    holder_unit_id: int
    holder_person_id: int | None
    held_since: datetime | None
    due_at: datetime | None = None
    closed_at: datetime | None = None
    #: A draft's text and files, once somebody has asked for them.
    content: Content | None = None

    @property
    def document_id(self) -> int:
        """Return the document's key."""
        return int(self.row.id)

    @property
    def entered(self) -> Entered:
        """Return the document and the end of its chain, as they stood when it was locked."""
        row = self.row
        return Entered(self.document_id, row.public_id, Link(row.log_seq, row.log_head))

    @property
    def urgency(self) -> str:
        """Return the name of the document's urgency, as procedures know it."""
        return urgency_name(self.row.urgency)


@dataclass(slots=True)
class Step:
    """A decided step and everything it will write.

    Effects add to `facts` (the sealed record), to `values` (columns of the run's row),
    to `follow` (outbox messages: kind and payload) and to `moves` (further steps of other
    runs in the same transaction).  `assigner` (person, role) gives the parts if not the actor.
    """

    run: Run
    decision: Decision
    form: Form
    holder: tuple[int, int | None] | None = None
    due_at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    follow: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    moves: list[tuple[Work, str, str, Form]] = field(default_factory=list)
    assigner: tuple[int | None, str] | None = None

    @property
    def revision(self) -> int:
        """Return the run's revision after this step.

        What goes on beside a draft's way leaves it: whoever writes the text meanwhile writes
        on the one they began with.
        """
        beside = self.run.delivery_id is None and self.decision.action.stays
        return self.run.revision + (0 if beside else 1)

    def words(self, name: str) -> str:
        """Return the form's reason or opinion exactly as the sealed record will have it."""
        return as_recorded(getattr(self.form, name))

    def report(self, code: str) -> None:
        """Promise to tell the sender in another system what became of its document here."""
        if self.run.row.origin == "packet":
            told = {"document": self.run.row.public_id, "unit": self.run.agency_id, "code": code}
            told |= {"reason": self.words("reason"), "seq": self.run.entered.link.seq + 1}
            self.follow.append(("report_status", told))


def lock(work: Work, public_id: str, revision: int | None = None) -> Run:
    """Lock a document and return the run of the actor's agency.

    `revision` is the run's as the actor last saw it (None: whatever it is).
    Raises NotFound when there is no such document or no run of that agency, Conflict
    when the run has moved since.
    """
    if work.db.dialect.name == "postgresql":
        # A statement that waited for the lock has read the delivery beside it before: such a
        # run would be stale, and the refusal about something that is not so any more.
        work.db.execute(_HOLD, {"document": public_id})
    run = read(work, public_id)
    if revision is not None and run.revision != revision:
        raise Conflict
    return run


def read(work: Work, public_id: str) -> Run:
    """Return the run of the actor's agency without locking; raises NotFound."""
    agency = work.actor.agency_id
    row = work.db.execute(_READ, {"document": public_id, "agency": agency}).first()
    if row is None:
        raise NotFound
    if row.delivery_id is not None:
        run = _of_delivery(work, row)
    elif row.procedure is not None and row.agency_id == agency:
        run = _of_draft(work, row)
    else:
        raise NotFound
    _open_the_door(work, run)
    return run


def _open_the_door(work: Work, run: Run) -> None:
    """Raise NotFound when the actor may not know of the run's document.

    Whoever acts in the unit that has it may, without asking the database again.
    """
    near = (run.agency_id, run.holder_unit_id, run.row.drafting_unit_id)
    narrow = work.actor.role == ADMINISTRATOR or work.actor.acting_for is not None
    if narrow or work.actor.unit_id not in near:
        access.document_id(work, run.row.public_id)


def _of_delivery(work: Work, row: Row[Any]) -> Run:
    return Run(
        row=row,
        delivery_id=row.delivery_id,
        agency_id=row.v_unit_id,
        workflow=work.procedures[row.v_procedure, row.v_procedure_version],
        state=row.v_state,
        revision=row.v_revision,
        holder_unit_id=row.v_holder_unit_id,
        holder_person_id=row.v_holder_person_id,
        held_since=row.v_held_since,
        due_at=row.v_due_at,
        closed_at=row.v_closed_at,
    )


def _of_draft(work: Work, row: Row[Any]) -> Run:
    return Run(
        row=row,
        delivery_id=None,
        agency_id=row.agency_id,
        workflow=work.procedures[row.procedure, row.procedure_version],
        state=row.state,
        revision=row.revision,
        holder_unit_id=row.holder_unit_id,
        holder_person_id=row.holder_person_id,
        held_since=row.held_since,
        due_at=row.due_at,
        closed_at=row.closed_at,
    )
