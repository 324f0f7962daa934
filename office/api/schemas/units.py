"""Shapes of what an administrator sees of units."""

from __future__ import annotations

from marshmallow import fields

from office.api.schemas.fields import Bilingual, Moment, Told
from office.api.schemas.reference import UnitName


class TreeShape(Told):
    """A unit of today: `held` open items; `lacks_clerk` where a register has nobody to keep it."""

    unit = fields.Nested(UnitName)
    parent = fields.Nested(UnitName, allow_none=True)
    kind = fields.Nested(Bilingual)
    keeps_register = fields.Boolean()
    held = fields.Integer()
    lacks_clerk = fields.Boolean()


class ChangeShape(Told):
    """A change of a unit: what it was, what it becomes from the day `since` on."""

    id = fields.Integer()
    at = Moment()
    what = fields.String()
    title = fields.Nested(Bilingual)
    since = fields.Date()
    was = fields.String()
    becomes = fields.String()
    reason = fields.String()
    by = fields.String()
    confirmed_at = Moment(allow_none=True)
