"""Inboxes: what waits for whom.  Every list is a query over the one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from office.domain.errors import NotFound
from office.domain.folders import Folder, folder, folders_of
from office.domain.numbering import symbol_text
from office.domain.people import ADMINISTRATOR
from office.domain.sieve import Sieve
from office.domain.tracking import overdue_before
from office.domain.workdays import begin_of
from office.services import access
from office.services.views import folder_queries
from office.services.views.folder_queries import Listing
from office.services.work import Work

PAGE = 50
EVERYTHING = Sieve()
#: Where a line stands in its folder: its urgency, and its row.
Key = tuple[int, int]


@dataclass(slots=True, kw_only=True)  # frozen would cost half the time of a page's rows
class Item:
    """One line of a folder; `read` says whether the actor has opened it in this capacity."""

    public_id: str
    subject: str
    symbol: str
    type_code: str
    issuer_unit_id: int
    issued_on: date | None
    urgency: int
    secrecy: str
    state: str
    procedure: tuple[str, int] | None
    arrival_number: int | None
    channel: str
    holder_unit_id: int | None
    holder_person_id: int | None
    holder_name: str | None
    held_since: datetime | None
    due_at: datetime | None
    late: bool
    read: bool
    revision: int
    #: What a later document did to it ('replaces', 'corrects', 'amends'), None for most.
    related: str | None
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a folder; `older` is the key to ask for the next one, None at the end."""

    folder: Folder
    items: Sequence[Item]
    older: Key | None


class Tally(NamedTuple):
    """A folder, what is open in it, and how much of that the actor has not opened yet."""

    folder: Folder
    open: int = 0
    unread: int = 0


def counts(work: Work) -> list[tuple[Folder, int]]:
    """Return the folders of the actor's role, the task folders with what is open in each."""
    return [(tally.folder, tally.open) for tally in tallies(work)]


def tallies(work: Work) -> list[Tally]:
    """Return the folders of the actor's role; the task folders counted, by one statement.

    Who stands in for somebody has those that the mandate reaches, and the two of everything.
    """
    mandate, folders = work.actor.acting_for, folders_of(work.actor.role)
    if mandate is not None:
        reached = access.states_reached(work, mandate)
        folders = [f for f in folders if reached & {*f.states} or not (f.task or f.part)]
    tasks = [folder for folder in folders if folder.task]
    if not tasks:
        return [Tally(folder) for folder in folders]
    statement = folder_queries.counting(work.actor.role)
    if mandate is not None:
        statement = folder_queries.counting_known(tasks, access.visible(work))
    rows = work.db.execute(statement, _asked(work))
    found = {(source, key): (count, read) for source, key, count, read in rows}
    return [_tally(folder, found) if folder.task else Tally(folder) for folder in folders]


def page(
    work: Work,
    name: str,
    after: Key | None = None,
    limit: int = PAGE,
    sieve: Sieve = EVERYTHING,
) -> Page:
    """Return a page of the actor's folder `name`: urgent first, newest first.

    `after` is the key (urgency, row) of the last line of the page before.  Raises
    NotFound when the actor's role has no such folder.
    """
    found = _folder(work, name)
    rows = _rows(work, found, after, limit + 1, Listing(sieve))
    items = _items(work, rows[:limit])
    return Page(folder=found, items=items, older=items[-1].key if len(rows) > limit else None)


def before(work: Work, name: str, key: Key, sieve: Sieve = EVERYTHING) -> Item | None:
    """Return the line above one of the folder `name`, None for the first; raises NotFound."""
    rows = _rows(work, _folder(work, name), key, 1, Listing(sieve, back=True))
    return _items(work, rows)[0] if rows else None


def late(work: Work, limit: int = PAGE) -> list[Item]:
    """Return what the actor's unit holds beyond its time, the longest late first."""
    if work.actor.role == ADMINISTRATOR:
        return []
    asked = _asked(work) | {"at": work.at, "most": limit}
    lines = folder_queries.overdue()
    if work.actor.acting_for is not None:
        lines = lines.where(access.visible(work))
    return _items(work, work.db.execute(lines, asked))


def _tally(f: Folder, found: Mapping[tuple[str, str], tuple[int, int]]) -> Tally:
    counted = [found.get(place, (0, 0)) for place in folder_queries.places(f)]
    total = sum(count for count, _ in counted)
    return Tally(f, total, total - sum(read for _, read in counted))


def _folder(work: Work, name: str) -> Folder:
    found = folder(name, work.actor.role)
    if found is None:
        raise NotFound
    return found


def _rows(work: Work, f: Folder, key: Key | None, most: int, which: Listing) -> Sequence[Any]:
    asked = _asked(work) | {"most": most}
    if key is not None:
        asked |= {"urgency": key[0], "row": key[1]}
    since = which.sieve.since(work.today)
    if since is not None:
        asked["since"] = begin_of(since)
    whole = work.actor.unit_id == work.actor.agency_id
    listing = folder_queries.listing(f, which._replace(first=key is None, whole=whole))
    if work.actor.acting_for is not None:
        listing = listing.where(access.visible(work))
    return work.db.execute(listing, asked).all()


def _asked(work: Work) -> dict[str, Any]:
    actor = work.actor
    return {
        "unit": actor.unit_id, "person": actor.principal_id, "role": actor.role,
        "reader": actor.person_id, "came_before": overdue_before(work.calendar, work.at),
    }  # fmt: skip


def _items(work: Work, rows: Iterable[Any]) -> list[Item]:
    return [_item(work, row) for row in rows]


def _item(work: Work, row: Any) -> Item:
    """Unpack a line at once, in the order of the query: naming its columns one by one costs."""
    (
        public_id, subject, number_text, notation, type_code, issuer_unit_id, issued_on, urgency,
        secrecy, state, procedure, version, holder_unit_id, held_since, closed_at, due_at,
        arrival_number, channel, holder_person_id, holder_name, revision, read_id, related,
        key_urgency, key_row,
    ) = row  # fmt: skip
    return Item(
        public_id=public_id,
        subject=subject,
        symbol=symbol_text(number_text, notation),
        type_code=type_code,
        issuer_unit_id=issuer_unit_id,
        issued_on=issued_on,
        urgency=urgency,
        secrecy=secrecy,
        state=state,
        procedure=(procedure, version) if procedure else None,
        arrival_number=arrival_number,
        channel=channel,
        holder_unit_id=holder_unit_id,
        holder_person_id=holder_person_id,
        holder_name=holder_name,
        held_since=held_since,
        due_at=due_at,
        late=closed_at is None and due_at is not None and due_at < work.at,
        read=read_id is not None,
        revision=revision,
        related=related,
        key=(key_urgency, key_row),
    )
