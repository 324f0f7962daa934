"""Shapes of what people write before they act: proposals, phrases, texts kept."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, Range, Regexp

from office.api.schemas.fields import LARGEST, Bilingual, Moment, Told, Words
from office.api.schemas.reference import UnitName
from office.services.writing.kept_texts import LONGEST_NAME, MOST_FIELDS, MOST_LETTERS

LONGEST_DIRECTIVE = 4000
#: An action's name, or 'draft', 'draft-new', 'paper'.
FORM = Regexp(r"\A[a-z][a-z_-]{0,31}\Z")


class Directive(Schema):
    """The words of a directive (bút phê)."""

    words = Words(required=True, validate=Length(max=LONGEST_DIRECTIVE))


class Party(Told):
    """A unit, or a person in it, who can be given a part."""

    unit = fields.Nested(UnitName, allow_none=True)
    person = fields.Integer(allow_none=True)
    name = fields.String()


class ProposedPart(Told):
    """A part read from the words; `why` quotes them."""

    part = fields.String()
    to = fields.Nested(Party)
    due = Moment(allow_none=True)
    why = fields.Nested(Bilingual)


class DoubtShape(Told):
    """Words that were not read as a part, why, and who may be meant."""

    quote = fields.String()
    why = fields.Nested(Bilingual)
    candidates = fields.List(fields.Nested(Party))


class ProposalShape(Told):
    """What a directive proposes: nothing is done until somebody takes the action with it."""

    parts = fields.List(fields.Nested(ProposedPart))
    doubts = fields.List(fields.Nested(DoubtShape))
    unread = fields.List(fields.String())


class PhraseForm(Schema):
    """A phrase to be saved: one's own, or the agency's."""

    words = Words(required=True, validate=Length(1, 500))
    shared = fields.Boolean(load_default=False)


class PhraseShape(Told):
    """A saved phrase; `used` says how often it was inserted."""

    id = fields.Integer()
    words = fields.String()
    own = fields.Boolean()
    used = fields.Integer()


class KeptQuery(Schema):
    """Which document the form is about; none for a new draft."""

    about = fields.String(load_default="", validate=Regexp(r"\A([0-9a-f]{32})?\Z"))


class KeptForm(Schema):
    """The fields of a form as they stand; `writer` names the page or program that keeps them,
    `seen` the version it last saw."""

    fields_ = fields.Dict(
        keys=Words(validate=Length(1, LONGEST_NAME)),
        values=Words(validate=Length(max=MOST_LETTERS)),
        required=True,
        data_key="fields",
        validate=Length(max=MOST_FIELDS),
    )
    writer = Words(load_default="", validate=Length(max=64))
    seen = fields.Integer(load_default=0, strict=True, validate=Range(0, LARGEST))
    revision = fields.Integer(
        load_default=None, strict=True, allow_none=True, validate=Range(0, LARGEST)
    )


class KeptShape(Told):
    """A text as it is kept; `elsewhere` when another page had kept a newer one than was seen."""

    form = fields.String()
    about = fields.String()
    fields_ = fields.Dict(keys=fields.String(), values=fields.String(), data_key="fields")
    revision = fields.Integer(allow_none=True)
    version = fields.Integer()
    at = Moment()
    elsewhere = fields.Boolean()
