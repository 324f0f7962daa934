"""Shapes of bound volumes of the books, and of numbers reserved before their document."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range

from office.api.schemas.fields import LARGEST, Bilingual, Moment, Told, Words
from office.domain.documents import LONGEST_SUBJECT
from office.services.books import bindings, reservations
from office.services.books.columns import FOLLOW_UP

NUMBERS = Range(1, LARGEST)


class VolumeForm(Schema):
    """What to bind: numbers or days from and to, all of the book where they are left out."""

    kind = fields.String(
        load_default=bindings.REGISTER, validate=OneOf((bindings.REGISTER, FOLLOW_UP))
    )
    form = fields.String(load_default=bindings.PDF, validate=OneOf(tuple(bindings.FORMS)))
    first = fields.Integer(strict=True, validate=NUMBERS)
    last = fields.Integer(strict=True, validate=NUMBERS)
    since = fields.Date()
    until = fields.Date()
    volume = fields.Integer(load_default=None, strict=True, validate=Range(1, bindings.LAST_VOLUME))


class VolumeKeys(Told):
    """The volumes that are being made, in order; a long book is cut into several."""

    keys = fields.List(fields.Integer())


class VolumeShape(Told):
    """A volume; what is counted and its digest are null until it is made."""

    key = fields.Integer(attribute="id")
    kind = fields.String()
    form = fields.String()
    volume = fields.Integer()
    first = fields.Integer()
    last = fields.Integer()
    since = fields.Date()
    until = fields.Date()
    asked_by = fields.String(attribute="person")
    at = Moment()
    made_at = Moment(allow_none=True)
    lines = fields.Integer(allow_none=True)
    pages = fields.Integer(allow_none=True)
    size = fields.Integer(allow_none=True)
    digest = fields.String(allow_none=True)


class VolumePage(Told):
    """A page of a book's volumes, the newest first; `next` is the cursor of the next page."""

    volumes = fields.List(fields.Nested(VolumeShape))
    next = fields.Integer(allow_none=True)


class ReservationForm(Schema):
    """Which numbers are wanted and why; `type` tells the series, or `council` does."""

    reason = Words(required=True, validate=Length(1, reservations.LONGEST_REASON))
    count = fields.Integer(load_default=1, strict=True, validate=Range(1, reservations.MOST))
    type = Words(load_default="", validate=Length(max=16))
    council = Words(load_default="", validate=Length(max=reservations.LONGEST_COUNCIL))
    subject = Words(load_default="", validate=Length(max=LONGEST_SUBJECT))
    whom = Words(load_default="", validate=Length(max=reservations.LONGEST_WHOM))


class HeldShape(Told):
    """A number just reserved; `key` is what `which` names when a document is numbered."""

    key = fields.Integer()
    number = fields.Integer()


class ReservedShape(Told):
    """A reserved number as it stands; `barred` says why no document can have it any more."""

    key = fields.Integer()
    register = fields.Integer(attribute="register_id")
    number = fields.Integer()
    series = fields.String()
    year = fields.Integer()
    at = Moment()
    by = fields.String()
    reason = fields.String()
    type = fields.String(attribute="type_code")
    subject = fields.String()
    whom = fields.String()
    status = fields.String(metadata={"description": "reserved, used or cancelled"})
    outcome = fields.String()
    document = fields.String(allow_none=True)
    settled_at = Moment(allow_none=True)
    barred = fields.Nested(Bilingual, allow_none=True)


class ReservedPage(Told):
    """A page of reserved numbers; `next` is the cursor of the next page of those settled."""

    numbers = fields.List(fields.Nested(ReservedShape))
    next = fields.Integer(allow_none=True)


class ReservedQuery(Schema):
    """Those that wait (all of them, the oldest first), or those used or cancelled."""

    show = fields.String(load_default="waiting", validate=OneOf(("waiting", "settled")))
    after = fields.Integer(validate=NUMBERS)


class CancelForm(Schema):
    """Why a reserved number is not needed."""

    reason = Words(required=True, validate=Length(1, reservations.LONGEST_REASON))
