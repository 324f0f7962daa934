"""Paper that goes along: what was printed, posted, received, copied and lent.

Rows of `paper_entries` are only ever added; a mistake is taken back by a counter-entry.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Digest, DocumentId, Id, Moment, PersonId, UnitId

VOID = text("kind = 'void'")
OUT = text("returned_at IS NULL")
NAMED = text("ended_at IS NULL")


class PaperEntry(Base):
    """One fact of paper: so many copies, so many sheets, at one recipient or for the file.

    `seq` is the movement of the document that seals it; `n` counts the facts of one kind at a
    recipient, so that two cannot both be the first.  A counter-entry names what it takes back
    and bears its figures with the other sign.  `delivery_id` is NULL for the agency's own copies.
    """

    __tablename__ = "paper_entries"
    __table_args__ = (
        UniqueConstraint("delivery_id", "event", "n"),
        UniqueConstraint("corrects_id"),
        CheckConstraint(
            "event IN ('print', 'stamp', 'post', 'receive', 'scan', 'again', 'copy')", name="event"
        ),
        CheckConstraint("(corrects_id IS NULL) = (copies > 0)", name="sign"),
        CheckConstraint("corrects_id IS NULL OR reason <> ''", name="correction"),
        CheckConstraint("copies <> 0 AND copies * sheets >= 0", name="paper"),
        CheckConstraint("(event = 'post') = (envelope_id IS NOT NULL)", name="envelope"),
        Index("ix_paper_entries_document", "document_id", "id"),
        Index("ix_paper_entries_unit", "unit_id", "event", "at"),
        Index("ix_paper_entries_day", "unit_id", "day", "at", "id"),
        Index("ix_paper_entries_envelope", "envelope_id"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    seq: Mapped[int]
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    unit_id: Mapped[UnitId]
    person_id: Mapped[PersonId]
    at: Mapped[Moment]
    event: Mapped[str] = mapped_column(String(8))
    n: Mapped[int]
    #: How the recipient is sent to, and by which way paper went: '' where it went nowhere.
    channel: Mapped[str] = mapped_column(String(16), default="", server_default="")
    way: Mapped[str] = mapped_column(String(8), default="", server_default="")
    #: What was printed or copied: '' | issue | again | late | inner | electronic | paper.
    source: Mapped[str] = mapped_column(String(16), default="", server_default="")
    copies: Mapped[int]
    pages: Mapped[int]
    sheets: Mapped[int]
    duplex: Mapped[bool]
    #: The day on the paper (a counter-entry bears that of what it takes back); `at`: of the entry.
    day: Mapped[date]
    condition: Mapped[str] = mapped_column(String(8), default="", server_default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    envelope_id: Mapped[int | None] = mapped_column(ForeignKey("envelopes.id"))
    copy_id: Mapped[int | None] = mapped_column(ForeignKey("certified_copies.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("paper_entries.id"))


class BoundVolume(Base):
    """A volume of a book printed and bound on paper, or that fact taken back by another row.

    A projection of the book's own chain: `n` counts the facts of a book, a counter-entry bears
    that of what it takes back and its figures with the other sign.
    """

    __tablename__ = "bound_volumes"
    __table_args__ = (
        UniqueConstraint("register_id", "n"),
        UniqueConstraint("corrects_id"),
        CheckConstraint("(corrects_id IS NULL) = (copies > 0)", name="sign"),
        CheckConstraint("corrects_id IS NULL OR reason <> ''", name="correction"),
        CheckConstraint("copies <> 0 AND copies * sheets > 0 AND pages > 0", name="paper"),
        Index("ix_bound_volumes_binding", "binding_id", "id"),
        Index("ix_bound_volumes_day", "unit_id", "day", "at", "id"),
    )

    id: Mapped[Id]
    register_id: Mapped[int] = mapped_column(ForeignKey("registers.id"))
    binding_id: Mapped[int] = mapped_column(ForeignKey("bindings.id"))
    unit_id: Mapped[UnitId]
    person_id: Mapped[PersonId]
    at: Mapped[Moment]
    day: Mapped[date]
    n: Mapped[int]
    copies: Mapped[int]
    pages: Mapped[int]
    sheets: Mapped[int]
    duplex: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("bound_volumes.id"))


class Envelope(Base):
    """A line of the book of what went by post: envelopes to one recipient on one day."""

    __tablename__ = "envelopes"
    __table_args__ = (
        CheckConstraint("way IN ('post', 'courier', 'hand')", name="way"),
        CheckConstraint("count > 0", name="count"),
        Index("ix_envelopes_unit", "unit_id", "day", "id"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    to_unit_id: Mapped[UnitId]
    person_id: Mapped[PersonId]
    at: Mapped[Moment]
    day: Mapped[date]
    way: Mapped[str] = mapped_column(String(8))
    count: Mapped[int]
    note: Mapped[str] = mapped_column(default="", server_default="")


class EnvelopeNote(Base):
    """What is written to a line afterwards: the proof of posting, or that it is void, and why."""

    __tablename__ = "envelope_notes"
    __table_args__ = (
        CheckConstraint("kind IN ('proof', 'void')", name="kind"),
        CheckConstraint("kind <> 'void' OR words <> ''", name="reason"),
        Index("ix_envelope_notes_envelope", "envelope_id", "id"),
        Index(
            "uq_envelope_notes_void", "envelope_id", unique=True,
            sqlite_where=VOID, postgresql_where=VOID,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    envelope_id: Mapped[int] = mapped_column(ForeignKey("envelopes.id"))
    kind: Mapped[str] = mapped_column(String(8))
    code: Mapped[str] = mapped_column(String(64), default="", server_default="")
    words: Mapped[str] = mapped_column(default="", server_default="")
    day: Mapped[date]
    person_id: Mapped[PersonId]
    at: Mapped[Moment]


class CopySigner(Base):
    """Whom the head of an agency lets sign certified copies (NĐ 30/2020 Đ27); ended, never edited.

    `authority` is printed over the position: "TL. CHỦ TỊCH".
    """

    __tablename__ = "copy_signers"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        Index(
            "uq_copy_signers_one", "unit_id", "person_id", unique=True,
            sqlite_where=NAMED, postgresql_where=NAMED,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    person_id: Mapped[PersonId]
    position: Mapped[str]
    authority: Mapped[str] = mapped_column(default="", server_default="")
    basis: Mapped[str]
    named_by: Mapped[PersonId]
    named_at: Mapped[Moment]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    ended_at: Mapped[Moment | None]


class CertifiedCopy(Base):
    """One certified copy with its number: what was copied, from what into what, and the file.

    Whether its number was cancelled stands in the register.  `of_id` or `of_words` say of which
    copy a sao lục was made; `dpi` how finely its paper was scanned, NULL where nothing was.
    """

    __tablename__ = "certified_copies"
    __table_args__ = (
        UniqueConstraint("register_id", "number"),
        CheckConstraint("kind IN ('SY', 'TrS', 'SL')", name="kind"),
        CheckConstraint("origin IN ('paper', 'electronic')", name="origin"),
        CheckConstraint("form IN ('paper', 'electronic')", name="form"),
        CheckConstraint("copies > 0 AND pages > 0", name="paper"),
        CheckConstraint(
            "(kind = 'SL') = (of_id IS NOT NULL OR of_words <> '')", name="copy_of_a_copy"
        ),
        Index("ix_certified_copies_document", "document_id", "id"),
        Index("ix_certified_copies_unit", "unit_id", "id"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    seq: Mapped[int]
    unit_id: Mapped[UnitId]
    person_id: Mapped[PersonId]
    at: Mapped[Moment]
    kind: Mapped[str] = mapped_column(String(4))
    register_id: Mapped[int] = mapped_column(ForeignKey("registers.id"))
    number: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(64))
    copied_on: Mapped[date]
    origin: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(16))
    of_id: Mapped[int | None] = mapped_column(ForeignKey("certified_copies.id"))
    of_words: Mapped[str] = mapped_column(default="", server_default="")
    part: Mapped[str] = mapped_column(default="", server_default="")
    copies: Mapped[int]
    pages: Mapped[int]
    sheets: Mapped[int]
    duplex: Mapped[bool]
    dpi: Mapped[int | None]
    signer_id: Mapped[PersonId]
    signer_name: Mapped[str]
    signer_position: Mapped[str]
    authority: Mapped[str] = mapped_column(default="", server_default="")
    recipients: Mapped[str] = mapped_column(default="", server_default="")
    signed: Mapped[bool]
    digest: Mapped[Digest] = mapped_column(index=True)
    size: Mapped[int]


class FileLoan(Base):
    """The file copy of a document lent to somebody, and given back once."""

    __tablename__ = "file_loans"
    __table_args__ = (
        UniqueConstraint("document_id", "n"),
        CheckConstraint("(returned_at IS NULL) = (returned_on IS NULL)", name="returned"),
        CheckConstraint("(returned_at IS NULL) = (returned_by IS NULL)", name="taker"),
        CheckConstraint("returned_on IS NULL OR returned_on >= lent_on", name="days"),
        CheckConstraint("due_on >= lent_on", name="due"),
        Index(
            "uq_file_loans_one_out", "document_id", unique=True,
            sqlite_where=OUT, postgresql_where=OUT,
        ),
        Index("ix_file_loans_unit", "unit_id", "id"),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    seq: Mapped[int]
    unit_id: Mapped[UnitId]
    n: Mapped[int]
    borrower: Mapped[str]
    borrower_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    dossier: Mapped[str] = mapped_column(default="", server_default="")
    allowed_by: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    lent_on: Mapped[date]
    due_on: Mapped[date]
    person_id: Mapped[PersonId]
    at: Mapped[Moment]
    returned_on: Mapped[date | None]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    returned_at: Mapped[Moment | None]
    return_note: Mapped[str] = mapped_column(default="", server_default="")
