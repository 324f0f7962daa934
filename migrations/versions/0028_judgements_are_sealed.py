"""What was found of a file's signatures is an act of its document, and may be found again;
orders to sign (TL.) are recorded.

What was known of signatures before was sealed nowhere: it is looked at again, and sealed then.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Take this step."""
    known = op.get_bind().execute(
        sa.text(
            "SELECT DISTINCT d.public_id FROM documents d"
            " JOIN attachments a ON a.document_id = d.id"
            " JOIN file_judgements j ON j.digest = a.digest"
            " WHERE d.origin = 'packet' ORDER BY d.public_id"
        )
    )
    promised = [{"document": row.public_id} for row in known]
    op.drop_table("file_judgements")
    op.create_table(
        "file_judgements",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("signatures", sa.String(), nullable=False),
        sa.Column("store", sa.String(length=64), nullable=False),
        sa.Column("judged_at", _MOMENT, nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_file_judgements_sealed")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_file_judgements_document_id_documents"),
        ),
        sa.PrimaryKeyConstraint("document_id", "seq", "digest", name=op.f("pk_file_judgements")),
    )
    _promise(promised)
    _orders()


def _orders() -> None:
    op.create_table(
        "signing_orders",
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegations.id"],
            name=op.f("fk_signing_orders_delegation_id_delegations"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["persons.id"], name=op.f("fk_signing_orders_recorded_by_persons")
        ),
        sa.PrimaryKeyConstraint("delegation_id", name=op.f("pk_signing_orders")),
    )


def _promise(payloads: list[dict[str, str]]) -> None:
    """Promise to look at documents, as the office itself would."""
    outbox = sa.table(
        "outbox",
        sa.column("kind", sa.String()),
        sa.column("payload", sa.JSON()),
        sa.column("posted_at", _MOMENT),
        sa.column("due_at", _MOMENT),
    )
    now = datetime.now(UTC)
    rows = [{"kind": "judge", "payload": one, "posted_at": now, "due_at": now} for one in payloads]
    if rows:
        op.bulk_insert(outbox, rows)


def downgrade() -> None:
    """Take it back; of several judgements of a file the newest is kept."""
    op.drop_table("signing_orders")
    op.execute(
        "CREATE TABLE newest_judgements AS"
        " SELECT digest, verdict, signatures, judged_at FROM file_judgements s"
        " WHERE NOT EXISTS (SELECT 1 FROM file_judgements o WHERE o.digest = s.digest"
        " AND (o.judged_at, o.document_id, o.seq) > (s.judged_at, s.document_id, s.seq))"
    )
    op.drop_table("file_judgements")
    op.create_table(
        "file_judgements",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("signatures", sa.String(), server_default="[]", nullable=False),
        sa.Column("judged_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_file_judgements")),
    )
    op.execute(
        "INSERT INTO file_judgements (digest, verdict, signatures, judged_at)"
        " SELECT digest, verdict, signatures, judged_at FROM newest_judgements"
    )
    op.drop_table("newest_judgements")
