"""Numbers can be reserved, books have a chain of acts of their own, volumes are bound.

The acts are only ever added, as movements are; the seals tell where somebody went round this.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = "acts of registers are only ever added"
ACTS = ("UPDATE", "DELETE")
CHECKS = {
    "status": "status IN ('used', 'cancelled', 'reserved')",
    "used": "status <> 'used' OR document_id IS NOT NULL",
    "reserved": "status <> 'reserved' OR document_id IS NULL",
    "delivered": "delivery_id IS NULL OR document_id IS NOT NULL",
}


def upgrade() -> None:
    """Take this step."""
    with op.batch_alter_table("registers") as books:
        books.add_column(sa.Column("last_on", sa.Date(), nullable=True))
        books.add_column(sa.Column("log_seq", sa.Integer(), server_default="0", nullable=False))
        books.add_column(sa.Column("log_head", sa.LargeBinary(length=32), nullable=True))
        books.create_check_constraint(
            op.f("ck_registers_log"), "(log_seq = 0) = (log_head IS NULL)"
        )
    with op.batch_alter_table("register_entries") as entries:
        entries.alter_column("document_id", existing_type=sa.Integer(), nullable=True)
        entries.drop_constraint(op.f("ck_register_entries_status"), type_="check")
        for name, condition in CHECKS.items():
            entries.create_check_constraint(op.f(f"ck_register_entries_{name}"), condition)
    _days()
    _reservations()
    _acts()
    _bindings()


def downgrade() -> None:
    """Take it back, unless a number would be lost."""
    db = op.get_bind()
    if db.scalar(sa.text("SELECT 1 FROM register_entries WHERE document_id IS NULL LIMIT 1")):
        raise RuntimeError("numbers without a document are in the registers: they would be lost")
    for table in ("bindings", "register_acts", "reservations"):
        op.drop_table(table)
    if db.dialect.name == "postgresql":
        op.execute("DROP FUNCTION register_acts_only_added()")
    with op.batch_alter_table("register_entries") as entries:
        for name in CHECKS:
            entries.drop_constraint(op.f(f"ck_register_entries_{name}"), type_="check")
        entries.create_check_constraint(
            op.f("ck_register_entries_status"), "status IN ('used', 'cancelled')"
        )
        entries.alter_column("document_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("registers") as books:
        books.drop_constraint(op.f("ck_registers_log"), type_="check")
        for column in ("log_head", "log_seq", "last_on"):
            books.drop_column(column)


def _days() -> None:
    """Say of the books there are which day their last number bears."""
    op.execute(
        "UPDATE registers SET last_on = (SELECT max(d.issued_on) FROM register_entries AS e"
        " JOIN documents AS d ON d.id = e.document_id"
        " WHERE e.register_id = registers.id AND e.delivery_id IS NULL)"
        " WHERE direction = 'out'"
    )


def _reservations() -> None:
    op.create_table(
        "reservations",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("type_code", sa.String(length=8), server_default="", nullable=False),
        sa.Column("subject", sa.String(), server_default="", nullable=False),
        sa.Column("whom", sa.String(), server_default="", nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_reservations_reason")),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_reservations_settled")
        ),
        _reference("reservations", "entry_id", "register_entries"),
        _reference("reservations", "by_id", "persons"),
        _reference("reservations", "settled_by", "persons"),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_reservations")),
    )


def _acts() -> None:
    op.create_table(
        "register_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("prev", sa.LargeBinary(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        _reference("register_acts", "register_id", "registers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_acts")),
        *(
            sa.UniqueConstraint(
                "register_id", column, name=op.f(f"uq_register_acts_register_id_{column}")
            )
            for column in ("seq", "prev")
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        for act in ACTS:
            op.execute(
                f"CREATE TRIGGER register_acts_no_{act.lower()} BEFORE {act} ON register_acts"
                f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION register_acts_only_added() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    for act in (*ACTS, "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER register_acts_no_{act.lower()} BEFORE {act} ON register_acts"
            " FOR EACH STATEMENT EXECUTE FUNCTION register_acts_only_added()"
        )


def _bindings() -> None:
    checks = {
        "kind": "kind IN ('register', 'follow_up')",
        "form": "form IN ('pdf', 'xlsx')",
        "volume": "volume > 0",
        "numbers": "first > 0 AND last >= first",
        "made": "(made_at IS NULL) = (digest IS NULL)",
        "pages": "form <> 'pdf' OR made_at IS NULL OR pages > 0",
    }
    op.create_table(
        "bindings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("volume", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=True),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("lines", "pages", "size")
        ),
        sa.Column("digest", sa.String(length=64), nullable=True),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_bindings_{name}"))
            for name, condition in checks.items()
        ),
        _reference("bindings", "register_id", "registers"),
        _reference("bindings", "person_id", "persons"),
        _reference("bindings", "unit_id", "units"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bindings")),
    )
    op.create_index("ix_bindings_register", "bindings", ["register_id", "id"])
    op.create_index("ix_bindings_unit", "bindings", ["unit_id", "made_at"])


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    key = "id"
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.{key}"], name=op.f(f"fk_{table}_{column}_{to}")
    )
