"""The book that follows incoming documents to their end, as a page: Phụ lục IV, seven columns."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from office.services.books import columns, follow_up
from office.services.books.follow_up import Followed
from office.services.work import Work
from office.web import posted
from office.web.current import look
from office.web.registers import shown

bp = Blueprint("follow_up", __name__)


@bp.get("/registers/<int:register_id>/follow-up")
def show(register_id: int) -> str:
    """Show a page of an incoming register's follow-up, newest first; raises NotFound."""
    below = posted.key(request.args.get("below", ""))
    with look() as work:
        book = follow_up.book(work, posted.row(register_id))
        page = follow_up.page(work, book, below)
        rows = [(line, cells(work, line)) for line in page.lines]
    return render_template(
        "follow_up.html",
        book=book,
        title=columns.TITLES[columns.FOLLOW_UP],
        columns=columns.COLUMNS[columns.FOLLOW_UP],
        rows=rows,
        older=page.older,
        first=below is None,
    )


def cells(work: Work, line: Followed) -> tuple[str, ...]:
    """Return the seven cells of a line in the page's language."""
    return shown(columns.FOLLOW_UP, columns.of_followed(work, line))
