"""The office opens: every table there is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_days")),
    )
    op.create_table(
        "office_facts",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_office_facts")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "packet_claims",
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_packet_claims")),
    )
    op.create_table(
        "persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("login", name=op.f("uq_persons_login")),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failures")),
    )
    op.create_index(
        "ix_sign_in_failures_address_at", "sign_in_failures", ["address", "at"], unique=False
    )
    op.create_index(
        "ix_sign_in_failures_login_at", "sign_in_failures", ["login", "at"], unique=False
    )
    op.create_table(
        "submissions",
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submissions")),
    )
    op.create_table(
        "unit_kinds",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("title_vi", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("keeps_register", sa.Boolean(), nullable=False),
        sa.Column("hosted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_unit_kinds")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("numbering", sa.String(length=8), server_default="all", nullable=False),
        sa.Column("place", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_units_dates")
        ),
        sa.ForeignKeyConstraint(
            ["kind"], ["unit_kinds.code"], name=op.f("fk_units_kind_unit_kinds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("key", name=op.f("uq_units_key")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("type_code", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), server_default="", nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("number_text", sa.String(length=16), server_default="", nullable=False),
        sa.Column("notation", sa.String(length=40), server_default="", nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer_unit_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=200), server_default="", nullable=False),
        sa.Column("urgency", sa.Integer(), server_default="0", nullable=False),
        sa.Column("secrecy", sa.String(length=8), server_default="", nullable=False),
        sa.Column("respond_by", sa.Date(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("signer_authority", sa.String(), server_default="", nullable=False),
        sa.Column("signer_position", sa.String(), server_default="", nullable=False),
        sa.Column("signer_name", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("drafting_unit_id", sa.Integer(), nullable=True),
        sa.Column("drafter_id", sa.Integer(), nullable=True),
        sa.Column("council", sa.String(length=16), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("content_digest", sa.String(length=64), server_default="", nullable=False),
        sa.Column("content_by", sa.Integer(), nullable=True),
        sa.Column("form_by", sa.Integer(), nullable=True),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("procedure", sa.String(length=32), nullable=True),
        sa.Column("procedure_version", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder_unit_id", sa.Integer(), nullable=True),
        sa.Column("holder_person_id", sa.Integer(), nullable=True),
        sa.Column("held_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("log_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("log_head", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint(
            "secrecy = '' OR (subject = '' AND body = '')", name=op.f("ck_documents_secret_stub")
        ),
        sa.CheckConstraint("(procedure IS NULL) = (state IS NULL)", name=op.f("ck_documents_run")),
        sa.CheckConstraint(
            "state IS NULL OR closed_at IS NOT NULL OR holder_unit_id IS NOT NULL",
            name=op.f("ck_documents_held"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["units.id"], name=op.f("fk_documents_agency_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["answers_id"], ["documents.id"], name=op.f("fk_documents_answers_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["drafter_id"], ["persons.id"], name=op.f("fk_documents_drafter_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["drafting_unit_id"], ["units.id"], name=op.f("fk_documents_drafting_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["holder_person_id"], ["persons.id"], name=op.f("fk_documents_holder_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["holder_unit_id"], ["units.id"], name=op.f("fk_documents_holder_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["issuer_unit_id"], ["units.id"], name=op.f("fk_documents_issuer_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("public_id", name=op.f("uq_documents_public_id")),
    )
    op.create_index(
        "ix_documents_agency", "documents", ["agency_id", "urgency", "id"], unique=False
    )
    op.create_index(op.f("ix_documents_answers_id"), "documents", ["answers_id"], unique=False)
    op.create_index("ix_documents_code", "documents", ["code"], unique=False)
    op.create_index(
        "ix_documents_drafting", "documents", ["drafting_unit_id", "urgency", "id"], unique=False
    )
    op.create_index(
        "ix_documents_held",
        "documents",
        ["holder_unit_id", "state", "urgency", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_documents_identity", "documents", ["issuer_unit_id", "number", "notation"], unique=False
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_memberships_dates")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_memberships_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_memberships_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    op.create_index("ix_memberships_unit_role", "memberships", ["unit_id", "role"], unique=False)
    op.create_index(
        "uq_memberships_capacity",
        "memberships",
        ["person_id", "unit_id", "role", "valid_from"],
        unique=True,
    )
    op.create_table(
        "registers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("series", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_registers_direction")),
        sa.CheckConstraint("last >= 0", name=op.f("ck_registers_last")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_registers_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registers")),
        sa.UniqueConstraint(
            "unit_id",
            "direction",
            "series",
            "year",
            name=op.f("uq_registers_unit_id_direction_series_year"),
        ),
    )
    op.create_table(
        "unit_identifiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_unit_identifiers_dates")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_unit_identifiers_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_identifiers")),
    )
    op.create_index(op.f("ix_unit_identifiers_code"), "unit_identifiers", ["code"], unique=False)
    op.create_index(
        op.f("ix_unit_identifiers_unit_id"), "unit_identifiers", ["unit_id"], unique=False
    )
    op.create_index(
        "uq_unit_identifiers_code",
        "unit_identifiers",
        ["scheme", "code", "valid_from"],
        unique=True,
    )
    op.create_table(
        "unit_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("abbreviation", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_unit_names_dates")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_unit_names_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_names")),
    )
    op.create_index("uq_unit_names_current", "unit_names", ["unit_id", "valid_from"], unique=True)
    op.create_table(
        "unit_parents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("unit_id <> parent_id", name=op.f("ck_unit_parents_not_itself")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_unit_parents_dates")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["units.id"], name=op.f("fk_unit_parents_parent_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_unit_parents_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_parents")),
    )
    op.create_index(op.f("ix_unit_parents_parent_id"), "unit_parents", ["parent_id"], unique=False)
    op.create_index(
        "uq_unit_parents_current", "unit_parents", ["unit_id", "valid_from"], unique=True
    )
    op.create_table(
        "access_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_access_tokens_membership_id_memberships"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_tokens_token_hash")),
    )
    op.create_index(
        op.f("ix_access_tokens_membership_id"), "access_tokens", ["membership_id"], unique=False
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(length=128), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rendered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_attachments_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_digest"), "attachments", ["digest"], unique=False)
    op.create_index(
        "uq_attachments_position", "attachments", ["document_id", "position"], unique=True
    )
    op.create_table(
        "change_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("packet", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_change_requests_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_requests")),
    )
    op.create_index("ix_change_requests_document", "change_requests", ["document_id"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("paper_reason", sa.String(), server_default="", nullable=False),
        sa.Column("urgency", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrival_number", sa.Integer(), nullable=True),
        sa.Column("procedure", sa.String(length=32), nullable=False),
        sa.Column("procedure_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder_unit_id", sa.Integer(), nullable=False),
        sa.Column("holder_person_id", sa.Integer(), nullable=True),
        sa.Column("held_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "channel = 'electronic' OR paper_reason <> ''", name=op.f("ck_deliveries_paper_reason")
        ),
        sa.CheckConstraint(
            "channel IN ('electronic', 'parallel', 'paper')", name=op.f("ck_deliveries_channel")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_deliveries_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["holder_person_id"],
            ["persons.id"],
            name=op.f("fk_deliveries_holder_person_id_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["holder_unit_id"], ["units.id"], name=op.f("fk_deliveries_holder_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_deliveries_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "document_id", "unit_id", name=op.f("uq_deliveries_document_id_unit_id")
        ),
    )
    op.create_index(
        "ix_deliveries_due",
        "deliveries",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "ix_deliveries_held",
        "deliveries",
        ["holder_unit_id", "state", "urgency", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("ix_deliveries_unit", "deliveries", ["unit_id", "urgency", "id"], unique=False)
    op.create_table(
        "document_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_document_versions_document_id_documents"),
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["persons.id"], name=op.f("fk_document_versions_submitted_by_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_versions")),
    )
    op.create_index(
        "uq_document_versions", "document_versions", ["document_id", "version"], unique=True
    )
    op.create_table(
        "draft_recipients",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("paper_reason", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_draft_recipients_document_id_documents"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_draft_recipients_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("document_id", "unit_id", name=op.f("pk_draft_recipients")),
    )
    op.create_table(
        "movements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("prev", sa.LargeBinary(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_movements_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
        sa.UniqueConstraint("document_id", "prev", name=op.f("uq_movements_document_id_prev")),
        sa.UniqueConstraint("document_id", "seq", name=op.f("uq_movements_document_id_seq")),
    )
    op.create_index("ix_movements_action", "movements", ["action", "id"], unique=False)
    op.create_index("ix_movements_person", "movements", ["person_id", "id"], unique=False)
    op.create_index("ix_movements_unit", "movements", ["unit_id", "id"], unique=False)
    op.create_table(
        "packets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sender_code", sa.String(length=64), nullable=False),
        sa.Column("document_code", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("message_vi", sa.String(), nullable=False),
        sa.Column("message_en", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'recorded', 'duplicate', 'refused')",
            name=op.f("ck_packets_verdict"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_packets_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packets")),
    )
    op.create_index("ix_packets_digest", "packets", ["digest"], unique=False)
    op.create_index(op.f("ix_packets_document_id"), "packets", ["document_id"], unique=False)
    op.create_index(
        "ix_packets_identity", "packets", ["sender_code", "document_code", "kind"], unique=False
    )
    op.create_table(
        "user_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["memberships.id"],
            name=op.f("fk_user_sessions_membership_id_memberships"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_user_sessions_person_id_persons")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_sessions")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_user_sessions_key_hash")),
    )
    op.create_index(
        op.f("ix_user_sessions_person_id"), "user_sessions", ["person_id"], unique=False
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=16), server_default="", nullable=False),
        sa.CheckConstraint("(until IS NULL) = (outcome = '')", name=op.f("ck_assignments_outcome")),
        sa.CheckConstraint("part IN ('lead', 'co', 'info')", name=op.f("ck_assignments_part")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_assignments_delivery_id_deliveries")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_assignments_document_id_documents")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_assignments_person_id_persons")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_assignments_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index("ix_assignments_delivery", "assignments", ["delivery_id"], unique=False)
    op.create_index(
        "ix_assignments_document_unit", "assignments", ["document_id", "unit_id"], unique=False
    )
    op.create_index(
        "ix_assignments_open",
        "assignments",
        ["unit_id", "part", "id"],
        unique=False,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index(
        "uq_assignments_one_lead",
        "assignments",
        ["delivery_id"],
        unique=True,
        sqlite_where=sa.text("part = 'lead' AND until IS NULL"),
        postgresql_where=sa.text("part = 'lead' AND until IS NULL"),
    )
    op.create_table(
        "register_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=16), server_default="used", nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(
            "status = 'used' OR reason <> ''", name=op.f("ck_register_entries_reason")
        ),
        sa.CheckConstraint(
            "status IN ('used', 'cancelled')", name=op.f("ck_register_entries_status")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_register_entries_number")),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name=op.f("fk_register_entries_delivery_id_deliveries"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_register_entries_document_id_documents"),
        ),
        sa.ForeignKeyConstraint(
            ["register_id"],
            ["registers.id"],
            name=op.f("fk_register_entries_register_id_registers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entries")),
        sa.UniqueConstraint(
            "register_id", "number", name=op.f("uq_register_entries_register_id_number")
        ),
    )
    op.create_index(
        op.f("ix_register_entries_delivery_id"), "register_entries", ["delivery_id"], unique=False
    )
    op.create_index(
        "ix_register_entries_document", "register_entries", ["document_id"], unique=False
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_register_entries_document", table_name="register_entries")
    op.drop_index(op.f("ix_register_entries_delivery_id"), table_name="register_entries")
    op.drop_table("register_entries")
    op.drop_index(
        "uq_assignments_one_lead",
        table_name="assignments",
        sqlite_where=sa.text("part = 'lead' AND until IS NULL"),
        postgresql_where=sa.text("part = 'lead' AND until IS NULL"),
    )
    op.drop_index(
        "ix_assignments_open",
        table_name="assignments",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index("ix_assignments_document_unit", table_name="assignments")
    op.drop_index("ix_assignments_delivery", table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(op.f("ix_user_sessions_person_id"), table_name="user_sessions")
    op.drop_table("user_sessions")
    op.drop_index("ix_packets_identity", table_name="packets")
    op.drop_index(op.f("ix_packets_document_id"), table_name="packets")
    op.drop_index("ix_packets_digest", table_name="packets")
    op.drop_table("packets")
    op.drop_index("ix_movements_unit", table_name="movements")
    op.drop_index("ix_movements_person", table_name="movements")
    op.drop_index("ix_movements_action", table_name="movements")
    op.drop_table("movements")
    op.drop_table("draft_recipients")
    op.drop_index("uq_document_versions", table_name="document_versions")
    op.drop_table("document_versions")
    op.drop_index("ix_deliveries_unit", table_name="deliveries")
    op.drop_index(
        "ix_deliveries_held",
        table_name="deliveries",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index(
        "ix_deliveries_due",
        table_name="deliveries",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_table("deliveries")
    op.drop_index("ix_change_requests_document", table_name="change_requests")
    op.drop_table("change_requests")
    op.drop_index("uq_attachments_position", table_name="attachments")
    op.drop_index(op.f("ix_attachments_digest"), table_name="attachments")
    op.drop_table("attachments")
    op.drop_index(op.f("ix_access_tokens_membership_id"), table_name="access_tokens")
    op.drop_table("access_tokens")
    op.drop_index("uq_unit_parents_current", table_name="unit_parents")
    op.drop_index(op.f("ix_unit_parents_parent_id"), table_name="unit_parents")
    op.drop_table("unit_parents")
    op.drop_index("uq_unit_names_current", table_name="unit_names")
    op.drop_table("unit_names")
    op.drop_index("uq_unit_identifiers_code", table_name="unit_identifiers")
    op.drop_index(op.f("ix_unit_identifiers_unit_id"), table_name="unit_identifiers")
    op.drop_index(op.f("ix_unit_identifiers_code"), table_name="unit_identifiers")
    op.drop_table("unit_identifiers")
    op.drop_table("registers")
    op.drop_index("uq_memberships_capacity", table_name="memberships")
    op.drop_index("ix_memberships_unit_role", table_name="memberships")
    op.drop_table("memberships")
    op.drop_index("ix_documents_identity", table_name="documents")
    op.drop_index(
        "ix_documents_held",
        table_name="documents",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_documents_drafting", table_name="documents")
    op.drop_index("ix_documents_code", table_name="documents")
    op.drop_index(op.f("ix_documents_answers_id"), table_name="documents")
    op.drop_index("ix_documents_agency", table_name="documents")
    op.drop_table("documents")
    op.drop_table("units")
    op.drop_table("unit_kinds")
    op.drop_table("submissions")
    op.drop_index("ix_sign_in_failures_login_at", table_name="sign_in_failures")
    op.drop_index("ix_sign_in_failures_address_at", table_name="sign_in_failures")
    op.drop_table("sign_in_failures")
    op.drop_table("persons")
    op.drop_table("packet_claims")
    op.drop_index(
        "ix_outbox_waiting",
        table_name="outbox",
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.drop_table("outbox")
    op.drop_table("office_facts")
    op.drop_table("calendar_days")
