"""The floor: the rows of each step written with hand-made SQL, and nothing else.

Same tables, columns, indexes, seals, line of writers, one commit a step.  No guards, no
access, no calendar: who acts, what comes next and until when is known beforehand.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from benchmarks.ground import Ground
from office.domain.movements import milliseconds
from office.runtime import Office
from office.services import movements

_MOVEMENT = (
    "INSERT INTO movements (document_id, seq, delivery_id, at, person_id, unit_id, action, role,"
    " on_behalf, due_moved, prev, body, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, FALSE, FALSE, ?, ?, ?)"
)
#: Acts that people are told of.
TOLD = frozenset({"approve_content", "approve_form", "sign", "issue", "direct"})
_OUTBOX = (
    "INSERT INTO outbox (kind, payload, posted_at, due_at, attempts, fault)"
    " VALUES (?, ?, ?, ?, 0, '')"
)


class Seal(NamedTuple):
    """What a step adds to a document's chain: its last number and seal, and the act's facts."""

    document: int
    public_id: str
    seq: int
    head: bytes
    delivery: int | None = None


class Hand:
    """One raw connection that writes as the office does: in line, one commit a step."""

    def __init__(self, ground: Ground) -> None:
        office = ground.office
        self.sqlite = office.engine.dialect.name == "sqlite"
        self.raw: Any = _sqlite(office) if self.sqlite else _postgres(office)
        self.line = Path(office.engine.url.database or "").with_suffix(".lock")
        with office.look() as work:
            self.now = work.at
            self.names = {unit.id: unit.name for unit in work.tree.units.values()}
        self.ms = milliseconds(self.now)
        self.due_ms = self.ms + 86_400_000
        self.agency = ground.agency
        self.at = self.moment(0)
        self.due = self.moment(1)
        self.by = {login: movements.by(actor) for login, actor in ground.staff.items()}

    def moment(self, days: int) -> Any:
        """Return the office's time so many days from now, as the database keeps it."""
        at = self.now + timedelta(days=days)
        return at.replace(tzinfo=None).isoformat(" ", "microseconds") if self.sqlite else at

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait in line, begin, and commit."""
        if not self.sqlite:
            yield
            self.raw.commit()
            return
        line = os.open(self.line, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(line, fcntl.LOCK_EX)
        self.raw.execute("BEGIN IMMEDIATE")
        yield
        self.raw.execute("COMMIT")
        os.close(line)

    def run(self, sql: str, *values: Any) -> Any:
        """Run a statement written with `?`."""
        return self.raw.execute(sql if self.sqlite else _for_postgres(sql), values)

    def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """Run a statement for every row."""
        if self.sqlite:
            self.raw.executemany(sql, rows)
            return
        with self.raw.cursor() as cursor:
            cursor.executemany(_for_postgres(sql), rows)

    def lock(self, sql: str, *values: Any) -> Any:
        """Read a row to be changed."""
        return self.run(sql if self.sqlite else f"{sql} FOR UPDATE", *values).fetchone()

    def seal(self, onto: Seal, by: dict[str, Any], facts: dict[str, Any]) -> tuple[int, bytes]:
        """Add a movement, promise its index and count, return the new end of the chain."""
        seq = onto.seq + 1
        frame = {"v": 1, "doc": onto.public_id, "seq": seq, "prev": bytes(onto.head).hex()}
        body = json.dumps(
            {**frame, "at": self.ms, "by": by, **facts},
            sort_keys=True, separators=(",", ":"), ensure_ascii=False,
        ).encode()  # fmt: skip
        head = hashlib.sha256(b"\x00" + body).digest()
        self.run(
            _MOVEMENT, onto.document, seq, onto.delivery, self.at, by["person"], by["unit"],
            facts["act"], by["role"], onto.head, body, head,
        )  # fmt: skip
        if facts["act"] in TOLD:
            self.promise("notify", {"document": onto.public_id, "seq": seq})
        self.promise("index", {"document": onto.document})
        self.promise("count", {"document": onto.document, "delivery": onto.delivery})
        return seq, head

    def given(self, register: int, number: int, direction: str) -> dict[str, Any]:
        """Return a number given from the agency's book as a record keeps it."""
        book = [self.agency, direction, "all", 2019]
        return {"register": register, "number": number, "book": book}

    def promise(self, kind: str, payload: dict[str, Any]) -> None:
        """Add an outbox row."""
        self.run(_OUTBOX, kind, json.dumps(payload), self.at, self.at)

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()


def _sqlite(office: Office) -> sqlite3.Connection:
    raw = sqlite3.connect(str(office.engine.url.database), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _postgres(office: Office) -> Any:
    url = office.engine.url
    return psycopg.connect(host=str(url.query["host"]), user=url.username, dbname=url.database)


@cache
def _for_postgres(sql: str) -> str:
    return sql.replace("?", "%s")
