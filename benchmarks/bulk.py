"""Rows by the hundred thousand: past every trigger and index, which are made again afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from typing import Any, Protocol

import psycopg
from psycopg.rows import dict_row
from sqlalchemy import Engine

from office.search import fts5, tsvector
from office.search.entry import NAME, Entry

Row = dict[str, Any]
TABLES = ("documents", "deliveries", "assignments", "movements", NAME)


class Bulk(Protocol):
    """One database, written in bulk."""

    def rows(self, table: str, column: str, value: Any) -> list[Row]:
        """Return the rows in which a column has a value, by their key."""
        ...

    def last(self, table: str) -> int:
        """Return the highest key of a table."""
        ...

    def add(self, table: str, rows: list[Row]) -> None:
        """Add rows, all with the same columns."""
        ...

    def index(self, entries: Sequence[Entry]) -> None:
        """Add documents to the index of words."""
        ...

    def moment(self, at: datetime) -> Any:
        """Return a moment as the database keeps it."""
        ...

    def day(self, day: date) -> Any:
        """Return a day as the database keeps it."""
        ...


@contextmanager
def bulk(engine: Engine) -> Iterator[Bulk]:
    """Write to a database in bulk; at the end it is as it was, with more in it."""
    engine.dispose()
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as raw:
            yield from _sqlite(raw)
    else:
        with psycopg.connect(
            host=str(engine.url.query["host"]), user=engine.url.username,
            dbname=engine.url.database, autocommit=True,
        ) as raw_pg:  # fmt: skip
            yield from _postgres(raw_pg)


def _sqlite(raw: sqlite3.Connection) -> Iterator[Bulk]:
    for pragma in ("synchronous=OFF", "journal_mode=OFF", "cache_size=-500000"):
        raw.execute(f"PRAGMA {pragma}")
    found = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"  # noqa: S608 (places to fill)
        f" AND tbl_name IN ({','.join('?' * len(TABLES))})", TABLES,
    ).fetchall()  # fmt: skip
    for name, _ in found:
        raw.execute(f"DROP INDEX {name}")
    raw.execute("BEGIN")
    yield _Sqlite(raw)
    raw.execute("COMMIT")
    for _, statement in found:
        raw.execute(statement)
    raw.execute("PRAGMA journal_mode=WAL")


def _postgres(raw: psycopg.Connection[Any]) -> Iterator[Bulk]:
    raw.execute("SET session_replication_role = replica")  # no trigger, no look at foreign keys
    raw.execute("SET maintenance_work_mem = '512MB'")
    found = raw.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint)", [list(TABLES)],
    ).fetchall()  # fmt: skip
    for name, _ in found:
        raw.execute(f"DROP INDEX {name}")
    yield _Postgres(raw)
    for _, statement in found:
        raw.execute(statement)
    for table in TABLES[:-1]:
        raw.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608 (our tables)
    raw.execute("VACUUM ANALYZE")


class _Sqlite:
    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw

    def rows(self, table: str, column: str, value: Any) -> list[Row]:
        found = self.raw.execute(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY id", [value])  # noqa: S608 (our tables)
        names = [one[0] for one in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def last(self, table: str) -> int:
        return int(self.raw.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])  # noqa: S608 (our tables)

    def add(self, table: str, rows: list[Row]) -> None:
        if rows:
            names = ", ".join(rows[0])
            marks = ", ".join("?" * len(rows[0]))
            self.raw.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 (our tables)
                [[*row.values()] for row in rows],
            )

    def index(self, entries: Sequence[Entry]) -> None:
        self.raw.executemany(str(fts5.PUT), [fts5.written(entry) for entry in entries])

    def moment(self, at: datetime) -> str:
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")

    def day(self, day: date) -> str:
        return day.isoformat()


class _Postgres:
    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.raw = raw

    def rows(self, table: str, column: str, value: Any) -> list[Row]:
        with self.raw.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(
                f"SELECT * FROM {table} WHERE {column} = %s ORDER BY id",  # noqa: S608 (our tables)
                [value],
            ).fetchall()

    def last(self, table: str) -> int:
        found = self.raw.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608 (our tables)
        return int(found[0]) if found else 0

    def add(self, table: str, rows: list[Row]) -> None:
        if rows:
            self._copy(table, list(rows[0]), ([*row.values()] for row in rows))

    def index(self, entries: Sequence[Entry]) -> None:
        written = ([entry.document_id, tsvector.written(entry)] for entry in entries)
        self._copy(NAME, ["document_id", "words"], written)

    def _copy(self, table: str, names: list[str], rows: Any) -> None:
        with (
            self.raw.cursor() as cursor,
            cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def moment(self, at: datetime) -> datetime:
        return at

    def day(self, day: date) -> date:
        return day
