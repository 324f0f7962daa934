"""What people were told of, how they want to be told, and the mails that went out for it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Facts, Id, Moment, PersonId, UnitId

UNREAD = text("read_at IS NULL")
OPEN = text("settled_at IS NULL")


class Notification(Base):
    """One person told of one event, once: `cause` names what it came of.

    It carries no word of the document: who may see that is asked again whenever it is shown.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        Index("uq_notifications_once", "person_id", "event", "cause", unique=True),
        Index("ix_notifications_person", "person_id", "id"),
        Index("ix_notifications_unread", "person_id", sqlite_where=UNREAD, postgresql_where=UNREAD),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    #: The unit in which it concerns them: somebody may work in two.
    unit_id: Mapped[UnitId]
    event: Mapped[str] = mapped_column(String(32))
    cause: Mapped[str] = mapped_column(String(96))
    document_id: Mapped[DocumentId] = mapped_column(index=True)
    facts: Mapped[Facts]
    at: Mapped[Moment]
    read_at: Mapped[Moment | None]


class NotificationChoice(Base):
    """How a person wants to hear of an event, where it differs from the rule of the house."""

    __tablename__ = "notification_choices"
    __table_args__ = (CheckConstraint("mail IN ('at_once', 'digest', 'never')", name="mail"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    event: Mapped[str] = mapped_column(String(32), primary_key=True)
    badge: Mapped[bool]
    mail: Mapped[str] = mapped_column(String(16))


class MailAddress(Base):
    """Where a person is mailed; nobody without one is."""

    __tablename__ = "mail_addresses"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))


class Mail(Base):
    """A mail promised to a person: for one notification at once, or the digest of a morning.

    `key` is the same however often it is promised, and so is its Message-ID.  A digest
    tells the notifications after `after_id` up to `upto_id`.
    """

    __tablename__ = "mails"
    __table_args__ = (
        CheckConstraint("after_id < upto_id", name="span"),
        CheckConstraint("(sent_at IS NULL) = (outcome = '')", name="outcome"),
        Index("ix_mails_person", "person_id", "upto_id"),
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[PersonId]
    digest: Mapped[bool]
    after_id: Mapped[int]
    upto_id: Mapped[int]
    at: Mapped[Moment]
    sent_at: Mapped[Moment | None]
    #: sent | dropped (nobody to send it to any more) | refused (the server takes it never)
    outcome: Mapped[str] = mapped_column(String(16), default="", server_default="")


class Nudge(Base):
    """Somebody asks a person who can to take an action on a document: it keeps the link.

    It changes nothing else.  It is settled when the action is taken or the item moves on.
    """

    __tablename__ = "nudges"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (outcome = '')", name="outcome"),
        CheckConstraint("from_person_id <> to_person_id", name="not_oneself"),
        Index(
            "uq_nudges_open", "document_id", "run_unit_id", "action", "from_person_id",
            "to_person_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN,
        ),
        Index("ix_nudges_to", "to_person_id", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_nudges_document", "document_id", "id"),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    #: Whose run of the document is meant: the agency's delivery, or its draft.
    run_unit_id: Mapped[UnitId]
    procedure: Mapped[str] = mapped_column(String(32))
    procedure_version: Mapped[int]
    state: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(32))
    from_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    from_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    to_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    to_unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    word: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[Moment]
    settled_at: Mapped[Moment | None]
    #: taken | moved (another action) | again (asked again later)
    outcome: Mapped[str] = mapped_column(String(16), default="", server_default="")
