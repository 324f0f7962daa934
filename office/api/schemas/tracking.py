"""Shapes of the tracking matrix: who received what was sent, when, and reminding the others."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf

from office.api.schemas.fields import Moment, Told, Words
from office.api.schemas.folders import State
from office.api.schemas.reference import UnitName
from office.domain.tracking import STEPS
from office.services.views.matrix import LATE, OVERDUE, UNANSWERED

_STEPS = ("", *STEPS, UNANSWERED, OVERDUE, LATE)


class Sifted(Schema):
    """Which recipients are wanted; `place` is the unit they stand below, '-' for below none."""

    step = fields.String(load_default="", validate=OneOf(_STEPS))
    kind = Words(load_default="", validate=Length(max=32))
    place = Words(load_default="", validate=Length(max=64))
    name = Words(load_default="", validate=Length(max=100))


class SiftedPage(Sifted):
    """The same, from the recipient after which the page begins."""

    after = Words(load_default="", validate=Length(max=64))


class StepShape(Told):
    """A step that was taken: when, by whom ('' by a system), and the reason given."""

    step = fields.String(validate=OneOf(tuple(STEPS)))
    at = Moment()
    who = fields.String()
    reason = fields.String()


class TrackedShape(Told):
    """A recipient and the steps it has taken; `receive_by` is null for paper alone."""

    unit = fields.Nested(UnitName, allow_none=True)
    kind = fields.String()
    channel = fields.String()
    paper_reason = fields.String()
    elsewhere = fields.Boolean(metadata={"description": "it works in another system"})
    state = fields.Nested(State)
    step = fields.String(validate=OneOf(tuple(STEPS)))
    steps = fields.List(fields.Nested(StepShape))
    opened_at = Moment(allow_none=True)
    receive_by = Moment(allow_none=True)
    overdue = fields.Boolean(metadata={"description": "it should have received it by now"})
    late = fields.Boolean(metadata={"description": "it received it after that day"})
    reminded_at = Moment(allow_none=True)
    recall = fields.String(allow_none=True, metadata={"description": "the last answer; '' waits"})


class Counted(Told):
    """How many recipients have come to a step, or are of a kind."""

    name = fields.String()
    count = fields.Integer()


class MatrixShape(Told):
    """A page of recipients; the counts are of all, `found` of those that pass the filters."""

    all = fields.Integer()
    found = fields.Integer()
    steps = fields.List(fields.Nested(Counted))
    filters = fields.List(fields.Nested(Counted))
    kinds = fields.List(fields.Nested(Counted))
    items = fields.List(fields.Nested(TrackedShape))
    next = fields.String(
        allow_none=True, metadata={"description": "to be asked for as `after`; null at the end"}
    )


class RemindedShape(Told):
    """How many were told here, are sent the packet again, can only be called, had been today."""

    here = fields.Integer()
    again = fields.Integer()
    unreachable = fields.Integer()
    today = fields.Integer()
