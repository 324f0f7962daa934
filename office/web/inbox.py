"""The folders: what is in each, urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from flask import Blueprint, get_template_attribute, render_template, request
from markupsafe import Markup

from office.domain.absences import Away
from office.services import absences, inboxes
from office.services.inboxes import Page
from office.web import addresses
from office.web.current import look
from office.web.wording import day, empty, moment, said

bp = Blueprint("inbox", __name__)


class Row(NamedTuple):
    """A line of a folder in the words of the page, so that the template only places them.

    `due` is '' without a deadline, `subject` '' for a secret document; `shared` are the
    cells of issuer, urgency and state.
    """

    address: str
    late: bool
    urgent: bool
    arrival: object
    due: str
    since: str
    symbol: object
    issued: str
    subject: object
    holder: str | None
    shared: Markup
    away: str


@bp.get("/inbox/<name>")
def folder(name: str) -> str:
    """Show a page of one folder; raises NotFound for one the actor does not have."""
    after = read_key(request.args.get("after", ""))
    with look() as work:
        page = inboxes.page(work, name, after)
        away = absences.of_holders(work, page.items)
    newest = addresses.fixed("inbox.folder", name=name)
    older = f"{newest}?after={page.older[0]}-{page.older[1]}" if page.older else None
    return render_template(
        "inbox.html",
        page=page,
        rows=list(_rows(page, away)),
        older=older,
        newest=newest if after else None,
    )


def read_key(written: str) -> tuple[int, int] | None:
    """Return a list's position written as 'urgency-row', or None for anything else."""
    urgency, _, row = written.partition("-")
    # Longer numbers are no rows of ours, and no database would take them.
    fits = urgency.isdecimal() and row.isdecimal() and len(urgency) < 4 and len(row) < 18
    return (int(urgency), int(row)) if fits else None


def _rows(page: Page, away: Sequence[Away | None]) -> Iterator[Row]:
    """Put a page's lines in words; the cells that many lines share are made once."""
    begin, back = addresses.documents(), page.folder.name
    shared = cache(get_template_attribute("_inbox.html", "shared_cells"))
    for item, gone in zip(page.items, away, strict=True):
        yield Row(
            address=f"{begin}{item.public_id}?from={back}.{item.key[0]}-{item.key[1]}",
            late=item.late,
            urgent=item.urgency > 0,
            arrival=empty(item.arrival_number),
            due=moment(item.due_at) if item.due_at else "",
            since=moment(item.held_since),
            symbol=empty(item.symbol),
            issued=day(item.issued_on),
            subject="" if item.secrecy else empty(item.subject),
            holder=item.holder_name,
            shared=shared(item.issuer_unit_id, item.urgency, item.procedure, item.state),
            away=said(gone.span) if gone else "",
        )
