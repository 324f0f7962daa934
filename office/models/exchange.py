"""Packets that came in or went out, and what other offices ask of documents we hold."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Digest, DocumentId, Id, Moment


class Packet(Base):
    """A packet as its bytes came: kept in every case, with the verdict and the reason."""

    __tablename__ = "packets"
    __table_args__ = (
        CheckConstraint(
            "verdict IN ('accepted', 'recorded', 'duplicate', 'refused')", name="verdict"
        ),
        Index("ix_packets_digest", "digest"),
        Index("ix_packets_identity", "sender_code", "document_code", "kind"),
    )

    id: Mapped[Id]
    digest: Mapped[Digest]
    size: Mapped[int]
    source: Mapped[str]
    received_at: Mapped[Moment]
    kind: Mapped[str] = mapped_column(String(16), default="")
    sender_code: Mapped[str] = mapped_column(String(64), default="")
    document_code: Mapped[str] = mapped_column(String(200), default="")
    verdict: Mapped[str] = mapped_column(String(16))
    message_vi: Mapped[str] = mapped_column(default="")
    message_en: Mapped[str] = mapped_column(default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)


class PacketClaim(Base):
    """The identity of a packet that was acted on: the second of two like it finds it taken."""

    __tablename__ = "packet_claims"

    identity: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[Digest]


class ChangeRequest(Base):
    """A sender's wish to recall, update or replace: waits for a person, changes nothing."""

    __tablename__ = "change_requests"
    __table_args__ = (Index("ix_change_requests_document", "document_id"),)

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    #: SHA-256 of the packet that asks.
    packet: Mapped[Digest]
    kind: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str]
    asked_at: Mapped[Moment]
    settled_at: Mapped[Moment | None]
