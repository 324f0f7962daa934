"""Absences and mandates: who is away, who may act in whose place, and what was done so.

The database itself refuses a mandate of somebody who has no such capacity of their own (so
nobody passes on what was lent), a change of its terms, and its deletion.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

#: What was agreed: everything but the last use and the end.
TERMS = (
    "agency_id, giver_id, unit_id, role, delegate_id, first_day, last_day, powers, types,"
    " issuers, basis, shared, digest, given_at"
)
OWN = "a mandate needs a capacity of one's own"
FIXED = "a mandate's terms never change"
#: Name, event, condition, what is said.
TRIGGERS = (
    (
        "delegations_own_capacity",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM memberships AS m WHERE m.person_id = NEW.giver_id"
        " AND m.unit_id = NEW.unit_id AND m.role = NEW.role)",
        OWN,
    ),
    ("delegations_terms", f"UPDATE OF {TERMS}", "TRUE", FIXED),
    ("delegations_ended", "UPDATE OF revoked_at, revoked_by", "OLD.revoked_at IS NOT NULL", FIXED),
    ("delegations_no_delete", "DELETE", "TRUE", FIXED),
)


def upgrade() -> None:
    """Take this step."""
    _absences()
    _delegations()
    _delegation_indexes()
    _acts()
    _uses()
    for name, event, condition, words in TRIGGERS:
        _refuse(name, event, condition, words.replace("'", "''"))


def downgrade() -> None:
    """Take it back."""
    for table in (
        "token_delegations",
        "session_delegations",
        "delegated_acts",
        "delegations",
        "absence_days",
        "absences",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for name, *_ in TRIGGERS:
            op.execute(f"DROP FUNCTION {name}()")


def _refuse(name: str, event: str, condition: str, words: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON delegations WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        return
    # A condition of PostgreSQL's triggers may not ask other tables; the function may.
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {condition} THEN RAISE EXCEPTION '{words}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON delegations"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('leave', 'business', 'sick', 'training', 'other')",
            name=op.f("ck_absences_kind"),
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_absences_days")),
        _key("absences", "entered_by", "persons"),
        _key("absences", "person_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_person", "absences", ["person_id", "last_day"], unique=False)
    op.create_table(
        "absence_days",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("absence_id", sa.Integer(), nullable=False),
        _key("absence_days", "absence_id", "absences"),
        _key("absence_days", "person_id", "persons"),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_absence_days")),
    )
    op.create_index("ix_absence_days_absence", "absence_days", ["absence_id"], unique=False)


def _delegations() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("powers", sa.JSON(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("issuers", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("basis <> ''", name=op.f("ck_delegations_basis")),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_delegations_revoked")
        ),
        sa.CheckConstraint("giver_id <> delegate_id", name=op.f("ck_delegations_not_oneself")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_delegations_days")),
        _key("delegations", "agency_id", "units"),
        _key("delegations", "delegate_id", "persons"),
        _key("delegations", "giver_id", "persons"),
        _key("delegations", "revoked_by", "persons"),
        _key("delegations", "unit_id", "units"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )


def _delegation_indexes() -> None:
    op.create_index("ix_delegations_agency", "delegations", ["agency_id", "last_day"], unique=False)
    op.create_index(
        "ix_delegations_delegate", "delegations", ["delegate_id", "last_day"], unique=False
    )
    op.create_index("ix_delegations_giver", "delegations", ["giver_id", "last_day"], unique=False)


def _acts() -> None:
    op.create_table(
        "delegated_acts",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _key("delegated_acts", "delegation_id", "delegations"),
        _key("delegated_acts", "document_id", "documents"),
        _key("delegated_acts", "person_id", "persons"),
        sa.PrimaryKeyConstraint("document_id", "seq", name=op.f("pk_delegated_acts")),
    )
    op.create_index(
        "ix_delegated_acts_delegation", "delegated_acts", ["delegation_id"], unique=False
    )
    op.create_index(
        "ix_delegated_acts_person", "delegated_acts", ["person_id", "document_id"], unique=False
    )


def _uses() -> None:
    op.create_table(
        "session_delegations",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        _key("session_delegations", "delegation_id", "delegations"),
        _key("session_delegations", "session_id", "user_sessions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_delegations")),
    )
    op.create_table(
        "token_delegations",
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        _key("token_delegations", "delegation_id", "delegations"),
        _key("token_delegations", "token_id", "access_tokens", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_token_delegations")),
    )


def _key(table: str, column: str, target: str, ondelete: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)
