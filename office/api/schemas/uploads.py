"""Shapes of uploads and pages."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from office.api.schemas.fields import LARGEST, Told, Words
from office.services.files.previews import WIDTHS

LONGEST_NAME = 300


class UploadForm(Schema):
    """A file to be sent: what it is called, and how many bytes it has."""

    name = Words(required=True, validate=Length(1, LONGEST_NAME))
    size = fields.Integer(required=True, strict=True, validate=Range(1, LARGEST))
    media_type = Words(load_default="", validate=Length(max=128))


class UploadState(Told):
    """How far an upload is; `whole` once it was looked into and may be taken."""

    key = fields.String()
    offset = fields.Integer()
    size = fields.Integer()
    whole = fields.Boolean()


class PlaceQuery(Schema):
    """Where bytes are to be added."""

    offset = fields.Integer(required=True, validate=Range(0, LARGEST))


class FinishForm(Schema):
    """What the sender counted."""

    sha256 = fields.String(required=True, validate=Regexp("^[0-9a-f]{64}$"))


class Finished(Told):
    """A file that may be taken by a letter or a draft, by its `key`."""

    key = fields.String()
    name = fields.String()
    size = fields.Integer()
    digest = fields.String()
    media_type = fields.String()


class Pages(Told):
    """How many pages a file has."""

    pages = fields.Integer()


class PageQuery(Schema):
    """How large a picture is to be."""

    size = fields.String(load_default="page", validate=OneOf(tuple(WIDTHS)))
