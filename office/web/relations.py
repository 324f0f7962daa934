"""Replacing, amending, correcting what was issued: begun here, written as any other draft."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.relations import AMENDS, CORRECTS, KINDS, LETTER, REPLACES
from office.domain.text import Text
from office.services import access
from office.services.outgoing import drafting, relating, widening
from office.services.outgoing.relating import Mends
from office.services.views import dossier
from office.services.writing import submissions
from office.web import current
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("relations", __name__)


@bp.get("/documents/<public_id>/relate")
def form(public_id: str) -> str | tuple[str, int]:
    """Show the three ways to mend a document and what each is for."""
    return _page(public_id, None)


@bp.post("/documents/<public_id>/relate")
def begin(public_id: str) -> Response | str | tuple[str, int]:
    """Begin the draft that replaces, amends or corrects a document, and open it to be written."""
    mends = Mends(request.form.get("kind", ""), public_id)
    try:
        with current.work() as work:
            draft = submissions.once(
                work,
                request.form.get("once", ""),
                lambda: drafting.start(work, widening.content(work, mends), mends=mends),
            )
    except (Invalid, Refused) as refusal:
        return _page(public_id, refusal)
    flash(said(Text("Đã lập dự thảo; hãy soạn nội dung.", "The draft is begun: write it.")), "done")
    return redirect(url_for("drafting.edit", public_id=draft))


@bp.post("/drafts/<public_id>/left-out")
def add_left_out(public_id: str) -> Response:
    """Add whoever has the earlier document to the recipients of the one that mends it."""
    with current.work() as work:
        added = widening.add_left_out(work, public_id)
    flash(said(Text("Đã thêm {n} nơi nhận.", "{n} recipients were added.").filled(n=added)), "done")
    return redirect(url_for("drafting.recipients", public_id=public_id))


def _page(public_id: str, refusal: OfficeError | None) -> str | tuple[str, int]:
    with current.look() as work:
        access.require_role(work, *drafting.DRAFTERS)
        read = dossier.read(work, public_id)
        if refusal is None:
            relating.mended(work, Mends(REPLACES, public_id))
        page = render_template(
            "relate.html",
            read=read,
            kinds=[(name, KINDS[name]) for name in (REPLACES, AMENDS, CORRECTS)],
            letter=work.types[LETTER],
            own_type=work.types.get(read.document.type_code),
            chosen=request.form.get("kind", ""),
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page
