"""Paper that goes along: prints, envelopes, receipts, certified copies and loans of file copies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

WORDS = "entries of paper are only ever added"
ACTS = ("UPDATE", "DELETE")
TABLES = (
    "envelopes", "envelope_notes", "copy_signers", "certified_copies", "paper_entries",
    "file_loans",
)  # fmt: skip
PAPER = sa.text("channel <> 'electronic'")
COPY_RULES = {
    "kind": "kind IN ('SY', 'TrS', 'SL')",
    "origin": "origin IN ('paper', 'electronic')",
    "form": "form IN ('paper', 'electronic')",
    "paper": "copies > 0 AND pages > 0",
    "copy_of_a_copy": "(kind = 'SL') = (of_id IS NOT NULL OR of_words <> '')",
}
#: Name, columns, and for which rows alone.
INDEXES = {
    "envelopes": (("ix_envelopes_unit", ["unit_id", "day", "id"], ""),),
    "envelope_notes": (
        ("ix_envelope_notes_envelope", ["envelope_id", "id"], ""),
        ("uq_envelope_notes_void", ["envelope_id"], "kind = 'void'"),
    ),
    "copy_signers": (("uq_copy_signers_one", ["unit_id", "person_id"], "ended_at IS NULL"),),
    "certified_copies": (
        ("ix_certified_copies_digest", ["digest"], ""),
        ("ix_certified_copies_document", ["document_id", "id"], ""),
        ("ix_certified_copies_unit", ["unit_id", "id"], ""),
    ),
    "paper_entries": (
        ("ix_paper_entries_document", ["document_id", "id"], ""),
        ("ix_paper_entries_envelope", ["envelope_id"], ""),
        ("ix_paper_entries_unit", ["unit_id", "event", "at"], ""),
    ),
    "file_loans": (
        ("ix_file_loans_unit", ["unit_id", "id"], ""),
        ("uq_file_loans_one_out", ["document_id"], "returned_at IS NULL"),
    ),
}


def upgrade() -> None:
    """Take this step."""
    _envelopes()
    _signers()
    _copies()
    _entries()
    _loans()
    for table, indexes in INDEXES.items():
        for name, columns, rows in indexes:
            where = {f"{kind}_where": sa.text(rows) for kind in ("sqlite", "postgresql") if rows}
            op.create_index(name, table, columns, unique=name.startswith("uq_"), **where)  # type: ignore[arg-type]  # conditions by dialect
    where = {"sqlite_where": PAPER, "postgresql_where": PAPER}
    op.create_index("ix_deliveries_paper", "deliveries", ["document_id", "unit_id"], **where)  # type: ignore[arg-type]  # conditions by dialect
    _only_added()


def downgrade() -> None:
    """Take it back."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ACTS:
            op.execute(f"DROP TRIGGER paper_entries_no_{act.lower()}")
    op.drop_index("ix_deliveries_paper", table_name="deliveries")
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION paper_only_added()")


