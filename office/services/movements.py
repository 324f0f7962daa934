"""Writing a movement: the sealed record of one act, tied to the document's last one."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import insert

from office.domain import notices
from office.domain.movements import (
    FORMAT,
    canonical,
    genesis,
    milliseconds,
    moved_deadline,
    on_behalf,
    seal,
)
from office.domain.people import Actor
from office.domain.workflow import Action
from office.models.base import table
from office.models.movements import Movement
from office.services import mandates, outbox
from office.services.work import Work

_INSERT = insert(table(Movement))
#: The promises to put a document into the index of words, and to count it, as it then stands.
INDEX, COUNT = "index", "count"


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
    The caller holds the document's lock and keeps the new end on the document's row.  What
    people are to be told of it is promised here, for every act alike, and so are its index and
    its counting: what happened can change who finds the document by what, and every figure it
    stands in.  Raises Refused for an act under a mandate that has ended or does not reach it.
    """
    (document_id, public_id), seq = document, link.seq + 1
    mandates.use(work, (document_id, seq), facts)
    frame = {"v": FORMAT, "doc": public_id, "seq": seq, "prev": link.head.hex()}
    told = {**frame, "at": milliseconds(work.at), "by": by(work.actor), **facts}
    head = seal(body := canonical(told))
    work.db.execute(
        _INSERT,
        {
            "document_id": document_id,
            "seq": seq,
            "delivery_id": delivery_id,
            "at": work.at,
            "person_id": work.actor.person_id,
            "unit_id": work.actor.unit_id,
            "action": facts["act"],
            "role": work.actor.role,
            "on_behalf": on_behalf(told),
            "due_moved": moved_deadline(told),
            "prev": link.head,
            "body": body,
            "hash": head,
        },
    )
    count = {"document": document_id, "delivery": delivery_id}
    _promise(work, (public_id, seq), facts, [(INDEX, {"document": document_id}), (COUNT, count)])
    return Link(seq, head)


def _promise(
    work: Work,
    told: tuple[str, int],
    facts: dict[str, Any],
    following: list[tuple[str, dict[str, Any]]],
) -> None:
    """Promise what follows every act, in one statement: it waits for one answer only."""
    if notices.told(facts, _action(work, facts)):
        following.insert(0, ("notify", {"document": told[0], "seq": told[1]}))
    outbox.post_all(work, following)


def _action(work: Work, facts: dict[str, Any]) -> Action | None:
    """Return the action of a procedure that was taken, None for every other act."""
    named = facts.get("procedure")
    if not named or not facts.get("from"):
        return None
    return notices.action_of(facts, work.procedures[named[0], named[1]])


def by(actor: Actor) -> dict[str, Any]:
    """Return who acted, and in whose place, as the record keeps it: names as they were then."""
    mandate = actor.acting_for
    lent = {} if mandate is None else {"for": mandates.told(mandate)}
    return lent | {
        "person": actor.person_id,
        "name": actor.name,
        "unit": actor.unit_id,
        "unit_name": actor.unit_name,
        "role": actor.role,
        "position": actor.position,
    }
