"""How a document is told: the dossier of `services.dossier` as plain JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from office.api import wording
from office.api.wording import Json
from office.domain.decision import Offer
from office.domain.errors import NotFound
from office.services import routing
from office.services.explaining import who_can
from office.services.explaining.who_can import Able, Closed
from office.services.files import judgements
from office.services.views import dossier, proceedings, tracking
from office.services.views.dossier import Dossier
from office.services.views.related import Related
from office.services.views.tracking import Milestones
from office.services.work import Work

_COPIED = ("origin", "subject", "body", "code", "urgency", "secrecy", "respond_by", "issued_on")
_FILE = ("position", "name", "description", "media_type", "size", "digest", "rendered", "caution")
_EXTENSION = (
    "n", "status", "old_due_at", "asked_due_at", "new_due_at", "reason", "answer", "opened_at",
    "settled_at",
)  # fmt: skip
_QUESTION = ("id", "n", "question", "due_at", "asked_at", "answer", "closed_at")
_REQUEST = ("kind", "reason", "asked_at", "settled_at")
_RECALL = ("n", "reason", "asked_at", "answer_by", "answer", "answer_reason", "settled_at")


def told(work: Work, public_id: str) -> Json:
    """Return everything the actor may see of a document; raises NotFound."""
    found = dossier.read(work, public_id)
    run, offers = _run(work, found)
    milestones = tracking.milestones(work, found)
    return {
        **_fields(work, found),
        "files": files(found.document.origin, found.attachments),
        "run": run,
        "actions": offers,
        "deliveries": [_delivery(work, row, milestones[row.unit_id]) for row in found.deliveries],
        "delivery_counts": [
            {"state": state, "count": count} for state, count in found.delivery_counts.items()
        ],
        "parts": [_part(work, row) for row in found.parts],
        **_beside(work, found),
        "requests": [_copied(row, *_REQUEST) for row in found.requests],
        "recalls": [_recall(work, row) for row in found.recalls],
        "relations": [_relation(work, one) for one in found.relations],
        "content_closed": found.content_closed,
        "story": found.story,
        "versions": [_version(row) for row in found.versions],
    }


def files(origin: str, attachments: Sequence[Any]) -> list[Json]:
    """Return a document's files in the order shown."""
    return [{**_copied(row, *_FILE), "signatures": _judged(origin, row)} for row in attachments]


def _judged(origin: str, row: Any) -> Json | None:
    found = judgements.told(origin, row)
    if found is None:
        return None
    return {
        "sound": found.sound,
        "verdict": found.verdict,
        "words": found.words,
        "judged_at": found.at,
        "signers": list(found.signers),
    }


def _relation(work: Work, one: Related) -> Json:
    copied = {name: getattr(one, name) for name in ("kind", "does", "words", "symbol", "since")}
    issuer = wording.unit(work, one.issuer_unit_id)
    return {**copied, "id": one.public_id, "issued_on": one.issued_on, "issuer": issuer}


def _recall(work: Work, row: Any) -> Json:
    return {"unit": wording.unit(work, row.unit_id), **_copied(row, *_RECALL)}


def _copied(row: Any, *names: str) -> Json:
    return {name: getattr(row, name) for name in names}


def _fields(work: Work, found: Dossier) -> Json:
    row = found.document
    return {
        **_copied(row, *_COPIED, "created_at"),
        "id": row.public_id,
        "type": row.type_code,
        "symbol": found.symbol,
        "issuer": wording.unit(work, row.issuer_unit_id),
        "signer": {
            "authority": row.signer_authority,
            "position": row.signer_position,
            "name": row.signer_name,
        },
        "answers": found.answers,
        "answered_by": [answer.public_id for answer in found.answered_by],
    }


def _run(work: Work, found: Dossier) -> tuple[Json | None, list[Json]]:
    """Return the run of the actor's agency and its actions; nothing when it has none."""
    try:
        run, offers = routing.offers(work, found.document.public_id)
    except NotFound:
        return None, []
    row = found.document if run.delivery_id is None else found.own_delivery
    told = {
        "procedure": run.workflow.name,
        "version": run.workflow.version,
        "agency": wording.unit(work, run.agency_id),
        "state": {"name": run.state, "title": run.workflow.state(run.state).title},
        "holder": _holder(work, row),
        "revision": run.revision,
    }
    shown = [offer for offer in offers if offer.action.for_people]
    closed = who_can.closed(work, run, shown)
    return told, [_offer(work, offer, closed.get(offer.action.name)) for offer in shown]


def _holder(work: Work, row: Any) -> Json:
    person, since = row.holder_name, row.held_since
    return wording.holder(work, row.holder_unit_id, person, since, row.due_at)


def _offer(work: Work, offer: Offer, closed: Closed | None) -> Json:
    return {
        "name": offer.action.name,
        "title": offer.action.button,
        "open": offer.open,
        "asks": offer.action.asks,
        "reasons": offer.reasons,
        "who_can": [_able(work, one) for one in closed.people] if closed else [],
        "more_can": closed.more if closed else 0,
    }


def _able(work: Work, one: Able) -> Json:
    return {
        "person": one.person_id,
        "name": one.name,
        "capacity": one.capacity,
        "unit": wording.unit(work, one.unit_id),
        "present": one.here,
        "presence": one.presence.words,
        "away_until": one.presence.until,
        "acting_for": one.acting_for,
    }


def _delivery(work: Work, row: Any, milestones: Milestones) -> Json:
    return {
        **_copied(row, "channel", "paper_reason", "sent_at", "arrived_at", "arrival_number"),
        **milestones._asdict(),
        "unit": wording.unit(work, row.unit_id),
        "state": wording.state(work, (row.procedure, row.procedure_version), row.state),
        "holder": _holder(work, row),
        "closed_at": row.closed_at,
    }


def _part(work: Work, row: Any) -> Json:
    return {
        **_copied(row, "id", "part", "due_at", "since", "until", "outcome", "opinion"),
        "unit": wording.unit(work, row.unit_id),
        "person": row.person_name,
    }


def _beside(work: Work, found: Dossier) -> Json:
    """Return what goes on beside the run of the actor's agency."""
    own = found.own_delivery
    beside = proceedings.read(work, own.id if own is not None else None)
    return {
        "extensions": [
            _copied(row, *_EXTENSION)
            | {
                "part": row.assignment_id,
                "asked_by": row.asked_name,
                "settled_by": row.settled_name,
            }
            for row in beside.extensions
        ],
        "reminders": [
            _copied(row, "n", "content", "at") | {"part": row.assignment_id, "by": row.by_name}
            for row in beside.chases
        ],
        "opinions": [
            _copied(row, *_QUESTION)
            | {"unit": wording.unit(work, row.unit_id), "person": row.person_name}
            | {"asked_by": row.asked_name, "answered_by": row.answered_name}
            for row in beside.asks
        ],
        "scans": [
            _copied(row, "n", "name", "media_type", "size", "digest", "at")
            | {"leader": row.leader_name, "typed_by": row.typed_name}
            for row in beside.scans
        ],
    }


def _version(row: Any) -> Json:
    return {
        **_copied(row, "version", "subject", "digest", "submitted_at"),
        "submitted_by": row.submitted_name,
    }
