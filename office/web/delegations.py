"""Mandates: what the person gave, what they received, what their agency has; giving and ending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from office.domain.delegations import LONGEST_BASIS, POWERS
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import AUDITOR, ROLES
from office.domain.text import Text
from office.services.cover import absences, delegation_lists, delegations
from office.services.cover.delegation_lists import AGENCY, GIVEN, RECEIVED
from office.services.cover.delegations import Grant
from office.services.naming import Names
from office.services.outgoing import orders
from office.services.work import Work
from office.services.writing import submissions
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("delegations", __name__)
MOST_NAMES = 1000
TITLES = {
    GIVEN: Text("Tôi đã ủy quyền", "Given by me"),
    RECEIVED: Text("Tôi được ủy quyền", "Given to me"),
    AGENCY: Text("Của cơ quan tôi", "Of my agency"),
}
STAGES = {
    "upcoming": (Text("Chưa đến ngày", "Not begun"), "waiting"),
    "running": (Text("Đang hiệu lực", "In force"), "done"),
    "over": (Text("Đã hết hạn", "Over"), "open"),
    "revoked": (Text("Đã thu hồi", "Revoked"), "refused"),
}


@bp.get("/delegations")
def index() -> str:
    """Show mandates: given, received, or of the agency; raises NotFound for others'."""
    whose = request.args.get("whose", "")
    with current.look() as work:
        mine = delegations.powers_of(work)
        own = [] if work.actor.role == AUDITOR else [GIVEN, RECEIVED]
        shown = own + ([AGENCY] if delegation_lists.keeps(work) else [])
        whose = whose or (shown[0] if mine or not own else RECEIVED)
        page = delegation_lists.listed(work, whose, read_key(request.args.get("after", "")))
        address = url_for("delegations.index", whose=whose)
        return render_template(
            "delegations.html",
            page=page,
            whose=whose,
            tabs=[(name, said(TITLES[name])) for name in shown],
            stages=STAGES,
            may_give=bool(mine),
            may_order=orders.may_record(work),
            older=f"{address}&after={page.older[0]}.{page.older[1]}" if page.older else None,
            newest=address if request.args.get("after") else None,
        )


@bp.get("/delegations/new")
def new() -> str:
    """Show the form of a mandate; raises NotFound for who has nothing to lend."""
    with current.look() as work:
        return _form(work, MultiDict(), ())


@bp.post("/delegations")
def give() -> Response | tuple[str, int]:
    """Lend what the form says; a refusal shows it again with all that was typed."""
    form = request.form
    try:
        with current.work() as work:
            submissions.once(
                work, form.get("once", ""), lambda: str(delegations.give(work, _grant(work)))
            )
    except (Invalid, Refused) as refusal:
        with current.look() as work:
            return _form(work, form, refusal.reasons), status_of(refusal)
    flash(said(Text("Đã ủy quyền.", "The mandate was given.")), "done")
    return redirect(url_for("delegations.index", whose=GIVEN))


@bp.post("/delegations/<int:key>/revoke")
def revoke(key: int) -> Response:
    """End a mandate at once; raises NotFound for one that is not the actor's to end."""
    with current.work() as work:
        delegations.revoke(work, key)
    flash(said(Text("Đã thu hồi ủy quyền, có hiệu lực ngay.", "Revoked, at once.")), "done")
    whose = request.args.get("whose", GIVEN)
    return redirect(url_for("delegations.index", whose=whose if whose in TITLES else GIVEN))


def read_key(written: str) -> tuple[date, int] | None:
    """Return a list's position written as 'day.row', or None for anything else."""
    day, _, row = written.partition(".")
    key = posted.key(row)
    try:
        return None if key is None else (date.fromisoformat(day), key)
    except ValueError:
        return None


def _grant(work: Work) -> Grant:
    form = request.form
    first, last = (
        posted.day(form.get("first_day", ""), "first_day"),
        posted.day(form.get("last_day", ""), "last_day"),
    )
    if first is None or last is None:
        missing = Text("Hãy ghi ngày bắt đầu và ngày cuối.", "Give the first and the last day.")
        raise Invalid(missing, field="first_day")
    return Grant(
        delegate_id=posted.key(form.get("delegate", "")) or 0,
        first_day=first,
        last_day=last,
        powers=tuple(form.getlist("powers")),
        types=tuple(form.getlist("types")),
        issuers=_issuers(work, form.get("issuers", "")),
        basis=form.get("basis", ""),
        shared=form.get("shared") == "1",
    )


def _issuers(work: Work, written: str) -> tuple[int, ...]:
    """Return the units named, one a line; raises Invalid for a name nobody or several have."""
    names, found = Names(work.tree), []
    for line in filter(None, (line.strip() for line in written.splitlines())):
        units = names.find(line)
        if len(units) != 1:
            unknown = Text("Không rõ cơ quan nào: “{name}”.", "Which agency is “{name}”?")
            raise Invalid(unknown.filled(name=line), field="issuers")
        found.append(units[0].id)
    return tuple(found)


def _form(work: Work, typed: MultiDict[str, str], reasons: Sequence[Text]) -> str:
    powers = delegations.powers_of(work)
    if not powers and not reasons:
        raise NotFound
    return render_template(
        "delegation.html",
        typed=typed,
        reasons=reasons,
        powers=[(name, said(POWERS[name].title)) for name in powers],
        people=_people(work),
        types=[(k.code, said(Text(k.title, k.title_en))) for k in work.types.values()],
        units=sorted(unit.name for unit in work.tree.units.values())[:MOST_NAMES],
        today=work.today.isoformat(),
        signs=work.settings.delegated_signing,
        most=LONGEST_BASIS,
    )


def _people(work: Work) -> list[tuple[Any, str]]:
    """Return who can be a delegate, and beside each when they are away themselves."""
    found = delegations.candidates(work)
    gone = absences.foreseen(work, [member.person_id for member in found])
    choices: list[tuple[Any, str]] = [("", said(Text("— chọn —", "— choose —")))]
    for member in found:
        what = member.position or said(ROLES[member.role])
        away = f" — {said(gone[member.person_id].span)}" if member.person_id in gone else ""
        words = f"{member.name} ({what}, {work.tree[member.unit_id].name}){away}"
        choices.append((member.person_id, words))
    return choices
