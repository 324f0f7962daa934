"""Shapes of one document: fields, files, run, recipients, parts, story."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import Length, OneOf, Range

from office.api.schemas.fields import (
    LARGEST,
    Bilingual,
    Moment,
    Told,
    Words,
    aware_of_files,
    natural,
    revision,
)
from office.api.schemas.folders import Holder, State
from office.api.schemas.reference import UnitName
from office.api.schemas.supervision import (
    ChaseShape,
    ExtensionShape,
    QuestionShape,
    ScanForm,
    ScanShape,
)  # fmt: skip
from office.domain.asks import PARTS
from office.domain.relations import KINDS
from office.domain.reviews import LONGEST, STANCES

LONGEST_WORDS = 4000
MOST_PARTS = 200


class JudgedShape(Told):
    """What is said of the signatures of a PDF that another office sent."""

    sound = fields.Boolean()
    verdict = fields.String(metadata={"description": "waiting, sound, unsigned, or what is wrong"})
    words = fields.Nested(Bilingual)
    judged_at = Moment(allow_none=True)
    signers = fields.List(fields.Nested(Bilingual))


class FileShape(Told):
    """A file; `digest` is the SHA-256 of its bytes."""

    position = fields.Integer()
    name = fields.String()
    description = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    digest = fields.String()
    rendered = fields.Boolean(metadata={"description": "made by the office"})
    signatures = fields.Nested(JudgedShape, allow_none=True)
    caution = fields.String(
        metadata={"description": "active: hand out only, never show; infected: kept back"}
    )


class Signer(Told):
    """Who signed, as printed."""

    authority = fields.String()
    position = fields.String()
    name = fields.String()


class Run(Told):
    """The way of the document in the actor's own agency; `revision` protects every action."""

    procedure = fields.String()
    version = fields.Integer()
    agency = fields.Nested(UnitName, allow_none=True)
    state = fields.Nested(State)
    holder = fields.Nested(Holder)
    revision = fields.Integer()


class AbleShape(Told):
    """Somebody who can take an action now, as what and where; `present` when signed in.

    `away_until` is the last day they are away, `acting_for` the absent person they stand for.
    """

    person = fields.Integer()
    name = fields.String()
    capacity = fields.Nested(Bilingual)
    unit = fields.Nested(UnitName, allow_none=True)
    present = fields.Boolean()
    presence = fields.Nested(Bilingual)
    away_until = fields.Date(allow_none=True)
    acting_for = fields.Integer(allow_none=True)


class OfferShape(Told):
    """An action out of the present state: open, or closed with every reason and who can."""

    name = fields.String()
    title = fields.Nested(Bilingual)
    open = fields.Boolean()
    asks = fields.List(fields.String())
    reasons = fields.List(fields.Nested(Bilingual))
    who_can = fields.List(fields.Nested(AbleShape))
    more_can = fields.Integer(metadata={"description": "how many more than are named"})


class DeliveryShape(Told):
    """The document at one recipient."""

    unit = fields.Nested(UnitName, allow_none=True)
    channel = fields.String()
    paper_reason = fields.String()
    sent_at = Moment()
    arrived_at = Moment(allow_none=True)
    opened_at = Moment(
        allow_none=True, metadata={"description": "when somebody there first opened it"}
    )
    accepted_at = Moment(allow_none=True)
    arrival_number = fields.Integer(allow_none=True)
    state = fields.Nested(State)
    holder = fields.Nested(Holder)
    closed_at = Moment(allow_none=True)


class StateCount(Told):
    """How many recipients are in a state."""

    state = fields.String()
    count = fields.Integer()


class PartShape(Told):
    """A part somebody has or had; `outcome` is '' while it is open, `opinion` what they said."""

    id = fields.Integer()
    part = fields.String()
    unit = fields.Nested(UnitName, allow_none=True)
    person = fields.String(allow_none=True)
    due_at = Moment(allow_none=True)
    since = Moment()
    until = Moment(allow_none=True)
    outcome = fields.String()
    opinion = fields.String()


class RequestShape(Told):
    """What the sender asks of a document that was received: update, replace."""

    kind = fields.String()
    reason = fields.String()
    asked_at = Moment()
    settled_at = Moment(allow_none=True)


