"""Targets for moving without paper, and the factors of what it is estimated to save.

The database itself refuses that a row is edited or deleted: a target is ended once, a factor
settled once, and what either says stays as it was entered.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

RUNS = sa.text("ended_at IS NULL")
COUNTS = sa.text("outcome = '' OR outcome = 'approved'")
TARGET_RULES = {
    "days": "last_day IS NULL OR last_day >= first_day",
    "permille": "permille >= 0 AND permille <= 1000",
    "ended": "(ended_at IS NULL) = (ended_on IS NULL)",
    "reason": "ended_at IS NULL OR end_reason <> ''",
}
FACTOR_RULES = {
    "values": "low >= 0 AND low <= base AND base <= high",
    "source": "source <> ''",
    "outcome": "outcome IN ('', 'approved', 'rejected', 'withdrawn')",
    "settled": "(settled_at IS NULL) = (outcome = '')",
    "settler": "(settled_at IS NULL) = (settled_by IS NULL)",
    "reason": "outcome <> 'rejected' OR reason <> ''",
    "two_people": "outcome <> 'approved' OR proposed_by IS NULL OR proposed_by <> settled_by",
}
FIXED = "what a target or a factor says never changes"
#: Table, the columns that say what it is, and when what came of it is settled.
KEPT = (
    (
        "paper_targets",
        "id, code, indicator, level, first_day, last_day, permille, source, note, checked,"
        " entered_by, entered_at",
        "OLD.ended_at IS NOT NULL",
    ),
    (
        "cost_factors",
        "id, code, first_day, low, base, high, assumed, source, note, proposed_by, proposed_at",
        "OLD.outcome <> ''",
    ),
)


def upgrade() -> None:
    """Take this step."""
    _targets()
    _factors()
    for name, table, columns, where in (
        ("uq_paper_targets_one", "paper_targets", ["indicator", "level", "first_day"], RUNS),
        ("uq_cost_factors_one", "cost_factors", ["code", "first_day"], COUNTS),
    ):
        op.create_index(
            name, table, columns, unique=True, sqlite_where=where, postgresql_where=where
        )
    for table, terms, settled in KEPT:
        for name, event, condition in (
            (f"{table}_terms", f"UPDATE OF {terms}", "TRUE"),
            (f"{table}_settled", "UPDATE", settled),
            (f"{table}_no_delete", "DELETE", "TRUE"),
        ):
            _refuse(name, table, event, condition)


def downgrade() -> None:
    """Take it back."""
    for table, *_ in KEPT:
        op.drop_table(table)
        if op.get_bind().dialect.name == "postgresql":
            for act in ("terms", "settled", "no_delete"):
                op.execute(f"DROP FUNCTION {table}_{act}()")


def _refuse(name: str, table: str, event: str, condition: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{FIXED}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {condition} THEN RAISE EXCEPTION '{FIXED}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _targets() -> None:
    table = "paper_targets"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("indicator", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("permille", sa.Integer(), nullable=False),
        *_said("checked"),
        *_done("entered", must=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), server_default="", nullable=False),
        *_done("ended"),
        *_rules(table, TARGET_RULES, "entered_by", "ended_by"),
        sa.UniqueConstraint("code", name=op.f("uq_paper_targets_code")),
    )


def _factors() -> None:
    table = "cost_factors"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("low", "base", "high")),
        *_said("assumed"),
        *_done("proposed", must=True),
        sa.Column("outcome", sa.String(length=16), server_default="", nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        *_done("settled"),
        *_rules(table, FACTOR_RULES, "proposed_by", "settled_by"),
    )


def _said(mark: str) -> list[sa.Column[Any]]:
    """Return where a row comes from, and whether that can be relied on."""
    return [
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column(mark, sa.Boolean(), server_default=sa.false(), nullable=False),
    ]


def _done(what: str, *, must: bool = False) -> list[sa.Column[Any]]:
    """Return by whom and when something was done; the office itself is nobody."""
    return [
        sa.Column(f"{what}_by", sa.Integer(), nullable=True),
        sa.Column(f"{what}_at", sa.DateTime(timezone=True), nullable=not must),
    ]


def _rules(table: str, rules: dict[str, str], *people: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
            for name, rule in rules.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["persons.id"], name=op.f(f"fk_{table}_{column}_persons")
            )
            for column in people
        ),
    ]
