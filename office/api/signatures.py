"""Signatures of what came in: another look at them, and whom the office trusts."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from office.api import current
from office.api.schemas.signatures import StoreShape
from office.api.section import section as new_section
from office.api.wording import Json
from office.services.files import awareness, trusted

section = new_section("signatures", "Chữ ký số / Signatures")


@section.post("/documents/<document:public_id>/signatures")
@section.answers(202, None, 404, 422)
def again(public_id: str) -> tuple[str, int]:
    """Have the signatures of a document that came in looked at again; the clerk's act."""
    with current.office().work(current.actor()) as work:
        awareness.ask(work, public_id)
    return "", HTTPStatus.ACCEPTED


@section.get("/trust")
@section.answers(200, StoreShape, 404)
def store() -> Json:
    """Tell whom the office trusts to certify signatures, for administrators."""
    with current.office().look(current.actor()) as work:
        return asdict(trusted.read(work))
