"""Signing in as an entry point does, in one piece of work."""

from office.services.accounts import signing_in
from office.services.accounts.sessions import Browser
from office.services.accounts.signing_in import SignIn
from office.services.work import Work

HOME = "10.0.0.1"


def sign_in(work: Work, login: str, password: str, address: str = HOME) -> SignIn:
    """Guess at a password; the outcome as the sign-in page gets it."""
    guess = signing_in.begin(work, login, address)
    if guess is None:
        return SignIn(None, signing_in.TOO_MANY)
    right = signing_in.proves(guess, password)
    return signing_in.finish(work, guess, right, Browser(address, "Firefox"))


def key_for(work: Work, login: str, password: str, address: str = HOME) -> str | None:
    """Return the key of the session opened, None when it was refused."""
    return sign_in(work, login, password, address).key
