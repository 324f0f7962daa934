"""Shapes of what auditors and leaders look at: the log, and how much moved without paper."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, Range, Regexp

from office.api.schemas.documents import HappeningShape
from office.api.schemas.fields import LARGEST, Moment, Told, Words


class LogSearch(Schema):
    """What to look for in the log; what is left out does not narrow."""

    text = Words(validate=Length(max=200))
    document = Words(validate=Regexp(r"\A[0-9a-f]{32}\Z"))
    person = fields.Integer(validate=Range(1, LARGEST))
    unit = Words(validate=Length(1, 64))
    below = fields.Boolean(load_default=False)
    role = Words(validate=Length(max=32))
    action = Words(validate=Length(max=32))
    since = Moment()
    until = Moment()
    after = fields.Integer(validate=Range(1, LARGEST))


class EntryShape(HappeningShape):
    """One movement, and the document it moved; a secret one is not named."""

    document = fields.String(allow_none=True)
    secret = fields.Boolean()
    subject = fields.String()
    symbol = fields.String()


class LogShape(Told):
    """A page of the log, newest first; `next` is the cursor of the next page.

    `total` counts all that match, `more` says that there are more than were counted.
    """

    entries = fields.List(fields.Nested(EntryShape))
    next = fields.Integer(allow_none=True)
    total = fields.Integer()
    more = fields.Boolean()


class Period(Schema):
    """From when (inclusive) to when (exclusive) to count."""

    since = Moment()
    until = Moment()


class SplitShape(Told):
    """How many were sent each way; `share` is the fully electronic part, 0 to 1."""

    level = fields.String()
    electronic = fields.Integer()
    parallel = fields.Integer()
    paper = fields.Integer()
    total = fields.Integer()
    share = fields.Float(allow_none=True)


class PaperSplit(Told):
    """The three-way split by the level of the recipients, and by that of the senders."""

    definition = fields.String()
    recipients = fields.List(fields.Nested(SplitShape))
    senders = fields.List(fields.Nested(SplitShape))
