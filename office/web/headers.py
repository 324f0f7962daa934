"""What every answer tells the browser: load nothing from elsewhere, guess nothing, keep nothing."""

from __future__ import annotations

from flask import Flask, Response

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'"
)
#: A file somebody sent us: it may be looked at, it may do nothing.  No `sandbox`: the
#: browser's own PDF viewer would refuse to open.
FILE = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'"


def secured(response: Response) -> Response:
    """Add the headers, leaving those a view has already chosen."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", PAGE)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app: Flask) -> None:
    """Send the headers with every answer."""
    app.after_request(secured)
