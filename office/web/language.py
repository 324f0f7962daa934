"""Choosing the language of the screens; it is kept in a cookie, signed in or not."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, request
from werkzeug.wrappers import Response

from office.web.access import back_to
from office.web.current import LANGUAGE_COOKIE, LANGUAGES

bp = Blueprint("language", __name__)
YEAR = 365 * 24 * 3600


@bp.route("/language/<code>", methods=["GET", "POST"])
def choose(code: str) -> Response:
    """Keep the language and go back to where the person was."""
    if code not in LANGUAGES:
        abort(404)
    answer = redirect(back_to(request.args.get("next", "")))
    answer.set_cookie(
        LANGUAGE_COOKIE,
        code,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return answer
