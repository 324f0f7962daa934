"""Reading the sealed log through, chain by chain, and stopping at the first broken seal.

Only `body` is believed: every seal is computed anew as it is read.  Some thousand records are
held at once, whatever the log's length.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_

from office.domain import movements, register_log
from office.domain.errors import Refused
from office.domain.text import Text
from office.models.documents import Document
from office.models.movements import Movement
from office.models.registers import Register, RegisterAct
from office.services.work import Work

CHUNK = 2000
BROKEN = Text(
    "Không tính lại được: nhật ký của {what} {name}, bản ghi {seq}, không còn nguyên vẹn.",
    "It cannot be recounted: the log of {what} {name}, entry {seq}, is broken.",
)
STRAY = Text(
    "Không tính lại được: nhật ký thiếu hoặc thừa bản ghi (đọc {read}, có {there}).",
    "It cannot be recounted: the log lacks entries or has strange ones ({read} read, {there}"
    " there).",
)
DOCUMENT, BOOK = Text("văn bản", "document"), Text("sổ", "register")


@dataclass(slots=True)
class Checkpoint:
    """How far the log was read: the chains, the records in them, a digest over all their ends."""

    documents: int = 0
    movements: int = 0
    _over: Any = field(default_factory=hashlib.sha256, repr=False)

    def take(self, name: str, seq: int, head: bytes) -> None:
        """Take in the end of a chain."""
        self.documents, self.movements = self.documents + 1, self.movements + seq
        self._over.update(f"{name} {seq} {head.hex()}\n".encode())

    @property
    def digest(self) -> str:
        """Return the digest (hex) over the ends of all chains, in the order of their keys."""
        return str(self._over.hexdigest())


def checkpoint(work: Work) -> Checkpoint:
    """Return the checkpoint of the log as its chains end, none of them read."""
    told, last = Checkpoint(), 0
    ends = select(Document.id, Document.public_id, Document.log_seq, Document.log_head)
    while rows := work.db.execute(_after(ends, last)).all():
        for row in rows:
            if row.log_seq:
                told.take(row.public_id, row.log_seq, row.log_head)
        last = rows[-1].id
    return told


def _after(ends: Select[Any], last: int) -> Select[Any]:
    return ends.where(Document.id > last).order_by(Document.id).limit(CHUNK)


def documents(work: Work, told: Checkpoint) -> Iterator[tuple[int, str, Iterator[dict[str, Any]]]]:
    """Yield key and public id of each document with its records, in order; each is to be read
    to its end before the next.

    `told` is where the reading has come to.  Raises Refused at the first broken seal.
    """
    for (key, public_id), links in groupby(_links(work), attrgetter("document_id", "public_id")):
        yield key, public_id, _records(public_id, links, told)
    there = work.db.scalar(select(func.count()).select_from(Movement))
    ends = work.db.scalar(select(func.coalesce(func.sum(Document.log_seq), 0)))
    if not told.movements == there == ends:
        raise Refused(STRAY.filled(read=told.movements, there=there if there != ends else ends))


def _records(
    public_id: str, links: Iterator[Row[Any]], told: Checkpoint
) -> Iterator[dict[str, Any]]:
    head, seq, end = movements.genesis(public_id), 0, (0, b"")
    for link in links:
        seq += 1
        record, intact = movements.told(link.body, link.hash, head)
        named = (record.get("doc"), record.get("seq"), link.seq)
        if not intact or named != (public_id, seq, seq):
            raise Refused(BROKEN.filled(what=DOCUMENT, name=public_id, seq=seq))
        yield record
        head, end = link.hash, (link.log_seq, link.log_head)
    if end != (seq, head):
        raise Refused(BROKEN.filled(what=DOCUMENT, name=public_id, seq=seq + 1))
    told.take(public_id, seq, head)


def _links(work: Work) -> Iterator[Row[Any]]:
    place = tuple_(Movement.document_id, Movement.seq)
    found = (
        select(
            Movement.document_id, Movement.seq, Movement.body, Movement.hash,
            Document.public_id, Document.log_seq, Document.log_head,
        )
        .join(Document, Document.id == Movement.document_id)
        .order_by(Movement.document_id, Movement.seq)
        .limit(CHUNK)
    )  # fmt: skip
    last = (0, 0)
    while rows := work.db.execute(found.where(place > last)).all():
        yield from rows
        last = rows[-1].document_id, rows[-1].seq


def books(work: Work) -> Iterator[dict[str, Any]]:
    """Yield the records of the acts on books, book by book; raises Refused at a broken seal."""
    rows = work.db.execute(
        select(RegisterAct.__table__, Register.unit_id, Register.direction, Register.series,
               Register.year, Register.log_seq, Register.log_head)
        .join(Register, Register.id == RegisterAct.register_id)
        .order_by(RegisterAct.register_id, RegisterAct.seq)
    )  # fmt: skip
    for _, acts in groupby(rows, attrgetter("register_id")):
        yield from _acts(acts)


def _acts(acts: Iterator[Row[Any]]) -> Iterator[dict[str, Any]]:
    head, seq, end, name = b"", 0, (0, b""), ""
    for act in acts:
        seq += 1
        named = [act.unit_id, act.direction, act.series, act.year]
        name, end = "/".join(map(str, named)), (act.log_seq, act.log_head)
        record, intact = movements.told(act.body, act.hash, head or register_log.genesis(named))
        if not intact or (record.get("book"), record.get("seq"), act.seq) != (named, seq, seq):
            raise Refused(BROKEN.filled(what=BOOK, name=name, seq=seq))
        yield record
        head = act.hash
    if end != (seq, head):
        raise Refused(BROKEN.filled(what=BOOK, name=name, seq=seq + 1))
