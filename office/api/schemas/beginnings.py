"""Shapes of what drafts begin with, what they are read as, and how their versions compare."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range

from office.api.schemas.drafts import DraftForm, FindingShape
from office.api.schemas.fields import LARGEST, Bilingual, Told, Words
from office.domain.comparing import Change
from office.domain.structure import Kind
from office.services.outgoing.templates import LONGEST_NAME


class SkeletonShape(Told):
    """A text by one of the decree's forms (NĐ 30/2020 Phụ lục III.II)."""

    key = fields.String()
    type = fields.String()
    form = fields.String(metadata={"description": "the decree's own number, 1.1 to 1.10"})
    title = fields.Nested(Bilingual)


class TemplateShape(Told):
    """A template of the agency's own."""

    id = fields.Integer()
    name = fields.String()
    type = fields.String()
    subject = fields.String()
    used = fields.Integer()


class Beginnings(Told):
    """All that a draft may begin with, the types most used in the agency first."""

    skeletons = fields.List(fields.Nested(SkeletonShape))
    templates = fields.List(fields.Nested(TemplateShape))


class BeginningQuery(Schema):
    """One beginning: a skeleton by its key, a template by its number, or an earlier letter."""

    skeleton = Words(load_default="", validate=Length(max=64))
    template = fields.Integer(load_default=None, validate=Range(1, LARGEST))
    like = Words(load_default="", validate=Length(max=32))
    staged = Words(load_default="", validate=Length(max=32))


class LayoutShape(Told):
    """What is settled of the page."""

    addressees = fields.List(fields.String())
    receivers = fields.List(fields.String())
    typist_mark = fields.String()
    copies = fields.Integer(allow_none=True)
    contact = fields.String()
    circulation = fields.String()
    hour = fields.String()


class ContentShape(Told):
    """A text to begin with: send it back in `POST /drafts`, mended."""

    type = fields.String(metadata={"description": "'' where a file does not say it"})
    subject = fields.String()
    body = fields.String()
    layout = fields.Nested(LayoutShape)


class TemplateForm(DraftForm):
    """A template to save: one of the same name is replaced."""

    name = Words(required=True, validate=Length(1, LONGEST_NAME))


class SketchForm(DraftForm):
    """A text as it is typed; `draft` is the draft it is typed in."""

    draft = Words(allow_none=True, load_default=None, validate=Length(equal=32))


class ItemShape(Told):
    """A part of a text; `expected` is the label it should bear, '' where it bears it."""

    kind = fields.String(validate=OneOf([str(kind) for kind in Kind]))
    level = fields.Integer()
    label = fields.String()
    words = fields.String()
    line = fields.Integer(metadata={"description": "counted from 0"})
    expected = fields.String()
    many = fields.Integer()


class SketchShape(Told):
    """What a text is read as; `addressees` and `receivers` are the lines that would be printed."""

    items = fields.List(fields.Nested(ItemShape))
    findings = fields.List(fields.Nested(FindingShape))
    blanks = fields.Integer()
    addressees = fields.List(fields.String())
    receivers = fields.List(fields.String())


class BodyForm(Schema):
    """A text whose parts are to be counted anew."""

    body = Words(required=True)


class RenumberedShape(Told):
    """The text; how many parts and references changed; which references to look at."""

    text = fields.String()
    parts = fields.Integer()
    references = fields.Integer()
    doubtful = fields.List(fields.String())


class JudgementShape(Told):
    """What somebody did with a version."""

    act = fields.String()
    by = fields.String()
    at = fields.DateTime()
    reason = fields.String()


class SubmittedShape(Told):
    """A version: its number, 0 for the text as it is, which has no time."""

    number = fields.Integer()
    subject = fields.String()
    by = fields.String()
    at = fields.DateTime(allow_none=True)
    judged = fields.List(fields.Nested(JudgementShape))


class Versions(Told):
    """What was submitted, oldest first, and the text as it is."""

    versions = fields.List(fields.Nested(SubmittedShape))


class ComparisonQuery(Schema):
    """Which versions; left out: what changed since the last judgement."""

    old = fields.Integer(load_default=None, validate=Range(0, LARGEST))
    new = fields.Integer(load_default=None, validate=Range(0, LARGEST))


class PieceShape(Told):
    """Words, and what became of them."""

    change = fields.String(validate=OneOf([str(change) for change in Change]))
    text = fields.String()


class FieldShape(Told):
    """A part of a draft that changed."""

    title = fields.Nested(Bilingual)
    pieces = fields.List(fields.Nested(PieceShape))


class ComparisonShape(Told):
    """Two versions; `body` is the text with what came and what went, in reading order."""

    old = fields.Integer()
    new = fields.Integer()
    changed = fields.Boolean()
    fields_ = fields.List(fields.Nested(FieldShape), data_key="fields")
    body = fields.List(fields.Nested(PieceShape))
