"""Who is at the browser: from the signed cookie to a session, a membership and an actor.

Flask-Login keeps one thing, the random key of a session of ours; that session can be
ended here at any moment.  Every address is closed unless it is named below.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, g, redirect, request, session, url_for
from flask_login import LoginManager, login_user, logout_user
from werkzeug.wrappers import Response

from office.domain.errors import Unavailable
from office.services import mandates
from office.services.accounts import sessions
from office.web import kept
from office.web.current import SignedIn, change, end_reading, seen_by, signed_in

#: What anybody may ask for.
OPEN = frozenset(
    {
        "assets.asset", "language.choose", "session.sign_in", "session.enter", "session.code",
        "session.prove",
        # The public page: what it hands out, `services/publishing` alone decides.
        "public.document", "public.feed", "public.file", "public.index", "public.listing",
        "public.nowhere", "public.numbers", "public.numbers_json",
    }
)  # fmt: skip
#: What somebody signed in may ask for before a capacity is chosen.
UNCHOSEN = frozenset({"session.choices", "session.membership", "session.sign_out"})
#: What somebody acting in another's place may ask for; whatever is added is closed to them
#: until it is named here.
LENT = (
    "actions.", "assets.", "delegations.", "directing.", "documents.", "home.index", "inbox.",
    "kept.", "language.", "manual.", "pages.", "session.", "signing.file", "signing.form",
    "signing.take", "versions.",
)  # fmt: skip
#: Everybody's own account, whatever they act as.
ACCOUNT = "account."
#: Programs prove who they are with each request, and hold no cookie.
API = "/api/"


def load(key: str) -> SignedIn | None:
    """Return who a session key stands for, or None when the session has ended."""
    if g.get("out_of_reach"):  # the page that says so is shown to whoever it is
        return None
    try:
        found = sessions.current(seen_by(None), key)
    except Unavailable:
        g.out_of_reach = True
        raise
    if found is None:
        return None
    if found.stale:
        with change() as work:
            sessions.touch(work, found.session_id)
    return SignedIn(
        key=key,
        person_id=found.person_id,
        name=found.name,
        memberships=found.memberships,
        mandates=found.mandates,
        actor=found.actor,
    )


def begin(key: str) -> None:
    """Let this browser hold a new session; what an earlier one left behind is dropped."""
    session.clear()
    person = load(key)
    if person is not None:
        login_user(person)


def end() -> None:
    """Let this browser hold no session."""
    logout_user()
    session.clear()


def back_to(address: str) -> str:
    """Return an address of ours to go back to; the first page for anything else."""
    address = address.rstrip("?")
    parts = urlsplit(address.replace("\\", "/"))
    ours = address.startswith("/") and not parts.scheme and not parts.netloc
    return address if ours and address.isprintable() else url_for("home.index")


def asked_for() -> str | None:
    """Return the address to come back to; None where coming back would repeat an act."""
    if request.method != "GET" or request.path == "/":
        return None
    return request.full_path.rstrip("?")


def guard() -> Response | None:
    """Send whoever may not see the page to where they can change that."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN or request.path.startswith(API):
        return None
    person = signed_in()
    if person is None:
        return redirect(url_for("session.sign_in", next=asked_for() or _kept()))
    if person.actor is None and not (endpoint in UNCHOSEN or endpoint.startswith(ACCOUNT)):
        return redirect(url_for("session.choices", next=asked_for()))
    if person.actor is not None and not endpoint.startswith((*LENT, ACCOUNT)):
        mandates.require_own_capacity(person.actor)
    return None


def _kept() -> str | None:
    """Keep a form that came after its session had ended; return where it is offered back."""
    key = session.get("_user_id")
    return kept.keep_for_the_gone(key) if isinstance(key, str) else None


def init_app(app: Flask) -> None:
    """Close every page to whoever is not signed in."""
    manager = LoginManager(app)
    manager.session_protection = None  # ours are ended by key, not guessed at from addresses
    manager.user_loader(load)
    app.before_request(guard)
    app.teardown_appcontext(end_reading)
