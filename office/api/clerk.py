"""A clerk's hours: taking a document in at one go, a suggestion, an act on many documents."""

from __future__ import annotations

from office.api import current, wording
from office.api.schemas.clerk import BatchShape, BulkForm, IntakeForm, SuggestionShape, TakenIn
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.asks import LEAD, Assignee, Form
from office.services.desk import batches, intake, outcomes, suggestions
from office.services.desk.batch_lines import DONE, REFUSED
from office.services.desk.batches import Ticket, Wanted
from office.services.work import Work

section = new_section("clerk", "Văn thư / The clerk's hours")


@section.get("/documents/<document:public_id>/suggestion")
@section.answers(200, SuggestionShape, 404, 422)
def suggestion(public_id: str) -> Json:
    """Say whom an incoming document will probably go to, from earlier ones of its issuer."""
    with current.office().look(current.actor()) as work:
        found = suggestions.of_document(work, public_id)
        if found is None:
            return {"unit": None, "reason": None, "agreeing": 0, "counted": 0}
        return {
            "unit": wording.unit(work, found.unit_id),
            "reason": found.reason(work.tree[found.unit_id].name),
            "agreeing": found.agreeing,
            "counted": found.counted,
        }


@section.post("/documents/<document:public_id>/intake")
@section.arguments(IntakeForm)
@section.answers(200, TakenIn, 400, 404, 409, 413, 415, 422, 428)
def take_in(form: Json, public_id: str) -> Json:
    """Accept, register and hand on a document in one go: all of it, or nothing.

    What looks like a document already here is refused unless `confirmed`.
    """
    with current.office().work(current.actor()) as work:
        steps = intake.take(
            work,
            public_id,
            form["then"],
            Form(
                assignees=tuple(_assignee(work, one) for one in form["assignees"]),
                aware_of_files=frozenset(form["aware_of_files"]),
            ),
            revision=form["revision"],
            confirmed=form["confirmed"],
        )
    numbers = [step.facts["number"]["number"] for step in steps if "number" in step.facts]
    return {
        "id": public_id,
        "done": outcomes.told(*steps),
        "acts": [step.decision.action.name for step in steps],
        "number": numbers[0] if numbers else None,
    }


@section.post("/bulk")
@section.arguments(BulkForm)
@section.answers(200, BatchShape, 400, 404, 413, 415, 422, 428)
def bulk(form: Json) -> Json:
    """Take one act on many documents, each by itself; answer with what came of each."""
    with current.office().work(current.actor()) as work:
        lead = None if form["lead"] is None else _assignee(work, {"part": LEAD, **form["lead"]})
        wanted = Wanted(
            action=form["action"],
            tickets=[Ticket(one["id"], one["revision"], one["seen"]) for one in form["items"]],
            lead=lead,
        )
        begun = batches.begin(work, wanted, form["key"])
    return _gone(begun)


@section.get("/bulk/<document:public_id>")
@section.answers(200, BatchShape, 404)
def batch(public_id: str) -> Json:
    """Show what came of a batch of one's own."""
    return _shown(public_id)


@section.post("/bulk/<document:public_id>/retry")
@section.answers(200, BatchShape, 404)
def retry(public_id: str) -> Json:
    """Take the refused documents of a batch again, and no other."""
    with current.office().work(current.actor()) as work:
        batches.retry(work, public_id)
    return _gone(public_id)


def _gone(public_id: str) -> Json:
    """Take a batch to its end, and show it."""
    actor, office = current.actor(), current.office()
    batches.go(lambda: office.work(actor), public_id, lambda: True)
    return _shown(public_id)


def _shown(public_id: str) -> Json:
    with current.office().look(current.actor()) as work:
        report = batches.report(work, public_id)
    return {
        "id": report.public_id,
        "action": report.action,
        "done": report.count(DONE),
        "refused": report.count(REFUSED),
        "items": [
            {
                "id": line.document,
                "status": line.status,
                "outcome": line.outcome,
                "number": line.number,
            }
            for line in report.lines
        ],
    }


def _assignee(work: Work, named: Json) -> Assignee:
    (unit_id,) = wording.unit_ids(work, [named["unit"]], "assignees")
    return Assignee(
        part=named["part"],
        unit_id=unit_id,
        person_id=named.get("person"),
        due_at=named.get("due"),
    )