class RelationShape(Told):
    """What this document does to another (`does`), or the other to it; `since` is null while
    the later one is a draft, `id` for one the actor may not open or that has not come."""

    kind = fields.String(validate=OneOf(tuple(KINDS)))
    does = fields.Boolean()
    words = fields.Nested(Bilingual)
    id = fields.String(allow_none=True)
    symbol = fields.String()
    issued_on = fields.Date(allow_none=True)
    issuer = fields.Nested(UnitName, allow_none=True)
    since = Moment(allow_none=True)


class RecallShape(Told):
    """The n-th recall at a recipient; `answer` is '' while it waits."""

    unit = fields.Nested(UnitName, allow_none=True)
    n = fields.Integer()
    reason = fields.String()
    asked_at = Moment()
    answer_by = Moment()
    answer = fields.String()
    answer_reason = fields.String()
    settled_at = Moment(allow_none=True)


class HappeningShape(Told):
    """One movement: its sealed record, its hash, and whether the seal holds."""

    seq = fields.Integer()
    at = Moment()
    record = fields.Dict(keys=fields.String())
    hash = fields.String()
    intact = fields.Boolean()


class VersionShape(Told):
    """A text of a draft as it was submitted."""

    version = fields.Integer()
    subject = fields.String()
    digest = fields.String()
    submitted_by = fields.String()
    submitted_at = Moment()


class DocumentShape(Told):
    """Everything the actor may see of one document."""

    id = fields.String()
    origin = fields.String()
    type = fields.String()
    subject = fields.String()
    body = fields.String()
    symbol = fields.String()
    issuer = fields.Nested(UnitName, allow_none=True)
    issued_on = fields.Date(allow_none=True)
    code = fields.String()
    urgency = fields.Integer()
    secrecy = fields.String()
    respond_by = fields.Date(allow_none=True)
    signer = fields.Nested(Signer)
    created_at = Moment()
    answers = fields.String(allow_none=True)
    answered_by = fields.List(fields.String())
    files = fields.List(fields.Nested(FileShape))
    run = fields.Nested(Run, allow_none=True)
    actions = fields.List(fields.Nested(OfferShape))
    deliveries = fields.List(fields.Nested(DeliveryShape))
    delivery_counts = fields.List(fields.Nested(StateCount))
    parts = fields.List(fields.Nested(PartShape))
    extensions = fields.List(fields.Nested(ExtensionShape))
    reminders = fields.List(fields.Nested(ChaseShape))
    opinions = fields.List(fields.Nested(QuestionShape))
    scans = fields.List(fields.Nested(ScanShape))
    requests = fields.List(fields.Nested(RequestShape))
    recalls = fields.List(fields.Nested(RecallShape))
    relations = fields.List(fields.Nested(RelationShape))
    content_closed = fields.Boolean()
    story = fields.List(fields.Nested(HappeningShape))
    versions = fields.List(fields.Nested(VersionShape))


class AssigneeShape(Schema):
    """A part to be given; without `due` the procedure's own limit counts."""

    part = fields.String(required=True, validate=OneOf(tuple(PARTS)))
    unit = Words(required=True, validate=Length(1, 64))
    person = fields.Integer(strict=True, allow_none=True, validate=Range(1, LARGEST))
    due = Moment(allow_none=True)


class ActionForm(Schema):
    """What an action carries; which of it is asked for stands in the document's `actions`."""

    revision = revision()
    reason = Words(load_default="", validate=Length(max=LONGEST_WORDS))
    opinion = Words(load_default="", validate=Length(max=LONGEST_WORDS))
    assignees = fields.List(
        fields.Nested(AssigneeShape), load_default=list, validate=Length(max=MOST_PARTS)
    )
    which = natural("the part or question meant, by its id")
    due = Moment(load_default=None, allow_none=True)
    leader = natural("the leader whose directive is typed")
    scan = fields.Nested(ScanForm, load_default=None, allow_none=True)
    aware_of = fields.List(
        fields.Integer(strict=True, validate=Range(1, LARGEST)),
        load_default=list,
        validate=Length(max=MOST_PARTS),
        metadata={"description": "people given a part although they are away"},
    )
    aware_of_files = aware_of_files()
    version = natural("the draft's version that was read: another one answers 409")
    stance = fields.String(load_default="", validate=OneOf(("", *STANCES)))
    within = natural("working days for those asked who have no `due` of their own", LONGEST)


class Taken(Told):
    """What an action did; `number` is the register number it gave, if any."""

    id = fields.String()
    done = fields.Nested(Bilingual)
    state = fields.Nested(State)
    revision = fields.Integer()
    number = fields.Integer(allow_none=True)
