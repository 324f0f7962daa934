"""What helps while a draft is typed: its outline, what rules find, the page as it would print.

Nothing is kept here (`keeping.js` keeps), and nothing waits in a transaction while it prints.
"""

from __future__ import annotations

import base64
from typing import Any

from flask import Blueprint, Response, render_template, request

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.form_checks import FIELDS
from office.domain.structure import renumbered
from office.reports.letter import Letter
from office.services.files import letters, previews, sketches
from office.services.outgoing import sketching
from office.services.outgoing.sketching import Sketch
from office.web import current, draft_forms, headers, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("draft_live", __name__)

Told = dict[str, Any] | tuple[dict[str, Any], int]


@bp.post("/drafts/live")
def new() -> Told:
    """Tell what a new draft is read as while it is typed."""
    return _told(None)


@bp.post("/drafts/<public_id>/live")
def of_draft(public_id: str) -> Told:
    """Tell what the text typed in a draft is read as; `pictures` asks for the page as well."""
    return _told(public_id)


@bp.post("/drafts/typed.pdf")
def print_new() -> Response:
    """Hand out a new draft as it would be printed, with what is typed."""
    return _pdf(None)


@bp.post("/drafts/<public_id>/typed.pdf")
def print_draft(public_id: str) -> Response:
    """Hand out a draft as it would be printed with what is typed, kept or not."""
    return _pdf(public_id)


@bp.post("/drafts/renumbered")
def renumber() -> dict[str, str]:
    """Return the text with articles, clauses and points counted anew, and what was done."""
    done = renumbered(request.form.get("body", "").replace("\r\n", "\n"))
    return {"body": done.text, "words": said(draft_forms.told(done))}


def _told(public_id: str | None) -> Told:
    try:
        found = _sketch(public_id)
    except Invalid as refusal:
        return {"words": said(refusal.reasons[0])}  # half typed is no fault
    except Refused as refusal:
        return {"words": said(refusal.reasons[0])}, status_of(refusal)
    outline = render_template("_draft_outline.html", sketch=found, fields=FIELDS)
    computed = {
        "addressees": "\n".join(found.computed.addressees),
        "receivers": "\n".join(found.computed.recipients),
    }
    answer: dict[str, Any] = {"outline": outline, "computed": computed}
    if request.form.get("pictures"):
        current.end_reading()
        answer |= _pages(found.letter)
    return answer


def _pages(letter: Letter) -> dict[str, Any]:
    try:
        found = sketches.drawn(letter, posted.key(request.form.get("first", "")) or 0)
    except OfficeError as refusal:
        why = render_template("_draft_pages.html", reasons=refusal.reasons, pictures=None)
        return {"pages": why, "busy": previews.BUSY in refusal.reasons}
    drawn = [base64.b64encode(one).decode() for one in found.drawn]
    shown = render_template("_draft_pages.html", reasons=(), pictures=found, drawn=drawn)
    return {"pages": shown}


def _pdf(public_id: str | None) -> Response:
    letter = _sketch(public_id).letter
    current.end_reading()
    answer = Response(letters.pdf(letter), mimetype=letters.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = "inline; filename=ban-in.pdf"
    answer.headers["Content-Security-Policy"] = headers.FILE
    return answer


def _sketch(public_id: str | None) -> Sketch:
    content = draft_forms.content()
    with current.look() as work:
        return sketching.sketch(work, content, public_id)
