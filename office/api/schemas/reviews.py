"""Shapes of reviewing: approvals, opinions and comments of a draft."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range

from office.api.schemas.fields import LARGEST, Moment, Told, Words
from office.api.schemas.reference import UnitName
from office.domain.reviews import ANSWERED, DONE, LONGEST_COMMENT


class ApprovalShape(Told):
    """An approval of one version; `voided_at` says since when it counts no more, `reason` why."""

    kind = fields.String(metadata={"description": "'content' or 'form'"})
    version = fields.Integer()
    digest = fields.String(metadata={"description": "of the content that was seen"})
    by = fields.String()
    at = Moment()
    voided_by = fields.String(allow_none=True)
    voided_at = Moment(allow_none=True)
    reason = fields.String()


class AskShape(Told):
    """An opinion asked for on a version; `standing` is the stance, or late, waiting, closed."""

    id = fields.Integer()
    n = fields.Integer()
    version = fields.Integer()
    unit = fields.Nested(UnitName, allow_none=True)
    person = fields.String(allow_none=True)
    question = fields.String()
    asked_by = fields.String()
    asked_at = Moment()
    due_at = Moment()
    standing = fields.String()
    stance = fields.String()
    answer = fields.String()
    answered_by = fields.String(allow_none=True)
    closed_at = Moment(allow_none=True)


class CommentShape(Told):
    """A comment at a passage of a version; `fate`, `now_in`: where its words are in `body`."""

    n = fields.Integer()
    version = fields.Integer()
    paragraph = fields.Integer()
    start = fields.Integer()
    quote = fields.String()
    words = fields.String()
    by = fields.String()
    at = Moment()
    fate = fields.String(metadata={"description": "here, moved, changed or gone"})
    now_in = fields.Integer(allow_none=True)
    status = fields.String()
    answer = fields.String()
    settled_by = fields.String(allow_none=True)
    settled_at = Moment(allow_none=True)


class ReviewShape(Told):
    """What reviewers left on a draft; `body` is the text of `version`."""

    version = fields.Integer()
    body = fields.String()
    may_comment = fields.Boolean()
    approvals = fields.List(fields.Nested(ApprovalShape))
    opinions = fields.List(fields.Nested(AskShape))
    comments = fields.List(fields.Nested(CommentShape))


class CommentForm(Schema):
    """A comment on a passage; paragraphs are the lines of the text that are not blank, from 1."""

    version = fields.Integer(required=True, strict=True, validate=Range(1, LARGEST))
    paragraph = fields.Integer(required=True, strict=True, validate=Range(1, LARGEST))
    quote = Words(load_default="", validate=Length(max=LONGEST_COMMENT))
    start = fields.Integer(
        load_default=None,
        strict=True,
        allow_none=True,
        validate=Range(0, LARGEST),
        metadata={"description": "where in the paragraph the words quoted begin, from 0"},
    )
    words = Words(required=True, validate=Length(1, LONGEST_COMMENT))


class CommentMade(Told):
    """The number a comment was given."""

    n = fields.Integer()


class Settlement(Schema):
    """How the drafter settles a comment: done, or answered with words."""

    how = fields.String(required=True, validate=OneOf((DONE, ANSWERED)))
    answer = Words(load_default="", validate=Length(max=LONGEST_COMMENT))
