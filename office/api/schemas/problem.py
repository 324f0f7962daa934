"""The shape of a refusal (RFC 9457)."""

from __future__ import annotations

from marshmallow import fields

from office.api.schemas.fields import Bilingual, Told


class Problem(Told):
    """A refusal: `detail` in the language asked for, `reasons` in both, `field` to mend."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    reasons = fields.List(fields.Nested(Bilingual))
    field = fields.String(allow_none=True)
