"""What a document's page shows beside the document: who can, who was asked, why it is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from office.domain.certified import FORMS, KINDS
from office.domain.decision import Offer
from office.domain.form_checks import FIELDS
from office.domain.form_words import MUST
from office.domain.people import AUDITOR
from office.domain.recalls import ANSWERS
from office.domain.sheets import CONDITIONS, STANDINGS
from office.domain.signing_capacities import Capacity
from office.domain.text import Text
from office.domain.workdays import nearly_late
from office.services.books import reserved
from office.services.books.reserved import Kept
from office.services.explaining import who_can
from office.services.files import awareness, printing
from office.services.notifying import nudges
from office.services.outgoing import drafting, form_checks, relating, signing_capacity
from office.services.papers import again
from office.services.papers import beside as paper
from office.services.publishing import marking
from office.services.signing import voids
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
        **_mending(work, read),
        "mark": marking.of_document(work, read),
        "drafters": drafting.DRAFTERS,
        "paper": paper.of_document(work, read),
        "may_reprint": again.may(work, read),
        "voided": voids.of_document(work, read.document.id) if read.document.void else (),
        "may_void": _may_void(work, read),
        "paper_conditions": CONDITIONS,
        "paper_standings": STANDINGS,
        "copy_kinds": KINDS,
        "copy_forms": FORMS,
        "may_judge": read.own_delivery is not None and awareness.may_ask(work, read),
        **deciding(work, read, run, offers),
    }


def _may_void(work: Work, read: Dossier) -> bool:
    """Say whether the actor can declare a signature of this letter void: it is out, and signed."""
    signed = bool(read.delivery_counts) and read.document.signed_digitally
    return bool(signed) and voids.may(work, read.document.agency_id)


def _mending(work: Work, read: Dossier) -> dict[str, Any]:
    """Return whether the document can be mended, and whom a draft that mends one leaves out."""
    drafted = any(one.does and one.since is None for one in read.relations)
    ours = read.document.agency_id == work.actor.agency_id
    left_out = relating.left_out(work, read.document.id) if drafted and ours else []
    may = relating.may(work, read.document) and work.actor.role in drafting.DRAFTERS
    return {"left_out": left_out, "may_mend": may}


def deciding(work: Work, read: Dossier, run: Run | None, offers: Sequence[Offer]) -> dict[str, Any]:
    """Return what whoever decides has before them: what is known of signatures, and of a draft
    the version, to be posted with what is decided, the capacity to sign, and what rules find."""
    drafted = run is not None and run.delivery_id is None
    wanted = any(offer.open and offer.action.name in form_checks.BEFORE for offer in offers)
    return {
        "run_version": (run.row.version or None) if run is not None and drafted else None,
        "signatures": awareness.before(work, run),
        "capacity": _capacity(work, run, offers),
        "reserved": _reserved(work, run, offers),
        **checked(work, read, drafted and wanted),
    }


def _reserved(work: Work, run: Run | None, offers: Sequence[Offer]) -> Sequence[Kept]:
    """Return the numbers reserved before that the actor could give this draft now."""
    numbers = any("number" in offer.action.effects and offer.open for offer in offers)
    if run is None or not numbers:
        return ()
    return reserved.for_draft(work, run.row.type_code, run.row.council)


def _capacity(work: Work, run: Run | None, offers: Sequence[Offer]) -> Capacity | Text | None:
    """Return how the actor would sign, where signing is open to them."""
    signs = any("sign" in offer.action.effects and offer.open for offer in offers)
    return signing_capacity.before(work, run) if signs else None


def checked(work: Work, read: Dossier, wanted: bool) -> dict[str, Any]:
    """Return what rules find in the form of a draft, where somebody wants to know."""
    found = form_checks.of_draft(work, read.document.public_id) if wanted else None
    wrong = any(one.severity == MUST for one in found or ())
    overruling = form_checks.OVERRULES if wrong else frozenset()
    return {"findings": found, "fields": FIELDS, "overruling": overruling}
