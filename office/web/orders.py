"""Orders to sign (TL.): the chief of office or an administrator records what the rules say."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from office.domain.delegations import LONGEST_BASIS
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import ROLES
from office.domain.text import Text
from office.services.cover.delegation_lists import AGENCY
from office.services.outgoing import orders, signing_capacity
from office.services.outgoing.orders import Order
from office.services.work import Work
from office.services.writing import submissions
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("orders", __name__)
_DAYS = Text("Hãy ghi ngày bắt đầu và ngày cuối.", "Give the first and the last day.")


@bp.get("/orders/new")
def new() -> str:
    """Show the form of an order; raises NotFound for who does not record them."""
    with current.look() as work:
        if not orders.may_record(work):
            raise NotFound
        return _form(work, MultiDict(), ())


@bp.post("/orders")
def record() -> Response | tuple[str, int]:
    """Record what the form says; a refusal shows it again with all that was typed."""
    form = request.form
    try:
        with current.work() as work:
            submissions.once(work, form.get("once", ""), lambda: str(orders.record(work, _order())))
    except (Invalid, Refused) as refusal:
        with current.look() as work:
            if not orders.may_record(work):
                raise NotFound from refusal
            return _form(work, form, refusal.reasons), status_of(refusal)
    flash(said(Text("Đã ghi việc giao ký thừa lệnh.", "The order was recorded.")), "done")
    return redirect(url_for("delegations.index", whose=AGENCY))


def _order() -> Order:
    form = request.form
    first, last = (posted.day(form.get(name, ""), name) for name in ("first_day", "last_day"))
    if first is None or last is None:
        raise Invalid(_DAYS, field="first_day")
    return Order(
        delegate_id=posted.key(form.get("delegate", "")) or 0,
        first_day=first,
        last_day=last,
        types=tuple(form.getlist("types")),
        basis=form.get("basis", ""),
    )


def _form(work: Work, typed: MultiDict[str, str], reasons: Sequence[Text]) -> str:
    people = [("", said(Text("— chọn —", "— choose —")))]
    for member in orders.candidates(work):
        what = member.position or said(ROLES[member.role])
        people.append(
            (str(member.person_id), f"{member.name} ({what}, {work.tree[member.unit_id].name})")
        )
    return render_template(
        "order.html",
        typed=typed,
        reasons=reasons,
        people=people,
        types=[(k.code, said(Text(k.title, k.title_en))) for k in work.types.values()],
        head=signing_capacity.head(work, work.actor.agency_id),
        today=work.today.isoformat(),
        most=LONGEST_BASIS,
    )
