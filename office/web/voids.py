"""Declaring a digital signature of a letter void, and taking that back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.numbering import symbol_text
from office.domain.signing import WAYS
from office.domain.text import Text
from office.services.signing import voids
from office.web import current
from office.web.errors import status_of
from office.web.papers import Answer
from office.web.wording import said

bp = Blueprint("voids", __name__)
RESTORE = "restore"
_VOID = Text("Chữ ký đã được hủy hiệu lực.", "The signature is void.")
_BACK = Text("Đã bỏ việc hủy hiệu lực chữ ký.", "The signature is not void any more.")


@bp.get("/documents/<public_id>/signatures/void")
def form(public_id: str) -> Answer:
    """Show the digital signatures of an issued letter; raises NotFound for other agencies."""
    return _page(public_id)


@bp.post("/documents/<public_id>/signatures/void")
def declare(public_id: str) -> Response | Answer:
    """Declare one void, or take that back, with the reason."""
    given = request.form
    act = voids.restore if given.get("do") == RESTORE else voids.void
    try:
        with current.work() as work:
            act(work, public_id, given.get("whose", ""), given.get("reason", ""))
    except (Invalid, Refused) as refusal:
        return _page(public_id, refusal)
    flash(said(_BACK if act is voids.restore else _VOID), "done")
    return redirect(url_for("documents.show", public_id=public_id))


def _page(public_id: str, refusal: OfficeError | None = None) -> Answer:
    with current.look() as work:
        row, found = voids.of_letter(work, public_id)
    page = render_template(
        "signature_void.html",
        document=row,
        symbol=symbol_text(row.number_text, row.notation),
        signatures=found,
        ways=WAYS,
        typed=request.form,
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page
