"""What reviewers left on a draft, as pages and the API show it: approvals, opinions, comments.

Those who drafted and those who review see all of it; who was only asked sees what concerns them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, or_, select
from sqlalchemy.orm import aliased

from office.domain import passages, reviews
from office.domain.passages import Anchor, Passage
from office.models.base import table
from office.models.documents import DocumentVersion
from office.models.people import Person
from office.models.reviews import DraftApproval, DraftComment
from office.models.supervision import OpinionAsk
from office.services import access
from office.services.outgoing import comments
from office.services.step import Run
from office.services.views.dossier import Dossier
from office.services.work import Work

_of: BindParameter[int] = bindparam("document")
_first, _second, _whose = aliased(Person), aliased(Person), aliased(Person)
_APPROVALS = (
    select(table(DraftApproval), _first.name.label("by_name"), _second.name.label("voided_name"))
    .join(_first, _first.id == DraftApproval.person_id)
    .outerjoin(_second, _second.id == DraftApproval.voided_by)
    .where(DraftApproval.document_id == _of)
    .order_by(DraftApproval.id)
)
_COMMENTS = (
    select(table(DraftComment), _first.name.label("by_name"), _second.name.label("settled_name"))
    .join(_first, _first.id == DraftComment.author_id)
    .outerjoin(_second, _second.id == DraftComment.settled_by)
    .where(DraftComment.document_id == _of)
    .order_by(DraftComment.n)
)
_ASKS = (
    select(
        table(OpinionAsk),
        _first.name.label("asked_name"),
        _second.name.label("answered_name"),
        _whose.name.label("person_name"),
    )
    .join(_first, _first.id == OpinionAsk.asked_by)
    .outerjoin(_second, _second.id == OpinionAsk.answered_by)
    .outerjoin(_whose, _whose.id == OpinionAsk.person_id)
    .where(OpinionAsk.document_id == _of, OpinionAsk.version.is_not(None))
    .order_by(OpinionAsk.n)
)
_BODIES = select(DocumentVersion.version, DocumentVersion.body).where(
    DocumentVersion.document_id == _of,
    DocumentVersion.version.in_(bindparam("versions", expanding=True)),
)
#: How a question stands, beside the stances of the answers.
LATE, WAITING, CLOSED = "late", "waiting", "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment as it was made (`row` with by_name, settled_name), and where its words are now."""

    row: Row[Any]
    anchor: Anchor

    @property
    def open(self) -> bool:
        """Say whether the drafter has still to settle it."""
        return bool(self.row.status == reviews.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """An approval (`row` with by_name, voided_name), whether it stands, and why it was voided."""

    row: Row[Any]
    reason: str = ""

    @property
    def stands(self) -> bool:
        """Say whether it counts for the draft as it is."""
        return self.row.voided_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything reviewers left that the actor may see.

    `version` is the draft's newest, `shown` the one whose text (`body`) the comments are placed
    in; `may` says whether the actor may comment on it, `drafts` whether they settle comments.
    """

    version: int
    shown: int
    body: str
    may: bool
    drafts: bool
    whole: bool
    approvals: Sequence[Approval] = ()
    asks: Sequence[Row[Any]] = ()
    comments: Sequence[Comment] = ()

    @property
    def open_comments(self) -> Sequence[Comment]:
        """Return the comments that wait for the drafter."""
        return [one for one in self.comments if one.open]

    @property
    def rounds(self) -> Sequence[Sequence[Row[Any]]]:
        """Return the questions, those that were put together as one."""
        put = groupby(self.asks, key=lambda ask: (ask.asked_at, ask.asked_by, ask.question))
        return [list(together) for _, together in put]

    def standing(self, ask: Row[Any], at: datetime) -> str:
        """Return how a question stands: its stance, or LATE, WAITING, CLOSED."""
        if ask.stance:
            return str(ask.stance)
        if ask.closed_at is not None:
            return CLOSED
        return LATE if ask.due_at < at else WAITING

    def counts(self, at: datetime) -> Mapping[str, int]:
        """Return how many questions stand in each way."""
        return Counter(self.standing(ask, at) for ask in self.asks)


def read(work: Work, found: Dossier, run: Run | None, *, live: bool = False) -> Review | None:
    """Return what reviewers left on a draft; None where there is no version to review yet, or
    nothing that the actor may see.

    `live` places the comments in the text as it stands, not in the version reviewed.
    """
    row, scope = found.document, access.scope(work)
    whole = row.agency_id in scope or row.drafting_unit_id in scope
    if row.procedure is None or row.version == 0 or (found.own_delivery is not None and not whole):
        return None
    asks = _asks(work, row.id, scope, whole=whole)
    if not (whole or asks):
        return None
    open_to = comments.open_versions(work, run) if run is not None else frozenset[int]()
    shown = max(open_to, default=row.version if whole else max(ask.version for ask in asks))
    body, kept = _comments(work, found, shown, whole=whole, live=live)
    return Review(
        version=row.version,
        shown=shown,
        body=body,
        may=shown in open_to,
        drafts=work.actor.person_id == row.drafter_id and row.signed_by is None,
        whole=whole,
        approvals=_approvals(work, found) if whole else (),
        asks=asks,
        comments=kept,
    )


def _asks(work: Work, key: int, scope: Sequence[int], *, whole: bool) -> Sequence[Row[Any]]:
    asked: Select[Any] = _ASKS
    if not whole:
        person = work.actor.person_id
        theirs = or_(OpinionAsk.person_id.is_(None), OpinionAsk.person_id == person)
        asked = asked.where(OpinionAsk.unit_id.in_(scope), theirs)
    return work.db.execute(asked, {"document": key}).all()


def _approvals(work: Work, found: Dossier) -> list[Approval]:
    """Return the approvals, the voided ones with the reason that the return gave."""
    reasons = {
        tuple(gone): str(told.record.get("reason", ""))
        for told in found.story
        for gone in told.record.get("voided", ())
    }
    rows = work.db.execute(_APPROVALS, {"document": found.document.id}).all()
    return [Approval(row=row, reason=reasons.get((row.kind, row.version), "")) for row in rows]


def _comments(
    work: Work, found: Dossier, shown: int, *, whole: bool, live: bool
) -> tuple[str, list[Comment]]:
    """Return the text that comments are placed in, and the comments."""
    row = found.document
    told = _COMMENTS if whole else _COMMENTS.where(DraftComment.author_id == work.actor.person_id)
    rows = work.db.execute(told, {"document": row.id}).all()
    versions = sorted({shown, *(one.version for one in rows)})
    bodies: dict[int, str] = dict(
        work.db.execute(_BODIES, {"document": row.id, "versions": versions}).tuples().all()
    )
    body = row.body if live else bodies.get(shown, "")
    return body, [Comment(row=one, anchor=_anchor(one, bodies, body)) for one in rows]


def _anchor(row: Row[Any], bodies: Mapping[int, str], body: str) -> Anchor:
    then = Passage(row.paragraph, row.start, row.quote)
    return passages.anchor(then, bodies.get(row.version, ""), body)
