"""Shapes of searching: the fields of a search, a page of hits, saved searches."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from office.api.schemas.fields import LARGEST, Moment, Told, Words
from office.api.schemas.folders import Holder, State
from office.api.schemas.reference import UnitName

#: A day as the page's fields and saved searches have it.
_DAY = Regexp(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_LONGEST = Length(max=300)


class SearchFields(Schema):
    """What is looked for; what is left out does not narrow.

    `holder`, `issuer` and `unit` are names, with or without accents; days include both ends.
    """

    q = Words(validate=_LONGEST)
    kind = Words(validate=OneOf(["in", "out"]))
    type = Words(validate=Length(max=8))
    issuer = Words(validate=_LONGEST)
    urgency = Words(validate=Regexp(r"\A[0-4]\Z"))
    state = Words(validate=Length(max=32))
    holder = Words(validate=_LONGEST)
    unit = Words(validate=_LONGEST)
    arrived_from = Words(validate=_DAY)
    arrived_to = Words(validate=_DAY)
    issued_from = Words(validate=_DAY)
    issued_to = Words(validate=_DAY)
    due_from = Words(validate=_DAY)
    due_to = Words(validate=_DAY)
    late = Words(validate=OneOf(["1"]))


class Search(SearchFields):
    """A search, and the cursor of the page wanted."""

    after = fields.Integer(validate=Range(1, LARGEST))


class SaveForm(SearchFields):
    """A search to keep, and its name."""

    name = Words(required=True, validate=Length(1, 80))


class HitShape(Told):
    """A document found; `excerpt` is where its text or a file (`file`) has the words."""

    id = fields.String()
    subject = fields.String()
    symbol = fields.String()
    type = fields.String()
    issuer = fields.Nested(UnitName, allow_none=True)
    issued_on = fields.Date(allow_none=True)
    urgency = fields.Integer()
    signer = fields.String()
    incoming = fields.Boolean()
    arrival_number = fields.Integer(allow_none=True)
    arrived_at = Moment(allow_none=True)
    state = fields.Nested(State, allow_none=True)
    holder = fields.Nested(Holder)
    late = fields.Boolean()
    related = fields.String(
        allow_none=True, metadata={"description": "what a later document did to it"}
    )
    excerpt = fields.String()
    file = fields.String()


class FoundShape(Told):
    """A page of hits, newest first.

    `count` stops at 1000 and is null on later pages; `more` says that there are others.
    `next` is the cursor of the next page, which may exist though this one has no hit.
    """

    hits = fields.List(fields.Nested(HitShape))
    count = fields.Integer(allow_none=True)
    more = fields.Boolean()
    next = fields.Integer(allow_none=True)


class SavedShape(Told):
    """A saved search: its fields as a query string, and what it finds now.

    `count` stops at 100 (`more`), and is null when the search names what is no longer known.
    """

    id = fields.Integer()
    name = fields.String()
    query = fields.String()
    count = fields.Integer(allow_none=True)
    more = fields.Boolean()
