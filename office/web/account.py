"""Somebody's own account: where they are signed in, their password, their second factor."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.browsers import called
from office.domain.errors import Invalid, NotFound
from office.domain.text import Text
from office.services import people
from office.services.accounts import second_factor, sessions, signing_in
from office.services.accounts.signing_in import Guess
from office.services.work import Work
from office.web import access
from office.web.current import SignedIn, change, seen_by, signed_in
from office.web.session import TRIED_TOO_OFTEN
from office.web.wording import said

bp = Blueprint("account", __name__)
DOT = 5  # pixels a dot of the picture
WRONG_PASSWORD = Text("Mật khẩu hiện tại không đúng.", "The present password is wrong.")
UNLIKE = Text("Hai lần nhập mật khẩu mới không giống nhau.", "The new passwords differ.")


@bp.get("/account")
def show() -> str:
    """Show where the person is signed in, and how they prove who they are."""
    return _page()


@bp.post("/account/password")
def password() -> Response | tuple[str, int]:
    """Keep another password and end every other session; a refusal changes nothing."""
    new = request.form.get("new", "")
    try:
        if new != request.form.get("again", ""):
            raise Invalid(UNLIKE, field="again")
        kept = people.hashed(new)
        guess = _proved()
    except Invalid as refusal:
        return _page(refusal.reasons, "password"), 422
    if guess is None:
        return _page([signing_in.TOO_MANY], "password"), TRIED_TOO_OFTEN
    with change() as work:
        key = signing_in.change_password(work, guess, kept, _session(work))
    access.begin(key)
    done = "Đã đổi mật khẩu; các phiên khác đã kết thúc."
    return _told(Text(done, "The password is changed; your other sessions have ended."))


@bp.post("/account/sessions/<int:session_id>/end")
def end(session_id: int) -> Response:
    """End one of the person's sessions; raises NotFound for any other."""
    with change() as work:
        sessions.end_one(work, _me().key, session_id)
    return _told(Text("Đã kết thúc phiên đó.", "That session has ended."))


@bp.post("/account/sessions/end")
def end_others() -> Response:
    """End every session of the person but this one."""
    with change() as work:
        sessions.revoke_all(work, _me().person_id, but=_session(work))
    return _told(Text("Các phiên khác đã kết thúc.", "Your other sessions have ended."))


@bp.post("/account/second-factor")
def begin() -> Response | tuple[str, int]:
    """Begin a second factor: it counts once its first code was given."""
    try:
        with change() as work:
            second_factor.begin(work, _me().person_id)
    except Invalid as refusal:
        return _page(refusal.reasons), 422
    return redirect(url_for("account.show", _anchor="second-factor"))


@bp.post("/account/second-factor/confirm")
def confirm() -> str | tuple[str, int]:
    """Put the second factor in force, and show the codes to keep: now and never again."""
    try:
        with change() as work:
            codes = second_factor.confirm(work, _me().person_id, request.form.get("code", ""))
    except Invalid as refusal:
        return _page(refusal.reasons, "factor"), 422
    return render_template("recovery_codes.html", codes=codes)


@bp.post("/account/second-factor/end")
def end_factor() -> Response | tuple[str, int]:
    """Take the second factor away, for who knows the password."""
    try:
        guess = _proved()
    except Invalid as refusal:
        return _page(refusal.reasons, "factor"), 422
    if guess is None:
        return _page([signing_in.TOO_MANY], "factor"), TRIED_TOO_OFTEN
    with change() as work:
        signing_in.forgive(work, guess)
        second_factor.end(work, _me().person_id)
    return _told(Text("Đã tắt xác thực hai lớp.", "The second factor is off."))


def _me() -> SignedIn:
    person = signed_in()
    if person is None:
        raise NotFound
    return person


def _session(work: Work) -> int:
    """Return the session in use; raises NotFound when it has ended meanwhile."""
    found = sessions.current(work, _me().key)
    if found is None:
        raise NotFound
    return found.session_id


def _proved() -> Guess | None:
    """Return the guess whose password was right, None after too many; raises Invalid."""
    with change() as work:
        login = people.login_of(work, _me().person_id)
        guess = signing_in.begin(work, login, request.remote_addr or "")
    if guess is not None and not signing_in.proves(guess, request.form.get("password", "")):
        raise Invalid(WRONG_PASSWORD, field="password")
    return guess


def _told(words: Text) -> Response:
    flash(said(words), "done")
    return redirect(url_for("account.show"))


def _page(reasons: Sequence[Text] = (), where: str = "") -> str:
    person = _me()
    work = seen_by(person.actor)
    secret = second_factor.secret_of(work, person.person_id)
    login = people.login_of(work, person.person_id)
    picture = second_factor.address(secret, login) if secret else ""
    return render_template(
        "account.html",
        person=person,
        login=login,
        called=called,
        sessions=sessions.listed(work, person.key),
        reasons=reasons,
        where=where,
        shortest=people.SHORTEST_PASSWORD,
        secret=secret,
        picture=segno.make(picture).svg_data_uri(scale=DOT) if picture else "",
        factor=second_factor.confirmed(work, person.person_id),
        codes_left=second_factor.codes_left(work, person.person_id),
    )
