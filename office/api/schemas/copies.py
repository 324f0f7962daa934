"""Shapes of certified copies and of file copies that are lent."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range

from office.api.schemas.fields import LARGEST, Told, Words
from office.domain.certified import FORMS, KINDS
from office.domain.sheets import MOST_COPIES

KEYS = Range(1, LARGEST)


class CopyForm(Schema):
    """What to copy and how; `signer` is a key of `GET /copy-signers`."""

    kind = fields.String(required=True, validate=OneOf(tuple(KINDS)))
    form = fields.String(required=True, validate=OneOf(tuple(FORMS)))
    signer = fields.Integer(required=True, strict=True, validate=KEYS)
    copies = fields.Integer(load_default=1, strict=True, validate=Range(1, MOST_COPIES))
    duplex = fields.Boolean(load_default=True)
    recipients = Words(load_default="", validate=Length(max=2000))
    pages = Words(load_default="", validate=Length(max=100))
    excerpt = Words(load_default="", validate=Length(max=20_000))
    of_id = fields.Integer(load_default=None, allow_none=True, strict=True, validate=KEYS)
    of_words = Words(load_default="", validate=Length(max=200))


class CopyShape(Told):
    """A certified copy with its number."""

    key = fields.Integer(attribute="id")
    symbol = fields.String()
    kind = fields.String()
    origin = fields.String()
    form = fields.String()
    part = fields.String()
    copied_on = fields.Date()
    copies = fields.Integer()
    pages = fields.Integer()
    sheets = fields.Integer()
    dpi = fields.Integer(allow_none=True)
    signer = fields.String(attribute="signer_name")
    signed = fields.Boolean()
    sha256 = fields.String(attribute="digest")
    cancelled = fields.Boolean()
    reason = fields.String()


class CopyPage(Told):
    """A page of the book of copies, the newest first."""

    copies = fields.List(fields.Nested(CopyShape))
    next = fields.Integer(allow_none=True)


class CopySignerShape(Told):
    """Who signs copies in the actor's agency."""

    key = fields.Integer(attribute="id")
    name = fields.String()
    authority = fields.String()
    position = fields.String()
    basis = fields.String()


class CopySignerForm(Schema):
    """Who is to sign copies: a person of the agency, what is printed, and on what it rests."""

    person = fields.Integer(required=True, strict=True, validate=KEYS)
    authority = Words(load_default="", validate=Length(max=200))
    position = Words(required=True, validate=Length(1, 200))
    basis = Words(required=True, validate=Length(1, 200))


class LoanForm(Schema):
    """Who takes the file copy, who allowed it, until when (some days unless named)."""

    borrower = Words(required=True, validate=Length(1, 200))
    unit = Words(load_default=None, allow_none=True, validate=Length(1, 64))
    dossier = Words(load_default="", validate=Length(max=200))
    allowed_by = Words(required=True, validate=Length(1, 200))
    due_on = fields.Date(load_default=None, allow_none=True)
    note = Words(load_default="", validate=Length(max=200))


class ReturnForm(Schema):
    """A word on the return."""

    note = Words(load_default="", validate=Length(max=200))


class LoanShape(Told):
    """A file copy that was lent."""

    key = fields.Integer(attribute="id")
    document = fields.String(attribute="public_id")
    borrower = fields.String()
    dossier = fields.String()
    allowed_by = fields.String()
    lent_on = fields.Date()
    due_on = fields.Date()
    returned_on = fields.Date(allow_none=True)
    late = fields.Boolean()


class LoanPage(Told):
    """A page of the book of loans, the newest first; how many are out, and late."""

    loans = fields.List(fields.Nested(LoanShape))
    out = fields.Integer()
    late = fields.Integer()
    next = fields.Integer(allow_none=True)


class EnteredKey(Told):
    """The key of what was entered."""

    key = fields.Integer()
