"""Reports of figures are made and kept, and mailed to those who have them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
REPORTS, WISHES, MAILS = "figure_reports", "report_subscriptions", "report_mails"
REPORT_RULES = {
    "form": "form IN ('pdf', 'xlsx')",
    "language": "language IN ('vi', 'en')",
    "stage": "stage IN ('waiting', 'counting', 'drawing', 'done', 'failed')",
    "made": "(made_at IS NULL) = (digest IS NULL)",
    "done": "(stage = 'done') = (made_at IS NOT NULL)",
    "fault": "stage <> 'failed' OR fault <> ''",
}
WISH_RULES = {
    "every": "every IN ('month', 'quarter', 'half', 'year')",
    "workday": "workday BETWEEN 1 AND 20",
}


def upgrade() -> None:
    """Take this step."""
    _reports()
    _wishes()
    _mails()


def _reports() -> None:
    op.create_table(
        REPORTS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        *_chosen(),
        sa.Column("period", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("stage", sa.String(16), server_default="waiting", nullable=False),
        sa.Column("fault", sa.String(500), server_default="", nullable=False),
        sa.Column("made_at", MOMENT, nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("size", "pages", "movements")
        ),
        sa.Column("root", sa.String(64), server_default="", nullable=False),
        sa.Column("counted_until", MOMENT, nullable=True),
        *_rules(REPORTS, REPORT_RULES),
        *_references(REPORTS, agency_id="units", unit_id="units", person_id="persons"),
    )
    columns = ["agency_id", "unit_id", "kind", "form", "language", "period"]
    _once("uq_figure_reports_unmade", REPORTS, columns, "made_at IS NULL")
    op.create_index("ix_figure_reports_agency", REPORTS, ["agency_id", "id"])


def _wishes() -> None:
    op.create_table(
        WISHES,
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("id", "person_id", "agency_id", "unit_id")
        ),
        *_chosen(),
        sa.Column("every", sa.String(8), nullable=False),
        sa.Column("workday", sa.Integer(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        *_rules(WISHES, WISH_RULES),
        *_references(WISHES, person_id="persons", agency_id="units", unit_id="units"),
    )
    columns = ["person_id", "agency_id", "unit_id", "kind", "form", "every"]
    _once("uq_report_subscriptions_once", WISHES, columns, "ended_at IS NULL")


def _mails() -> None:
    op.create_table(
        MAILS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(32), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(16), server_default="", nullable=False),
        *_rules(MAILS, {"outcome": "(sent_at IS NULL) = (outcome = '')"}),
        *_references(MAILS, subscription_id=WISHES, report_id=REPORTS),
        sa.UniqueConstraint(
            "subscription_id", "period", name=op.f("uq_report_mails_subscription_id_period")
        ),
    )


def downgrade() -> None:
    """Take it back."""
    for table in (MAILS, WISHES, REPORTS):
        op.drop_table(table)


def _chosen() -> tuple[sa.Column[str], ...]:
    lengths = {"kind": 16, "form": 8, "language": 2}
    return tuple(
        sa.Column(name, sa.String(length), nullable=False) for name, length in lengths.items()
    )


def _rules(table: str, rules: dict[str, str]) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}")) for name, rule in rules.items()
    ]


def _references(table: str, **others: str) -> list[sa.Constraint]:
    keys = [
        sa.ForeignKeyConstraint([one], [f"{other}.id"], name=op.f(f"fk_{table}_{one}_{other}"))
        for one, other in others.items()
    ]
    return [*keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]


def _once(name: str, table: str, columns: list[str], where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=rows, postgresql_where=rows)
