"""The schema of the database: what the models say it is, and the migrations that lead there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, text

from office import database
from office.models import (
    absences,
    audit,
    batches,
    cost_factors,
    delegations,
    deliveries,
    desk,
    documents,
    exchange,
    figures,
    judgements,
    movements,
    notices,
    outbox,
    papers,
    people,
    publications,
    readings,
    recalls,
    recipient_groups,
    registers,
    relations,
    reviews,
    rights,
    search,
    settings,
    signings,
    stages,
    supervision,
    targets,
    units,
    writing,
)
from office.models.base import Base
from office.search import entry

#: Every module of rows, so that the metadata knows every table.
MODULES = (
    absences, audit, batches, cost_factors, delegations, deliveries, desk, documents, exchange,
    figures, judgements, movements, notices, outbox, papers, people, publications, readings,
    recalls, recipient_groups, registers, relations, reviews, rights, search, settings, signings,
    stages, supervision, targets, units, writing,
)  # fmt: skip
METADATA = Base.metadata
MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
#: Any number, the same in every process: whoever holds it migrates, the others wait.
PG_LOCK = 0x0FF1CE


def ours(_item: Any, name: str | None, kind: str, _reflected: bool, _beside: Any) -> bool:
    """Say whether a table is one of the models': the index of words, and what a database
    keeps behind it, are its own affair."""
    return kind != "table" or not (name or "").startswith(entry.NAME)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to `revision`; a second process waits, then finds it done."""
    _migrate(url, command.upgrade, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database at `url` back to `revision` ('base': no tables of the office at all)."""
    _migrate(url, command.downgrade, revision)


def current(url: str) -> str | None:
    """Return the revision the database at `url` is at, None before the first."""
    engine = database.open_engine(url)
    try:
        with database.reading(engine) as db:
            return MigrationContext.configure(db).get_current_revision()
    finally:
        engine.dispose()


def head() -> str | None:
    """Return the newest revision there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _migrate(url: str, step: Any, revision: str) -> None:
    engine = _engine(url)
    try:
        with database.transaction(engine) as db:
            _lock(db)
            config = _config()
            config.attributes["connection"] = db
            step(config, revision)
            _check(db)
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    """Open the database so that SQLite lets a table be built anew under its name."""
    engine = database.open_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def loosen(raw: Any, record: object) -> None:
            raw.execute("PRAGMA foreign_keys=OFF")

    return engine


def _lock(db: Connection) -> None:
    if db.dialect.name == "postgresql":
        # Until the end of the transaction; others may have to wait long.
        db.execute(text("SET LOCAL lock_timeout = 0"))
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": PG_LOCK})


def _check(db: Connection) -> None:
    if db.dialect.name == "sqlite":
        broken = db.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"the migration leaves rows without their counterpart: {broken[:5]}")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
