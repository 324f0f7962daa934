"""Notifications: the list, marking as read, and how one wants to be told."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError
from office.domain.notices import EVENTS, MAILS, sentence
from office.domain.text import Text
from office.services.notifying import choices, mails, notices
from office.services.notifying.choices import Choice
from office.web import current
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("notices", __name__)
#: Keys of rows are longer than what other forms post.
LONGEST_KEY = 17


@bp.get("/notifications")
def index() -> str:
    """Show what the actor was told, the newest first."""
    before = _key(request.args.get("before", ""))
    with current.look() as work:
        lines, older = notices.page(work, before)
    here = url_for("notices.index")
    return render_template(
        "notifications.html",
        lines=[(line, said(sentence(line.event, line.facts))) for line in lines],
        newest=here if before else None,
        older=f"{here}?before={older}" if older else None,
        upto=lines[0].id if lines else 0,
    )


@bp.post("/notifications/read")
def read() -> Response:
    """Mark everything up to the newest one shown as read."""
    with current.work() as work:
        notices.mark(work, _key(request.form.get("upto", "")) or 0)
    return redirect(url_for("notices.index"))


@bp.post("/notifications/<int:key>/open")
def open_one(key: int) -> Response:
    """Mark one as read and go to its document; raises NotFound for somebody else's."""
    with current.work() as work:
        document = notices.where(work, key)
        notices.mark(work, 0, only=key)
    if document is None:
        return redirect(url_for("notices.index"))
    return redirect(url_for("documents.show", public_id=document))


@bp.get("/notifications/settings")
def settings() -> str | tuple[str, int]:
    """Show how each event is told to the actor."""
    with current.look() as work:
        chosen = choices.of_everything(work, current.actor().person_id or 0)
        return _settings(chosen, choices.address(work), mails.configured(work))


@bp.post("/notifications/settings")
def choose() -> Response | str | tuple[str, int]:
    """Keep what was chosen; a refusal shows the form again as it was filled."""
    address = request.form.get("mail_address", "")
    chosen = {
        name: Choice(
            badge=f"badge-{name}" in request.form,
            mail=request.form.get(f"mail-{name}", event.mail),
        )
        for name, event in EVENTS.items()
    }
    try:
        with current.work() as work:
            choices.keep(work, chosen, address)
    except Invalid as refusal:
        with current.look() as work:
            return _settings(chosen, address, mails.configured(work), refusal)
    flash(said(Text("Đã lưu cách nhận thông báo.", "Your choices are kept.")), "done")
    return redirect(url_for("notices.settings"))


def _settings(
    chosen: dict[str, Choice], address: str, mailing: bool, refusal: OfficeError | None = None
) -> str | tuple[str, int]:
    page = render_template(
        "notification_settings.html",
        rows=[(event, chosen[name]) for name, event in EVENTS.items()],
        address=address,
        mailing=mailing,
        mails=[(code, said(words)) for code, words in MAILS.items()],
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page


def _key(written: str) -> int | None:
    plain = written.isascii() and written.isdecimal() and len(written) <= LONGEST_KEY
    return int(written) if plain else None
