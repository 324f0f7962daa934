"""What a document's page shows beside the document: who can, who was asked, why it is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from office.domain.decision import Offer
from office.domain.form_checks import FIELDS
from office.domain.form_words import MUST
from office.domain.people import AUDITOR
from office.domain.recalls import ANSWERS
from office.domain.workdays import nearly_late
from office.services.explaining import who_can
from office.services.files import printing
from office.services.notifying import nudges
from office.services.outgoing import form_checks
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
        **deciding(work, read, run, offers),
    }


def deciding(work: Work, read: Dossier, run: Run | None, offers: Sequence[Offer]) -> dict[str, Any]:
    """Return what whoever decides on a draft has before them: the version, to be posted with
    what is decided, and what rules find, where it is about to be submitted or checked."""
    if run is None or run.delivery_id is not None:
        return {"run_version": None, **checked(work, read, wanted=False)}
    wanted = any(offer.open and offer.action.name in form_checks.BEFORE for offer in offers)
    return {"run_version": run.row.version or None, **checked(work, read, wanted)}


def checked(work: Work, read: Dossier, wanted: bool) -> dict[str, Any]:
    """Return what rules find in the form of a draft, where somebody wants to know."""
    found = form_checks.of_draft(work, read.document.public_id) if wanted else None
    wrong = any(one.severity == MUST for one in found or ())
    overruling = form_checks.OVERRULES if wrong else frozenset()
    return {"findings": found, "fields": FIELDS, "overruling": overruling}
