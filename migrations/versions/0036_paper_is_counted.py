"""Lines of what is counted of documents, deliveries and paper, and their sums by month and year."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

#: Kinds of columns: a number, a day, yes or no, a word of so many letters, words.
KINDS: dict[str, Any] = {
    "n": sa.Integer(), "d": sa.Date(), "b": sa.Boolean(), "8": sa.String(8), "16": sa.String(16),
    "32": sa.String(32), "s": sa.String(),
}  # fmt: skip
#: Each table: its columns in order with their kinds ('?': may be empty), and its key.
TABLES = {
    "counted_documents": (
        "document_id:n unit_id:n on_day:d type_code:8 level:32 way:16 leader_signed:b"
        " agency_signed:b simulated:b from_work:b prompt:16 secret:b gone:b",
        ("document_id",),
    ),
    "counted_deliveries": (
        "delivery_id:n document_id:n type_code:8 secret:b gone:b sender_id:n? sent_on:d?"
        " to_level:32 way:16 reason:s pages:n unit_id:n? came_on:d? from_level:32 refused:b"
        " intake:16 though:b registered:b entry:16 receipted:b receipt_same_day:b"
        " receipt_hours:n? needed_work:b online:b taken_up_on:d? dated:b late_from:d?"
        " late_until:d? finished:b finished_on:d? outcome:16 days_late:n?",
        ("delivery_id",),
    ),
    "counted_sheets": (
        "id:n source:16 source_id:n document_id:n? unit_id:n on_day:d type_code:8 level:32 event:8"
        " secret:b copies:n sheets:n",
        ("id",),
    ),
    "counted_people": ("unit_id:n day:d person_id:n", ("unit_id", "day", "person_id")),
    "month_tallies": (
        "type_code:8 level:32 unit_id:n measure:32 month:d bucket:n amount:n",
        ("type_code", "level", "unit_id", "measure", "month", "bucket"),
    ),
    "year_tallies": (
        "type_code:8 level:32 unit_id:n measure:32 year:d bucket:n amount:n",
        ("type_code", "level", "unit_id", "measure", "year", "bucket"),
    ),
    "reason_tallies": (
        "side:8 span:8 type_code:8 level:32 unit_id:n since:d way:16 reason:s amount:n",
        ("side", "span", "type_code", "level", "unit_id", "since", "way", "reason"),
    ),
    "people_spans": (
        "unit_id:n span:8 since:d person_id:n",
        ("unit_id", "span", "since", "person_id"),
    ),
}
#: What is read in the order of its key is kept in that order.
KEPT_BY_KEY = ("month_tallies", "year_tallies", "reason_tallies", "people_spans")
REFERS = {
    "document_id": "documents", "unit_id": "units", "sender_id": "units", "person_id": "persons",
}  # fmt: skip
#: Table, name and columns of each index.
INDEXES = (
    ("counted_documents", "ix_counted_documents_unit", ("unit_id", "on_day", "document_id")),
    ("counted_deliveries", "ix_counted_deliveries_document", ("document_id",)),
    *(
        ("counted_deliveries", f"ix_counted_deliveries_{name}", (unit, day, "delivery_id"))
        for name, unit, day in (
            ("sender", "sender_id", "sent_on"),
            ("unit", "unit_id", "came_on"),
            ("taken_up", "unit_id", "taken_up_on"),
            ("finished", "unit_id", "finished_on"),
            ("late_from", "unit_id", "late_from"),
            ("late_until", "unit_id", "late_until"),
        )
    ),
    ("counted_sheets", "uq_counted_sheets_source", ("source", "source_id")),
    ("counted_sheets", "ix_counted_sheets_unit", ("unit_id", "on_day", "id")),
    ("counted_sheets", "ix_counted_sheets_document", ("document_id",)),
)


def upgrade() -> None:
    """Take this step."""
    for table, (columns, key) in TABLES.items():
        listed = [_column(table, written, key) for written in columns.split()]
        more = {"sqlite_with_rowid": False} if table in KEPT_BY_KEY else {}
        op.create_table(
            table,
            *listed,
            *_refers(table, [column.name for column in listed]),
            sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
            **more,
        )
    for table, name, names in INDEXES:
        op.create_index(name, table, list(names), unique=name.startswith("uq_"))


def downgrade() -> None:
    """Take it back."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _column(table: str, written: str, key: tuple[str, ...]) -> sa.Column[Any]:
    name, kind = written.split(":")
    numbers_itself = table == "counted_sheets" and name == "id"
    return sa.Column(
        name,
        KINDS[kind.rstrip("?")],
        nullable=kind.endswith("?"),
        autoincrement="auto" if numbers_itself or name not in key else False,
    )


def _refers(table: str, names: list[str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [name], [f"{REFERS[name]}.id"], name=op.f(f"fk_{table}_{name}_{REFERS[name]}")
        )
        for name in names
        if name in REFERS
    ]
