"""Where the sealed log stands: how many movements, and one digest over the last of each chain.

Whoever holds a bundle of the whole log works the same digest out with a few lines of their own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from office.models.documents import Document
from office.models.movements import Movement
from office.services.work import Work

_LAST = (
    select(Movement.document_id, func.max(Movement.seq).label("seq"))
    .group_by(Movement.document_id)
    .subquery()
)
_HEADS = (
    select(Document.public_id, Movement.seq, Movement.hash)
    .join(_LAST, and_(Movement.document_id == _LAST.c.document_id, Movement.seq == _LAST.c.seq))
    .join(Document, Document.id == Movement.document_id)
    .order_by(Document.public_id)
)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log at a moment: so many movements, and the digest over the heads of its chains."""

    movements: int
    root: str
    at: datetime


def newest(work: Work) -> Checkpoint:
    """Return the checkpoint of now.

    `root` is SHA-256 over a line 'document:seq:hash' for each document, by their public names.
    """
    root = hashlib.sha256()
    for public_id, seq, hashed in work.db.execute(_HEADS.execution_options(yield_per=1000)):
        root.update(f"{public_id}:{seq}:{bytes(hashed).hex()}\n".encode())
    count = work.db.scalar(select(func.count()).select_from(Movement)) or 0
    return Checkpoint(movements=count, root=root.hexdigest(), at=work.at)
