"""A book as a file: the PDF that is signed and bound, or the sheet of a spreadsheet."""

from __future__ import annotations

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from office.domain.errors import NotFound
from office.reports.bound_book import BoundBook
from office.services.papers import paper_books
from office.web import current, headers

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {"pdf": "application/pdf", "xlsx": _SHEET}


def answer(book: BoundBook, form: str, name: str) -> Response:
    """Return a book in the form asked for; raises NotFound for a form there is none of."""
    if form not in _KINDS:
        raise NotFound
    current.end_reading()  # printing takes its time; no transaction waits for it
    made = paper_books.pdf(book) if form == "pdf" else paper_books.sheet(book)
    sent = send_file(
        BytesIO(made),
        mimetype=_KINDS[form],
        download_name=f"{name}-{book.cover.year}.{form}",
        as_attachment=form != "pdf",
    )
    sent.headers["Content-Security-Policy"] = headers.FILE
    sent.headers["Cache-Control"] = "private, no-store"
    return sent
