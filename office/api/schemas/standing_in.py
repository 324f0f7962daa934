"""Shapes of absences, mandates and the work of absent people."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from office.api.schemas.documents import LONGEST_WORDS, MOST_PARTS
from office.api.schemas.fields import LARGEST, Bilingual, Moment, Told, Words
from office.api.schemas.folders import State
from office.api.schemas.reference import UnitName
from office.domain.absences import KINDS, LONGEST_NOTE
from office.domain.delegations import LONGEST_BASIS, POWERS
from office.services.cover.delegation_lists import AGENCY, GIVEN, RECEIVED


def person_key(*, required: bool = True) -> fields.Integer:
    """Return the field of a person by their number."""
    return fields.Integer(required=required, strict=True, validate=Range(1, LARGEST))


class Since(Schema):
    """The cursor a page ended with."""

    after = fields.String(validate=Regexp(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\.[0-9]{1,9}\Z"))


class Whose(Since):
    """Which mandates: given by the caller, received by them, or all of their agency."""

    whose = fields.String(load_default=GIVEN, validate=OneOf((GIVEN, RECEIVED, AGENCY)))


class AbsenceForm(Schema):
    """An absence: both days count; without `person` the caller's own."""

    person = person_key(required=False)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    kind = fields.String(required=True, validate=OneOf(tuple(KINDS)))
    note = Words(load_default="", validate=Length(max=LONGEST_NOTE))


class AbsenceShape(Told):
    """An absence; kind and note are null to whom they are no business of."""

    id = fields.Integer()
    person = fields.Integer()
    name = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    kind = fields.Nested(Bilingual, allow_none=True)
    note = fields.String(allow_none=True)
    entered_by = fields.String()
    now = fields.Boolean()


class AbsencePage(Told):
    """Absences of the agency, the latest end first."""

    absences = fields.List(fields.Nested(AbsenceShape))
    next = fields.String(allow_none=True)


class Made(Told):
    """What was entered, by its number."""

    id = fields.Integer()


class MandateForm(Schema):
    """What is lent, from the capacity the token acts in; no types or issuers: all."""

    delegate = person_key()
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    powers = fields.List(fields.String(validate=OneOf(tuple(POWERS))), required=True)
    types = fields.List(Words(validate=Length(1, 16)), load_default=list, validate=Length(max=50))
    issuers = fields.List(
        Words(validate=Length(1, 64)), load_default=list, validate=Length(max=MOST_PARTS)
    )
    basis = Words(required=True, validate=Length(max=LONGEST_BASIS))
    shared = fields.Boolean(load_default=False)


class OrderForm(Schema):
    """Who signs by order (TL.) which types of documents, from when to when, and what says so."""

    delegate = person_key()
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    types = fields.List(Words(validate=Length(1, 16)), required=True, validate=Length(1, 50))
    basis = Words(required=True, validate=Length(max=LONGEST_BASIS))


class MandateShape(Told):
    """A mandate; `stage` is upcoming, running, over or revoked."""

    id = fields.Integer()
    giver = fields.String()
    delegate = fields.String()
    unit = fields.Nested(UnitName, allow_none=True)
    role = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    powers = fields.List(fields.String())
    types = fields.List(fields.String())
    issuers = fields.List(fields.Nested(UnitName, allow_none=True))
    basis = fields.String()
    shared = fields.Boolean()
    by_order = fields.Boolean(metadata={"description": "signing by order (TL.)"})
    scope = fields.Nested(Bilingual)
    stage = fields.String()
    acts = fields.Integer()
    revoked_at = Moment(allow_none=True)


class MandatePage(Told):
    """Mandates, the latest end first."""

    delegations = fields.List(fields.Nested(MandateShape))
    next = fields.String(allow_none=True)


class WaitingShape(Told):
    """An open item, or a part beside its lead (`part`: co, info, ask), whose holder cannot act.

    `key` names it when it is handed over.
    """

    id = fields.String()
    key = fields.String()
    part = fields.String()
    subject = fields.String()
    state = fields.Nested(State, allow_none=True)
    due_at = Moment(allow_none=True)
    late = fields.Boolean()


class PileShape(Told):
    """What waits for one person in one unit; `why`: away, left, or closed (the unit is gone)."""

    person = fields.Integer(allow_none=True)
    name = fields.String()
    unit_id = fields.Integer()
    unit = fields.Nested(UnitName, allow_none=True)
    why = fields.String()
    away = fields.Nested(Bilingual, allow_none=True)
    count = fields.Integer()
    items = fields.List(fields.Nested(WaitingShape))


class HandoverForm(Schema):
    """Items and parts of one pile (its `person` and `unit_id`), and who takes all of them over."""

    items = fields.List(
        Words(validate=Length(1, 43)), required=True, validate=Length(1, MOST_PARTS)
    )
    person = fields.Integer(required=True, strict=True, allow_none=True, validate=Range(1, LARGEST))
    unit_id = person_key()
    to_unit = Words(required=True, validate=Length(1, 64))
    to_person = person_key()
    reason = Words(required=True, validate=Length(max=LONGEST_WORDS))
    aware_of = fields.List(person_key(), load_default=list, validate=Length(max=MOST_PARTS))


class Moved(Told):
    """How many items were handed over."""

    count = fields.Integer()
