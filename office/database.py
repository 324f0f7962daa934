"""Opens the database so that transactions mean what they say, on SQLite and PostgreSQL.

SQLite lets one writer in at a time and makes the others sleep and retry, so that under
load some starve; here they queue on a lock file instead.  When a database is full, busy or
gone, whoever asked is told so in words, wherever it happens: the engine itself says it.
"""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import DeclarativeBase

from office.domain.errors import Unavailable
from office.domain.text import Text

READING = "office_reading"
POSTGRES_LIMITS = "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
FULL = Text(
    "Nơi lưu dữ liệu của văn phòng đã đầy; chưa có gì được ghi. Hãy báo quản trị rồi thử lại.",
    "The office's database has no room left; nothing was recorded. Tell the administrator, "
    "then try again.",
)
BUSY = Text(
    "Văn phòng đang bận; chưa có gì được ghi. Hãy đợi một lát rồi thử lại.",
    "The office is busy; nothing was recorded. Wait a moment, then try again.",
)
GONE = Text(
    "Mất kết nối với nơi lưu dữ liệu; chưa có gì được ghi. Hãy thử lại sau ít phút; "
    "nếu vẫn không được, báo quản trị.",
    "The line to the database was lost; nothing was recorded. Try again in a few minutes; "
    "if it still fails, tell the administrator.",
)
#: What a fault of SQLite means, by the low byte of its code.  Any other is a fault of ours.
_SQLITE = {
    sqlite3.SQLITE_FULL: FULL, sqlite3.SQLITE_BUSY: BUSY, sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_IOERR: GONE, sqlite3.SQLITE_CANTOPEN: GONE, sqlite3.SQLITE_READONLY: GONE,
}  # fmt: skip
#: What a fault of PostgreSQL means, by its SQLSTATE or the first two characters of it.
_POSTGRES = {
    "53100": FULL, "53": BUSY, "40": BUSY, "55P03": BUSY, "25P03": BUSY, "08": GONE, "57": GONE,
    "58": GONE,
}  # fmt: skip
log = logging.getLogger(__name__)


def open_engine(url: str) -> Engine:
    """Return an engine for `url` with the settings the office relies on."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = _sqlite(url)
    else:
        limits = {"options": POSTGRES_LIMITS}
        engine = create_engine(url, pool_pre_ping=True, pool_size=10, connect_args=limits)
    event.listen(engine, "handle_error", _told, retval=True)
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Begin a writing transaction; commit it, unless an error escapes."""
    with _turn(engine), engine.connect() as db, db.begin():
        yield db


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that only reads: it never waits for a writer, and keeps nothing.

    All that it reads is of one moment: SQLite does so by itself, PostgreSQL when it is told.
    """
    options: dict[str, Any] = {READING: True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with engine.connect().execution_options(**options) as db:
        yield db


def inserting(db: Connection, into: type[DeclarativeBase] | Table) -> Any:
    """Return an INSERT that can say what happens on a conflict, as the database's dialect does."""
    dialect: Any = sqlite if db.dialect.name == "sqlite" else postgresql
    return dialect.insert(into)


def trouble(fault: BaseException) -> Unavailable | None:
    """Return what a driver's fault means for whoever asked; None for a fault of the office's."""
    words = None
    if isinstance(fault, sqlite3.Error):
        words = _SQLITE.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
    elif hasattr(fault, "sqlstate"):
        state = fault.sqlstate or ("08" if type(fault).__name__ == "OperationalError" else "")
        words = _POSTGRES.get(state, _POSTGRES.get(state[:2]))
    if words is None:
        return None
    log.error("the database failed: %r", fault)
    return Unavailable(words)


def _told(context: ExceptionContext) -> Unavailable | None:
    """Return what is raised instead where the database is in trouble."""
    if context.is_pre_ping:  # a line found dead before it is used is made anew
        return None
    return trouble(context.original_exception)


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
        try:
            db.connection.cursor().execute(f"BEGIN {mode}")  # the short way: no result to wrap
        except sqlite3.Error as fault:
            raise trouble(fault) or fault from fault

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
