"""Shapes of an auditor's day: who held it then, exceptions, bundles of evidence."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, Range, Regexp

from office.api.schemas.fields import LARGEST, Bilingual, Moment, Told, Words

PUBLIC_ID = Regexp(r"\A[0-9a-f]{32}\Z")


class At(Schema):
    """The moment asked about; now, when it is left out."""

    at = Moment()


class Desk(Schema):
    """Whose desk, and when: a unit by key or a person by number; `after` is the last `next`."""

    unit = Words(validate=Length(1, 64))
    person = fields.Integer(validate=Range(1, LARGEST))
    below = fields.Boolean(load_default=False)
    at = Moment()
    after = Words(validate=Regexp(r"\A[01]-[0-9]{1,9}\Z"))


class PartThenShape(Told):
    """A part somebody had then, with the names of then."""

    part = fields.String()
    unit = fields.String()
    person = fields.String(allow_none=True)
    due_at = Moment(allow_none=True)


class RunThenShape(Told):
    """A run as it stood then; `unit` and `person` held it, by their names of then."""

    run = fields.String()
    name = fields.String()
    state = fields.String()
    title = fields.Nested(Bilingual)
    closed = fields.Boolean()
    unit = fields.String()
    person = fields.String(allow_none=True)
    since = Moment(allow_none=True)
    due_at = Moment(allow_none=True)
    parts = fields.List(fields.Nested(PartThenShape))


class ThenShape(Told):
    """A document at a moment; `records` were written by then, `broken` is the first bad one."""

    document = fields.String()
    at = Moment()
    records = fields.Integer()
    broken = fields.Integer(allow_none=True)
    runs = fields.List(fields.Nested(RunThenShape))
    all_runs = fields.Integer()


class HeldThenShape(Told):
    """Something that lay on the desk then."""

    document = fields.String()
    subject = fields.String()
    symbol = fields.String()
    run = fields.Nested(RunThenShape)


class DeskShape(Told):
    """A page of what lay on a desk; `next` is the cursor of the next page."""

    name = fields.String()
    items = fields.List(fields.Nested(HeldThenShape))
    next = fields.String(allow_none=True)


class ExceptionsAsked(Schema):
    """Of which time, of which unit (with those below it)."""

    since = Moment()
    until = Moment()
    unit = Words(validate=Length(1, 64))


class ExceptionsPage(ExceptionsAsked):
    """The same, from the page before on: `after_at` and `after` are its `next`."""

    after_at = Moment()
    after = fields.Integer(validate=Range(0, LARGEST))


class CountShape(Told):
    """How many exceptions of a kind, on how many documents; what counts, by which rule."""

    kind = fields.String()
    title = fields.Nested(Bilingual)
    meaning = fields.Nested(Bilingual)
    source = fields.String()
    count = fields.Integer()
    documents = fields.Integer()


class CountsShape(Told):
    """Every kind of exception."""

    definition = fields.String()
    kinds = fields.List(fields.Nested(CountShape))


class TriedShape(Told):
    """What was tried and refused."""

    person = fields.String()
    role = fields.String()
    action = fields.String()
    rules = fields.List(fields.String())
    reasons = fields.Nested(Bilingual)
    times = fields.Integer()


class ExceptionShape(Told):
    """One exception; of a secret document neither `document` nor `record` is told."""

    document = fields.String(allow_none=True)
    secret = fields.Boolean()
    subject = fields.String()
    symbol = fields.String()
    unit = fields.String(allow_none=True)
    at = Moment()
    began = Moment(allow_none=True)
    due = Moment(allow_none=True)
    done = Moment(allow_none=True)
    record = fields.Dict(allow_none=True)
    intact = fields.Boolean(allow_none=True)
    tried = fields.Nested(TriedShape, allow_none=True)


class Cursor(Told):
    """Where a page ended."""

    after_at = Moment()
    after = fields.Integer()


class ExceptionsShape(Told):
    """A page of one kind, newest first."""

    count = fields.Nested(CountShape)
    items = fields.List(fields.Nested(ExceptionShape))
    next = fields.Nested(Cursor, allow_none=True)


class BundleForm(Schema):
    """The documents to export, by public id."""

    documents = fields.List(
        fields.String(validate=PUBLIC_ID), required=True, validate=Length(1, 200)
    )
