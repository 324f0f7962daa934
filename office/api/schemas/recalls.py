"""Shapes of recalls: what one can achieve, what it came to."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf

from office.api.schemas.fields import Moment, Told, Words
from office.api.schemas.reference import UnitName
from office.domain.documents import LONGEST_SUBJECT
from office.domain.recalls import ANSWERS, WAYS
from office.services.wire.recalling import MOST


class ProspectShape(Told):
    """A recipient and what a recall can do there; the last recall's answer ('' waits)."""

    unit = fields.Nested(UnitName, allow_none=True)
    state = fields.Dict(keys=fields.String(), allow_none=True)
    way = fields.String(validate=OneOf(tuple(WAYS)))
    paper = fields.Boolean()
    opened_at = Moment(allow_none=True)
    answer = fields.String(allow_none=True, validate=OneOf(tuple(ANSWERS)))
    answer_reason = fields.String(allow_none=True)
    asked_at = Moment(allow_none=True)
    answer_by = Moment(allow_none=True)
    settled_at = Moment(allow_none=True)


class Seen(Schema):
    """A recipient, and the way that was seen before pressing."""

    unit = Words(required=True, validate=Length(1, 64))
    seen = fields.String(load_default="", validate=OneOf(("", *WAYS)))


class RecallForm(Schema):
    """Why, and from whom; without `units` from everybody where it can do something."""

    reason = Words(required=True, validate=Length(max=LONGEST_SUBJECT))
    units = fields.List(fields.Nested(Seen), validate=Length(1, MOST))


class OutcomeShape(Told):
    """What a recall came to at one recipient; `other` than what was seen."""

    unit = fields.Nested(UnitName, allow_none=True)
    way = fields.String()
    other = fields.Boolean()


class DropForm(Schema):
    """Whose recall is dropped, and why."""

    unit = Words(required=True, validate=Length(1, 64))
    reason = Words(required=True, validate=Length(max=LONGEST_SUBJECT))
