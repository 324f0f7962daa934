"""What people are told of without asking: which events there are, and who hears of an act.

A sealed record is all that is looked at: what was told can be worked out again from the log.
Who that is by name (the head of a unit, the clerks of ten thousand recipients) is looked up
by `services.notices`; here only the rule says whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from office.domain.asks import CO, INFORMED, LEAD
from office.domain.people import CLERK, UNIT_HEAD
from office.domain.recalls import DROPPED, TAKEN_BACK
from office.domain.text import Text
from office.domain.workflow import Action, Workflow

#: How a person can have an event mailed to them.
AT_ONCE = "at_once"
DIGEST = "digest"
NEVER = "never"
MAILS: dict[str, Text] = {
    AT_ONCE: Text("Ngay khi có", "At once"),
    DIGEST: Text("Gộp vào thư buổi sáng", "In the morning digest"),
    NEVER: Text("Không gửi thư", "No mail"),
}

ARRIVAL = "arrival"
EXPRESS = "express_arrival"
ASSIGNED = "assigned"
CO_HANDLING = "co_handling"
FOR_INFORMATION = "informed"
BACK = "returned"
DUE_SOON = "due_soon"
LATE = "late"
CHASED = "chased"
ASKED = "asked"
DRAFT_BACK = "draft_returned"
DRAFT_APPROVED = "draft_approved"
DRAFT_SIGNED = "draft_signed"
REFUSED = "refused"
RECALL_ASKED = "recall_asked"
RECALL_ANSWERED = "recall_answered"
RECALL_LATE = "recall_late"
PAPER_LATE = "paper_late"

#: From this urgency on an arrival is told at once: hỏa tốc, and hỏa tốc hẹn giờ.
EXPRESS_URGENCY = 3


@dataclass(frozen=True, slots=True)
class Event:
    """Something people can be told of, and how it is mailed unless they choose otherwise."""

    name: str
    title: Text
    mail: str = DIGEST


#: Immediate only for hỏa tốc and what is assigned to me; the rest once a morning (no flood).
EVENTS: dict[str, Event] = {
    event.name: event
    for event in (
        Event(EXPRESS, Text("Văn bản hỏa tốc đến", "An express document arrived"), AT_ONCE),
        Event(ASSIGNED, Text("Giao cho tôi chủ trì", "I was given the lead"), AT_ONCE),
        Event(ARRIVAL, Text("Văn bản mới đến", "A document arrived")),
        Event(CO_HANDLING, Text("Giao phối hợp", "I was named co-handler")),
        Event(FOR_INFORMATION, Text("Gửi để biết", "Sent for my information")),
        Event(BACK, Text("Việc bị trả lại", "Work came back")),
        Event(ASKED, Text("Được nhờ làm một việc", "Somebody asks me to act")),
        Event(CHASED, Text("Bị đôn đốc", "I was reminded to get on")),
        Event(DUE_SOON, Text("Sắp đến hạn", "Due soon")),
        Event(LATE, Text("Quá hạn", "Late")),
        Event(DRAFT_BACK, Text("Dự thảo bị trả lại", "My draft came back")),
        Event(DRAFT_APPROVED, Text("Dự thảo được duyệt", "My draft was approved")),
        Event(DRAFT_SIGNED, Text("Dự thảo đã được ký", "My draft was signed")),
        Event(REFUSED, Text("Nơi nhận từ chối tiếp nhận", "A recipient refused it")),
        Event(RECALL_ASKED, Text("Bên gửi đề nghị thu hồi", "The sender asks for it back")),
        Event(RECALL_ANSWERED, Text("Nơi nhận trả lời thu hồi", "A recipient answers the recall")),
        Event(RECALL_LATE, Text("Thu hồi quá hạn trả lời", "A recall was not answered in time")),
        Event(PAPER_LATE, Text("Bản giấy quá hạn chưa đến", "Paper has not come in time")),
    )
}

#: Who is meant where the record names nobody: looked up in the log and the document.
ASSIGNER = "assigner"  # whoever gave the parts of this run last
AUTHORS = "authors"  # the drafter, and the clerks of the agency that sent it
RECIPIENTS = "recipients"  # the clerks of every unit where it has arrived by this very act
HOLDER = "holder"  # who holds the run after this act

_PARTS = {LEAD: ASSIGNED, CO: CO_HANDLING, INFORMED: FOR_INFORMATION}
#: Acts outside every procedure that people are told of.
_CHASES = ("chase", "remind")
_HANDS = {"content_hand": DRAFT_APPROVED, "form_hand": DRAFT_APPROVED, "sign": DRAFT_SIGNED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event and who hears of it: a person, a unit (its `role`, '' for its head), or `who`."""

    event: str
    person_id: int | None = None
    unit_id: int | None = None
    role: str = ""
    who: str = ""


