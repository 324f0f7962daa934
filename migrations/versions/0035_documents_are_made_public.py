"""Agencies have a public page that they open and shut, and mark documents for it.

What was done to a page is only ever added, as movements are; the seals tell where somebody went
round this.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SHOWN = sa.text("ended_at IS NULL")
WORDS = "acts of public pages are only ever added"
ACTS = ("UPDATE", "DELETE")
INDEXES = (
    ("uq_publications_shown", ["document_id"], True),
    ("uq_publications_key", ["key"], True),
    ("ix_publications_listed", ["unit_id", "issued_on", "number", "key"], False),
    ("ix_publications_newest", ["unit_id", "id"], False),
)


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "public_pages",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("log_head", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("log_seq > 0", name=op.f("ck_public_pages_log")),
        _reference("public_pages", "unit_id", "units"),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_public_pages")),
    )
    _acts()
    _publications()


def downgrade() -> None:
    """Take it back."""
    for table in ("publications", "public_page_acts", "public_pages"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION public_page_acts_only_added()")


def _acts() -> None:
    op.create_table(
        "public_page_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("act", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("prev", sa.LargeBinary(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("act IN ('open', 'shut')", name=op.f("ck_public_page_acts_act")),
        _reference("public_page_acts", "unit_id", "units"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_page_acts")),
        *(
            sa.UniqueConstraint(
                "unit_id", column, name=op.f(f"uq_public_page_acts_unit_id_{column}")
            )
            for column in ("seq", "prev")
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        for act in ACTS:
            op.execute(
                f"CREATE TRIGGER public_page_acts_no_{act.lower()} BEFORE {act}"
                f" ON public_page_acts BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION public_page_acts_only_added() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    for act in (*ACTS, "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER public_page_acts_no_{act.lower()} BEFORE {act} ON public_page_acts"
            " FOR EACH STATEMENT EXECUTE FUNCTION public_page_acts_only_added()"
        )


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type_code", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ended_seq", sa.Integer(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        *(
            sa.CheckConstraint(
                f"(ended_at IS NULL) = ({column} IS NULL)", name=op.f(f"ck_publications_{column}")
            )
            for column in ("ended_by", "ended_seq")
        ),
        _reference("publications", "document_id", "documents"),
        _reference("publications", "unit_id", "units"),
        _reference("publications", "person_id", "persons"),
        _reference("publications", "ended_by", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("document_id", "seq", name=op.f("uq_publications_document_id_seq")),
    )
    for name, columns, unique in INDEXES:
        op.create_index(
            name, "publications", columns, unique=unique,
            sqlite_where=SHOWN, postgresql_where=SHOWN,
        )  # fmt: skip


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
