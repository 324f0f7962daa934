"""Notifications, how they are told, and asking somebody who can."""

from __future__ import annotations

from http import HTTPStatus

from office.api import current, wording
from office.api.schemas.notices import (
    Asked,
    Before,
    Choices,
    ChoicesForm,
    Marked,
    NotificationPage,
    NudgeForm,
    NudgeShape,
    Upto,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.notices import EVENTS, sentence
from office.services.explaining import asking
from office.services.notifying import choices, notices, nudges
from office.services.notifying.choices import Choice
from office.services.notifying.notices import Line
from office.services.work import Work

section = new_section("notices", "Thông báo, nhờ xử lý / Notifications and asks")


@section.get("/notifications")
@section.arguments(Before, location="query")
@section.answers(200, NotificationPage, 422)
def listed(query: Json) -> Json:
    """List what the actor was told, the newest first."""
    with current.office().look(current.actor()) as work:
        lines, older = notices.page(work, query.get("before"))
        unread = notices.unread(work)
        return {"unread": unread, "items": [_told(work, line) for line in lines], "next": older}


@section.post("/notifications/read")
@section.arguments(Upto)
@section.answers(200, Marked, 400, 413, 415, 422)
def read(form: Json) -> Json:
    """Mark everything up to a notification as read."""
    with current.office().work(current.actor()) as work:
        return {"marked": notices.mark(work, form["upto"])}


@section.get("/notification-settings")
@section.answers(200, Choices)
def settings() -> Json:
    """Show how the actor is told of each event."""
    with current.office().look(current.actor()) as work:
        return _choices(work)


@section.put("/notification-settings")
@section.arguments(ChoicesForm)
@section.answers(200, Choices, 400, 413, 415, 422)
def choose(form: Json) -> Json:
    """Keep how the actor wants to be told."""
    chosen = {e["event"]: Choice(badge=e["badge"], mail=e["mail"]) for e in form["events"]}
    with current.office().work(current.actor()) as work:
        choices.keep(work, chosen, form["address"])
        return _choices(work)


@section.get("/nudges")
@section.answers(200, NudgeShape(many=True))
def asked() -> list[Json]:
    """List what others ask the actor to do and is not done yet."""
    with current.office().look(current.actor()) as work:
        return nudges.waiting(work)


@section.post("/documents/<document:public_id>/nudges")
@section.arguments(NudgeForm)
@section.answers(201, Asked, 400, 404, 413, 415, 422)
def ask(form: Json, public_id: str) -> tuple[Json, int]:
    """Ask somebody who can to take an action that is closed to the actor."""
    with current.office().work(current.actor()) as work:
        one = asking.ask(work, public_id, form["action"], form["person"], form["word"])
    return {"person": one.person_id, "name": one.name}, HTTPStatus.CREATED


def _told(work: Work, line: Line) -> Json:
    return {
        "id": line.id,
        "event": line.event,
        "sentence": sentence(line.event, line.facts),
        "unit": wording.unit(work, line.unit_id),
        "at": line.at,
        "read": line.read,
        "document": line.public_id,
        "symbol": line.symbol,
        "subject": line.subject,
    }


def _choices(work: Work) -> Json:
    chosen = choices.of_everything(work, work.actor.person_id or 0)
    return {
        "address": choices.address(work),
        "events": [
            {"event": name, "title": event.title, "badge": chosen[name].badge,
             "mail": chosen[name].mail}
            for name, event in EVENTS.items()
        ],
    }  # fmt: skip
