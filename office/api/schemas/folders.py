"""Shapes of inbox folders and their lines."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Regexp

from office.api.schemas.fields import Bilingual, Moment, Told
from office.api.schemas.reference import UnitName


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


class FolderPage(Told):
    """A page of a folder: urgent first, then newest; `next` is the cursor of the next page."""

    folder = fields.Nested(FolderShape)
    items = fields.List(fields.Nested(Line))
    next = fields.String(allow_none=True)


class After(Schema):
    """The cursor a page ended with."""

    after = fields.String(validate=Regexp(r"\A[0-9]-[0-9]{1,9}\Z"))
