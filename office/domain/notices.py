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
from office.domain.signatures import doubtful
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
OPINION_ASKED = "opinion_asked"
OPINION_GIVEN = "opinion_given"
OPINION_CLOSED = "opinion_closed"
COMMENTED = "draft_commented"
COMMENT_SETTLED = "comment_settled"
DRAFT_BACK = "draft_returned"
DRAFT_APPROVED = "draft_approved"
DRAFT_SIGNED = "draft_signed"
REFUSED = "refused"
RECEIPT_REMINDED = "receipt_reminded"
RELATED = "related"
RECALL_ASKED = "recall_asked"
RECALL_ANSWERED = "recall_answered"
RECALL_LATE = "recall_late"
DOUBTFUL = "signature_doubtful"
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
        Event(OPINION_ASKED, Text("Được xin ý kiến góp ý", "I was asked for an opinion")),
        Event(OPINION_GIVEN, Text("Có ý kiến góp ý", "An opinion came in")),
        Event(OPINION_CLOSED, Text("Thôi xin ý kiến góp ý", "No opinion is wanted any more")),
        Event(COMMENTED, Text("Dự thảo của tôi có góp ý", "My draft was commented on")),
        Event(COMMENT_SETTLED, Text("Góp ý của tôi đã được xử lý", "My comment was settled")),
        Event(DRAFT_BACK, Text("Dự thảo bị trả lại", "My draft came back")),
        Event(DRAFT_APPROVED, Text("Dự thảo được duyệt", "My draft was approved")),
        Event(DRAFT_SIGNED, Text("Dự thảo đã được ký", "My draft was signed")),
        Event(REFUSED, Text("Nơi nhận từ chối tiếp nhận", "A recipient refused it")),
        Event(
            RECEIPT_REMINDED,
            Text("Bên gửi nhắc tiếp nhận", "The sender reminds us to accept it"),
        ),
        Event(
            RELATED,
            Text(
                "Văn bản đã nhận được thay thế, sửa đổi, đính chính",
                "A document we have was replaced, amended or corrected",
            ),
        ),
        Event(RECALL_ASKED, Text("Bên gửi đề nghị thu hồi", "The sender asks for it back")),
        Event(RECALL_ANSWERED, Text("Nơi nhận trả lời thu hồi", "A recipient answers the recall")),
        Event(DOUBTFUL, Text("Chữ ký số không bảo đảm", "A signature is doubtful")),
        Event(RECALL_LATE, Text("Thu hồi quá hạn trả lời", "A recall was not answered in time")),
        Event(PAPER_LATE, Text("Bản giấy quá hạn chưa đến", "Paper has not come in time")),
    )
}

#: Who is meant where the record names nobody: looked up in the log and the document.
ASSIGNER = "assigner"  # whoever gave the parts of this run last
AUTHORS = "authors"  # the drafter, and the clerks of the agency that sent it
RECIPIENTS = "recipients"  # the clerks of every unit where it has arrived by this very act
REMINDED = "reminded"  # the clerks of every unit that this very act reminds
KEEPERS = "keepers"  # the clerks of every recipient that has it, and who works on it
HOLDER = "holder"  # who holds the run after this act
ASKER = "asker"  # whoever put the question that this act answers

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
    if record.get("reminded", {}).get("here"):
        found.append(Told(event=RECEIPT_REMINDED, who=REMINDED, role=CLERK))
    if "related" in record:
        found.append(Told(event=RELATED, who=KEEPERS, role=CLERK))
    found += [*_recall(record), *_opinions(record), *_comments(record), *_judged(record)]
    return found


def _opinions(record: Mapping[str, Any]) -> Iterator[Told]:
    """Yield who was asked, whom an answer is for, and who need not answer any more."""
    for one in record.get("asked", ()):
        yield _whose(OPINION_ASKED, one["unit"], one["person"])
    if "answered" in record:
        yield Told(event=OPINION_GIVEN, who=ASKER)
        if "stance" in record:
            yield Told(event=OPINION_GIVEN, who=AUTHORS)
    for unit_id, person_id in record.get("unanswered", ()):
        yield _whose(OPINION_CLOSED, unit_id, person_id)


def _comments(record: Mapping[str, Any]) -> Iterator[Told]:
    """Yield the drafter of what was commented on, and the author of what was settled."""
    if "comment" in record:
        yield Told(event=COMMENTED, who=AUTHORS)
    if "settled" in record:
        person_id, unit_id = record["settled"]["to"]
        yield _whose(COMMENT_SETTLED, unit_id, person_id)


def _whose(event: str, unit_id: int, person_id: int | None) -> Told:
    return Told(event=event, person_id=person_id, unit_id=unit_id, role=UNIT_HEAD)


def _judged(record: Mapping[str, Any]) -> list[Told]:
    """Return who hears that signatures cannot be relied on: they may have let it in before."""
    bad = any(doubtful(one["verdict"]) for one in record.get("judged", ()))
    return [Told(event=DOUBTFUL, who=KEEPERS, role=CLERK)] if bad else []


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
    return _whose(CHASED, part["unit"], part.get("person"))


def _arrivals(record: Mapping[str, Any]) -> Iterator[Told]:
    if record["act"] == "receive":
        yield Told(event=ARRIVAL, unit_id=record["run"], role=CLERK)
    if record.get("recipients"):
        yield Told(event=ARRIVAL, who=RECIPIENTS, role=CLERK)


def _parts(record: Mapping[str, Any], action: Action | None) -> Iterator[Told]:
    again = action is not None and "reopen_lead" in action.effects
    for part in record.get("parts", ()):
        event = BACK if again else _PARTS[part["part"]]
        yield _whose(event, part["unit"], part["person"])


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
