"""Changes of the tree of units are kept, until and after the head of the agency confirms them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OPEN = sa.text("confirmed_at IS NULL")
REFERENCES = (
    ("unit_id", "units"),
    ("agency_id", "units"),
    ("heir_id", "units"),
    ("by_person_id", "persons"),
    ("confirmed_by", "persons"),
)


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "unit_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("was", sa.String(), server_default="", nullable=False),
        sa.Column("becomes", sa.String(), server_default="", nullable=False),
        sa.Column("heir_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "what IN ('add', 'rename', 'move', 'close', 'series')",
            name=op.f("ck_unit_changes_what"),
        ),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL)",
            name=op.f("ck_unit_changes_confirmed"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_unit_changes_{column}_{table}")
            )
            for column, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_changes")),
    )
    op.create_index(op.f("ix_unit_changes_unit_id"), "unit_changes", ["unit_id"])
    op.create_index(
        "ix_unit_changes_open", "unit_changes", ["agency_id", "id"],
        sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_unit_changes_open", "unit_changes")
    op.drop_index(op.f("ix_unit_changes_unit_id"), "unit_changes")
    op.drop_table("unit_changes")
