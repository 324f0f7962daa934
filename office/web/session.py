"""Signing in and out, and choosing in which capacity to work."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from office.services import people
from office.services.accounts import demonstration_people, session_mandates, sessions, signing_in
from office.services.accounts.sessions import Browser
from office.services.accounts.signing_in import SignIn
from office.services.people import Listed
from office.web import access, posted
from office.web.current import change, office, seen_by, signed_in

bp = Blueprint("session", __name__)
TRIED_TOO_OFTEN = 429
#: Where the cookie keeps the key that opens nothing yet.
WAITING = "waiting"


@bp.get("/sign-in")
def sign_in() -> str | Response:
    """Show the form; whoever is signed in already goes on."""
    if signed_in():
        return redirect(_next())
    return _form(request.args.get("as", ""), [])


@bp.post("/sign-in")
def enter() -> str | Response | tuple[str, int]:
    """Open a session under a new key, or say why not; with a second factor, ask for its code."""
    login = request.form.get("login", "")
    with change() as work:
        guess = signing_in.begin(work, login, request.remote_addr or "")
    if guess is None:
        return _form(login, [signing_in.TOO_MANY]), TRIED_TOO_OFTEN
    right = signing_in.proves(guess, request.form.get("password", ""))
    with change() as work:
        opened = signing_in.finish(work, guess, right, browser())
    if opened.key is None:
        return _form(login, [opened.reason]), 422
    return _opened(opened)


@bp.get("/sign-in/code")
def code() -> str | Response:
    """Ask for the code of the second factor."""
    if WAITING not in session:
        return redirect(url_for("session.sign_in", next=request.args.get("next")))
    return _code_form([])


@bp.post("/sign-in/code")
def prove() -> str | Response | tuple[str, int]:
    """Go on with the session that waits for a code, or say why not."""
    key, written = session.get(WAITING, ""), request.form.get("code", "")
    with change() as work:
        opened = signing_in.code(work, key, written, browser())
    if opened.key is not None:
        return _opened(opened)
    if opened.waits:
        return _code_form([opened.reason]), 422
    if opened.reason == signing_in.TOO_MANY:
        return _code_form([opened.reason]), TRIED_TOO_OFTEN
    session.pop(WAITING, None)  # it waited too long
    return redirect(url_for("session.sign_in", next=request.args.get("next")))


def browser() -> Browser:
    """Return where this request comes from, as the list of sessions shows it."""
    return Browser(request.remote_addr or "", request.user_agent.string)


def _opened(opened: SignIn) -> Response:
    before = signed_in()
    if before is not None:
        with change() as work:
            sessions.sign_out(work, before.key)
    if opened.waits:
        access.end()
        session[WAITING] = opened.key
        return redirect(url_for("session.code", next=request.args.get("next")))
    access.begin(opened.key or "")
    return redirect(_next())


def _code_form(reasons: list[object]) -> str:
    return render_template("sign_in_code.html", reasons=reasons, next=request.args.get("next", ""))


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
    """Act in the membership chosen, or under the mandate; raises NotFound unless it is the
    person's own."""
    person = signed_in()
    if person is not None:
        lent = posted.key(request.form.get("delegation", ""))
        with change() as work:
            if lent is not None:
                session_mandates.choose(work, person.key, lent)
            else:
                chosen = posted.key(request.form.get("membership", "")) or 0
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
