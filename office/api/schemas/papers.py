"""Shapes of paper that goes along: what is printed, posted, received, copied, lent."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range

from office.api.schemas.fields import LARGEST, Moment, Told, Words
from office.api.schemas.reference import UnitName
from office.domain.sheets import (
    CONDITIONS,
    EVENTS,
    MOST_COPIES,
    MOST_ENVELOPES,
    MOST_SHEETS,
    STANDINGS,
    WAYS,
)
from office.services.papers.post import MOST_LEGS

KEYS = Range(1, LARGEST)


class PaperAfter(Schema):
    """Where a list goes on."""

    after = fields.Integer(validate=KEYS)


class PaperBookQuery(Schema):
    """The period of a book (days, both in it), and where it goes on."""

    since = fields.Date()
    until = fields.Date()
    below = fields.Integer(validate=KEYS)


class PrintWaiting(Told):
    """A document with paper to print or stamp: how many recipients of each."""

    id = fields.String(attribute="public_id")
    symbol = fields.String()
    subject = fields.String()
    sent_at = Moment()
    to_print = fields.Integer()
    to_stamp = fields.Integer()
    to_post = fields.Integer()


class QueuePage(Told):
    """A page of the print queue, the oldest first."""

    documents = fields.List(fields.Nested(PrintWaiting))
    total = fields.Integer()
    next = fields.Integer(allow_none=True)


class LegShape(Told):
    """The paper to one recipient: how many copies were printed, stamped, sent, received."""

    delivery = fields.Integer()
    unit = fields.Nested(UnitName, allow_none=True)
    channel = fields.String()
    standing = fields.String(validate=OneOf(tuple(STANDINGS)))
    gone = fields.Boolean()
    printed = fields.Integer()
    stamped = fields.Integer()
    posted = fields.Integer()
    received = fields.Integer()


class PaperEntryShape(Told):
    """One entry of paper; a counter-entry has negative figures and names what it takes back."""

    key = fields.Integer(attribute="id")
    event = fields.String(validate=OneOf(tuple(EVENTS)))
    delivery = fields.Integer(attribute="delivery_id", allow_none=True)
    at = Moment()
    day = fields.Date()
    person = fields.String(attribute="person_name")
    channel = fields.String()
    way = fields.String()
    source = fields.String()
    copies = fields.Integer()
    pages = fields.Integer()
    sheets = fields.Integer()
    duplex = fields.Boolean()
    condition = fields.String()
    reason = fields.String()
    corrects = fields.Integer(attribute="corrects_id", allow_none=True)


class PaperShape(Told):
    """The paper of one document."""

    pages = fields.Integer(metadata={"description": "0 while the issued form is not made"})
    legs = fields.List(fields.Nested(LegShape))
    entries = fields.List(fields.Nested(PaperEntryShape))


class PrintForm(Schema):
    """For which recipients, so many copies each; `own` for the agency's file."""

    units = fields.List(Words(validate=Length(1, 64)), load_default=[])
    each = fields.Integer(load_default=1, strict=True, validate=Range(1, MOST_COPIES))
    own = fields.Integer(load_default=0, strict=True, validate=Range(0, MOST_COPIES))
    duplex = fields.Boolean(load_default=True)
    stamped = fields.Boolean(load_default=False)
    reason = Words(load_default="", validate=Length(max=200))


class PrintedShape(Told):
    """What was entered: the issued file that was printed, copies and sheets in all."""

    sha256 = fields.String(attribute="digest")
    pages = fields.Integer()
    copies = fields.Integer()
    sheets = fields.Integer()


class StampedShape(Told):
    """How many copies it was."""

    copies = fields.Integer()


class PaperReason(Schema):
    """Why something is taken back."""

    reason = Words(required=True, validate=Length(1, 200))


class ToSend(Told):
    """A copy that waits to be sent."""

    delivery = fields.Integer(attribute="delivery_id")
    id = fields.String(attribute="public_id")
    symbol = fields.String()
    subject = fields.String()
    unit = fields.Nested(UnitName, allow_none=True)
    copies = fields.Integer()


class EnvelopeForm(Schema):
    """What goes to one recipient in one envelope or several."""

    unit = Words(required=True, validate=Length(1, 64))
    deliveries = fields.List(
        fields.Integer(strict=True, validate=KEYS),
        required=True,
        validate=Length(1, MOST_LEGS),
    )
    way = fields.String(load_default="post", validate=OneOf(tuple(WAYS)))
    count = fields.Integer(load_default=1, strict=True, validate=Range(1, MOST_ENVELOPES))
    note = Words(load_default="", validate=Length(max=200))


class PostForm(Schema):
    """What goes on one day; without a day, today."""

    day = fields.Date(load_default=None, allow_none=True)
    envelopes = fields.List(
        fields.Nested(EnvelopeForm), required=True, validate=Length(1, MOST_LEGS)
    )


class EnvelopeKeys(Told):
    """The keys of what was entered, in the order it was asked for."""

    keys = fields.List(fields.Integer())


class ProofShape(Told):
    """A proof of posting."""

    code = fields.String()
    day = fields.Date()


class InsideShape(Told):
    """A document in an envelope."""

    id = fields.String()
    symbol = fields.String()


class PostLine(Told):
    """A line of the book of the post; `void` is why it does not count, '' for one that does."""

    key = fields.Integer(attribute="id")
    day = fields.Date()
    documents = fields.List(fields.Nested(InsideShape))
    to = fields.Nested(UnitName, allow_none=True)
    count = fields.Integer()
    way = fields.String()
    note = fields.String()
    proofs = fields.List(fields.Nested(ProofShape))
    void = fields.String()
    by = fields.String()


class PostPage(Told):
    """A page of the book, the newest line first."""

    lines = fields.List(fields.Nested(PostLine))
    next = fields.Integer(allow_none=True)


class ProofForm(Schema):
    """The code of a proof of posting and the day on it; without a day, today."""

    code = Words(required=True, validate=Length(1, 64))
    day = fields.Date(load_default=None, allow_none=True)
    words = Words(load_default="", validate=Length(max=200))


class AwaitedShape(Told):
    """A document whose paper has not come."""

    id = fields.String(attribute="public_id")
    symbol = fields.String()
    subject = fields.String()
    channel = fields.String()
    sent_at = Moment()
    posted_at = Moment(allow_none=True)
    due_at = Moment()
    late = fields.Boolean()


class AwaitedPage(Told):
    """A page of what is awaited, the oldest first."""

    documents = fields.List(fields.Nested(AwaitedShape))
    total = fields.Integer()
    next = fields.Integer(allow_none=True)


class CameForm(Schema):
    """That the paper came: the day (today unless named), its sheets and state."""

    day = fields.Date(load_default=None, allow_none=True)
    sheets = fields.Integer(required=True, strict=True, validate=Range(1, MOST_SHEETS))
    condition = fields.String(load_default="whole", validate=OneOf(tuple(CONDITIONS)))
    note = Words(load_default="", validate=Length(max=200))
