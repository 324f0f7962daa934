"""Opens the database so that transactions mean what they say, on SQLite and PostgreSQL.

SQLite lets one writer in at a time and makes the others sleep and retry, so that under
load some starve; here they queue on a lock file instead.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase

READING = "office_reading"
POSTGRES_LIMITS = "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"


def open_engine(url: str) -> Engine:
    """Return an engine for `url` with the settings the office relies on."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=10,
        connect_args={"options": POSTGRES_LIMITS},
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Begin a writing transaction; commit it, unless an error escapes."""
    with _turn(engine), engine.connect() as db, db.begin():
        yield db


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that only reads: it never waits for a writer, and keeps nothing."""
    with engine.connect().execution_options(**{READING: True}) as db:
        yield db


def inserting(db: Connection, into: type[DeclarativeBase] | Table) -> Any:
    """Return an INSERT that can say what happens on a conflict, as the database's dialect does."""
    dialect: Any = sqlite if db.dialect.name == "sqlite" else postgresql
    return dialect.insert(into)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, record: object) -> None:
        raw.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(db: Connection) -> None:
        mode = "DEFERRED" if db.get_execution_options().get(READING) else "IMMEDIATE"
        db.connection.cursor().execute(f"BEGIN {mode}")  # the short way: no result to wrap

    return engine


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Wait in line for the right to write; PostgreSQL has row locks and needs no line."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        yield
        return
    line = os.open(Path(file).with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield
    finally:
        os.close(line)
