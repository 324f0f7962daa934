"""Column habits, named once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, String, TypeDecorator
from sqlalchemy.orm import mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware, always UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; keep the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment, whatever the database keeps."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


Id = Annotated[int, mapped_column(primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Facts = Annotated[dict[str, Any], mapped_column(JSON)]
#: A random 128-bit name for use outside, 32 hex digits.
PublicId = Annotated[str, mapped_column(String(32), unique=True)]
Digest = Annotated[str, mapped_column(String(64))]

UnitId = Annotated[int, mapped_column(ForeignKey("units.id"))]
PersonId = Annotated[int, mapped_column(ForeignKey("persons.id"))]
DocumentId = Annotated[int, mapped_column(ForeignKey("documents.id"))]
