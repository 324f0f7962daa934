"""Shapes of notifications, how they are told, and asks of one another."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range

from office.api.schemas.fields import LARGEST, Bilingual, Moment, Told, Words
from office.api.schemas.reference import UnitName
from office.domain.mail import LONGEST_ADDRESS
from office.domain.notices import EVENTS, MAILS
from office.services.notifying.nudges import LONGEST_WORD


class NotificationShape(Told):
    """Something the actor was told; the document is null where they may not see it as who
    they act now."""

    id = fields.Integer()
    event = fields.String()
    sentence = fields.Nested(Bilingual)
    unit = fields.Nested(UnitName, allow_none=True)
    at = Moment()
    read = fields.Boolean()
    document = fields.String(allow_none=True)
    symbol = fields.String()
    subject = fields.String()


class NotificationPage(Told):
    """A page, the newest first; `next` is the cursor of the next page."""

    unread = fields.Integer(metadata={"description": "100 at most"})
    items = fields.List(fields.Nested(NotificationShape))
    next = fields.Integer(allow_none=True)


class Before(Schema):
    """The cursor a page ended with."""

    before = fields.Integer(strict=False, validate=Range(1, LARGEST))


class Upto(Schema):
    """The newest notification that was seen."""

    upto = fields.Integer(required=True, strict=True, validate=Range(1, LARGEST))


class Marked(Told):
    """How many are newly marked as read."""

    marked = fields.Integer()


class ChoiceShape(Told):
    """How an event is told: counted in the badge or not, mailed at once, in the digest, never."""

    event = fields.String()
    title = fields.Nested(Bilingual)
    badge = fields.Boolean()
    mail = fields.String()


class Choices(Told):
    """How the actor is told of everything, and where they are mailed ('' for nowhere)."""

    address = fields.String()
    events = fields.List(fields.Nested(ChoiceShape))


class ChoiceForm(Schema):
    """A choice for one event."""

    event = fields.String(required=True, validate=OneOf(tuple(EVENTS)))
    badge = fields.Boolean(required=True, truthy={True}, falsy={False})
    mail = fields.String(required=True, validate=OneOf(tuple(MAILS)))


class ChoicesForm(Schema):
    """What is to be kept: events that are not named stay as they are."""

    address = Words(required=True, validate=Length(max=LONGEST_ADDRESS))
    events = fields.List(
        fields.Nested(ChoiceForm), load_default=list, validate=Length(max=len(EVENTS))
    )


class NudgeForm(Schema):
    """Whom to ask to take which action; who can stands in the document's `actions`."""

    action = fields.String(required=True, validate=Length(1, 32))
    person = fields.Integer(required=True, strict=True, validate=Range(1, LARGEST))
    word = Words(load_default="", validate=Length(max=LONGEST_WORD))


class Asked(Told):
    """Who was asked."""

    person = fields.Integer()
    name = fields.String()


class NudgeShape(Told):
    """What somebody asks the actor to do on a document, until it is done or moves on."""

    document = fields.String()
    symbol = fields.String()
    subject = fields.String()
    action = fields.String()
    button = fields.Nested(Bilingual)
    by = fields.String()
    word = fields.String()
    at = Moment()
