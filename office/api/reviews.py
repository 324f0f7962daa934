"""Reviewing drafts: approvals, opinions and comments of a draft; commenting, settling.

Approving, returning, asking for opinions and answering are actions of the document.
"""

from __future__ import annotations

from typing import Any

from office.api import current, wording
from office.api.schemas.reviews import CommentForm, CommentMade, ReviewShape, Settlement
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.errors import NotFound
from office.services import routing
from office.services.outgoing import comments, reviews
from office.services.outgoing.comments import Remark
from office.services.views import dossier
from office.services.work import Work

section = new_section("reviews", "Duyệt dự thảo / Reviews")

_APPROVAL = ("kind", "version", "digest", "at", "voided_at")
_ASK = ("id", "n", "version", "question", "due_at", "asked_at", "stance", "answer", "closed_at")
_COMMENT = (
    "n", "version", "paragraph", "start", "quote", "words", "at", "status", "answer", "settled_at",
)  # fmt: skip


@section.get("/drafts/<document:public_id>/review")
@section.answers(200, ReviewShape, 404)
def review(public_id: str) -> Json:
    """Show what reviewers left on a draft; who was only asked sees what concerns them."""
    with current.office().look(current.actor()) as work:
        return _review(work, public_id)


@section.post("/drafts/<document:public_id>/comments")
@section.arguments(CommentForm)
@section.answers(201, CommentMade, 400, 404, 409, 413, 415, 422)
def comment(form: Json, public_id: str) -> tuple[Json, int]:
    """Comment on a passage of a version: another version by now answers 409."""
    with current.office().work(current.actor()) as work:
        n = comments.add(work, public_id, Remark(**form))
    return {"n": n}, 201


@section.post("/drafts/<document:public_id>/comments/<int(min=1, max=999999):n>/settlement")
@section.arguments(Settlement)
@section.answers(200, ReviewShape, 400, 404, 409, 413, 415, 422)
def settle(form: Json, public_id: str, n: int) -> Json:
    """Say, as the drafter, that a comment is done, or answer it with words."""
    with current.office().work(current.actor()) as work:
        comments.settle(work, public_id, n, form["how"], form["answer"])
        return _review(work, public_id)


def _review(work: Work, public_id: str) -> Json:
    """Return a draft's review; of one that nobody reviewed yet, an empty one."""
    found = dossier.read(work, public_id)
    row = found.document
    if row.procedure is None:
        raise NotFound
    ours = row.agency_id == work.actor.agency_id
    told = reviews.read(work, found, routing.offers(work, public_id)[0] if ours else None)
    if told is None:
        return {"version": row.version, "may_comment": False, **_NOTHING}
    return {
        "version": told.shown,
        "may_comment": told.may,
        "body": told.body,
        "approvals": [
            _copied(one.row, *_APPROVAL)
            | {"by": one.row.by_name, "voided_by": one.row.voided_name, "reason": one.reason}
            for one in told.approvals
        ],
        "opinions": [
            _copied(ask, *_ASK)
            | {"unit": wording.unit(work, ask.unit_id), "person": ask.person_name}
            | {"asked_by": ask.asked_name, "answered_by": ask.answered_name}
            | {"standing": told.standing(ask, work.at)}
            for ask in told.asks
        ],
        "comments": [
            _copied(one.row, *_COMMENT)
            | {"by": one.row.by_name, "settled_by": one.row.settled_name}
            | {"fate": one.anchor.fate, "now_in": one.anchor.paragraph}
            for one in told.comments
        ],
    }


_NOTHING: Json = {"body": "", "approvals": [], "opinions": [], "comments": []}


def _copied(row: Any, *names: str) -> Json:
    return {name: getattr(row, name) for name in names}
