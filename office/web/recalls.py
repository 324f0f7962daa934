"""Recalling what was sent: what it can still achieve with each recipient, before it is pressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.recalls import ANSWERS, AT_ONCE, BY_CONSENT, NOTHING, WAITING, WAYS
from office.domain.text import Text, joined
from office.services.views import dossier
from office.services.wire import recalling
from office.services.wire.recalling import Outcome
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("recalls", __name__)
#: More recipients than these are not listed one by one.
SHOWN = 500
_TONES = {AT_ONCE: "done", BY_CONSENT: "waiting", WAITING: "open", NOTHING: "refused"}
_DONE: dict[str, Text] = {
    AT_ONCE: Text("đã lấy lại từ {n} nơi nhận", "taken back from {n}"),
    BY_CONSENT: Text("đã đề nghị {n} nơi nhận đồng ý", "{n} asked to agree"),
    WAITING: Text("{n} nơi nhận vẫn đang chờ trả lời", "{n} still to answer"),
    NOTHING: Text("{n} nơi nhận không còn gì để thu hồi", "nothing left to recall at {n}"),
}
_OTHER = Text(
    "{n} nơi nhận vừa có thay đổi trước khi bạn bấm, nên kết quả khác với lúc xem",
    "{n} had moved before you pressed, so that it went another way",
)


@bp.get("/documents/<public_id>/recall")
def form(public_id: str) -> str | tuple[str, int]:
    """Show what a recall can do at each recipient, with the form to ask for it."""
    return _page(public_id, None)


@bp.post("/documents/<public_id>/recall")
def ask(public_id: str) -> Response | str | tuple[str, int]:
    """Recall from the ticked recipients, or from all; a refusal keeps what was typed."""
    ticked = posted.keys(request.form.getlist("unit"))
    wanted = {unit: request.form.get(f"seen-{unit}", "") for unit in ticked}
    everywhere = request.form.get("from") == "all"
    try:
        with current.work() as work:
            reason = request.form.get("reason", "")
            done = recalling.ask(work, public_id, reason, None if everywhere else wanted)
    except (Invalid, Refused) as refusal:
        return _page(public_id, refusal)
    flash(said(_told(done)), "done")
    return redirect(url_for("recalls.form", public_id=public_id))


@bp.post("/documents/<public_id>/recall/<int:unit_id>/drop")
def drop(public_id: str, unit_id: int) -> Response | str | tuple[str, int]:
    """Drop a recall that waits for an answer."""
    try:
        with current.work() as work:
            recalling.drop(work, public_id, unit_id, request.form.get("reason", ""))
    except (Invalid, Refused) as refusal:
        return _page(public_id, refusal)
    flash(said(Text("Đã thôi thu hồi.", "The recall was dropped.")), "done")
    return redirect(url_for("recalls.form", public_id=public_id))


def _page(public_id: str, refusal: OfficeError | None) -> str | tuple[str, int]:
    with current.look() as work:
        found = recalling.prospects(work, public_id)
        read = dossier.read(work, public_id)
        page = render_template(
            "recall.html",
            read=read,
            found=found[:SHOWN],
            all=len(found),
            counts=[(WAYS[way], way, n) for way, n in _in_order(recalling.counted(found))],
            can=sum(one.way in (AT_ONCE, BY_CONSENT) for one in found),
            most=recalling.MOST,
            ways=WAYS,
            tones=_TONES,
            answers=ANSWERS,
            at=work.at,
            typed=request.form,
            ticked=posted.keys(request.form.getlist("unit")),
            whole=request.args.get("tick") == "all",
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page


def _in_order(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(way, counts[way]) for way in WAYS if way in counts]


def _told(done: Sequence[Outcome]) -> Text:
    """Return what came of it, counted by the way it went."""
    counts = Counter(one.way for one in done)
    lines = [words.filled(n=counts[way]) for way, words in _DONE.items() if counts[way]]
    if others := sum(one.other for one in done):
        lines.append(_OTHER.filled(n=others))
    return Text("Thu hồi: {lines}.", "Recall: {lines}.").filled(lines=joined(lines))
