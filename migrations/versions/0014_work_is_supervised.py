"""Work is supervised: more time, reminders, opinions asked for, scans of directives."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("directive_scans", "opinion_asks", "chases", "extensions")


def upgrade() -> None:
    """Say of each part who gave it and until when at most, and add what goes on beside."""
    with op.batch_alter_table("assignments") as parts:
        parts.add_column(sa.Column("opinion", sa.String(), server_default="", nullable=False))
        parts.add_column(sa.Column("outer_due_at", MOMENT, nullable=True))
        parts.add_column(sa.Column("assigner_id", sa.Integer(), nullable=True))
        parts.add_column(
            sa.Column("assigner_role", sa.String(length=32), server_default="", nullable=False)
        )
        parts.create_foreign_key(
            "fk_assignments_assigner_id_persons", "persons", ["assigner_id"], ["id"]
        )
    _extensions()
    _chases()
    _opinion_asks()
    _directive_scans()


def downgrade() -> None:
    """Take all of it away again."""
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("assignments") as parts:
        parts.drop_constraint("fk_assignments_assigner_id_persons", type_="foreignkey")
        for column in ("assigner_role", "assigner_id", "outer_due_at", "opinion"):
            parts.drop_column(column)


def _extensions() -> None:
    waiting = sa.text("status = 'asked'")
    _create(
        "extensions",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("old_due_at", MOMENT, nullable=True),
        sa.Column("asked_due_at", MOMENT, nullable=True),
        sa.Column("new_due_at", MOMENT, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        _check("extensions", "status", "status IN ('asked', 'allowed', 'refused', 'lapsed')"),
        _check("extensions", "allowed", "(status = 'allowed') = (new_due_at IS NOT NULL)"),
        _check("extensions", "settled", "(status = 'asked') = (settled_at IS NULL)"),
        _check("extensions", "asked", "(asked_by IS NULL) = (asked_due_at IS NULL)"),
        _check("extensions", "reason", "reason <> ''"),
        _key("extensions", "assignment_id", "assignments"),
        _key("extensions", "asked_by", "persons"),
        _key("extensions", "settled_by", "persons"),
    )
    op.create_index(
        "uq_extensions_one_request",
        "extensions",
        ["assignment_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index("ix_extensions_document", "extensions", ["document_id"])


def _chases() -> None:
    _create(
        "chases",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _check("chases", "n", "n > 0"),
        _check("chases", "content", "content <> ''"),
        _key("chases", "assignment_id", "assignments"),
        _key("chases", "by_id", "persons"),
    )
    op.create_index("ix_chases_assignment", "chases", ["assignment_id"])
    op.create_index("ix_chases_document", "chases", ["document_id"])


def _opinion_asks() -> None:
    unanswered = sa.text("closed_at IS NULL")
    _create(
        "opinion_asks",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(), server_default="", nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        _check("opinion_asks", "question", "question <> ''"),
        _check("opinion_asks", "answer", "(answered_by IS NULL) = (answer = '')"),
        _check("opinion_asks", "closed", "answered_by IS NULL OR closed_at IS NOT NULL"),
        _key("opinion_asks", "unit_id", "units"),
        _key("opinion_asks", "person_id", "persons"),
        _key("opinion_asks", "asked_by", "persons"),
        _key("opinion_asks", "answered_by", "persons"),
    )
    op.create_index(
        "ix_opinion_asks_open",
        "opinion_asks",
        ["unit_id", "id"],
        sqlite_where=unanswered,
        postgresql_where=unanswered,
    )
    op.create_index("ix_opinion_asks_document_unit", "opinion_asks", ["document_id", "unit_id"])


def _directive_scans() -> None:
    _create(
        "directive_scans",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(length=128), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("typed_by", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key("directive_scans", "leader_id", "persons"),
        _key("directive_scans", "typed_by", "persons"),
    )
    op.create_index("ix_directive_scans_document", "directive_scans", ["document_id"])
    op.create_index("ix_directive_scans_digest", "directive_scans", ["digest"])


def _create(table: str, *rest: sa.schema.SchemaItem) -> None:
    """Create a table of rows that hang on a delivery and are numbered there."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        *rest,
        _key(table, "document_id", "documents"),
        _key(table, "delivery_id", "deliveries"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("delivery_id", "n", name=op.f(f"uq_{table}_delivery_id_n")),
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )
