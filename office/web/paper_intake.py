"""Entering what came on paper, and the numbers of secret documents that stay on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.documents import SECRECIES, URGENCIES
from office.domain.errors import Invalid, Refused
from office.domain.numbering import INCOMING, OUTGOING, written
from office.domain.people import CLERK
from office.domain.text import Text
from office.services import access, routing
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.files import stages
from office.services.papers import scans as paper_scans
from office.services.places import correspondents
from office.services.work import Work
from office.services.writing import submissions
from office.web import current, kept, posted, scans, uploads
from office.web.errors import status_of
from office.web.uploads import Received
from office.web.wording import said

bp = Blueprint("registration", __name__)
#: So many known agencies are offered while typing; any other may be typed all the same.
MOST_NAMES = 1000
LONGEST_NUMBER, LONGEST_NOTATION = 16, 40
DIRECTIONS = {
    INCOMING: Text("Sổ văn bản mật đến", "Secret documents received"),
    OUTGOING: Text("Sổ văn bản mật đi", "Secret documents sent"),
}


@bp.get("/paper/new")
def enter() -> str:
    """Show the form for a letter that came on paper."""
    with current.look() as work:
        access.require_role(work, CLERK)
        return _page(work, {}, ())


@bp.post("/paper/new")
def keep() -> Response | str | tuple[str, int]:
    """Take the scans, move them about, or enter the letter and go on to register it.

    Whatever is refused, what was typed and uploaded stays.
    """
    form, do = request.form.to_dict(), request.form.get("do", "save")
    with current.look() as work:
        access.require_role(work, CLERK)
    came = uploads.received()
    if do != "save":
        with current.look() as work:
            typed = scans.filled(work, came.keys, form, do)
            page = _page(work, typed, came.keys, came.reasons)
        return (page, 422) if came.reasons else page
    with current.look() as work:
        scans.shown(work, came.keys)  # their pages are counted before anybody has to wait
    try:
        with current.work() as work:
            began = form.get("once", "")
            public_id = submissions.once(work, began, lambda: _enter(work, form, came))
            kept.sent(work, kept.PAPER)
            _, offers = routing.offers(work, public_id)
    except (Invalid, Refused) as refusal:
        with current.look() as work:
            return _page(work, form, came.keys, refusal.reasons), status_of(refusal)
    flash(said(Text("Đã nhập văn bản giấy; hãy vào sổ.", "Entered; now register it.")), "done")
    action = next(offer.action.name for offer in offers if offer.open)
    return redirect(url_for("actions.form", public_id=public_id, action=action))


def _enter(work: Work, form: Mapping[str, str], came: Received) -> str:
    keys = came.whole()
    named = correspondents.named(work, form.get("issuer", ""), form.get("organ_code", ""))
    issuer, knowing = named
    return paper_scans.enter(knowing, _letter(form, issuer), stages.take(work, keys))


@bp.get("/paper/secret")
def secret() -> str:
    """Show the form that gives a secret document its number."""
    with current.look() as work:
        access.require_role(work, CLERK)
    return _secret_page({}, ())


@bp.post("/paper/secret")
def give() -> Response | tuple[str, int]:
    """Give the number; nothing else of the document is asked for or kept."""
    direction, level = request.form.get("direction", ""), request.form.get("secrecy", "")
    try:
        with current.work() as work:
            number = submissions.once(
                work,
                request.form.get("once", ""),
                lambda: written(registration.enter_secret(work, direction, level).number),
            )
    except (Invalid, Refused) as refusal:
        return _secret_page(request.form, refusal.reasons), status_of(refusal)
    told = Text("{book}: số {number}.", "{book}: number {number}.")
    flash(said(told.filled(book=DIRECTIONS[direction], number=number)), "done")
    return redirect(url_for("registration.secret"))


def _letter(form: Mapping[str, str], issuer: int) -> Letter:
    number, notation = form.get("number", "").strip(), form.get("notation", "").strip()
    too_long = len(number) > LONGEST_NUMBER or len(notation) > LONGEST_NOTATION
    if too_long or (number.isdecimal() and posted.key(number) is None):
        raise Invalid(
            Text("Số hoặc ký hiệu quá dài.", "The number or notation is too long."), field="number"
        )
    return Letter(
        issuer_unit_id=issuer,
        type_code=form.get("type_code", ""),
        number_text=number,
        notation=notation,
        issued_on=posted.day(form.get("issued_on", ""), "issued_on"),
        subject=form.get("subject", ""),
        urgency=posted.urgency(form.get("urgency", "")),
        respond_by=posted.day(form.get("respond_by", ""), "respond_by"),
        arrived_on=posted.day(form.get("arrived_on", ""), "arrived_on"),
        place=form.get("place", ""),
    )


def _page(
    work: Work,
    typed: Mapping[str, str],
    keys: Sequence[str],
    reasons: tuple[Text, ...] = (),
) -> str:
    titles = [(t.code, said(Text(t.title, t.title_en))) for t in work.types.values()]
    elsewhere_first = sorted(
        (unit for unit in work.tree.units.values() if unit.kind.keeps_register),
        key=lambda unit: (unit.kind.hosted, unit.name),
    )
    keeping = kept.around(work, kept.PAPER)
    return render_template(
        "paper_intake.html",
        typed=keeping.typed(typed),
        keeping=keeping,
        reasons=reasons,
        types=[("", said(Text("— chọn loại văn bản —", "— choose a type —"))), *titles],
        urgencies=[(code, said(words)) for code, (_, words) in enumerate(URGENCIES)],
        names=[unit.name for unit in elsewhere_first[:MOST_NAMES]],
        limit=work.settings.attachment_bytes,
        kinds=",".join(f".{kind}" for kind in work.settings.file_types),
        staged=stages.listed(work, keys),
        scans=scans.shown(work, keys),
        offered=scans.offered(work, keys),
        proposal_titles=scans.FIELDS,
    )


def _secret_page(typed: Mapping[str, str], reasons: tuple[Text, ...]) -> str:
    return render_template(
        "paper_secret.html",
        typed=typed,
        reasons=reasons,
        directions=[(name, said(words)) for name, words in DIRECTIONS.items()],
        levels=[(name, said(words)) for name, words in SECRECIES.items() if name],
    )
