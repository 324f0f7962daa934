"""Recipients are reminded to accept; documents replace, amend and correct earlier ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

UNRECEIVED = sa.text("closed_at IS NULL AND (state = 'sent' OR state = 'arrived')")
OURS = sa.text("packet = ''")
ONLY_ONE = sa.text("kind = 'replaces' AND since IS NOT NULL AND packet = ''")
UNKNOWN = sa.text("original_id IS NULL")


def upgrade() -> None:
    """Take this step."""
    op.add_column("deliveries", sa.Column("reminded_at", sa.DateTime(timezone=True)))
    _index("ix_deliveries_unreceived", "deliveries", "sent_at", UNRECEIVED)
    _relations()
    op.create_index(
        "uq_document_relations_told", "document_relations",
        ["document_id", "original_code", "packet"], unique=True,
    )  # fmt: skip
    op.create_index("ix_document_relations_original", "document_relations", ["original_id"])
    _index("ix_document_relations_unknown", "document_relations", "original_code", UNKNOWN)
    for name, column, where in (
        ("uq_document_relations_ours", "document_id", OURS),
        ("uq_document_relations_replaced_once", "original_id", ONLY_ONE),
    ):
        _index(name, "document_relations", column, where, unique=True)


def _relations() -> None:
    """Make the table of relations."""
    op.create_table(
        "document_relations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=True),
        sa.Column("original_code", sa.String(length=200), server_default="", nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("packet", sa.String(length=64), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind IN ('replaces', 'amends', 'corrects')", name=op.f("ck_document_relations_kind")
        ),
        sa.CheckConstraint(
            "original_id IS NOT NULL OR original_code <> ''",
            name=op.f("ck_document_relations_original"),
        ),
        sa.CheckConstraint(
            "original_id IS NULL OR original_id <> document_id",
            name=op.f("ck_document_relations_not_itself"),
        ),
        sa.CheckConstraint(
            "packet = '' OR since IS NOT NULL", name=op.f("ck_document_relations_since")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["documents.id"], name=op.f(f"fk_document_relations_{column}_documents")
            )
            for column in ("document_id", "original_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_relations")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("document_relations")
    op.drop_index("ix_deliveries_unreceived", "deliveries")
    op.drop_column("deliveries", "reminded_at")


def _index(
    name: str, table: str, column: str, where: sa.TextClause, *, unique: bool = False
) -> None:
    """Make an index of the rows for which something holds."""
    op.create_index(
        name, table, [column], unique=unique, sqlite_where=where, postgresql_where=where
    )
