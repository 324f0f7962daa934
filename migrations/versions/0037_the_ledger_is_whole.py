"""The ledger of paper is whole: scans, later prints, late paper, bound volumes, void signatures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = "entries of paper are only ever added"
ACTS = ("UPDATE", "DELETE")
BEFORE = "event IN ('print', 'stamp', 'post', 'receive', 'copy')"
SINCE = "event IN ('print', 'stamp', 'post', 'receive', 'scan', 'again', 'copy')"
ON_PAPER = "channel <> 'electronic'"
VOID_RULES = {
    "voided": "(voided_at IS NULL) = (voided_by IS NULL)"
    " AND (voided_at IS NULL) = (void_reason = '')",
    "void_digital": "voided_at IS NULL OR way = 'digital'",
}
VOLUME_RULES = {
    "sign": "(corrects_id IS NULL) = (copies > 0)",
    "correction": "corrects_id IS NULL OR reason <> ''",
    "paper": "copies <> 0 AND copies * sheets > 0 AND pages > 0",
}


def upgrade() -> None:
    """Take this step."""
    _events(SINCE)
    op.create_index("ix_paper_entries_day", "paper_entries", ["unit_id", "day", "at", "id"])
    op.drop_index("ix_deliveries_paper", table_name="deliveries")
    late = sa.Column("late_paper", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("deliveries", late)
    _index(f"{ON_PAPER} OR late_paper")
    _volumes()
    with op.batch_alter_table("signings") as signings:
        signings.add_column(sa.Column("voided_at", MOMENT, nullable=True))
        signings.add_column(sa.Column("voided_by", sa.Integer(), nullable=True))
        signings.add_column(
            sa.Column("void_reason", sa.String(), server_default="", nullable=False)
        )
        for name, rule in VOID_RULES.items():
            signings.create_check_constraint(op.f(f"ck_signings_{name}"), rule)
        signings.create_foreign_key(
            op.f("fk_signings_voided_by_persons"), "persons", ["voided_by"], ["id"]
        )


def downgrade() -> None:
    """Take it back; what the table before has no place for must not be there."""
    with op.batch_alter_table("signings") as signings:
        signings.drop_constraint(op.f("fk_signings_voided_by_persons"), type_="foreignkey")
        for name in VOID_RULES:
            signings.drop_constraint(op.f(f"ck_signings_{name}"), type_="check")
        for column in ("void_reason", "voided_by", "voided_at"):
            signings.drop_column(column)
    op.drop_table("bound_volumes")
    op.drop_index("ix_deliveries_paper", table_name="deliveries")
    op.drop_column("deliveries", "late_paper")
    _index(ON_PAPER)
    op.drop_index("ix_paper_entries_day", table_name="paper_entries")
    _events(BEFORE)


def _index(rows: str) -> None:
    op.create_index(
        "ix_deliveries_paper", "deliveries", ["document_id", "unit_id"],
        sqlite_where=sa.text(rows), postgresql_where=sa.text(rows),
    )  # fmt: skip


def _events(rule: str) -> None:
    """Say which facts there are; SQLite makes the table anew, and would lose its triggers."""
    lite = op.get_bind().dialect.name == "sqlite"
    for act in ACTS if lite else ():
        op.execute(f"DROP TRIGGER paper_entries_no_{act.lower()}")
    with op.batch_alter_table("paper_entries") as entries:
        entries.drop_constraint(op.f("ck_paper_entries_event"), type_="check")
        entries.create_check_constraint(op.f("ck_paper_entries_event"), rule)
    for act in ACTS if lite else ():
        op.execute(
            f"CREATE TRIGGER paper_entries_no_{act.lower()} BEFORE {act} ON paper_entries"
            f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )


def _volumes() -> None:
    table = "bound_volumes"
    numbers = ("id", "register_id", "binding_id", "unit_id", "person_id")
    references = {
        "register_id": "registers", "binding_id": "bindings", "unit_id": "units",
        "person_id": "persons", "corrects_id": table,
    }  # fmt: skip
    op.create_table(
        table,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("n", "copies", "pages", "sheets")),
        sa.Column("duplex", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
            for name, rule in VOLUME_RULES.items()
        ),
        *(
            sa.ForeignKeyConstraint([one], [f"{other}.id"], name=op.f(f"fk_{table}_{one}_{other}"))
            for one, other in references.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("register_id", "n", name=op.f(f"uq_{table}_register_id_n")),
        sa.UniqueConstraint("corrects_id", name=op.f(f"uq_{table}_corrects_id")),
    )
    op.create_index("ix_bound_volumes_binding", table, ["binding_id", "id"])
    op.create_index("ix_bound_volumes_day", table, ["unit_id", "day", "at", "id"])
