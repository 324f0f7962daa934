"""The folders: what is in each, urgent first, and what may be done with many lines at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from flask import Blueprint, get_template_attribute, render_template, request
from markupsafe import Markup

from office.domain import bulk
from office.domain.absences import Away
from office.services.cover import absences
from office.services.views import inboxes
from office.services.views.inboxes import Page
from office.web import addresses, sifting
from office.web.addresses import fixed
from office.web.assigning import people_of
from office.web.current import language, look
from office.web.folder_help import FOLDER_HELP
from office.web.place import Place, read_key, sieve_of
from office.web.wording import day, empty, moment, said, translated

bp = Blueprint("inbox", __name__)
#: Folders whose lines are taken in with one press.
ENTERED = frozenset({"arrivals", "to-register", "paper-on-its-way"})
#: Lines a page may have: as it opens, and for work on many at once.
SIZES = (inboxes.PAGE, 200, 500)


class Row(NamedTuple):
    """A line of a folder in the words of the page, so that the template only places them.

    `due` is '' without a deadline; a secret document has no subject; `shared` are the
    cells of issuer, urgency and state; `ticket` names the line and what was seen of it;
    `entry` is the address of its register screen, '' where there is nothing to register.
    """

    address: str
    late: bool
    urgent: bool
    fresh: bool
    ticket: str
    arrival: object
    due: str
    since: str
    symbol: object
    issued: str
    subject: object
    holder: str | None
    away: str
    entry: str
    shared: Markup


@bp.get("/inbox/<name>")
def folder(name: str) -> str:
    """Show a page of one folder; raises NotFound for one the actor does not have."""
    return page_of(name)


def page_of(name: str, **more: Any) -> str:
    """Return the page of a folder that the request's address asks for, with `more` to show."""
    sieve = sieve_of(request.args)
    after = read_key(request.args.get("after", ""))
    size = request.args.get("lines", inboxes.PAGE, type=int)
    size = size if size in SIZES else inboxes.PAGE
    with look() as work:
        page = inboxes.page(work, name, after, size, sieve)
        away = absences.of_holders(work, page.items)
        acts = bulk.acts_of(page.folder)
        choices = people_of(work) if bulk.TRANSFER in acts and page.items else []
    newest = sifting.address(name, sieve, size)
    here = sifting.joined(newest, f"after={after[0]}-{after[1]}") if after else newest
    older = f"after={page.older[0]}-{page.older[1]}" if page.older else ""
    return render_template(
        "inbox.html",
        page=page,
        folder_help=FOLDER_HELP[page.folder.name],
        rows=list(_rows(page, Place(name, None, sieve), away)),
        older=sifting.joined(newest, older) if older else None,
        newest=newest if after else None,
        here=here,
        bulk_at=sifting.onto(fixed("bulk.begin", name=name), here),
        sieve=sieve,
        narrowing=sifting.narrowing(request.script_root, page.folder, sieve, language()),
        acts=[(act, bulk.ACTS[act]) for act in acts],
        choices=choices,
        sizes=sifting.sizes(name, sieve, size, SIZES),
        **{"ticked": (), "whole": request.args.get("tick") == "all", "lead": "", **more},
    )


def _rows(page: Page, place: Place, away: Sequence[Away | None]) -> Iterator[Row]:
    """Put a page's lines in words; the cells that many lines share are made once."""
    begin, tail = addresses.documents(), place.sieve.written()
    head, tail = f"?from={place.folder}.", f".{tail}" if tail else ""
    entries = addresses.intake() if page.folder.name in ENTERED else ""
    secret, since = translated("Văn bản mật"), translated("từ {at}").format
    gone_words = translated("người giữ {span}").format
    shared = cache(get_template_attribute("_inbox.html", "shared_cells"))
    for item, gone in zip(page.items, away, strict=True):
        here = f"{head}{item.key[0]}-{item.key[1]}{tail}"
        yield Row(
            address=f"{begin}{item.public_id}{here}",
            late=item.late,
            urgent=item.urgency > 0,
            fresh=not item.read,
            ticket=f"{item.public_id}.{item.revision}",
            arrival=empty(item.arrival_number),
            due=moment(item.due_at) if item.due_at else "",
            since=since(at=moment(item.held_since)),
            symbol=empty(item.symbol),
            issued=day(item.issued_on),
            subject=secret if item.secrecy else empty(item.subject),
            holder=item.holder_name,
            away=gone_words(span=said(gone.span)) if gone else "",
            entry=f"{entries}{item.public_id}{here}" if entries else "",
            shared=shared(
                item.issuer_unit_id,
                item.urgency,
                item.procedure,
                item.state,
                item.channel,
                item.related,
            ),
        )
