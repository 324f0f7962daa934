"""Recalling what was sent: prospects, the recall itself, dropping it."""

from __future__ import annotations

from http import HTTPStatus

from office.api import current, wording
from office.api.schemas.recalls import DropForm, OutcomeShape, ProspectShape, RecallForm
from office.api.section import section as new_section
from office.api.wording import Json
from office.services.wire import recalling
from office.services.wire.recalling import Prospect
from office.services.work import Work

section = new_section("recalls", "Thu hồi / Recalls")


@section.get("/documents/<document:public_id>/recall")
@section.answers(200, ProspectShape(many=True), 404, 422)
def prospects(public_id: str) -> list[Json]:
    """Tell what a recall can still achieve with each recipient."""
    with current.office().look(current.actor()) as work:
        return [_told(work, one) for one in recalling.prospects(work, public_id)]


@section.post("/documents/<document:public_id>/recall")
@section.arguments(RecallForm)
@section.answers(200, OutcomeShape(many=True), 400, 404, 413, 415, 422)
def ask(form: Json, public_id: str) -> list[Json]:
    """Recall a document from some recipients, or without `units` from all."""
    with current.office().work(current.actor()) as work:
        named = form.get("units")
        wanted = None
        if named is not None:
            ids = wording.unit_ids(work, [one["unit"] for one in named], "units")
            wanted = {key: one["seen"] for key, one in zip(ids, named, strict=True)}
        done = recalling.ask(work, public_id, form["reason"], wanted)
        return [
            {"unit": wording.unit(work, one.unit_id), "way": one.way, "other": one.other}
            for one in done
        ]


@section.post("/documents/<document:public_id>/recall/drop")
@section.arguments(DropForm)
@section.answers(204, None, 400, 404, 413, 415, 422)
def drop(form: Json, public_id: str) -> tuple[str, int]:
    """Drop a recall that waits for an answer."""
    with current.office().work(current.actor()) as work:
        (unit,) = wording.unit_ids(work, [form["unit"]], "unit")
        recalling.drop(work, public_id, unit, form["reason"])
    return "", HTTPStatus.NO_CONTENT


def _told(work: Work, one: Prospect) -> Json:
    last = one.recall
    return {
        "unit": wording.unit(work, one.at.unit_id),
        "state": wording.state(work, one.procedure, one.state),
        "way": one.way,
        "paper": one.paper,
        "opened_at": one.opened_at,
        "answer": last.answer if last is not None else None,
        "answer_reason": last.answer_reason if last is not None else None,
        "asked_at": last.asked_at if last is not None else None,
        "answer_by": last.answer_by if last is not None else None,
        "settled_at": last.settled_at if last is not None else None,
    }
