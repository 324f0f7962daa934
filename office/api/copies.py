"""Certified copies, who signs them, and loans of file copies; by the same services as the pages."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, send_file

from office.api import current, wording
from office.api.papers import KEY, period
from office.api.schemas.copies import (
    CopyForm,
    CopyPage,
    CopyShape,
    CopySignerForm,
    CopySignerShape,
    EnteredKey,
    LoanForm,
    LoanPage,
    ReturnForm,
)
from office.api.schemas.papers import PaperBookQuery, PaperReason
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.downloads import disposition
from office.domain.errors import NotFound
from office.services.papers import certified, copy_book, loans, post_book, signers
from office.services.papers.copy_orders import Order
from office.services.papers.loans import Lending
from office.services.papers.signers import Naming
from office.services.views import dossier

section = new_section("copies", "Bản sao, bản lưu / Certified and file copies")


@section.get("/copies")
@section.arguments(PaperBookQuery, location="query")
@section.answers(200, CopyPage, 404, 422)
def book(query: Json) -> Json:
    """Read the book of certified copies, the newest first."""
    with current.office().look(current.actor()) as work:
        page = copy_book.page(work, period(query), query.get("below"))
    return {"copies": [_copy(row) for row in page.lines], "next": page.older}


@section.get("/documents/<document:public_id>/copies")
@section.answers(200, CopyShape(many=True), 404)
def of_document(public_id: str) -> list[Json]:
    """List the copies that the actor's agency made of a document, the newest first."""
    with current.office().look(current.actor()) as work:
        read = dossier.read(work, public_id)
        if read.content_closed:
            raise NotFound
        return [_copy(row) for row in copy_book.of_document(work, read.document.id)]


@section.post("/documents/<document:public_id>/copies")
@section.arguments(CopyForm)
@section.answers(201, EnteredKey, 400, 404, 409, 413, 415, 422)
def make(form: Json, public_id: str) -> tuple[Json, int]:
    """Make a certified copy under the next number of the agency's series."""
    office, actor = current.office(), current.actor()
    key = certified.certify(
        lambda: office.look(actor), lambda: office.work(actor), public_id, Order(**form)
    )
    return {"key": key}, HTTPStatus.CREATED


@section.get(f"/copies/{KEY}/file")
@section.bytes_of_a_file
def file(key: int) -> Response:
    """Hand out the PDF of a copy."""
    with current.office().look(current.actor()) as work:
        row, _ = copy_book.readable(work, key)
        content = work.storage.open(row.digest)
    answer = send_file(content, mimetype="application/octet-stream")
    name = f"{row.symbol.replace('/', '-')}.pdf"
    answer.headers["Content-Disposition"] = disposition(name)
    answer.content_length = row.size
    return answer


@section.post(f"/copies/{KEY}/cancellation")
@section.arguments(PaperReason)
@section.answers(204, None, 400, 404, 413, 415, 422)
def cancel(form: Json, key: int) -> tuple[str, int]:
    """Cancel the number of a copy; it stays in the book with its reason."""
    with current.office().work(current.actor()) as work:
        certified.cancel(work, key, form["reason"])
    return "", HTTPStatus.NO_CONTENT


@section.get("/copy-signers")
@section.answers(200, CopySignerShape(many=True), 404)
def named() -> Any:
    """List who signs copies in the actor's agency."""
    with current.office().look(current.actor()) as work:
        post_book.units(work)
        return signers.listed(work)


@section.post("/copy-signers")
@section.arguments(CopySignerForm)
@section.answers(204, None, 400, 413, 415, 422)
def name(form: Json) -> tuple[str, int]:
    """Let somebody sign copies: the head decides."""
    with current.office().work(current.actor()) as work:
        signers.name(work, Naming(person_id=form.pop("person"), **form))
    return "", HTTPStatus.NO_CONTENT


@section.post(f"/copy-signers/{KEY}/end")
@section.answers(204, None, 404, 422)
def end(key: int) -> tuple[str, int]:
    """End that somebody signs copies."""
    with current.office().work(current.actor()) as work:
        signers.end(work, key)
    return "", HTTPStatus.NO_CONTENT


@section.get("/file-copies")
@section.arguments(PaperBookQuery, location="query")
@section.answers(200, LoanPage, 404, 422)
def lent(query: Json) -> Json:
    """Read the book of the use of file copies, the newest loan first."""
    with current.office().look(current.actor()) as work:
        page = loans.page(work, period(query), query.get("below"))
        told = [{**row._mapping, "late": loans.late(work, row)} for row in page.lines]
    return {"loans": told, "out": page.out, "late": page.late, "next": page.older}


@section.post("/documents/<document:public_id>/loans")
@section.arguments(LoanForm)
@section.answers(201, EnteredKey, 400, 404, 413, 415, 422)
def lend(form: Json, public_id: str) -> tuple[Json, int]:
    """Lend the file copy of a document."""
    unit = form.pop("unit")
    with current.office().work(current.actor()) as work:
        unit_id = wording.unit_ids(work, [unit], "unit")[0] if unit else None
        key = loans.lend(work, public_id, Lending(borrower_unit_id=unit_id, **form))
    return {"key": key}, HTTPStatus.CREATED


@section.post(f"/file-copies/{KEY}/return")
@section.arguments(ReturnForm)
@section.answers(204, None, 400, 404, 413, 415, 422)
def take_back(form: Json, key: int) -> tuple[str, int]:
    """Note that a file copy came back."""
    with current.office().work(current.actor()) as work:
        loans.take_back(work, key, form["note"])
    return "", HTTPStatus.NO_CONTENT


def _copy(row: Any) -> Json:
    return {**row._mapping, "cancelled": row.status == "cancelled"}
