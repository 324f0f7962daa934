"""Auditors have their day: refused attempts, what auditors looked at, marks on movements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MARKED = sa.text("(on_behalf OR due_moved)")
CHUNK = 1000


def upgrade() -> None:
    """Take this step."""
    _attempts()
    _acts()
    role = sa.Column("role", sa.String(length=32), server_default="", nullable=False)
    op.add_column("movements", role)
    for name in ("on_behalf", "due_moved"):
        column = sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        op.add_column("movements", column)
    with _unguarded():
        _tell_roles()
    of_delivery = ["delivery_id", "document_id", "action", "at"]
    op.create_index("ix_movements_delivery", "movements", of_delivery)
    op.create_index("ix_movements_role", "movements", ["role", "id"])
    op.create_index("ix_movements_at", "movements", ["at", "id"])
    op.create_index(
        "ix_movements_marked", "movements", ["at"],
        sqlite_where=MARKED, postgresql_where=MARKED,
    )  # fmt: skip


def downgrade() -> None:
    """Take it back."""
    for index in ("marked", "at", "role", "delivery"):
        op.drop_index(f"ix_movements_{index}", table_name="movements")
    for column in ("due_moved", "on_behalf", "role"):
        op.drop_column("movements", column)
    op.drop_table("audit_acts")
    op.drop_table("refused_attempts")


def _attempts() -> None:
    op.create_table(
        "refused_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("self_approval", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reasons_vi", sa.String(), nullable=False),
        sa.Column("reasons_en", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_refused_attempts_times")),
        *_references("refused_attempts", person="persons", unit="units", document="documents"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_attempts")),
        sa.UniqueConstraint(
            "person_id", "document_id", "action", "minute",
            name=op.f("uq_refused_attempts_person_id_document_id_action_minute"),
        ),
    )  # fmt: skip
    op.create_index("ix_refused_attempts_at", "refused_attempts", ["self_approval", "at"])
    op.create_index("ix_refused_attempts_document", "refused_attempts", ["document_id"])


def _acts() -> None:
    op.create_table(
        "audit_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("asked", sa.String(), server_default="", nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.CheckConstraint("shown >= 0", name=op.f("ck_audit_acts_shown")),
        *_references("audit_acts", person="persons", unit="units", document="documents"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_acts")),
    )
    op.create_index("ix_audit_acts_unit", "audit_acts", ["unit_id", "id"])
    op.create_index("ix_audit_acts_document", "audit_acts", ["document_id"])


def _references(table: str, **others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [f"{name}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_id_{other}")
        )
        for name, other in others.items()
    ]


@contextmanager
def _unguarded() -> Iterator[None]:
    """Let the new columns be filled; what forbids to change movements is back afterwards."""
    db = op.get_bind()
    if db.dialect.name == "postgresql":
        db.execute(sa.text("ALTER TABLE movements DISABLE TRIGGER USER"))
        yield
        db.execute(sa.text("ALTER TABLE movements ENABLE TRIGGER USER"))
        return
    master = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'movements'"
    kept = db.execute(sa.text(master)).all()
    for name, _ in kept:
        db.execute(sa.text(f'DROP TRIGGER "{name}"'))
    yield
    for _, sql in kept:
        db.execute(sa.text(sql))


def _tell_roles() -> None:
    """Fill the capacity from the sealed records; nothing was done for others before."""
    db, last = op.get_bind(), 0
    read = sa.text("SELECT id, body FROM movements WHERE id > :last ORDER BY id LIMIT :most")
    write = sa.text("UPDATE movements SET role = :role WHERE id = :id")
    while rows := db.execute(read, {"last": last, "most": CHUNK}).all():
        db.execute(write, [{"id": row.id, "role": _role(row.body)} for row in rows])
        last = rows[-1].id


def _role(body: bytes) -> str:
    """Return the capacity a record tells, '' where it was tampered with: `verify` will say."""
    try:
        return str(json.loads(bytes(body))["by"]["role"])[:32]
    except (KeyError, TypeError, ValueError):
        return ""
