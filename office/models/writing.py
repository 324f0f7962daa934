"""What people write before they act: texts kept while typed, phrases, texts to begin with."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Facts, Id, Moment, PersonId, UnitId

OF_AGENCY = text("person_id IS NULL")
OF_PERSON = text("person_id IS NOT NULL")


class KeptText(Base):
    """The fields of one form as somebody left them, until the form is sent or thrown away.

    `form` is an action's name or a drafting form's; `about` the public id of the document it is
    about, '' for none.  `version` counts how often it was kept; `writer` names the open page
    that kept it last.
    """

    __tablename__ = "kept_texts"
    __table_args__ = (
        UniqueConstraint("person_id", "unit_id", "role", "form", "about"),
        CheckConstraint("(document_id IS NULL) = (about = '')", name="about"),
        Index("ix_kept_texts_document", "document_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    role: Mapped[str] = mapped_column(String(32))
    form: Mapped[str] = mapped_column(String(32))
    about: Mapped[str] = mapped_column(String(32), default="", server_default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    fields: Mapped[Facts]
    revision: Mapped[int | None]
    writer: Mapped[str] = mapped_column(String(64), default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    kept_at: Mapped[Moment]


class Phrase(Base):
    """A saved wording: a person's own, or an agency's for everybody in it."""

    __tablename__ = "phrases"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (unit_id IS NULL)", name="owner"),
        CheckConstraint("words <> ''", name="words"),
        Index(
            "uq_phrases_unit", "unit_id", "words", unique=True,
            sqlite_where=OF_AGENCY, postgresql_where=OF_AGENCY,
        ),
        Index(
            "uq_phrases_person", "person_id", "words", unique=True,
            sqlite_where=OF_PERSON, postgresql_where=OF_PERSON,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    words: Mapped[str] = mapped_column(String(500))
    used: Mapped[int] = mapped_column(default=0, server_default="0")


class DraftTemplate(Base):
    """A text of an agency's own that drafts may begin with, by a name of its own."""

    __tablename__ = "draft_templates"
    __table_args__ = (
        UniqueConstraint("unit_id", "name"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("subject <> '' OR body <> ''", name="text"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    name: Mapped[str] = mapped_column(String(120))
    type_code: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(default="", server_default="")
    body: Mapped[str] = mapped_column(default="", server_default="")
    layout: Mapped[Facts] = mapped_column(default=dict, server_default="{}")
    used: Mapped[int] = mapped_column(default=0, server_default="0")
    saved_by: Mapped[PersonId]
    saved_at: Mapped[Moment]