def told(record: Mapping[str, Any], action: Action | None) -> list[Told]:
    """Return who hears of an act, told from its record (`action` when a procedure names it)."""
    found = [*_arrivals(record), *_parts(record, action)]
    if record["act"] in _CHASES:
        found.append(_chased(record.get("chase", {})))
    if action is not None:
        found += _of_action(record, action)
    return found + _recall(record)


def _recall(record: Mapping[str, Any]) -> list[Told]:
    """Return who hears of a recall: the recipient of the wish, the sender of the answer."""
    if "recall" not in record:
        return []
    if "answer" not in record["recall"]:
        clerks = Told(event=RECALL_ASKED, unit_id=record["run"], role=CLERK)
        return [clerks, Told(event=RECALL_ASKED, who=HOLDER)]
    if record["recall"]["answer"] in (TAKEN_BACK, DROPPED):
        return []
    return [Told(event=RECALL_ANSWERED, who=AUTHORS, role=CLERK)]


def _chased(part: Mapping[str, Any]) -> Told:
    """Return who is reminded: whose part it is, or whoever holds the item where none is named."""
    if part.get("unit") is None:
        return Told(event=CHASED, who=HOLDER)
    person = part.get("person")
    return Told(event=CHASED, person_id=person, unit_id=part["unit"], role=UNIT_HEAD)


def _arrivals(record: Mapping[str, Any]) -> Iterator[Told]:
    if record["act"] == "receive":
        yield Told(event=ARRIVAL, unit_id=record["run"], role=CLERK)
    if record.get("recipients"):
        yield Told(event=ARRIVAL, who=RECIPIENTS, role=CLERK)


def _parts(record: Mapping[str, Any], action: Action | None) -> Iterator[Told]:
    again = action is not None and "reopen_lead" in action.effects
    for part in record.get("parts", ()):
        event = BACK if again else _PARTS[part["part"]]
        yield Told(event=event, person_id=part["person"], unit_id=part["unit"], role=UNIT_HEAD)


def _of_action(record: Mapping[str, Any], action: Action) -> Iterator[Told]:
    if "clear_hands" in action.effects:
        yield Told(event=DRAFT_BACK, who=AUTHORS)
    for effect, event in _HANDS.items():
        if effect in action.effects:
            yield Told(event=event, who=AUTHORS)
    if "close_parts" in action.effects and "reason" in action.asks:
        yield Told(event=BACK, who=ASSIGNER)
    if record.get("to") == "refused":
        yield Told(event=REFUSED, who=AUTHORS, role=CLERK)


def action_of(record: Mapping[str, Any], workflow: Workflow) -> Action | None:
    """Return the action of a procedure that a record is of, None for every other act."""
    leaving = workflow.actions_from(record.get("from") or "")
    return next((action for action in leaving if action.name == record["act"]), None)


def sentence(event: str, facts: Mapping[str, Any]) -> Text:
    """Return what a notification says: the event, and who caused it; no word of the document."""
    title = EVENTS[event].title if event in EVENTS else Text(event, event)
    by = facts.get("by", "")
    return Text("{title} — {by}", "{title} — {by}").filled(title=title, by=by) if by else title
