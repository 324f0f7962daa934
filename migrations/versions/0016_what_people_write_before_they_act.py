"""What people write before they act: texts kept while they are typed, and saved phrases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OF_AGENCY = sa.text("person_id IS NULL")
OF_PERSON = sa.text("person_id IS NOT NULL")


def upgrade() -> None:
    """Take this step."""
    _kept_texts()
    _phrases()


def _kept_texts() -> None:
    op.create_table(
        "kept_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=32), server_default="", nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("writer", sa.String(length=64), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(document_id IS NULL) = (about = '')", name=op.f("ck_kept_texts_about")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_kept_texts_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_kept_texts_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_kept_texts_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_texts")),
        sa.UniqueConstraint(
            "person_id", "unit_id", "role", "form", "about",
            name=op.f("uq_kept_texts_person_id_unit_id_role_form_about"),
        ),
    )  # fmt: skip
    op.create_index("ix_kept_texts_document", "kept_texts", ["document_id"], unique=False)


def _phrases() -> None:
    op.create_table(
        "phrases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (unit_id IS NULL)", name=op.f("ck_phrases_owner")
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_phrases_words")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_phrases_person_id_persons")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_phrases_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrases")),
    )
    for name, owner, where in (
        ("uq_phrases_unit", "unit_id", OF_AGENCY),
        ("uq_phrases_person", "person_id", OF_PERSON),
    ):
        op.create_index(
            name, "phrases", [owner, "words"], unique=True,
            sqlite_where=where, postgresql_where=where,
        )  # fmt: skip


def downgrade() -> None:
    """Take it back."""
    for name in ("uq_phrases_person", "uq_phrases_unit"):
        op.drop_index(name, table_name="phrases")
    op.drop_table("phrases")
    op.drop_index("ix_kept_texts_document", table_name="kept_texts")
    op.drop_table("kept_texts")
