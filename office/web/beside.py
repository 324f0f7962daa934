"""What a document's page shows beside the document: who can, who was asked, why it is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from office.domain.decision import Offer
from office.domain.form_checks import FIELDS
from office.domain.people import AUDITOR
from office.domain.recalls import ANSWERS
from office.domain.signing_capacities import Capacity
from office.domain.text import Text
from office.domain.workdays import nearly_late
from office.services.explaining import who_can
from office.services.files import awareness, printing
from office.services.notifying import nudges
from office.services.outgoing import form_checks, signing
from office.services.step import Run
from office.services.views import deadlines
from office.services.views.dossier import Dossier
from office.services.wire import recalling
from office.services.work import Work


def of_document(
    work: Work, read: Dossier, run: Run | None, offers: Sequence[Offer]
) -> dict[str, Any]:
    """Return the values that the included parts of the page need."""
    own: Any = read.own_delivery if read.own_delivery is not None else read.document
    near = own.closed_at is None and nearly_late(own.due_at, work.at, work.calendar)
    return {
        "closed": who_can.closed(work, run, offers) if run else {},
        "may_ask": work.actor.role != AUDITOR and work.actor.acting_for is None,
        "nudges": nudges.of_document(work, read.document.id),
        "unfolded": deadlines.unfolded(work, read),
        "nearly_late": near,
        "slips": printing.kinds(read),
        "may_recall": bool(read.delivery_counts) and recalling.may(work, read.document),
        "recall_answers": ANSWERS,
        "capacity": _capacity(work, run, offers),
        "may_judge": read.own_delivery is not None and awareness.may_ask(work, read),
        **checked(work, read, any(offer.action.name in form_checks.BEFORE for offer in offers)),
    }


def before(work: Work, read: Dossier, run: Run | None, wanted: bool) -> dict[str, Any]:
    """Return what is read before an act: findings of form, and what is known of signatures."""
    return {
        **checked(work, read, wanted),
        "signatures": awareness.before(work, run),
        "capacity": signing.before(work, run),
    }


def _capacity(work: Work, run: Run | None, offers: Sequence[Offer]) -> Capacity | Text | None:
    """Return how the actor would sign, where signing is open to them."""
    signs = any("sign" in offer.action.effects and offer.open for offer in offers)
    return signing.before(work, run) if signs else None


def checked(work: Work, read: Dossier, wanted: bool) -> dict[str, Any]:
    """Return what rules find in the form of a draft, where somebody wants to know."""
    found = form_checks.of_draft(work, read.document.public_id) if wanted else None
    return {"findings": found, "fields": FIELDS}
