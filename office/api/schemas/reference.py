"""Shapes of what everybody may know: units, types, people to assign to, oneself."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf

from office.api.schemas.fields import Bilingual, Moment, Told, Words
from office.domain.numbering import INCOMING, OUTGOING


class UnitName(Told):
    """A unit, by the key that names it in requests."""

    key = fields.String()
    name = fields.String()


class UnitShape(UnitName):
    """A unit of the tree as it stands today."""

    kind = fields.String()
    kind_title = fields.Nested(Bilingual)
    level = fields.String()
    parent = fields.String(allow_none=True)
    codes = fields.List(fields.String())
    receives = fields.Boolean(metadata={"description": "whether documents may be sent to it"})


class UnitPage(Told):
    """Units in the order of their keys."""

    units = fields.List(fields.Nested(UnitShape))
    next = fields.String(allow_none=True)


class UnitQuery(Schema):
    """Which page of units."""

    after = Words(validate=Length(max=64))


class AgreementShape(Told):
    """Working hours a unit agreed for itself and all below; a nearer unit's own go before."""

    unit = fields.Nested(UnitName, allow_none=True)
    first_day = fields.Date()
    last_day = fields.Date(allow_none=True)
    sessions = fields.String()
    hours = fields.Dict(keys=fields.String(), values=fields.Integer())
    agreed_by = fields.String()
    paper = fields.String()


class TargetShape(Told):
    """A target for moving without paper: at least so many per cent, at a level, by a text."""

    indicator = fields.String()
    level = fields.String()
    first_day = fields.Date()
    last_day = fields.Date(allow_none=True)
    ended_on = fields.Date(allow_none=True)
    per_cent = fields.Float()
    source = fields.String()
    note = fields.String()
    checked = fields.Boolean()


class FactorShape(Told):
    """A dated price or habit of the estimated saving; it counts once it is approved."""

    code = fields.String()
    name = fields.Nested(Bilingual)
    unit = fields.Nested(Bilingual)
    first_day = fields.Date()
    low = fields.Float()
    base = fields.Float()
    high = fields.Float()
    assumed = fields.Boolean()
    source = fields.String()
    note = fields.String()
    outcome = fields.Nested(Bilingual)
    approved_by = fields.String()


class TypeShape(Told):
    """A type of document (NĐ 30/2020 Đ7)."""

    code = fields.String()
    abbreviation = fields.String()
    title = fields.Nested(Bilingual)
    group = fields.String()


class MemberShape(Told):
    """Somebody a part can be given to."""

    person = fields.Integer()
    name = fields.String()
    unit = fields.Nested(UnitName)
    role = fields.String()
    position = fields.String()


class Role(Told):
    """A capacity."""

    name = fields.String()
    title = fields.Nested(Bilingual)


class StoodFor(Told):
    """In whose place a token acts, and what the mandate reaches."""

    person = fields.Integer()
    name = fields.String()
    delegation = fields.Integer()
    scope = fields.Nested(Bilingual)
    last_day = fields.Date()


class Me(Told):
    """Whose token it is, acting as what and where; `now` is the office's clock."""

    person = fields.Integer(allow_none=True)
    name = fields.String()
    unit = fields.Nested(UnitName)
    agency = fields.Nested(UnitName)
    role = fields.Nested(Role)
    position = fields.String()
    acting_for = fields.Nested(StoodFor, allow_none=True)
    now = Moment()


class NextQuery(Schema):
    """Which register's next number."""

    direction = fields.String(load_default=INCOMING, validate=OneOf((INCOMING, OUTGOING)))
    series = Words(load_default="all", validate=Length(max=32))


class NextNumber(Told):
    """The number that would be given next; another clerk may take it first."""

    direction = fields.String()
    series = fields.String()
    number = fields.Integer()
