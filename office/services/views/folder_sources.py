"""What a folder's lines are rows of: deliveries, drafts, or what hangs on either."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import func, literal

from office.domain.folders import EXTENSIONS, INCOMING, OUTGOING, PARTS, QUESTIONS, Folder
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.supervision import Extension, OpinionAsk


class Beside(NamedTuple):
    """A table whose rows hang on a delivery: when they began, and the deadline a line shows."""

    table: Any
    since: Any
    due_at: Any


BESIDE: dict[str, Beside] = {
    PARTS: Beside(Assignment, Assignment.since, Assignment.due_at),
    QUESTIONS: Beside(OpinionAsk, OpinionAsk.asked_at, OpinionAsk.due_at),
    EXTENSIONS: Beside(Extension, Extension.opened_at, Extension.old_due_at),
}
#: What a line shows of its run.
RUN = (
    "state", "procedure", "procedure_version", "holder_unit_id", "held_since", "closed_at",
)  # fmt: skip


def source(f: Folder) -> Any:
    if f.source in BESIDE:
        return BESIDE[f.source].table
    return Delivery if f.source == INCOMING else Document


def document_key(f: Folder) -> Any:
    rows = source(f)
    return Document.id if rows is Document else rows.document_id


def keys(f: Folder) -> tuple[Any, Any]:
    if f.source == INCOMING:
        return Delivery.urgency, Delivery.id
    if f.source in BESIDE:
        return literal(0), source(f).id
    return Document.urgency, Document.id


def of_run(f: Folder, name: str) -> Any:
    """Return a column of the run a line is of: the draft's, where a question has no delivery."""
    if f.source == QUESTIONS:
        return func.coalesce(getattr(Delivery, name), getattr(Document, name))
    return getattr(Document if f.source == OUTGOING else Delivery, name)
