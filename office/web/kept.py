"""What is typed is kept: by a script after each pause, by a button without one, and when a
session had ended before the form was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import OfficeError
from office.domain.text import Text
from office.services.accounts import ended_sessions
from office.services.work import Work
from office.services.writing import kept_texts, submissions
from office.services.writing.kept_texts import Kept, Page
from office.web import current, draft_begun, posted
from office.web.draft_begun import NEW_DRAFT
from office.web.errors import status_of
from office.web.wording import moment, said

bp = Blueprint("kept", __name__)
DRAFT, PAPER, COMMENT = "draft", "paper", "comment"
#: Fields that belong to the page, not to what somebody writes in it.
_OF_PAGE = {
    "csrf_token", "once", "revision", "do", "kept_writer", "kept_version", "phrase", "begun",
    "about", "version",
}  # fmt: skip
#: How the script says that it asks.
_SCRIPT = "X-Keeping"
KEPT = Text("Đã lưu nháp lúc {at}.", "Kept at {at}.")
ELSEWHERE = Text(
    "Một trang khác của bạn cũng đang viết mẫu này; giữ bản mới nhất, của trang này.",
    "Another page of yours is writing this form too; the newest text, this page's, is kept.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What a page needs to keep one form: which one it is, and what was found of it.

    `kept` is None when nothing was kept, or the page shows what has just been posted;
    `changed` when the document has moved since the text was kept.
    """

    form: str
    about: str
    writer: str
    version: int
    kept: Kept | None
    changed: bool

    def typed(self, otherwise: Mapping[str, str]) -> Mapping[str, str]:
        """Return the fields kept, or else the others."""
        return self.kept.fields if self.kept is not None else otherwise

    @property
    def of_page(self) -> str:
        """Return the names of the fields that nobody writes, for the script."""
        return " ".join(sorted(_OF_PAGE))


class Rescued(NamedTuple):
    """The texts of a form that could not be taken, and where the form is."""

    texts: list[str]
    address: str


def around(work: Work, form: str, about: str = "", revision: int | None = None) -> Keeping:
    """Return what the page of a form needs to keep it; a page just opened offers what was kept."""
    posted_here = request.method != "GET"
    kept = None if posted_here else kept_texts.find(work, form, about)
    seen = posted.key(request.form.get("kept_version", "")) or 0
    return Keeping(
        form=form,
        about=about,
        writer=request.form.get("kept_writer") or submissions.new_key(),
        version=kept.version if kept else seen,
        kept=kept,
        changed=kept is not None and kept.revision not in (None, revision),
    )


@bp.get("/kept")
def index() -> str:
    """List what the person has begun to write and not sent."""
    with current.look() as work:
        texts = kept_texts.mine(work)
    shown = [(one, title_of(one), address_of(one.form, one.about)) for one in texts]
    return render_template("kept.html", texts=shown)


@bp.post("/kept/<form>")
def keep(form: str) -> Response | tuple[Any, int]:
    """Keep the fields of a form as they stand; say when, and whether another page writes too."""
    about, scripted = request.args.get("about", ""), _SCRIPT in request.headers
    try:
        with current.work() as work:
            kept = kept_texts.keep(work, form, about, fields_posted(), _page())
    except OfficeError as refusal:
        if not scripted:
            raise
        return {"words": said(refusal.reasons[0])}, status_of(refusal)
    words = said(KEPT).format(at=moment(kept.at))
    if kept.elsewhere:
        words += f" {said(ELSEWHERE)}"
    if scripted:
        return {"version": kept.version, "words": words, "elsewhere": kept.elsewhere}, 200
    flash(words, "done")
    return redirect(address_of(form, about))


@bp.post("/kept/<form>/discard")
def discard(form: str) -> Response:
    """Throw away what was kept of a form."""
    about = request.args.get("about", "")
    with current.work() as work:
        kept_texts.forget(work, form, about)
    flash(said(Text("Đã bỏ nội dung viết dở.", "The unfinished text is thrown away.")), "done")
    listed = request.args.get("list") == "1"
    return redirect(url_for("kept.index") if listed else address_of(form, about))


def keep_for_the_gone(session_key: str) -> str | None:
    """Keep a form that came after its session had ended, for whoever the session was.

    Returns the address of the form, where it is offered back to that person alone; None when
    the request brings no form that is kept.
    """
    place = _place_posted()
    if place is None:
        return None
    form, about = place
    with current.change() as work:
        gone = ended_sessions.whose(work, session_key)
    if gone is None:
        return None
    try:
        with current.change(gone) as work:
            kept_texts.keep(work, form, about, fields_posted(), _page())
    except OfficeError:
        return None
    return address_of(form, about)


def rescued() -> Rescued:
    """Return what was typed into the form of this request, when it is one that is kept."""
    place = _place_posted()
    if place is None:
        return Rescued([], "")
    return Rescued([text for text in fields_posted().values() if " " in text], address_of(*place))


def sent(work: Work, form: str, about: str = "") -> None:
    """Throw away what was kept of the form that the request has just done, in its transaction."""
    kept_texts.sent(work, form, about, request.form.get("kept_writer", ""))


def fields_posted() -> dict[str, str]:
    """Return the fields of the request's form that somebody wrote or chose."""
    return {name: value for name, value in request.form.items() if name not in _OF_PAGE}


def address_of(form: str, about: str) -> str:
    """Return where a form is filled in."""
    if form.startswith(NEW_DRAFT):
        return draft_begun.address_of(form, about)
    if form == DRAFT and about:
        return url_for("drafting.edit", public_id=about)
    if form == COMMENT and about:
        return url_for("comments.show", public_id=about)
    if form == PAPER:
        return url_for("registration.enter")
    if not about:
        return url_for("kept.index")
    return url_for("actions.form", public_id=about, action=form)


def title_of(kept: Kept) -> str:
    """Return what a kept text was to become, in words."""
    if kept.form.startswith(NEW_DRAFT):
        return said(Text("Soạn dự thảo", "New draft"))
    named = {
        DRAFT: Text("Sửa dự thảo", "Change the draft"),
        PAPER: Text("Nhập văn bản giấy", "Enter a paper letter"),
        COMMENT: Text("Góp ý tại đoạn", "Comment on a passage"),
    }
    for procedure in current.office().procedures.all():
        named |= {action.name: action.button for action in procedure.actions}
    return said(named.get(kept.form, Text(kept.form, kept.form)))


def _place_posted() -> tuple[str, str] | None:
    """Return (form, about) of the form that was posted, None for any other request."""
    given = request.view_args or {}
    if request.method != "POST":
        return None
    if request.endpoint in ("actions.take", "directing.prepare"):
        return given["action"], given["public_id"]
    if request.endpoint == "kept.keep":
        return given["form"], request.args.get("about", "")
    return {
        "drafting.create": draft_begun.place_of(request.form),
        "drafting.change": (DRAFT, given.get("public_id", "")),
        "registration.keep": (PAPER, ""),
        "comments.add": (COMMENT, given.get("public_id", "")),
    }.get(request.endpoint or "")


def _page() -> Page:
    return Page(
        writer=request.form.get("kept_writer", ""),
        seen=posted.key(request.form.get("kept_version", "")) or 0,
        revision=posted.key(request.form.get("revision", "")),
    )
