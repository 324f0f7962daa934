"""Asking somebody who can: one press on the page, or a form with a word."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.text import Text
from office.services import routing
from office.services.explaining import asking, who_can
from office.services.notifying.nudges import LONGEST_WORD
from office.services.views import dossier
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("nudges", __name__)
_WHO = Text("Hãy chọn người để nhờ.", "Choose whom to ask.")


@bp.get("/documents/<public_id>/nudges/<action>")
def form(public_id: str, action: str) -> str | tuple[str, int]:
    """Show who can take a closed action, with a form to ask one of them."""
    return _page(public_id, action, None)


@bp.post("/documents/<public_id>/nudges/<action>")
def ask(public_id: str, action: str) -> Response | tuple[str, int] | str:
    """Ask a person; a refusal shows the form again with all that was typed."""
    try:
        person = posted.key(request.form.get("person", ""))
        if person is None:
            raise Invalid(_WHO, field="person")
        with current.work() as work:
            asked = asking.ask(work, public_id, action, person, request.form.get("word", ""))
    except (Invalid, Refused) as refusal:
        return _page(public_id, action, refusal)
    done = Text("Đã nhờ {name}.", "{name} was asked.").filled(name=asked.name)
    flash(said(done), "done")
    return redirect(_back(public_id))


def _page(public_id: str, action: str, refusal: OfficeError | None) -> str | tuple[str, int]:
    with current.look() as work:
        read = dossier.read(work, public_id)
        run, offers = routing.offers(work, public_id)
        offer = next((o for o in offers if o.action.name == action), None)
        if offer is None and refusal is None:
            raise NotFound
        able = who_can.people(work, run, offer.action) if offer is not None else []
    page = render_template(
        "nudge.html",
        read=read,
        offer=offer,
        able=able,
        action=action,
        typed=request.form,
        reasons=refusal.reasons if refusal else (),
        back=_back(public_id),
        longest=LONGEST_WORD,
    )
    return (page, status_of(refusal)) if refusal else page


def _back(public_id: str) -> str:
    address = url_for("documents.show", public_id=public_id)
    came_from = request.args.get("from", "")
    return f"{address}?{urlencode({'from': came_from})}" if came_from else address
