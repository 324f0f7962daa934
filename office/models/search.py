"""What searching keeps: texts of files, what is indexed, saved searches, exports.

The words themselves lie in `search_words`, whose form each database has of its own
(`office.search`); it can be thrown away and made again.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Digest, Id, Moment, PersonId, UnitId


class FileText(Base):
    """The words of a file, by the digest of its bytes: read once, whoever attached it.

    `source` says what read them ('' when nothing could, and `fault` says why).
    """

    __tablename__ = "file_texts"
    __table_args__ = (
        CheckConstraint("source IN ('', 'pdf', 'docx', 'txt', 'ocr')", name="source"),
        CheckConstraint("source <> '' OR content = ''", name="content"),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(String(8))
    content: Mapped[str]
    fault: Mapped[str] = mapped_column(String(200), default="", server_default="")
    read_at: Mapped[Moment]


class SearchEntry(Base):
    """That a document is in the index, and the digest of what was put there."""

    __tablename__ = "search_entries"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    fingerprint: Mapped[Digest]
    indexed_at: Mapped[Moment]


class SavedSearch(Base):
    """A search somebody keeps under a name: the query as the address has it."""

    __tablename__ = "saved_searches"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        CheckConstraint("name <> ''", name="name"),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[Moment]


class SearchColumns(Base):
    """Which columns of the list of hits a person chose, in order, parted by spaces."""

    __tablename__ = "search_columns"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    names: Mapped[str] = mapped_column(String(200))


class Export(Base):
    """That somebody took a list of documents out of the office: which, how many, when."""

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint("format IN ('xlsx', 'csv')", name="format"),
        CheckConstraint("lines >= 0", name="lines"),
        Index("ix_exports_person", "person_id", "id"),
        Index("ix_exports_unit", "unit_id", "id"),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    at: Mapped[Moment]
    format: Mapped[str] = mapped_column(String(8))
    query: Mapped[str] = mapped_column(String(2000))
    lines: Mapped[int]
