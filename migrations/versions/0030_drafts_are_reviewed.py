"""Drafts are reviewed: approvals of one version, comments at passages, opinions on a version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STANDING = sa.text("voided_at IS NULL")
DRAFT = sa.text("delivery_id IS NULL")
UNANSWERED = sa.text("closed_at IS NULL")
VERSION = ("document_id", "version")
ASKS_SINCE = {
    "run": "(delivery_id IS NULL) = (version IS NOT NULL)",
    "due": "version IS NULL OR due_at IS NOT NULL",
    "stance": "stance IN ('', 'agree', 'changes', 'disagree')",
    "taken": "(version IS NOT NULL AND answered_by IS NOT NULL) = (stance <> '')",
}


def upgrade() -> None:
    """Take this step."""
    op.create_index(
        "uq_document_versions_digest", "document_versions", [*VERSION, "digest"], unique=True
    )
    _approvals()
    _comments()
    with op.batch_alter_table("opinion_asks") as asks:
        asks.alter_column("delivery_id", existing_type=sa.Integer(), nullable=True)
        asks.add_column(sa.Column("version", sa.Integer(), nullable=True))
        asks.add_column(sa.Column("stance", sa.String(8), server_default="", nullable=False))
        for name, condition in ASKS_SINCE.items():
            asks.create_check_constraint(op.f(f"ck_opinion_asks_{name}"), condition)
        asks.create_foreign_key(
            "fk_opinion_asks_version", "document_versions", [*VERSION], [*VERSION]
        )
    op.create_index(
        "uq_opinion_asks_draft", "opinion_asks", ["document_id", "n"],
        unique=True, sqlite_where=DRAFT, postgresql_where=DRAFT,
    )  # fmt: skip
    op.create_index(
        "ix_opinion_asks_due", "opinion_asks", ["due_at"],
        sqlite_where=UNANSWERED, postgresql_where=UNANSWERED,
    )  # fmt: skip


def downgrade() -> None:
    """Take it back; what was asked about drafts has no place in the table before."""
    op.execute("DELETE FROM opinion_asks WHERE delivery_id IS NULL")
    op.drop_index("ix_opinion_asks_due", "opinion_asks")
    op.drop_index("uq_opinion_asks_draft", "opinion_asks")
    with op.batch_alter_table("opinion_asks") as asks:
        asks.drop_constraint("fk_opinion_asks_version", type_="foreignkey")
        for name in ASKS_SINCE:
            asks.drop_constraint(op.f(f"ck_opinion_asks_{name}"), type_="check")
        asks.drop_column("stance")
        asks.drop_column("version")
        asks.alter_column("delivery_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("draft_comments")
    op.drop_table("draft_approvals")
    op.drop_index("uq_document_versions_digest", "document_versions")


def _approvals() -> None:
    name = "draft_approvals"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("voided_at", MOMENT, nullable=True),
        _check(name, "kind", "kind IN ('content', 'form')"),
        _check(name, "voided", "(voided_at IS NULL) = (voided_by IS NULL)"),
        _version(name, "digest"),
        *_keys(name, document_id="documents", person_id="persons", unit_id="units"),
        *_keys(name, voided_by="persons"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint(
            *VERSION, "person_id", name=op.f(f"uq_{name}_document_id_version_person_id")
        ),
    )
    op.create_index(
        f"uq_{name}_standing", name, ["document_id", "kind"],
        unique=True, sqlite_where=STANDING, postgresql_where=STANDING,
    )  # fmt: skip


def _comments() -> None:
    name = "draft_comments"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("status", sa.String(8), server_default="open", nullable=False),
        sa.Column("answer", sa.String(), server_default="", nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        _check(name, "passage", "paragraph > 0 AND start >= 0"),
        _check(name, "words", "quote <> '' AND words <> ''"),
        _check(name, "status", "status IN ('open', 'done', 'answered')"),
        _check(name, "settled_at", "(status = 'open') = (settled_at IS NULL)"),
        _check(name, "settled_by", "(status = 'open') = (settled_by IS NULL)"),
        _check(name, "answer", "status <> 'answered' OR answer <> ''"),
        _version(name),
        *_keys(name, document_id="documents", author_id="persons", unit_id="units"),
        *_keys(name, settled_by="persons"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("document_id", "n", name=op.f(f"uq_{name}_document_id_n")),
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _version(table: str, *more: str) -> sa.ForeignKeyConstraint:
    columns = [*VERSION, *more]
    targets = [f"document_versions.{column}" for column in columns]
    return sa.ForeignKeyConstraint(columns, targets, name=op.f(f"fk_{table}_version"))


def _keys(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
        )
        for column, target in columns.items()
    ]
