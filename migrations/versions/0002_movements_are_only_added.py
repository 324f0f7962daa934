"""Movements are only ever added: the database refuses to change or delete one.

Hygiene, not evidence: whoever owns the database can drop a trigger, and the seals tell.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = "movements are only ever added"
ACTS = ("UPDATE", "DELETE")


def upgrade() -> None:
    """Refuse."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ACTS:
            op.execute(
                f"CREATE TRIGGER movements_no_{act.lower()} BEFORE {act} ON movements"
                f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION movements_only_added() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    for act in (*ACTS, "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER movements_no_{act.lower()} BEFORE {act} ON movements"
            " FOR EACH STATEMENT EXECUTE FUNCTION movements_only_added()"
        )


def downgrade() -> None:
    """Refuse no longer."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ACTS:
            op.execute(f"DROP TRIGGER movements_no_{act.lower()}")
        return
    for act in (*ACTS, "TRUNCATE"):
        op.execute(f"DROP TRIGGER movements_no_{act.lower()} ON movements")
    op.execute("DROP FUNCTION movements_only_added()")
