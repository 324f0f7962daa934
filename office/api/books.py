"""Books: their bound volumes, and numbers reserved before their document is there."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from flask import Response, send_file

from office.api import current
from office.api.schemas.books import (
    CancelForm,
    HeldShape,
    ReservationForm,
    ReservedPage,
    ReservedQuery,
    VolumeForm,
    VolumeKeys,
    VolumePage,
)
from office.api.schemas.fields import LARGEST
from office.api.schemas.supervision import Below
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.downloads import disposition
from office.domain.errors import NotFound
from office.services.books import bindings, register_book, reservations, reserved
from office.services.books.reserved import Kept

section = new_section("books", "Đóng sổ, giữ số / Bound books, reserved numbers")
#: Unbounded: of two routes of one address a bound would make one that is too large a 405.
BOOK = "<int:register_id>"
KEY = "<int(min=1, max=2147483647):key>"


@section.get(f"/registers/{BOOK}/volumes")
@section.arguments(Below, location="query")
@section.answers(200, VolumePage, 404, 422)
def listed(query: Json, register_id: int) -> Json:
    """List the volumes of a book, the newest first."""
    with current.office().look(current.actor()) as work:
        book = register_book.book(work, _row(register_id))
        rows, older = bindings.listed(work, book, query.get("after"))
    return {"volumes": rows, "next": older}


@section.post(f"/registers/{BOOK}/volumes")
@section.arguments(VolumeForm)
@section.answers(202, VolumeKeys, 400, 404, 413, 415, 422)
def begin(form: Json, register_id: int) -> tuple[Json, int]:
    """Ask for a book to be made as files; the list says when they are there."""
    with current.office().work(current.actor()) as work:
        keys = bindings.begin(work, _row(register_id), bindings.Wanted(**form))
    return {"keys": keys}, HTTPStatus.ACCEPTED


@section.get(f"/registers/{BOOK}/volumes/{KEY}/file")
@section.bytes_of_a_file
def file(register_id: int, key: int) -> Response:
    """Hand out a volume that is made."""
    with current.office().look(current.actor()) as work:
        name, row, content = bindings.file(work, _row(register_id), key)
    sent = send_file(content, mimetype="application/octet-stream")
    sent.headers["Content-Disposition"] = disposition(name)
    sent.content_length = row.size
    return sent


@section.get("/reserved-numbers")
@section.arguments(ReservedQuery, location="query")
@section.answers(200, ReservedPage, 404, 422)
def reserved_numbers(query: Json) -> Json:
    """List the reserved numbers of the books the actor may read."""
    with current.office().look(current.actor()) as work:
        if not register_book.readable(work):
            raise NotFound
        if query["show"] == "settled":
            rows, older = reserved.settled(work, query.get("after"))
        else:
            rows, older = reserved.waiting(work), None
    return {"numbers": [_told(one) for one in rows], "next": older}


@section.post("/reserved-numbers")
@section.arguments(ReservationForm)
@section.answers(201, HeldShape(many=True), 400, 413, 415, 422)
def reserve(form: Json) -> tuple[list[Json], int]:
    """Reserve the next numbers of a series of the actor's agency: clerks."""
    wanted = reservations.Wanted(type_code=form.pop("type"), **form)
    with current.office().work(current.actor()) as work:
        held = reservations.reserve(work, wanted)
    return [{"key": one.key, "number": one.given.number} for one in held], HTTPStatus.CREATED


@section.post(f"/reserved-numbers/{KEY}/cancellation")
@section.arguments(CancelForm)
@section.answers(204, None, 400, 404, 413, 415, 422)
def cancel(form: Json, key: int) -> tuple[str, int]:
    """Cancel a reserved number; it stays in the book with its reason."""
    with current.office().work(current.actor()) as work:
        reservations.cancel(work, key, form["reason"])
    return "", HTTPStatus.NO_CONTENT


def _row(register_id: int) -> int:
    """Return a row's key; one that no database would take is none of ours."""
    return register_id if register_id <= LARGEST else 0


def _told(one: Kept) -> Json:
    return {**asdict(one), "document": one.document or None}
