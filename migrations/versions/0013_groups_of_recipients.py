"""Agencies keep the groups of recipients they write to again and again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "recipient_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.CheckConstraint("name <> ''", name="name"),
        sa.ForeignKeyConstraint(["agency_id"], ["units.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_recipient_groups_name", "recipient_groups", ["agency_id", "name"], unique=True
    )
    op.create_table(
        "recipient_group_members",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["recipient_groups.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"]),
        sa.PrimaryKeyConstraint("group_id", "unit_id"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("recipient_group_members")
    op.drop_table("recipient_groups")
