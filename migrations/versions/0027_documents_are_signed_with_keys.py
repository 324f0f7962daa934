"""Documents are signed with keys: the signatures, and which form of a letter a file is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LETTER_FORM = sa.text("form <> '' AND original IS NULL")
#: How the one printed form was described before there were several.
ISSUED = "Bản phát hành"


def upgrade() -> None:
    """Take this step."""
    _add_forms()
    _create_signings()
    op.add_column(
        "batch_items", sa.Column("seen", sa.String(length=64), server_default="", nullable=False)
    )


def _add_forms() -> None:
    with op.batch_alter_table("attachments") as files:
        files.add_column(sa.Column("form", sa.String(length=8), server_default="", nullable=False))
        files.add_column(sa.Column("original", sa.Integer(), nullable=True))
        files.create_check_constraint(
            op.f("ck_attachments_form"), "form IN ('', 'signed', 'numbered', 'sealed')"
        )
        files.create_check_constraint(
            op.f("ck_attachments_original"), "original IS NULL OR form = 'sealed'"
        )
    files = sa.table(
        "attachments", sa.column("form"), sa.column("rendered"), sa.column("description")
    )
    printed = files.c.rendered.is_(sa.true()) & (files.c.description == ISSUED)
    op.execute(sa.update(files).where(printed).values(form="numbered"))
    op.create_index(
        "uq_attachments_form", "attachments", ["document_id", "form"], unique=True,
        sqlite_where=LETTER_FORM, postgresql_where=LETTER_FORM,
    )  # fmt: skip
    op.create_index(
        "uq_attachments_original", "attachments", ["document_id", "original"], unique=True
    )


def _create_signings() -> None:
    op.create_table(
        "signings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("subject", sa.String(), server_default="", nullable=False),
        sa.Column("unit", sa.String(), server_default="", nullable=False),
        sa.Column("issuer", sa.String(), server_default="", nullable=False),
        sa.Column("serial", sa.String(length=64), server_default="", nullable=False),
        sa.Column("level", sa.String(length=8), server_default="", nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), server_default="", nullable=False),
        sa.CheckConstraint("whose IN ('leader', 'agency')", name=op.f("ck_signings_whose")),
        sa.CheckConstraint("way IN ('digital', 'paper')", name=op.f("ck_signings_way")),
        sa.CheckConstraint(
            "(way = 'digital') = (digest <> '' AND serial <> '' AND level <> '')",
            name=op.f("ck_signings_digital"),
        ),
        sa.CheckConstraint("way = 'digital' OR NOT simulated", name=op.f("ck_signings_simulated")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_signings_{column}_{table}")
            )
            for column, table in (
                ("document_id", "documents"), ("person_id", "persons"), ("unit_id", "units"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signings")),
    )  # fmt: skip
    op.create_index("uq_signings_whose", "signings", ["document_id", "whose"], unique=True)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("batch_items") as items:
        items.drop_column("seen")
    op.drop_index("uq_signings_whose", "signings")
    op.drop_table("signings")
    op.drop_index("uq_attachments_original", "attachments")
    op.drop_index("uq_attachments_form", "attachments")
    with op.batch_alter_table("attachments") as files:
        files.drop_constraint(op.f("ck_attachments_original"), type_="check")
        files.drop_constraint(op.f("ck_attachments_form"), type_="check")
        files.drop_column("original")
        files.drop_column("form")
