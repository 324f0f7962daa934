"""Which index belongs to which database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from office.search.entry import Index
from office.search.fts5 import Fts5
from office.search.tsvector import Tsvector

INDEXES: Mapping[str, Index] = {"sqlite": Fts5(), "postgresql": Tsvector()}


def index(db: Connection) -> Index:
    """Return the index of the database that is open."""
    return INDEXES[db.dialect.name]
