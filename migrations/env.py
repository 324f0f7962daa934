"""Runs migrations on the connection that `office.schema` hands in; there is no alembic.ini."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from office.models.columns import UtcDateTime
from office.schema import METADATA, ours


def render(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write columns in SQLAlchemy's own types, so that old migrations do not follow the models."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=context.config.attributes.get("batch", True),
    render_item=render,
    include_object=ours,
)
with context.begin_transaction():
    context.run_migrations()
