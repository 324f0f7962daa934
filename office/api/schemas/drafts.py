"""Shapes of what is written here: drafts, their files and recipients, and paper letters."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates
from marshmallow.validate import Length, OneOf, Range, Regexp

from office.api.schemas.documents import LONGEST_WORDS, FileShape
from office.api.schemas.fields import Bilingual, File, Told, Words, revision
from office.domain.documents import LONGEST_SUBJECT, SECRECIES, URGENCIES
from office.domain.form_checks import FIELDS
from office.domain.form_words import MUST, SHOULD
from office.domain.layout import (
    CIRCULATIONS,
    LONGEST_CONTACT,
    LONGEST_LINE,
    LONGEST_MARK,
    MOST_COPIES,
    MOST_LINES,
)
from office.domain.numbering import INCOMING, OUTGOING
from office.domain.paper import CHANNELS, ELECTRONIC
from office.domain.relations import KINDS

MOST_RECIPIENTS = 20_000
MOST_FILES = 50
LONGEST_NUMBER = 16
#: A longer run of digits would not fit the column numbers are kept in.
MOST_DIGITS = 9
LONGEST_NOTATION = 40
LONGEST_PLACE = 200
HOUR = r"^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})?$"


def _lines() -> fields.List[Any]:
    line = Words(validate=Length(1, LONGEST_LINE))
    return fields.List(line, load_default=list, validate=Length(max=MOST_LINES))


class LayoutForm(Schema):
    """What a drafter settles of the page; what is left out is computed, or not printed.

    `addressees` and `receivers` are the lines of "Kính gửi" and "Nơi nhận"; `hour` is local
    time, printed where the urgency has one (4).
    """

    addressees = _lines()
    receivers = _lines()
    typist_mark = Words(load_default="", validate=Length(max=LONGEST_MARK))
    copies = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=Range(1, MOST_COPIES)
    )
    contact = Words(load_default="", validate=Length(max=LONGEST_CONTACT))
    circulation = fields.String(load_default="", validate=OneOf(("", *CIRCULATIONS)))
    hour = fields.String(load_default="", validate=Regexp(HOUR))


class DraftForm(Schema):
    """What a drafter writes; `answers` is the id of the document it replies to."""

    type = Words(required=True, validate=Length(1, 8))
    subject = Words(required=True, validate=Length(max=LONGEST_SUBJECT))
    body = Words(load_default="")
    urgency = fields.Integer(strict=True, load_default=0, validate=Range(0, len(URGENCIES) - 1))
    respond_by = fields.Date(allow_none=True, load_default=None)
    council = Words(load_default="", validate=Length(max=16))
    layout = fields.Nested(LayoutForm, load_default=lambda: LayoutForm().load({}))


class MendsForm(Schema):
    """What a draft does to which issued document of the same agency, by its id."""

    kind = fields.String(required=True, validate=OneOf(tuple(KINDS)))
    document = Words(required=True, validate=Length(equal=32))


class NewDraft(DraftForm):
    """A draft to begin; one that `mends` another is addressed to whoever has that."""

    answers = Words(allow_none=True, load_default=None, validate=Length(equal=32))
    mends = fields.Nested(MendsForm, allow_none=True, load_default=None)


class ChangedDraft(DraftForm):
    """A draft's new text; whatever is left out is emptied."""

    revision = revision()


class Draft(Told):
    """A draft as it now stands."""

    id = fields.String()
    revision = fields.Integer()


class FileForm(Schema):
    """One file, or the keys of finished uploads."""

    file = File(load_default=None)
    staged = fields.List(
        Words(validate=Length(equal=32)), load_default=list, validate=Length(max=MOST_FILES)
    )


class FileList(Told):
    """The files a document now has."""

    files = fields.List(fields.Nested(FileShape))


class RecipientForm(Schema):
    """Whom a draft goes to, and how; paper needs a reason (QĐ 28/2018 Đ7)."""

    unit = Words(required=True, validate=Length(1, 64))
    channel = fields.String(load_default=ELECTRONIC, validate=OneOf(tuple(CHANNELS)))
    paper_reason = Words(load_default="", validate=Length(max=LONGEST_WORDS))


class LastUsedShape(Told):
    """An earlier document and why its recipients are offered again."""

    id = fields.String(attribute="public_id")
    why = fields.Nested(Bilingual)
    symbol = fields.String()
    subject = fields.String()
    count = fields.Integer()


class Recipients(Schema):
    """All recipients at once: they replace those chosen before."""

    recipients = fields.List(
        fields.Nested(RecipientForm), required=True, validate=Length(max=MOST_RECIPIENTS)
    )


class FindingShape(Told):
    """One thing that rules found in the form of a draft, and how to mend it."""

    code = fields.String()
    severity = fields.String(validate=OneOf((MUST, SHOULD)))
    field = fields.String(validate=OneOf(tuple(FIELDS)))
    what = fields.Nested(Bilingual)
    mend = fields.Nested(Bilingual)
    source = fields.String(metadata={"description": "the rule, as the decree counts its parts"})
    quote = fields.String(metadata={"description": "the words meant, '' for none"})


class FormChecks(Told):
    """All that was found, what must be mended first."""

    findings = fields.List(fields.Nested(FindingShape))


class LetterForm(Schema):
    """What a clerk reads off a paper letter, and its scans.

    `staged` are keys of finished uploads, before `files`; `place` is where the original lies.
    """

    issuer = Words(required=True, validate=Length(1, 64))
    type = Words(required=True, validate=Length(1, 8))
    number = Words(load_default="", validate=Length(max=LONGEST_NUMBER))
    notation = Words(load_default="", validate=Length(max=LONGEST_NOTATION))
    issued_on = fields.Date(load_default=None)
    subject = Words(required=True, validate=Length(1, LONGEST_SUBJECT))
    urgency = fields.Integer(load_default=0, validate=Range(0, len(URGENCIES) - 1))
    respond_by = fields.Date(load_default=None)
    place = Words(load_default="", validate=Length(max=LONGEST_PLACE))
    staged = fields.List(
        Words(validate=Length(equal=32)), load_default=list, validate=Length(max=MOST_FILES)
    )
    files: fields.List[Any] = fields.List(
        File(), load_default=list, validate=Length(max=MOST_FILES)
    )

    @validates("number")
    def check_number(self, value: str, data_key: str) -> None:
        """Refuse a bare number too long to be one."""
        if value.strip().isdecimal() and len(value.strip()) > MOST_DIGITS:
            raise ValidationError(f"Longer than maximum length {MOST_DIGITS}.")


class Entered(Told):
    """A letter entered; `lookalikes` are documents it may repeat: look before registering."""

    id = fields.String()
    lookalikes = fields.List(fields.String())


class SecretForm(Schema):
    """All that may be said here of a secret document: which way it goes, and how secret it is."""

    direction = fields.String(required=True, validate=OneOf((INCOMING, OUTGOING)))
    secrecy = fields.String(required=True, validate=OneOf([level for level in SECRECIES if level]))


class Numbered(Told):
    """A number given."""

    number = fields.Integer()
