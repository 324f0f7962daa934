"""The index of words knows which documents are open, and on PostgreSQL how old they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from office.search.entry import NAME
from office.search.tsvector import AGE

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_PROMISES = """
INSERT INTO outbox (kind, payload, posted_at, due_at, attempts, fault)
SELECT 'index', {payload}, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, '' FROM documents d
WHERE d.secrecy = '' AND (
  (d.state IS NOT NULL AND d.closed_at IS NULL)
  OR EXISTS (SELECT 1 FROM deliveries v WHERE v.document_id = d.id AND v.closed_at IS NULL)
)
"""
_OF_SQLITE = "'{\"document\": ' || d.id || '}'"
_OF_POSTGRESQL = "json_build_object('document', d.id)"


def upgrade() -> None:
    """Promise that open documents are indexed anew; write the age of all into the index."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    payload = _OF_POSTGRESQL if postgresql else _OF_SQLITE
    op.execute(sa.text(_PROMISES.format(payload=payload.replace(":", "\\:"))))
    if postgresql:
        op.execute(
            f"UPDATE {NAME} SET words = words"  # noqa: S608 (our own names)
            f" || CAST('''@b' || document_id / {AGE} || '''\\:1' AS tsvector)"
        )


def downgrade() -> None:
    """Leave the marks: nobody asks for them."""
