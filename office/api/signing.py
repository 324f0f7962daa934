"""Signing as a program does it: fetch the very bytes, then sign what was fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict

from flask import Response

from office.api import current
from office.api.documents import taken
from office.api.schemas.documents import Taken
from office.api.schemas.signing import SeenForm, ToSignShape
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.downloads import disposition
from office.domain.errors import Refused, Unavailable
from office.domain.signing import AGENCY, DIGITAL, LEADER, PAPER, WAYS
from office.services.explaining import attempts
from office.services.signing import agency, leader
from office.services.work import Work

section = new_section("signing", "Ký số / Signing")
_LETTER = "/documents/<document:public_id>"


@section.get(f"{_LETTER}/signing/sign")
@section.answers(200, ToSignShape, 404, 422)
def to_sign(public_id: str) -> Json:
    """Tell which file a leader would sign, and with which key; 422 says why not now."""
    shown = leader.show(_look, public_id)
    return _told(LEADER, shown) | {"signs": shown.signer["signer_name"], "files": []}


@section.get(f"{_LETTER}/signing/seal")
@section.answers(200, ToSignShape, 404, 422)
def to_seal(public_id: str) -> Json:
    """Tell which file a clerk would sign for the agency; 422 says why not now."""
    shown = agency.show(_look, public_id)
    files = [file.position for file in shown.files]
    return _told(AGENCY, shown) | {"signs": shown.agency, "files": files}


@section.get(f"{_LETTER}/signing/sign/file")
@section.bytes_of_a_file
def file_to_sign(public_id: str) -> Response:
    """Send the very bytes that a leader would sign."""
    return _sent(leader.show(_look, public_id).pdf)


@section.get(f"{_LETTER}/signing/seal/file")
@section.bytes_of_a_file
def file_to_seal(public_id: str) -> Response:
    """Send the very bytes that a clerk would sign for the agency."""
    return _sent(agency.show(_look, public_id).pdf)


@section.post(f"{_LETTER}/signing/sign")
@section.arguments(SeenForm)
@section.answers(200, Taken, 400, 404, 409, 413, 415, 422, 428)
def sign(form: Json, public_id: str) -> Json:
    """Sign the file that was seen; another one by now answers 422, another revision 409."""
    with _noting(public_id, leader.SIGN):
        step = leader.take(_look, _work, public_id, (form["seen"], form["revision"]))
    return taken(public_id, step)


@section.post(f"{_LETTER}/signing/seal")
@section.arguments(SeenForm)
@section.answers(200, Taken, 400, 404, 409, 413, 415, 422, 428)
def seal(form: Json, public_id: str) -> Json:
    """Sign the file that was seen for the agency; other bytes by now answer 422."""
    with _noting(public_id, agency.SEAL):
        step = agency.take(_look, _work, public_id, (form["seen"], form["revision"]))
    return taken(public_id, step)


def _look() -> AbstractContextManager[Work]:
    return current.office().look(current.actor())


def _work() -> AbstractContextManager[Work]:
    return current.office().work(current.actor())


@contextmanager
def _noting(public_id: str, action: str) -> Iterator[None]:
    """Note an attempt that the rules refused, as of every other action."""
    try:
        yield
    except Unavailable:
        raise
    except Refused as refusal:
        with _work() as work:
            attempts.note(work, public_id, action, refusal)
        raise


def _told(whose: str, shown: leader.Shown | agency.Shown) -> Json:
    return {
        "digest": shown.digest,
        "size": len(shown.pdf),
        "revision": shown.revision,
        "way": WAYS[whose, DIGITAL if shown.key else PAPER],
        "key": asdict(shown.key) if shown.key else None,
    }


def _sent(content: bytes) -> Response:
    answer = Response(content, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = disposition("van-ban-trinh-ky.pdf")
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer
