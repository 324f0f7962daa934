"""What the office remembers about itself, by name."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, select, text

from office.models.settings import OfficeFact

REFERENCE = "reference.version"
_READ = select(OfficeFact.name, OfficeFact.value)
_WRITE = text(
    "INSERT INTO office_facts (name, value) VALUES (:name, :value)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def read(db: Connection) -> dict[str, str]:
    """Return every fact."""
    return dict(db.execute(_READ).tuples().all())


def write(db: Connection, name: str, value: str) -> None:
    """Remember `value` under `name`."""
    db.execute(_WRITE, {"name": name, "value": value})


def reference_changed(db: Connection) -> None:
    """Tell every process that units or calendar have changed: what they remember is stale."""
    write(db, REFERENCE, secrets.token_hex(8))
