"""Drafts have a layout, their versions can be compared, agencies keep texts to begin with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.add_column("documents", sa.Column("layout", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("document_versions", sa.Column("written", sa.JSON(), nullable=True))
    op.create_table(
        "draft_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("type_code", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(), server_default="", nullable=False),
        sa.Column("body", sa.String(), server_default="", nullable=False),
        sa.Column("layout", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_draft_templates_name")),
        sa.CheckConstraint("subject <> '' OR body <> ''", name=op.f("ck_draft_templates_text")),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["persons.id"], name=op.f("fk_draft_templates_saved_by_persons")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_draft_templates_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_templates")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_draft_templates_unit_id_name")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("draft_templates")
    op.drop_column("document_versions", "written")
    op.drop_column("documents", "layout")
