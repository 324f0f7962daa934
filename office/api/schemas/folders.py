"""Shapes of inbox folders and their lines."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import OneOf, Regexp

from office.api.schemas.fields import Bilingual, Moment, Told
from office.api.schemas.reference import UnitName
from office.domain.sieve import PERIODS


class State(Told):
    """Where an item rests."""

    name = fields.String()
    title = fields.Nested(Bilingual)


class Holder(Told):
    """Who holds the item, since when, until when."""

    unit = fields.Nested(UnitName, allow_none=True)
    person = fields.String(allow_none=True)
    since = Moment(allow_none=True)
    due_at = Moment(allow_none=True)


class FolderShape(Told):
    """A folder of the actor's role."""

    name = fields.String()
    title = fields.Nested(Bilingual)
    task = fields.Boolean(metadata={"description": "whether what it shows is work to do"})


class FolderCount(FolderShape):
    """A folder with what is open in it; 0 for folders that are no task."""

    count = fields.Integer()
    unread = fields.Integer(
        metadata={"description": "how many of them were not opened yet in this capacity"}
    )


class Line(Told):
    """One line of a folder."""

    id = fields.String()
    subject = fields.String()
    symbol = fields.String()
    type = fields.String()
    issuer = fields.Nested(UnitName, allow_none=True)
    issued_on = fields.Date(allow_none=True)
    urgency = fields.Integer()
    secrecy = fields.String()
    state = fields.Nested(State, allow_none=True)
    arrival_number = fields.Integer(allow_none=True)
    holder = fields.Nested(Holder)
    late = fields.Boolean()
    read = fields.Boolean(metadata={"description": "whether it was opened in this capacity"})
    channel = fields.String(metadata={"description": "'' for drafts"})
    revision = fields.Integer(metadata={"description": "of its run, for an act on it"})
    related = fields.String(
        allow_none=True, metadata={"description": "what a later document did to it"}
    )


class FolderPage(Told):
    """A page of a folder: urgent first, then newest; `next` is the cursor of the next page."""

    folder = fields.Nested(FolderShape)
    items = fields.List(fields.Nested(Line))
    next = fields.String(allow_none=True)


class Asked(Schema):
    """The cursor a page ended with, and what lines must be to be shown."""

    after = fields.String(validate=Regexp(r"\A[0-9]-[0-9]{1,9}\Z"))
    period = fields.String(load_default="", validate=OneOf(("", *PERIODS)))
    urgent = fields.Boolean(load_default=False)
    unread = fields.Boolean(load_default=False)
