"""What was sent is recalled: what a sender asked of each recipient, and what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OPEN = sa.text("settled_at IS NULL")
REFERENCES = (
    ("document_id", "documents"),
    ("delivery_id", "deliveries"),
    ("asked_by", "persons"),
    ("answered_by", "persons"),
)


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "recalls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("packet", sa.String(length=64), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=16), server_default="", nullable=False),
        sa.Column("answer_reason", sa.String(), server_default="", nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(settled_at IS NULL) = (answer = '')", name=op.f("ck_recalls_answer")),
        sa.CheckConstraint("asked_by IS NOT NULL OR packet <> ''", name=op.f("ck_recalls_asked")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_recalls_{column}_{table}")
            )
            for column, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recalls")),
        sa.UniqueConstraint("delivery_id", "n", name=op.f("uq_recalls_delivery_id_n")),
    )
    op.create_index("ix_recalls_document", "recalls", ["document_id"])
    op.create_index(
        "ix_recalls_answer_by", "recalls", ["answer_by"],
        sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip
    op.create_index(
        "uq_recalls_one_open", "recalls", ["delivery_id"],
        unique=True, sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip


def downgrade() -> None:
    """Take it back."""
    op.drop_index("uq_recalls_one_open", "recalls")
    op.drop_index("ix_recalls_answer_by", "recalls")
    op.drop_index("ix_recalls_document", "recalls")
    op.drop_table("recalls")
