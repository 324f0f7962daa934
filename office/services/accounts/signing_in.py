"""Signing in: the password, the second factor where there is one, the throttle on guesses.

A guess is counted before the password is tried, and forgiven when it was right: of guesses
made at once all are counted.  The slow hash runs between two short transactions, so nobody's
writing waits for somebody's sign-in.  Everything here runs on the real clock.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, text

from office.domain.errors import Conflict
from office.domain.text import Text
from office.models.people import Person, SignInFailure
from office.services import people
from office.services.accounts import second_factor, sessions
from office.services.accounts.sessions import Browser
from office.services.work import Work

WINDOW = timedelta(minutes=15)
FAILURES_PER_LOGIN = 5
FAILURES_PER_ADDRESS = 50
#: Said of every sign-in that fails, so that it does not tell which accounts there are.
WRONG = Text("Sai tên đăng nhập hoặc mật khẩu.", "Wrong login or password.")
WRONG_CODE = Text("Mã không đúng hoặc đã dùng rồi.", "The code is wrong, or was used already.")
TOO_MANY = Text(
    "Sai quá nhiều lần. Hãy thử lại sau 15 phút.", "Too many failures. Try again in 15 minutes."
)


class Guess(NamedTuple):
    """A guess that is counted: `kept` is the hash to try the password on."""

    row: int
    person_id: int | None
    kept: str


class SignIn(NamedTuple):
    """The outcome of a sign-in: the key of a session, or why there is none.

    `waits`: the key opens nothing until the code of the second factor was given.
    """

    key: str | None
    reason: Text | None = None
    waits: bool = False


def begin(work: Work, login: str, address: str) -> Guess | None:
    """Count a guess at a login from an address; None when there were too many."""
    login = people.normalised(login)[: people.LONGEST_LOGIN]
    _one_at_a_time(work, login)
    if _throttled(work, login, address):
        return None
    person = work.db.execute(
        select(Person.id, Person.password).where(Person.login == login, Person.active)
    ).first()
    counted = insert(SignInFailure).values(login=login, address=address[:64], at=work.wall)
    row = work.db.execute(counted.returning(SignInFailure.id)).scalar_one()
    if person is None:
        return Guess(row, None, _nobodys_password())
    return Guess(row, person.id, person.password)


def proves(guess: Guess, password: str) -> bool:
    """Say whether a password is the one guessed at: slow by design, so outside transactions."""
    try:
        right = people.HASHER.verify(guess.kept, people.typed(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and guess.person_id is not None


def finish(work: Work, guess: Guess, right: bool, browser: Browser) -> SignIn:
    """Open a session under a new key if the guess was right, and forgive it."""
    if not right or guess.person_id is None or not _still(work, guess):
        return SignIn(None, WRONG)
    forgive(work, guess)
    waits = second_factor.confirmed(work, guess.person_id)
    return SignIn(sessions.begin(work, guess.person_id, browser, waits=waits), waits=waits)


def code(work: Work, key: str, written: str, browser: Browser) -> SignIn:
    """Open a session that waits, under a new key, for who gives the code of the moment.

    Codes are guesses like passwords, and counted as such.
    """
    waiting = sessions.waiting(work, key)
    if waiting is None:
        return SignIn(None, WRONG)
    guess = begin(work, waiting.login, browser.address)
    if guess is None:
        return SignIn(None, TOO_MANY)
    if not second_factor.proves(work, waiting.person_id, written):
        return SignIn(None, WRONG_CODE, waits=True)
    forgive(work, guess)
    return SignIn(sessions.renew(work, waiting.session_id))


def change_password(work: Work, guess: Guess, kept: str, session_id: int) -> str:
    """Keep another password (its hash) for who proved the old one; returns the session's new key.

    Every other session of theirs ends.  Raises Conflict when the password has changed meanwhile.
    """
    if guess.person_id is None or not _still(work, guess):
        raise Conflict
    forgive(work, guess)
    people.keep_password(work, guess.person_id, kept)
    sessions.revoke_all(work, guess.person_id, but=session_id)
    return sessions.renew(work, session_id)


def forgive(work: Work, guess: Guess) -> None:
    """Count a guess no more: it was right."""
    work.db.execute(delete(SignInFailure).where(SignInFailure.id == guess.row))


def _still(work: Work, guess: Guess) -> bool:
    """Say whether account and password are still those that were tried."""
    kept = select(Person.password).where(Person.id == guess.person_id, Person.active)
    return work.db.scalar(kept) == guess.kept


def _one_at_a_time(work: Work, login: str) -> None:
    """Let many guesses at one account wait for each other, so that all of them are counted."""
    if work.db.dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
        lock = text("SELECT pg_advisory_xact_lock(hashtext(:login))")
        work.db.execute(lock, {"login": f"sign-in {login}"})


def _throttled(work: Work, login: str, address: str) -> bool:
    since = SignInFailure.at > work.wall - WINDOW
    for mine, limit in (
        (SignInFailure.login == login, FAILURES_PER_LOGIN),
        (SignInFailure.address == address[:64], FAILURES_PER_ADDRESS),
    ):
        count = work.db.scalar(select(func.count()).select_from(SignInFailure).where(mine, since))
        if (count or 0) >= limit:
            return True
    return False


@cache
def _nobodys_password() -> str:
    """Return a hash to try for unknown logins, so that they take as long as known ones."""
    return people.HASHER.hash(secrets.token_hex())
