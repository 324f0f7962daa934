"""Shapes of supervision: what goes on beside an item, who has how much, the follow-up book."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from office.api.schemas.fields import LARGEST, Bytes, Moment, Told, Words
from office.api.schemas.folders import State
from office.api.schemas.reference import UnitName


class ExtensionShape(Told):
    """More time for a part: asked for, allowed, refused or lapsed; the old deadline stays."""

    n = fields.Integer()
    part = fields.Integer(metadata={"description": "the part's id, as in `parts`"})
    status = fields.String()
    old_due_at = Moment(allow_none=True)
    asked_due_at = Moment(allow_none=True)
    new_due_at = Moment(allow_none=True)
    reason = fields.String()
    answer = fields.String()
    asked_by = fields.String(allow_none=True)
    settled_by = fields.String(allow_none=True)
    opened_at = Moment()
    settled_at = Moment(allow_none=True)


class ChaseShape(Told):
    """The n-th reminder."""

    n = fields.Integer()
    part = fields.Integer(metadata={"description": "the part's id, as in `parts`"})
    content = fields.String()
    by = fields.String()
    at = Moment()


class QuestionShape(Told):
    """An opinion asked for; `answer` is '' until it is given."""

    id = fields.Integer()
    n = fields.Integer()
    unit = fields.Nested(UnitName, allow_none=True)
    person = fields.String(allow_none=True)
    question = fields.String()
    due_at = Moment(allow_none=True)
    asked_by = fields.String()
    asked_at = Moment()
    answer = fields.String()
    answered_by = fields.String(allow_none=True)
    closed_at = Moment(allow_none=True)


class ScanShape(Told):
    """A scan of a handwritten directive that somebody typed for a leader."""

    n = fields.Integer()
    name = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    digest = fields.String()
    leader = fields.String()
    typed_by = fields.String()
    at = Moment()


class BurdenShape(Told):
    """What one person of a unit, or the unit as a whole (no person), has to do."""

    unit = fields.Nested(UnitName, allow_none=True)
    person = fields.Integer(allow_none=True)
    name = fields.String(allow_none=True)
    held = fields.Integer()
    late = fields.Integer()
    soon = fields.Integer()
    since = Moment()
    overloaded = fields.Boolean()


class DutyShape(Told):
    """One thing somebody has to do; `part` is what a chase or an extension names."""

    kind = fields.String(metadata={"description": "item, draft or part (a co-handler's)"})
    document = fields.String()
    subject = fields.String()
    state = fields.Nested(State, allow_none=True)
    unit = fields.Nested(UnitName, allow_none=True)
    person = fields.String(allow_none=True)
    since = Moment()
    due_at = Moment()
    late = fields.Boolean()
    part = fields.Integer(allow_none=True)
    actions = fields.List(fields.String())


class DutyPage(Told):
    """A page of duties, the longest late first; `next` is the cursor of the next page."""

    duties = fields.List(fields.Nested(DutyShape))
    next = fields.String(allow_none=True)


class DutyQuery(Schema):
    """Whose duties: of a unit, of a person, only the late ones."""

    unit = Words(validate=Length(1, 64))
    person = fields.Integer(validate=Range(1, LARGEST))
    show = fields.String(load_default="near", validate=OneOf(("near", "late")))
    after = fields.String(validate=Regexp(r"\A[0-9]{1,14}-(item|draft|part)-[0-9]{1,9}\Z"))


class BookShape(Told):
    """A register the actor may read."""

    id = fields.Integer()
    unit = fields.Nested(UnitName, allow_none=True)
    direction = fields.String()
    series = fields.String()
    year = fields.Integer()
    last = fields.Integer()
    followed = fields.Boolean(metadata={"description": "whether it has a follow-up"})


class AnswerShape(Told):
    """An issued letter that answers a document."""

    document = fields.String()
    symbol = fields.String()


class FollowedShape(Told):
    """A line of the follow-up: the seven columns of Phụ lục IV as data."""

    number = fields.Integer()
    document = fields.String()
    type = fields.String()
    symbol = fields.String()
    issued_on = fields.Date(allow_none=True)
    issuer = fields.Nested(UnitName, allow_none=True)
    subject = fields.String()
    unit = fields.Nested(UnitName, allow_none=True)
    person = fields.String(allow_none=True)
    due_at = Moment(allow_none=True)
    state = fields.Nested(State)
    closed_at = Moment(allow_none=True)
    late = fields.Boolean()
    answers = fields.List(fields.Nested(AnswerShape))
    extended = fields.Integer()
    reminders = fields.Integer()


class FollowUpPage(Told):
    """A page of the follow-up, the newest number first; `next` goes on below a number."""

    lines = fields.List(fields.Nested(FollowedShape))
    next = fields.Integer(allow_none=True)


class Below(Schema):
    """The number a page ended with."""

    after = fields.Integer(validate=Range(1, LARGEST))


class ScanForm(Schema):
    """A scan: its name and its bytes in base64 (a JSON body is at most 4 MiB)."""

    name = Words(required=True, validate=Length(1, 200))
    content = Bytes(required=True)
