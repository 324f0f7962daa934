"""Bad luck on demand: a database that is full, locked, or gone in the middle of a save."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from office.runtime import Office

Trouble = Callable[[Office], AbstractContextManager[None]]


@contextmanager
def full(office: Office) -> Iterator[None]:
    """Let the SQLite database take not one page more."""
    office.engine.dispose()
    with contextlib.closing(sqlite3.connect(str(office.engine.url.database))) as raw:
        raw.execute("VACUUM")  # no page is left that was used before
        (pages,) = raw.execute("PRAGMA page_count").fetchone()

    def cap(raw: Any, record: object) -> None:
        raw.execute(f"PRAGMA max_page_count={pages}")

    with _on_connect(office, cap):
        yield


@contextmanager
def locked(office: Office) -> Iterator[None]:
    """Let somebody else hold the SQLite database, and nobody wait long for it."""

    def hurry(raw: Any, record: object) -> None:
        raw.execute("PRAGMA busy_timeout=20")

    other = sqlite3.connect(str(office.engine.url.database), isolation_level=None)
    with _on_connect(office, hurry):
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.rollback()
            other.close()


@contextmanager
def gone(office: Office) -> Iterator[None]:
    """Cut the line to PostgreSQL once, in the middle of the next thing that is saved."""
    cut: list[int] = []

    def terminate(db: Any, cursor: Any, statement: str, *more: object) -> None:
        if cut or not statement.startswith(("INSERT", "UPDATE")):
            return
        cut.append(cursor.connection.info.backend_pid)
        url = office.engine.url
        place = f"host={url.query['host']} user=postgres dbname={url.database}"
        with psycopg.connect(place, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", cut)

    event.listen(office.engine, "before_cursor_execute", terminate)
    try:
        yield
    finally:
        event.remove(office.engine, "before_cursor_execute", terminate)
    assert cut, "nothing was saved, so nothing was cut"


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch, place: object, name: str, fault: Exception) -> Any:
    """Let a function of a module fail with something nobody foresaw."""

    def fail(*given: object, **named: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(place, name, fail)
        yield


@contextmanager
def _on_connect(office: Office, act: Callable[[Any, object], None]) -> Iterator[None]:
    office.engine.dispose()
    event.listen(office.engine, "connect", act)
    try:
        yield
    finally:
        event.remove(office.engine, "connect", act)
        office.engine.dispose()


@contextmanager
def unreadable(office: Office) -> Iterator[None]:
    """Let the SQLite database be out of reach, as a network disk that has gone."""

    def refuse(raw: Any, record: object) -> None:
        raise _of_sqlite(sqlite3.SQLITE_CANTOPEN, "unable to open database file")

    with _on_connect(office, refuse):
        yield


def _of_sqlite(code: int, words: str) -> sqlite3.OperationalError:
    fault = sqlite3.OperationalError(words)
    fault.sqlite_errorcode = code
    return fault
