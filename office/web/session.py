"""Signing in and out, and choosing in which capacity to work."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.services import demonstration_people, people, sessions
from office.services.people import Listed
from office.web import access
from office.web.current import change, office, seen_by, signed_in

bp = Blueprint("session", __name__)
TRIED_TOO_OFTEN = 429


@bp.get("/sign-in")
def sign_in() -> str | Response:
    """Show the form; whoever is signed in already goes on."""
    if signed_in():
        return redirect(_next())
    return _form(request.args.get("as", ""), [])


@bp.post("/sign-in")
def enter() -> str | Response | tuple[str, int]:
    """Open a session under a new key, or say why not."""
    login = request.form.get("login", "")
    with change() as work:
        opened = sessions.sign_in(
            work, login, request.form.get("password", ""), request.remote_addr or ""
        )
    if opened.key is None:
        status = TRIED_TOO_OFTEN if opened.reason == sessions.TOO_MANY else 422
        return _form(login, [opened.reason]), status
    before = signed_in()
    if before is not None:
        with change() as work:
            sessions.sign_out(work, before.key)
    access.begin(opened.key)
    return redirect(_next())


@bp.post("/sign-out")
def sign_out() -> Response:
    """End the session here and in the database."""
    person = signed_in()
    if person is not None:
        with change() as work:
            sessions.sign_out(work, person.key)
    access.end()
    return redirect(url_for("session.sign_in"))


@bp.get("/membership")
def choices() -> str:
    """Ask in which capacity the person works now."""
    return render_template("membership.html", person=signed_in(), next=request.args.get("next", ""))


@bp.post("/membership")
def membership() -> Response:
    """Act in the membership chosen; raises NotFound unless it is the person's own."""
    person = signed_in()
    if person is not None:
        chosen = request.form.get("membership", type=int) or 0
        with change() as work:
            sessions.choose(work, person.key, chosen)
    return redirect(_next())


def _next() -> str:
    return access.back_to(request.args.get("next", ""))


def _form(login: str, reasons: list[object]) -> str:
    return render_template(
        "sign_in.html",
        login=login,
        reasons=reasons,
        password=demonstration_people.PASSWORD,
        invented=_invented(),
        next=request.args.get("next", ""),
    )


def _invented() -> list[Listed]:
    """Return the people of the demonstration, only while its clock runs."""
    work = seen_by(None)
    return people.demonstration_people(work) if office().demonstrates else []
