"""Paper: entering what did not come by wire, and the numbers of secret documents."""

from __future__ import annotations

from http import HTTPStatus
from itertools import chain

from flask import url_for

from office.api import current, wording
from office.api.drafts import Made, uploaded
from office.api.schemas.drafts import Entered, LetterForm, Numbered, SecretForm
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.people import CLERK
from office.services import access
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.files import stages
from office.services.papers import scans
from office.services.work import Work

section = new_section("paper", "Văn bản giấy / Paper")


@section.post("/paper")
@section.arguments(LetterForm, location="multipart")
@section.answers(201, Entered, 400, 404, 413, 415, 422)
def enter(form: Json) -> Made:
    """Enter a paper letter as accepted, to be registered next."""
    with current.office().look(current.actor()) as work:
        access.require_role(work, CLERK)
    came = [uploaded(file) for file in form["files"]]
    with current.office().work(current.actor()) as work:
        files = chain(stages.take(work, form["staged"]), came)
        public_id = scans.enter(work, _letter(work, form), files)
        told = {"id": public_id, "lookalikes": registration.lookalikes(work, public_id)}
    where = url_for("api_documents.document", public_id=public_id)
    return told, HTTPStatus.CREATED, {"Location": where}


@section.post("/secrets")
@section.arguments(SecretForm)
@section.answers(201, Numbered, 400, 413, 415, 422)
def enter_secret(form: Json) -> tuple[Json, int]:
    """Give a secret document its number in the book of its own; nothing else of it is kept."""
    with current.office().work(current.actor()) as work:
        given = registration.enter_secret(work, form["direction"], form["secrecy"])
    return {"number": given.number}, HTTPStatus.CREATED


def _letter(work: Work, form: Json) -> Letter:
    return Letter(
        issuer_unit_id=wording.unit_ids(work, [form["issuer"]], "issuer")[0],
        type_code=form["type"],
        number_text=form["number"].strip(),
        notation=form["notation"],
        issued_on=form["issued_on"],
        subject=form["subject"],
        urgency=form["urgency"],
        respond_by=form["respond_by"],
        place=form["place"],
    )
