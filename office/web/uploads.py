"""Files on their way in from a browser: with a form, or piece by piece by a small script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, NamedTuple, cast

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.text import Text
from office.services.files import stages
from office.web import current, posted
from office.web.errors import foreseen, status_of, told, words_of
from office.web.wording import said

bp = Blueprint("uploads", __name__)
#: How much the script sends at a time.
CHUNK = 4 * 1024 * 1024
#: The hidden fields of a form that name what was uploaded for it.
FIELD = "staged"
DROP, UP = "drop-", "up-"


class Received(NamedTuple):
    """The uploads of a form, in order, and why some of its files were not taken."""

    keys: tuple[str, ...]
    reasons: tuple[Text, ...]

    def whole(self) -> Sequence[str]:
        """Return the keys; raises Invalid when a file was not taken."""
        if self.reasons:
            raise Invalid(*self.reasons, field="files")
        return self.keys


def received() -> Received:
    """Keep the files that came with a form as uploads, so that a refusal loses none of them."""
    named = list(dict.fromkeys(request.form.getlist(FIELD)))
    keys = arranged(named, request.form.get("do", ""))
    reasons: list[Text] = []
    for file in posted.files():
        try:
            with current.look() as work:
                laid = stages.lay(work, file)
            with current.work() as work:
                stages.record(work, laid)
            keys.append(laid.key)
        except (Invalid, Refused) as refusal:
            reasons += refusal.reasons
    return Received(tuple(keys), tuple(reasons))


def arranged(keys: Sequence[str], do: str) -> list[str]:
    """Return a form's uploads after the button `do` dropped one, or moved it up by one place."""
    order = [key for key in keys if do != DROP + key]
    moved = do.removeprefix(UP)
    if do.startswith(UP) and moved in order[1:]:
        place = order.index(moved)
        order[place - 1 : place + 1] = [moved, order[place - 1]]
    return order


@bp.post("/uploads")
def begin() -> tuple[Response, int]:
    """Announce an upload: its name, type and size; answers its key."""
    size = posted.key(request.form.get("size", ""))
    if size is None:
        raise Invalid(Text("Thiếu kích thước tệp.", "The size is missing."), field="size")
    with current.work() as work:
        key = stages.begin(work, request.form.get("name", ""), request.form.get("type", ""), size)
    return jsonify(key=key, offset=0, chunk=CHUNK), 201


@bp.get("/uploads/<key>")
def standing(key: str) -> Response:
    """Tell how much of an upload is here: where to go on after the line was cut."""
    with current.look() as work:
        row = stages.own(work, key)
        return jsonify(offset=stages.offset(work, row), size=row.size, whole=bool(row.digest))


@bp.put("/uploads/<key>")
def add(key: str) -> Response:
    """Add the body of the request at `offset`; anywhere but the end answers 409."""
    place = posted.key(request.args.get("offset", ""))
    with current.look() as work:
        row = stages.own(work, key)
    current.end_reading()
    here = stages.append(work, row, -1 if place is None else place, cast(BinaryIO, request.stream))
    return jsonify(offset=here)


@bp.post("/uploads/<key>/finish")
def finish(key: str) -> Response:
    """Look into an upload that is here as a whole; `sha256` is what the browser counted."""
    with current.look() as work:
        row = stages.own(work, key)
        laid = stages.look_into(work, row, request.form.get("sha256", ""))
    with current.work() as work:
        stages.settle(work, laid)
    return jsonify(key=laid.key, name=laid.name, size=laid.size, type=laid.media_type)


@bp.delete("/uploads/<key>")
def drop(key: str) -> tuple[str, int]:
    """Forget an upload."""
    with current.work() as work:
        stages.drop(work, key)
    return "", 204


@bp.errorhandler(OfficeError)
def refused(error: OfficeError) -> tuple[Response, int]:
    """Tell the script why not, in the language of the page."""
    return jsonify(reasons=[said(reason) for reason in error.reasons]), status_of(error)


@bp.errorhandler(HTTPException)
def http(error: HTTPException) -> tuple[Response, int]:
    """Tell the script what HTTP itself refuses."""
    code = error.code or 500
    return jsonify(reasons=[said(words_of(code))]), code


@bp.errorhandler(Exception)
def fault(error: Exception) -> tuple[Response, int]:
    """Tell the script that something broke, and the number of it."""
    known = foreseen(error)
    return refused(known) if known else (jsonify(reasons=[said(told(error))]), 500)
