"""The migrations lead to what the models say, both ways, on both databases, however many start."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from office import database, schema
from tests.postgres import Server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Hand in the URL of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'office.db'}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    yield server.create_database("migrated")
    server.drop_database("migrated")


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    engine = database.open_engine(url)
    with engine.connect() as db:
        yield db
    engine.dispose()


def picture(url: str) -> dict[str, Any]:
    """Describe every table, index, constraint and trigger of a database."""
    with opened(url) as db:
        seen = inspect(db)
        triggers = {
            "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
            "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE NOT tgisinternal ORDER BY tgname",
        }[db.dialect.name]
        drawn = {name: _table(seen, name) for name in seen.get_table_names()}
        return {**drawn, "triggers": [tuple(row) for row in db.execute(text(triggers))]}


def _table(seen: Any, name: str) -> list[Any]:
    asked: tuple[Callable[[str], Any], ...] = (
        seen.get_indexes,
        seen.get_unique_constraints,
        seen.get_check_constraints,
        seen.get_foreign_keys,
    )
    rows = [sorted(map(_plain, ask(name)), key=lambda row: str(row["name"])) for ask in asked]
    columns = [{**column, "type": str(column["type"])} for column in seen.get_columns(name)]
    return [columns, *rows, seen.get_pk_constraint(name)]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Turn the conditions of partial indexes into text, so that they can be compared."""
    options = {key: str(value) for key, value in row.get("dialect_options", {}).items()}
    return {**row, "dialect_options": options}


def test_the_migrations_lead_to_the_models(url: str) -> None:
    schema.upgrade(url)
    with opened(url) as db:
        context = MigrationContext.configure(db, opts={"include_object": schema.ours})
        assert compare_metadata(context, schema.METADATA) == []


def test_constraints_and_defaults_are_those_of_the_models(url: str) -> None:
    schema.upgrade(url)
    migrated = picture(url)
    with opened(url) as db:
        schema.METADATA.drop_all(db)
        db.execute(text("DROP TABLE alembic_version"))
        schema.METADATA.create_all(db)
        db.commit()
    made = picture(url)
    del migrated["alembic_version"], migrated["triggers"], made["triggers"]
    assert migrated == made


def test_up_down_and_up_again_is_the_same(url: str) -> None:
    assert schema.current(url) is None
    schema.upgrade(url)
    first = picture(url)
    assert schema.current(url) == schema.head()
    schema.downgrade(url, "base")
    assert list(picture(url)) == ["alembic_version", "triggers"]
    assert picture(url)["triggers"] == []
    schema.upgrade(url)
    assert picture(url) == first


def test_no_two_movements_follow_the_same_one_and_nothing_has_two_leads(url: str) -> None:
    schema.upgrade(url)
    with opened(url) as db:
        seen = inspect(db)
        unique = [row["column_names"] for row in seen.get_unique_constraints("movements")]
        leads = [_plain(dict(row)) for row in seen.get_indexes("assignments") if row["unique"]]
    assert ["document_id", "prev"] in unique
    assert [row["name"] for row in leads] == ["uq_assignments_one_lead"]
    assert "lead" in str(leads[0]["dialect_options"])


@pytest.mark.parametrize("act", ["UPDATE movements SET action = 'x'", "DELETE FROM movements"])
def test_a_movement_can_be_neither_changed_nor_deleted(url: str, act: str) -> None:
    schema.upgrade(url)
    with opened(url) as db:
        _a_movement(db)
        with pytest.raises(DBAPIError, match="movements are only ever added"):
            db.execute(text(act))


def _a_movement(db: Connection) -> None:
    """Add a movement of a document that does not matter here."""
    if db.dialect.name == "sqlite":
        db.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]  # it is open
    else:
        db.execute(text("SET session_replication_role = replica"))
    movements = schema.METADATA.tables["movements"]
    row = {"document_id": 1, "seq": 1, "at": text("CURRENT_TIMESTAMP"), "unit_id": 1, "action": "a"}
    db.execute(movements.insert().values(**row, prev=b"p", body=b"b", hash=b"h"))
    if db.dialect.name == "postgresql":
        db.execute(text("SET session_replication_role = origin"))


def test_starting_twice_at_once_migrates_once(url: str) -> None:
    faults: list[BaseException] = []
    start = threading.Barrier(3)

    def upgrade() -> None:
        start.wait()
        try:
            schema.upgrade(url)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=upgrade) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert schema.current(url) == schema.head()


def test_a_migration_that_loses_rows_is_undone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'office.db'}"
    schema.upgrade(url, "0001")
    careless = create_engine(url)  # no foreign keys here
    with careless.begin() as db:
        db.execute(text("INSERT INTO draft_recipients VALUES (1, 1, 'paper', 'x')"))
    careless.dispose()
    with pytest.raises(RuntimeError, match="without their counterpart"):
        schema.upgrade(url)
    assert schema.current(url) == "0001"
