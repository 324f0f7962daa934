"""Documents are found by their words: the index, texts of files, saved searches, exports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from office.search.indexes import INDEXES

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the index of this kind of database; `flask search rebuild` fills it."""
    _texts()
    _kept()
    _exports()
    for statement in INDEXES[op.get_bind().dialect.name].create():
        op.execute(statement)


def downgrade() -> None:
    """Take them away; nothing is lost but saved searches and the record of exports."""
    op.execute("DROP TABLE search_words")
    op.drop_index("ix_exports_unit", table_name="exports")
    op.drop_index("ix_exports_person", table_name="exports")
    for table in ("exports", "search_columns", "saved_searches", "search_entries", "file_texts"):
        op.drop_table(table)


def _texts() -> None:
    op.create_table(
        "file_texts",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("fault", sa.String(length=200), server_default="", nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "source IN ('', 'pdf', 'docx', 'txt', 'ocr')", name=op.f("ck_file_texts_source")
        ),
        sa.CheckConstraint("source <> '' OR content = ''", name=op.f("ck_file_texts_content")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_file_texts")),
    )
    op.create_table(
        "search_entries",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("indexed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_search_entries_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_search_entries")),
    )


def _kept() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_saved_searches_name")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_saved_searches_person_id_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_searches_person_id_name")),
    )
    op.create_table(
        "search_columns",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("names", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_search_columns_person_id_persons")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_search_columns")),
    )


def _exports() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.CheckConstraint("format IN ('xlsx', 'csv')", name=op.f("ck_exports_format")),
        sa.CheckConstraint("lines >= 0", name=op.f("ck_exports_lines")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_exports_person_id_persons")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_exports_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index("ix_exports_person", "exports", ["person_id", "id"])
    op.create_index("ix_exports_unit", "exports", ["unit_id", "id"])
