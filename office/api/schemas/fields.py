"""Fields: what may be in a value before any rule is asked."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask_smorest.fields import Upload
from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length, Range, Regexp
from werkzeug.datastructures import FileStorage

from office.domain.typed import cleaned

#: Larger integers do not fit the columns they would be compared with.
LARGEST = 2**31 - 1
YEARS = (1900, 2200)


class Words(fields.String):
    """Text in NFC without signs nobody sees; NUL and lone surrogates are refused.

    The longest it may be is counted as it was sent: that is what the description says.
    """

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not isinstance(text, str) or "\x00" in text or not _encodable(text):
            raise ValidationError("Not a valid string.")
        # As it was sent, too: a text is not made short enough by what is taken out of it.
        self._validate(unicodedata.normalize("NFC", text))
        return cleaned(text)


class Moment(fields.AwareDateTime):
    """A moment with its time zone, handed on and shown in UTC."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> datetime:
        given = super()._deserialize(value, attr, data, **kwargs)
        if not isinstance(given, datetime) or not YEARS[0] <= given.year <= YEARS[1]:
            raise ValidationError("Not a valid aware datetime.")
        return given.astimezone(UTC)


class Bytes(fields.String):
    """Bytes, written in base64."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        written = super()._deserialize(value, attr, data, **kwargs)
        try:
            return base64.b64decode(str(written), validate=True)
        except ValueError as fault:
            raise ValidationError("Not base64.") from fault


class File(Upload):
    """A file of a multipart body; a field of text by the same name is none."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> FileStorage:
        if not isinstance(value, FileStorage):
            raise ValidationError("Not a file.")
        return value


class Told(Schema):
    """A shape the API answers with: every field is there, if only as null."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Let the description say so."""
        field_obj.required = True


class Bilingual(Told):
    """A sentence or word in both languages."""

    vi = fields.String()
    en = fields.String()


def revision() -> fields.Integer:
    """Return the field that protects a change: the run's revision as last seen (428 without)."""
    return fields.Integer(required=True, strict=True, validate=Range(0, LARGEST))


def aware_of_files() -> fields.List[str]:
    """Return the field by which a client says which verdicts on signatures it has read."""
    return fields.List(
        fields.String(validate=Regexp(r"\A[0-9a-f]{64}:[a-z_]{1,16}\Z")),
        load_default=list,
        validate=Length(max=200),
        metadata={
            "description": "files accepted although their signatures cannot be relied on: the"
            " digest of each and the verdict read, as `digest:verdict`"
        },
    )


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def natural(description: str, most: int = LARGEST) -> fields.Integer:
    """Return a whole number from 1 to `most` that may be left out."""
    return fields.Integer(
        load_default=None,
        strict=True,
        allow_none=True,
        validate=Range(1, most),
        metadata={"description": description},
    )
