"""Work of absent people: what waits for somebody who cannot act, and handing it to another."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused, Unsure
from office.domain.people import AUDITOR
from office.domain.text import Text
from office.services.leaving import handover, heirs, stuck
from office.services.leaving.handover import Heir
from office.services.work import Work
from office.web import current, posted
from office.web.assigning import people_of
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("handover", __name__)
WHY = {
    handover.AWAY: Text("đang vắng hoặc vắng khi đến hạn", "away now or when it is due"),
    handover.LEFT: Text(
        "không còn làm việc ở đơn vị: việc mồ côi", "no longer in the unit: orphaned"
    ),
    handover.CLOSED: Text("đơn vị đã giải thể: việc mồ côi", "the unit is gone: orphaned"),
}


@bp.get("/handover")
def index() -> str:
    """Show what waits for people who cannot act, where the actor looks after it."""
    with current.look() as work:
        return _page(work, None)


@bp.post("/handover")
def take() -> Response | tuple[str, int]:
    """Hand the items chosen to somebody else: all of them or, with the reason why, none."""
    form = request.form
    try:
        with current.work() as work:
            unit, _, person = form.get("who-0", "").partition("-")
            heir = Heir(
                unit_id=posted.key(unit) or 0,
                person_id=posted.key(person) or 0,
                reason=form.get("reason", ""),
                aware_of=frozenset(posted.keys(form.getlist("aware"))),
            )
            if not heir.person_id:
                raise Invalid(Text("Hãy chọn người nhận.", "Choose who takes over."), field="who")
            giver = (posted.key(form.get("giver", "")), posted.key(form.get("unit", "")) or 0)
            count = handover.hand_over(work, form.getlist("items"), giver, heir)
    except (Refused, Invalid, Conflict, NotFound) as refusal:
        with current.look() as work:
            return _page(work, refusal), status_of(refusal)
    told = Text("Đã bàn giao {n} việc.", "{n} items were handed over.").filled(n=count)
    flash(said(told), "done")
    return redirect(url_for("handover.index"))


def _page(work: Work, refusal: OfficeError | None) -> str:
    if work.actor.role == AUDITOR:
        raise NotFound
    piles = handover.piles(work)
    reasons: Sequence[Text] = refusal.reasons if refusal else ()
    return render_template(
        "handover.html",
        piles=piles,
        reasons=reasons,
        unsure=refusal.people if isinstance(refusal, Unsure) else (),
        typed=request.form,
        titles=stuck.TITLES,
        why={code: said(words) for code, words in WHY.items()},
        choices=people_of(work) if piles else [],
        may_act=work.actor.role in heirs.HANDING,
    )
