"""Who asks, of which office: the bearer token's person, found before any view runs."""

from __future__ import annotations

from typing import cast

from flask import current_app, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from office.domain.errors import NotFound
from office.domain.people import Actor
from office.runtime import Office
from office.services import mandates
from office.services.accounts import sessions

REALM = "office"
#: Sections that a token acting in another's place may use.
LENT = (
    "api_documents.", "api_folders.", "api_reference.", "api_signing.", "api_standing_in.",
)  # fmt: skip


def office() -> Office:
    """Return the office this application serves."""
    return cast(Office, current_app.extensions["office"])


def actor() -> Actor:
    """Return the person the token of this request stands for."""
    return cast(Actor, g.token_actor)


def authenticate() -> None:
    """Find the actor of the request's bearer token; cookies count for nothing here.

    Raises Unauthorized for no token, and alike for one that is unknown, expired,
    revoked, or whose membership has ended.
    """
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        raise _unauthorized()
    try:
        with office().look() as work:
            g.token_actor = sessions.actor_of_token(work, given.token)
    except NotFound as unknown:
        raise _unauthorized(error="invalid_token") from unknown
    if not (request.endpoint or "").startswith(LENT):
        mandates.require_own_capacity(g.token_actor)


def _unauthorized(**why: str) -> Unauthorized:
    challenge: dict[str, str | None] = {"realm": REALM, **why}
    return Unauthorized(www_authenticate=WWWAuthenticate("bearer", challenge))
