"""Shapes of signing: what would be signed and with which key, and that it was seen."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Regexp

from office.api.schemas.fields import Bilingual, Told, revision


class KeyShape(Told):
    """The key that would sign, off its certificate; `level` is PAdES B-B, B-T or B-LT."""

    subject = fields.String()
    unit = fields.String()
    issuer = fields.String()
    serial = fields.String()
    level = fields.String()
    simulated = fields.Boolean(metadata={"description": "worth nothing: a demonstration's"})


class ToSignShape(Told):
    """The file that would be signed: `digest` is the SHA-256 of its bytes."""

    digest = fields.String()
    size = fields.Integer()
    revision = fields.Integer()
    way = fields.Nested(Bilingual)
    key = fields.Nested(KeyShape, allow_none=True)
    signs = fields.String(metadata={"description": "who signs, or the agency that is signed for"})
    files = fields.List(
        fields.Integer(), metadata={"description": "positions of the files that go beside it"}
    )


class SeenForm(Schema):
    """That the very file was seen: its digest, and the revision of the run."""

    revision = revision()
    seen = fields.String(required=True, validate=Regexp(r"\A[0-9a-f]{64}\Z"))
