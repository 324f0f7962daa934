"""The clerk's hours: who has opened what, lists taken at once, and the indexes of periods."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_deliveries_came", "deliveries", ["unit_id", "arrived_at"]),
    ("ix_documents_agency_came", "documents", ["agency_id", "created_at"]),
    ("ix_documents_drafting_came", "documents", ["drafting_unit_id", "created_at"]),
    ("ix_documents_issuer", "documents", ["issuer_unit_id", "id"]),
)


def upgrade() -> None:
    """Take this step."""
    _readings()
    _batches()
    _batch_items()
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    """Take it back."""
    for name, table, _ in INDEXES:
        op.drop_index(name, table_name=table)
    for table in ("batch_items", "batches", "readings"):
        op.drop_table(table)


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_at >= first_at", name=op.f("ck_readings_order")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_readings_{column}_{table}")
            )
            for column, table in (
                ("document_id", "documents"),
                ("unit_id", "units"),
                ("person_id", "persons"),
                ("agency_id", "units"),
            )
        ),
        sa.PrimaryKeyConstraint(
            "document_id", "unit_id", "person_id", "role", name=op.f("pk_readings")
        ),
    )


def _batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("lead_person_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=64), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(action = 'transfer') = (lead_unit_id IS NOT NULL)", name=op.f("ck_batches_lead")
        ),
        sa.CheckConstraint(
            "lead_person_id IS NULL OR lead_unit_id IS NOT NULL",
            name=op.f("ck_batches_lead_unit"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_batches_{column}_{table}")
            )
            for column, table in (
                ("person_id", "persons"),
                ("unit_id", "units"),
                ("lead_unit_id", "units"),
                ("lead_person_id", "persons"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("public_id", name=op.f("uq_batches_public_id")),
    )


def _batch_items() -> None:
    op.create_table(
        "batch_items",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=8), server_default="waiting", nullable=False),
        sa.Column("vi", sa.String(), server_default="", nullable=False),
        sa.Column("en", sa.String(), server_default="", nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'done', 'refused')", name=op.f("ck_batch_items_status")
        ),
        sa.CheckConstraint("(status = 'waiting') = (vi = '')", name=op.f("ck_batch_items_words")),
        sa.CheckConstraint("number IS NULL OR status = 'done'", name=op.f("ck_batch_items_number")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_batch_items_batch_id_batches")
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_batch_items")),
        sa.UniqueConstraint("batch_id", "document", name=op.f("uq_batch_items_batch_id_document")),
    )
