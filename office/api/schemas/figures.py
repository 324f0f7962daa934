"""Shapes of the figures of paper: what is asked, every indicator, the units, the lines behind."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf

from office.api.schemas.fields import Bilingual, Moment, Told, Words
from office.api.schemas.reference import UnitName
from office.services.figures.choice import COMPARED, LEVELS, TREES


class FiguresQuery(Schema):
    """Of whom and when: what is left out is the actor's own agency, this year, everything.

    `period`: 2026-10, 2026-Q3, 2026-H1, 2026 or 2026-01-05..2026-03-07 (both days included).
    """

    period = Words(load_default="", validate=Length(max=40))
    unit = Words(load_default="", validate=Length(max=64))
    type = Words(load_default="", validate=Length(max=8))
    level = Words(load_default="", validate=OneOf(["", *LEVELS]))
    mapped = Words(load_default="", validate=OneOf(["", *TREES]))
    alone = fields.Boolean(load_default=False)


class ComparedQuery(FiguresQuery):
    """The same, and the indicator that units are compared by."""

    indicator = Words(load_default="", validate=OneOf(["", *COMPARED]))


class LinesQuery(FiguresQuery):
    """The same, and which figure is opened to which of its counts (its own, unless named)."""

    figure = Words(load_default="", validate=Length(max=64))
    measure = Words(load_default="", validate=Length(max=64))
    after = Words(load_default="", validate=Length(max=60))


class PeriodShape(Told):
    """A period as it was understood; both days are included."""

    written = fields.String()
    since = fields.Date()
    until = fields.Date()


class AskedShape(Told):
    """Of whom and when the figures are: `until` is not beyond today."""

    unit = fields.Nested(UnitName)
    period = fields.Nested(PeriodShape)
    until = fields.Date()


class AimShape(Told):
    """The target of that year and level: a share, by whose decision, whether it was checked."""

    share = fields.Float()
    source = fields.String()
    checked = fields.Boolean()


class FigureShape(Told):
    """One indicator: `value` is a share (0 to 1), a median or an amount, null of nothing."""

    definition = fields.String(metadata={"description": "code/version"})
    name = fields.Nested(Bilingual)
    kind = fields.String()
    part = fields.Integer()
    whole = fields.Integer(allow_none=True)
    value = fields.Float(allow_none=True)
    before = fields.Float(allow_none=True)
    target = fields.Nested(AimShape, allow_none=True)


class FiguresShape(AskedShape):
    """Every indicator of a period; `secret` is counted apart and in none of them."""

    counted_until = Moment()
    pending = fields.Integer()
    figures = fields.List(fields.Nested(FigureShape))
    secret = fields.Dict(keys=fields.String(), values=fields.Integer())


class UnitFigureShape(Told):
    """One unit's figure."""

    unit = fields.Nested(UnitName)
    part = fields.Integer()
    whole = fields.Integer(allow_none=True)
    value = fields.Float(allow_none=True)


class UnitsShape(AskedShape):
    """One indicator for every agency in scope, also those of nothing."""

    definition = fields.String()
    units = fields.List(fields.Nested(UnitFigureShape))


class LineShape(Told):
    """A line behind a figure; a document the actor may not open has no id and no word."""

    day = fields.Date()
    unit = fields.Nested(UnitName)
    other = fields.Nested(UnitName, allow_none=True)
    document = fields.String(allow_none=True)
    symbol = fields.String()
    subject = fields.String()
    way = fields.String()
    reason = fields.String()
    event = fields.String()
    amount = fields.Integer()
    value = fields.Integer(allow_none=True)


class LinesShape(AskedShape):
    """A page of lines by agency and day; `counts` are what the figure is made of."""

    definition = fields.String()
    measure = fields.String()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    lines = fields.List(fields.Nested(LineShape))
    next = fields.String(allow_none=True)


class DefinitionShape(Told):
    """How an indicator is made; parts that begin with '-' are taken off."""

    definition = fields.String()
    number = fields.Integer()
    name = fields.Nested(Bilingual)
    formula = fields.Nested(Bilingual)
    kind = fields.String()
    per = fields.String()
    part = fields.List(fields.String())
    whole = fields.List(fields.String())
    until_end = fields.Boolean()
    source = fields.Nested(Bilingual)
    unseen = fields.Nested(Bilingual)


class StayShape(Told):
    """Who held a run, from when to when (null: still)."""

    unit = fields.String()
    person = fields.String(allow_none=True)
    since = Moment()
    until = Moment(allow_none=True)
    due_at = Moment(allow_none=True)
    late = fields.Boolean()


class RunWayShape(Told):
    """The stays of a run: the draft's, or a recipient's."""

    run = fields.String(allow_none=True)
    draft = fields.Boolean()
    stays = fields.List(fields.Nested(StayShape))


class WayShape(Told):
    """A document's way; `broken` is the first record whose seal does not hold."""

    runs = fields.List(fields.Nested(RunWayShape))
    broken = fields.Integer(allow_none=True)
