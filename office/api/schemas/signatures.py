"""Shapes of the store of trust."""

from __future__ import annotations

from marshmallow import fields

from office.api.schemas.fields import Moment, Told


class AuthorityShape(Told):
    """A certificate that is trusted, or leads to one; `fingerprint` is SHA-256."""

    name = fields.String()
    since = Moment()
    until = Moment()
    fingerprint = fields.String()
    counts = fields.Boolean(metadata={"description": "in force now"})


class RevocationsShape(Told):
    """A list of what an authority revoked."""

    issuer = fields.String()
    made = Moment()
    until = Moment(allow_none=True)
    count = fields.Integer()
    counts = fields.Boolean(metadata={"description": "not out of date"})


class StoreShape(Told):
    """Whom the office trusts; with no roots no signature is found valid."""

    fingerprint = fields.String()
    roots = fields.List(fields.Nested(AuthorityShape))
    between = fields.List(fields.Nested(AuthorityShape))
    revoked = fields.List(fields.Nested(RevocationsShape))
    hosts = fields.List(fields.String(), metadata={"description": "asked for revocation"})
    unread = fields.List(fields.String(), metadata={"description": "files that cannot be read"})
