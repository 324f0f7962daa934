"""Units agree in which hours limits in hours are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

REFERENCES = (("unit_id", "units"), ("entered_by", "persons"), ("ended_by", "persons"))


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "hours_agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("sessions", sa.String(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), server_default="", nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "last_day IS NULL OR last_day >= first_day", name=op.f("ck_hours_agreements_days")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_on IS NULL)", name=op.f("ck_hours_agreements_ended")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_hours_agreements_{column}_{table}")
            )
            for column, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_agreements")),
    )
    op.create_index("ix_hours_agreements_unit", "hours_agreements", ["unit_id", "first_day"])


def downgrade() -> None:
    """Take this step back."""
    op.drop_table("hours_agreements")
