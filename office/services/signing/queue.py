"""A leader's queue: several letters shown side by side, each with the very file that is signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from office.domain.errors import OfficeError
from office.domain.text import Text
from office.models.documents import Document
from office.models.people import Person
from office.services.signing import leader
from office.services.signing.leader import Begin, Shown
from office.services.views import inboxes
from office.services.views.inboxes import Item, Key

FOLDER = "signing"
#: So many letters are printed for one page: each is read before it is ticked.
PAGE = 10
_DRAFTERS = (
    select(Document.public_id, Person.name)
    .join(Person, Person.id == Document.drafter_id)
    .where(Document.public_id.in_(bindparam("documents", expanding=True)))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter of the queue; `shown` is None where it cannot be signed now, `closed` says why."""

    item: Item
    drafter: str
    shown: Shown | None
    closed: Sequence[Text] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of the queue, urgent first; `older` asks for the next one, None at the end."""

    letters: Sequence[Letter]
    older: Key | None


def read(look: Begin, after: Key | None = None) -> Queue:
    """Return what waits for the actor's signature; raises NotFound for whoever signs nothing.

    Each letter is decided and printed as on its own page: N times one (docs/decisions/0016).
    """
    with look() as work:
        page = inboxes.page(work, FOLDER, after, PAGE)
        asked = {"documents": [item.public_id for item in page.items]}
        drafters = {row.public_id: row.name for row in work.db.execute(_DRAFTERS, asked)}
    letters = [_letter(look, item, drafters.get(item.public_id, "")) for item in page.items]
    return Queue(letters=letters, older=page.older)


def _letter(look: Begin, item: Item, drafter: str) -> Letter:
    try:
        shown = leader.show(look, item.public_id)
    except OfficeError as closed:
        return Letter(item=item, drafter=drafter, shown=None, closed=closed.reasons)
    return Letter(item=item, drafter=drafter, shown=shown)
