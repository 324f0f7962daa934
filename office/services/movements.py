"""Writing a movement: the sealed record of one act, tied to the document's last one."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import insert

from office.domain.movements import FORMAT, canonical, genesis, milliseconds, seal
from office.domain.people import Actor
from office.models.base import table
from office.models.movements import Movement
from office.services import outbox
from office.services.work import Work

_INSERT = insert(table(Movement))
#: The promise to put a document into the index of words as it then stands.
INDEX = "index"


class Link(NamedTuple):
    """The end of a document's chain: how many movements, and the seal of the last."""

    seq: int
    head: bytes


def start(public_id: str) -> Link:
    """Return the end of the chain of a document on which nothing has happened yet."""
    return Link(0, genesis(public_id))


def record(
    work: Work,
    document: tuple[int, str],
    link: Link,
    facts: dict[str, Any],
    delivery_id: int | None = None,
) -> Link:
    """Add a movement to a document's chain and return the chain's new end.

    `document` is key and public id; `facts` must hold 'act', and what else happened.
    The caller holds the document's lock and keeps the new end on the document's row.
    What happened can change who finds the document by what, so its index is promised too.
    """
    document_id, public_id = document
    frame = {"v": FORMAT, "doc": public_id, "seq": link.seq + 1, "prev": link.head.hex()}
    body = canonical({**frame, "at": milliseconds(work.at), "by": by(work.actor), **facts})
    head = seal(body)
    work.db.execute(
        _INSERT,
        {
            "document_id": document_id,
            "seq": link.seq + 1,
            "delivery_id": delivery_id,
            "at": work.at,
            "person_id": work.actor.person_id,
            "unit_id": work.actor.unit_id,
            "action": facts["act"],
            "prev": link.head,
            "body": body,
            "hash": head,
        },
    )
    outbox.post(work, INDEX, {"document": document_id})
    return Link(link.seq + 1, head)


def by(actor: Actor) -> dict[str, Any]:
    """Return who acted, as the record keeps it: names as they were then."""
    return {
        "person": actor.person_id,
        "name": actor.name,
        "unit": actor.unit_id,
        "unit_name": actor.unit_name,
        "role": actor.role,
        "position": actor.position,
    }
