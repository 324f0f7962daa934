"""An administrator's pages about people: accounts, capacities, and what cannot work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import ADMINISTRATOR, ROLES
from office.domain.text import Text
from office.services import access
from office.services.accounts import readiness, staff
from office.services.work import Work
from office.web import current, picking, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("staff", __name__)


@bp.get("/admin/people")
def index() -> str:
    """List the accounts of the administrator's units, by login."""
    wanted, after = request.args.get("text", ""), request.args.get("after", "")
    with current.look() as work:
        listed, older = staff.accounts(work, wanted, after)
    return render_template(
        "staff.html",
        accounts=listed,
        wanted=wanted,
        older=url_for("staff.index", text=wanted or None, after=older) if older else None,
        newest=url_for("staff.index", text=wanted or None) if after else None,
    )


@bp.get("/admin/people/new")
def new() -> str:
    """Show the form that opens an account."""
    with current.look() as work:
        access.require_role(work, ADMINISTRATOR)
    return render_template("staff_new.html", typed={}, reasons=())


@bp.post("/admin/people/new")
def open_account() -> str | tuple[str, int]:
    """Open an account and show its first password: now and never again."""
    form = request.form
    try:
        with current.work() as work:
            person, password = staff.open_account(work, form.get("login", ""), form.get("name", ""))
    except Invalid as refusal:
        page = render_template("staff_new.html", typed=form, reasons=refusal.reasons)
        return page, status_of(refusal)
    return _password(person, password)


@bp.get("/admin/people/<int:person_id>")
def show(person_id: int) -> str:
    """Show an account and what can be changed of it; raises NotFound."""
    return _page(person_id, {}, ())


@bp.post("/admin/people/<int:person_id>/grant")
def grant(person_id: int) -> Response | tuple[str, int]:
    """Give a capacity; a refusal shows the form again with all that was typed."""
    form = request.form
    try:
        valid = (
            posted.day(form.get("since", ""), "since"),
            posted.day(form.get("until", ""), "until"),
        )
        with current.work() as work:
            login = staff.account(work, person_id).login
            unit = picking.named(work.tree, form.get("unit", "")).key
            staff.grant(work, login, unit, form.get("role", ""), form.get("position", ""), valid)
    except (Invalid, Refused) as refusal:
        return _page(person_id, form, refusal.reasons), status_of(refusal)
    return _told(person_id, Text("Đã giao vai trò.", "The capacity is given."))


@bp.post("/admin/people/<int:person_id>/revoke")
def revoke(person_id: int) -> Response | tuple[str, int]:
    """End a capacity at once."""
    named = posted.key(request.form.get("membership", ""))

    def end(work: Work, login: str) -> None:
        found = [one for one in staff.account(work, person_id).capacities if one.id == named]
        if not found:
            raise NotFound
        staff.revoke(work, login, work.tree[found[0].unit_id].key, found[0].role)

    ended = Text("Vai trò đã kết thúc.", "The capacity has ended.")
    return _done(person_id, end, ended)


@bp.post("/admin/people/<int:person_id>/close")
def close(person_id: int) -> Response | tuple[str, int]:
    """Close an account."""
    return _done(person_id, staff.close, Text("Đã khóa tài khoản.", "The account is closed."))


@bp.post("/admin/people/<int:person_id>/second-factor")
def take_second_factor(person_id: int) -> Response | tuple[str, int]:
    """Take away the second factor of somebody who lost it."""
    off = Text("Đã tắt xác thực hai lớp.", "The second factor is off.")
    return _done(person_id, staff.take_second_factor, off)


@bp.post("/admin/people/<int:person_id>/password")
def password(person_id: int) -> str | tuple[str, int]:
    """Give another password and show it: now and never again."""
    try:
        with current.work() as work:
            new = staff.reset_password(work, staff.account(work, person_id).login)
    except Refused as refusal:
        return _page(person_id, {}, refusal.reasons), status_of(refusal)
    return _password(person_id, new)


@bp.get("/admin/check")
def check() -> str:
    """Show what cannot work as the office is set up."""
    with current.look() as work:
        return render_template("readiness.html", findings=readiness.findings(work))


def _done(
    person_id: int, act: Callable[[Work, str], None], words: Text
) -> Response | tuple[str, int]:
    try:
        with current.work() as work:
            act(work, staff.account(work, person_id).login)
    except Refused as refusal:
        return _page(person_id, {}, refusal.reasons), status_of(refusal)
    return _told(person_id, words)


def _told(person_id: int, words: Text) -> Response:
    flash(said(words), "done")
    return redirect(url_for("staff.show", person_id=person_id))


def _password(person_id: int, password: str) -> str:
    with current.look() as work:
        account = staff.account(work, person_id)
    return render_template("staff_password.html", account=account, password=password)


def _page(person_id: int, typed: Mapping[str, str], reasons: Sequence[Text]) -> str:
    with current.look() as work:
        return render_template(
            "staff_person.html",
            account=staff.account(work, person_id),
            units=sorted(unit.name for unit in work.tree.units.values() if unit.kind.hosted),
            roles=[("", "—"), *((name, said(words)) for name, words in ROLES.items())],
            typed=typed,
            reasons=reasons,
        )