def _only_added() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ACTS:
            op.execute(
                f"CREATE TRIGGER paper_entries_no_{act.lower()} BEFORE {act} ON paper_entries"
                f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION paper_only_added() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    for act in ACTS:
        op.execute(
            f"CREATE TRIGGER paper_entries_no_{act.lower()} BEFORE {act} ON paper_entries"
            " FOR EACH STATEMENT EXECUTE FUNCTION paper_only_added()"
        )


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _words(name: str, length: int | None = None, *, must: bool = False) -> sa.Column[str]:
    default = None if must else ""
    return sa.Column(name, sa.String(length=length), server_default=default, nullable=False)


def _day(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=null)


def _moment(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _of(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    name = "fk_{}_{}_{}".format
    return [
        sa.ForeignKeyConstraint([one], [f"{other}.id"], name=op.f(name(table, one, other)))
        for one, other in columns.items()
    ]


def _checks(table: str, **rules: str) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{n}")) for n, rule in rules.items()]


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _envelopes() -> None:
    op.create_table(
        "envelopes",
        *(_number(n) for n in ("id", "unit_id", "to_unit_id", "person_id")),
        *(_moment("at"), _day("day")),
        _words("way", 8, must=True),
        _number("count"),
        _words("note"),
        *_checks("envelopes", way="way IN ('post', 'courier', 'hand')", count="count > 0"),
        *_of("envelopes", unit_id="units", to_unit_id="units", person_id="persons"),
        _key("envelopes"),
    )
    op.create_table(
        "envelope_notes",
        _number("id"),
        _number("envelope_id"),
        _words("kind", 8, must=True),
        _words("code", 64),
        _words("words"),
        _day("day"),
        _number("person_id"),
        _moment("at"),
        *_checks(
            "envelope_notes",
            kind="kind IN ('proof', 'void')", reason="kind <> 'void' OR words <> ''",
        ),
        *_of("envelope_notes", envelope_id="envelopes", person_id="persons"),
        _key("envelope_notes"),
    )  # fmt: skip


def _signers() -> None:
    op.create_table(
        "copy_signers",
        *(_number(n) for n in ("id", "unit_id", "person_id")),
        _words("position", must=True),
        _words("authority"),
        _words("basis", must=True),
        _number("named_by"),
        _moment("named_at"),
        _number("ended_by", null=True),
        _moment("ended_at", null=True),
        *_checks("copy_signers", ended="(ended_at IS NULL) = (ended_by IS NULL)"),
        *_of(
            "copy_signers", unit_id="units", person_id="persons", named_by="persons",
            ended_by="persons",
        ),
        _key("copy_signers"),
    )  # fmt: skip


def _copies() -> None:
    op.create_table(
        "certified_copies",
        *(_number(n) for n in ("id", "document_id", "seq", "unit_id", "person_id")),
        _moment("at"),
        _words("kind", 4, must=True),
        *(_number(n) for n in ("register_id", "number")),
        _words("symbol", 64, must=True),
        _day("copied_on"),
        _words("origin", 16, must=True),
        _words("form", 16, must=True),
        _number("of_id", null=True),
        *(_words(n) for n in ("of_words", "part")),
        *(_number(n) for n in ("copies", "pages", "sheets")),
        sa.Column("duplex", sa.Boolean(), nullable=False),
        _number("dpi", null=True),
        _number("signer_id"),
        *(_words(n, must=True) for n in ("signer_name", "signer_position")),
        *(_words(n) for n in ("authority", "recipients")),
        sa.Column("signed", sa.Boolean(), nullable=False),
        _words("digest", 64, must=True),
        _number("size"),
        *_copy_rules(),
        _key("certified_copies"),
        _unique("certified_copies", "register_id", "number"),
    )


def _copy_rules() -> list[sa.Constraint]:
    table = "certified_copies"
    return [
        *_checks(table, **COPY_RULES),
        *_of(
            table, document_id="documents", unit_id="units", person_id="persons",
            register_id="registers", of_id=table, signer_id="persons",
        ),
    ]  # fmt: skip


def _entries() -> None:
    table = "paper_entries"
    op.create_table(
        table,
        *(_number(n) for n in ("id", "document_id", "seq")),
        _number("delivery_id", null=True),
        *(_number(n) for n in ("unit_id", "person_id")),
        _moment("at"),
        _words("event", 8, must=True),
        _number("n"),
        _words("channel", 16),
        _words("way", 8),
        _words("source", 16),
        *(_number(n) for n in ("copies", "pages", "sheets")),
        sa.Column("duplex", sa.Boolean(), nullable=False),
        _day("day"),
        _words("condition", 8),
        _words("reason"),
        *(_number(n, null=True) for n in ("envelope_id", "copy_id", "corrects_id")),
        *_entry_rules(table),
        _key(table),
        _unique(table, "delivery_id", "event", "n"),
        _unique(table, "corrects_id"),
    )


def _entry_rules(table: str) -> list[sa.Constraint]:
    return [
        *_checks(
            table,
            event="event IN ('print', 'stamp', 'post', 'receive', 'copy')",
            sign="(corrects_id IS NULL) = (copies > 0)",
            correction="corrects_id IS NULL OR reason <> ''",
            paper="copies <> 0 AND copies * sheets >= 0",
            envelope="(event = 'post') = (envelope_id IS NOT NULL)",
        ),
        *_of(
            table, document_id="documents", delivery_id="deliveries", unit_id="units",
            person_id="persons", envelope_id="envelopes", copy_id="certified_copies",
            corrects_id=table,
        ),
    ]  # fmt: skip


def _loans() -> None:
    table = "file_loans"
    op.create_table(
        table,
        *(_number(n) for n in ("id", "document_id", "seq", "unit_id", "n")),
        _words("borrower", must=True),
        _number("borrower_unit_id", null=True),
        _words("dossier"),
        _words("allowed_by", must=True),
        _words("note"),
        *(_day(n) for n in ("lent_on", "due_on")),
        _number("person_id"),
        _moment("at"),
        _day("returned_on", null=True),
        _number("returned_by", null=True),
        _moment("returned_at", null=True),
        _words("return_note"),
        *_checks(
            table,
            returned="(returned_at IS NULL) = (returned_on IS NULL)",
            taker="(returned_at IS NULL) = (returned_by IS NULL)",
            days="returned_on IS NULL OR returned_on >= lent_on",
            due="due_on >= lent_on",
        ),
        *_of(
            table, document_id="documents", unit_id="units", borrower_unit_id="units",
            person_id="persons", returned_by="persons",
        ),
        _key(table),
        _unique(table, "document_id", "n"),
    )  # fmt: skip
