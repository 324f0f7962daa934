"""Where in which list somebody is working: kept in the address, so that an act loses no place.

Written `folder.urgency-row.sieve`, for example `arrivals.3-17.today,unread`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flask import request

from office.domain import sieve as sieves
from office.domain.errors import NotFound
from office.domain.sieve import Sieve
from office.services.views import inboxes
from office.services.views.inboxes import Item, Key
from office.services.work import Work
from office.web import addresses, sifting

ANSWERS_TO = "from"
SHOWS = "show"


class Place(NamedTuple):
    """A line of a folder, seen through a sieve; '' is no folder at all."""

    folder: str = ""
    key: Key | None = None
    sieve: Sieve = inboxes.EVERYTHING

    def written(self) -> str:
        """Return the place as an address carries it, '' for none."""
        if not self.folder:
            return ""
        key = f"{self.key[0]}-{self.key[1]}" if self.key else ""
        return f"{self.folder}.{key}.{self.sieve.written()}".rstrip(".")

    def at(self, key: Key) -> Place:
        """Return the place of another line of the same list."""
        return self._replace(key=key)

    def into(self, address: str) -> str:
        """Return an address that carries the place."""
        return sifting.joined(address, f"{ANSWERS_TO}={self.written()}") if self.folder else address

    def query(self) -> dict[str, str]:
        """Return the place as `url_for` takes it, nothing for none."""
        return {ANSWERS_TO: self.written()} if self.folder else {}

    def listed(self) -> str:
        """Return the address of the list itself."""
        return sifting.address(self.folder, self.sieve)


class Neighbours(NamedTuple):
    """The addresses of the lines above and below, '' where there is none."""

    above: str
    below: str


def here() -> Place:
    """Return the place that the request's address carries."""
    return read(request.args.get(ANSWERS_TO, ""))


def read(written: str) -> Place:
    """Return the place written in an address."""
    folder, _, rest = written.partition(".")
    key, _, sieve = rest.partition(".")
    return Place(folder, read_key(key), sieves.read(sieve))


def sieve_of(asked: Mapping[str, str]) -> Sieve:
    """Return the sieve that a folder's address asks for."""
    return sieves.read(asked.get(SHOWS, ""))


def read_key(written: str) -> Key | None:
    """Return a list's position written as 'urgency-row', or None for anything else."""
    urgency, _, row = written.partition("-")
    # Longer numbers are no rows of ours, and no database would take them.
    fits = urgency.isdecimal() and row.isdecimal() and len(urgency) < 4 and len(row) < 18
    return (int(urgency), int(row)) if fits else None


def document(item: Item, place: Place) -> str:
    """Return the address of a line's document, with its place in the list."""
    return place.at(item.key).into(f"{addresses.documents()}{item.public_id}")


def neighbours(work: Work, place: Place) -> Neighbours:
    """Return what lies above and below a line; nothing for a folder the actor does not have."""
    if not place.folder or place.key is None:
        return Neighbours("", "")
    try:
        above = inboxes.before(work, place.folder, place.key, place.sieve)
        below = inboxes.page(work, place.folder, place.key, 1, place.sieve).items
    except NotFound:
        return Neighbours("", "")
    return Neighbours(
        document(above, place) if above else "", document(below[0], place) if below else ""
    )


def following(work: Work, place: Place, but: str) -> Item | None:
    """Return the line to go on with: the next one, at the end the first; never `but` itself.

    Raises NotFound for a folder the actor does not have.
    """
    for key in (place.key, None):
        for item in inboxes.page(work, place.folder, key, 2, place.sieve).items:
            if item.public_id != but:
                return item
    return None
