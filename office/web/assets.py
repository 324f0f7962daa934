"""Style sheets and scripts: our own, and those that come inside installed packages.

Each address carries the hash of the content, so browsers may keep them for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Flask, abort, send_from_directory
from werkzeug.wrappers import Response

from office.web.addresses import fixed

bp = Blueprint("assets", __name__)
YEAR = 365 * 24 * 3600


def _inside(package: str, *parts: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return Path(spec.origin).parent.joinpath(*parts)


#: What is served, by the name in the address; nothing else of a package is.
FOLDERS: Mapping[str, Path] = {
    "office": Path(__file__).parent / "static",
    "bootstrap": _inside("flask_bootstrap", "static", "bootstrap5"),
    "htmx": _inside("js_lib_htmx", "static"),
}


@bp.get("/assets/<package>/<path:name>")
def asset(package: str, name: str) -> Response:
    """Serve one file, to be kept for a year."""
    if package not in FOLDERS:
        abort(404)
    return send_from_directory(FOLDERS[package], name, max_age=YEAR)


@cache
def _mark(package: str, name: str) -> str:
    return hashlib.sha256((FOLDERS[package] / name).read_bytes()).hexdigest()[:12]


def address(package: str, name: str) -> str:
    """Return the address of an asset for a template."""
    return fixed("assets.asset", package=package, name=name, v=_mark(package, name))


def init_app(app: Flask) -> None:
    """Serve the assets and let templates name them."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(asset=address, fixed=fixed)
