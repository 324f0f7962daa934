"""Shapes of a clerk's hours: taking a document in, a suggestion, an act on many documents."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from office.api.schemas.documents import MOST_PARTS, AssigneeShape
from office.api.schemas.fields import LARGEST, Bilingual, Told, Words, aware_of_files, revision
from office.api.schemas.reference import UnitName
from office.domain.bulk import ACTS, MOST

LONGEST_KEY = 64
DIGEST = Regexp(r"\A([0-9a-f]{64})?\Z")
_ID = Regexp(r"\A[0-9a-f]{32}\Z")


class SuggestionShape(Told):
    """Whom the document will probably go to, and why; nulls when nothing speaks for anybody."""

    unit = fields.Nested(UnitName, allow_none=True)
    reason = fields.Nested(Bilingual, allow_none=True)
    agreeing = fields.Integer(metadata={"description": "earlier documents that went there"})
    counted = fields.Integer(metadata={"description": "of so many looked at"})


class IntakeForm(Schema):
    """How a document is taken in: what follows the registering, to whom."""

    revision = revision()
    then = fields.String(load_default="", validate=OneOf(("", "submit", "transfer")))
    assignees = fields.List(
        fields.Nested(AssigneeShape), load_default=list, validate=Length(max=MOST_PARTS)
    )
    confirmed = fields.Boolean(
        load_default=False, metadata={"description": "that its lookalikes were seen"}
    )
    aware_of_files = aware_of_files()


class TakenIn(Told):
    """What was done, the acts in order, and the incoming number given."""

    id = fields.String()
    done = fields.Nested(Bilingual)
    acts = fields.List(fields.String())
    number = fields.Integer(allow_none=True)


class TicketShape(Schema):
    """A document, and the revision of its run as it was seen; to `sign`, its digest as well."""

    id = fields.String(required=True, validate=_ID)
    revision = revision()
    seen = fields.String(load_default="", validate=DIGEST)


class LeadShape(Schema):
    """The unit, or a person in it, that everything goes to."""

    unit = Words(required=True, validate=Length(1, 64))
    person = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=Range(1, LARGEST)
    )


class BulkForm(Schema):
    """One act on many documents; the same `key` again answers with the first batch."""

    action = fields.String(required=True, validate=OneOf(tuple(ACTS)))
    items = fields.List(fields.Nested(TicketShape), required=True, validate=Length(1, MOST))
    lead = fields.Nested(LeadShape, allow_none=True, load_default=None)
    key = Words(load_default="", validate=Length(max=LONGEST_KEY))


class ResultShape(Told):
    """What came of one document: done with its number, or refused and why."""

    id = fields.String()
    status = fields.String(metadata={"description": "done, refused or waiting"})
    outcome = fields.Nested(Bilingual)
    number = fields.Integer(allow_none=True)


class BatchShape(Told):
    """A batch and every result, in the order asked."""

    id = fields.String()
    action = fields.String()
    done = fields.Integer()
    refused = fields.Integer()
    items = fields.List(fields.Nested(ResultShape))
