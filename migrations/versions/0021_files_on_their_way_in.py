"""Files on their way in: staged uploads, what is wrong with a file, where an original lies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "stages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("claimed", sa.String(length=128), server_default="", nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), server_default="", nullable=False),
        sa.Column("media_type", sa.String(length=128), server_default="", nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_stages_size")),
        sa.CheckConstraint("(digest = '') = (media_type = '')", name=op.f("ck_stages_finished")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_stages_person_id_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stages")),
        sa.UniqueConstraint("key", name=op.f("uq_stages_key")),
    )
    op.create_index("ix_stages_person", "stages", ["person_id", "id"])
    op.create_index("ix_stages_begun", "stages", ["begun_at"])
    op.add_column(
        "attachments",
        sa.Column("caution", sa.String(length=16), server_default="", nullable=False),
    )
    op.add_column("documents", sa.Column("place", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("documents", "place")
    op.drop_column("attachments", "caution")
    op.drop_index("ix_stages_begun", "stages")
    op.drop_index("ix_stages_person", "stages")
    op.drop_table("stages")
