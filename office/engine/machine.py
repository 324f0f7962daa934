"""The one module that knows the `transitions` library.

A machine is built once for each procedure version and shared by all threads.  It
moves a `Token`, never a row: `transitions` hangs methods on whatever it moves, and
remembers it for ever.  Nothing happens in its callbacks; they only answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from transitions import EventData, Machine

from office.domain import asks
from office.domain.asks import Form
from office.domain.decision import Decision, Offer
from office.domain.delegations import outside
from office.domain.errors import Refused
from office.domain.guards import GUARDS, Situation
from office.domain.parts import mine
from office.domain.people import ROLES, SYSTEM
from office.domain.text import Text, joined
from office.domain.workflow import (
    AGENCY,
    ASKED,
    CO,
    DRAFTER,
    DRAFTING,
    HOLDING,
    INFORMED,
    LEAD,
    OFFICE,
    PART,
    PLACES,
    Action,
    Workflow,
)

logging.getLogger("transitions").setLevel(logging.ERROR)


@dataclass(slots=True)
class Token:
    """Stands in for the item while the machine decides."""

    state: str
    taken: Action | None = None
    reasons: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Question:
    """What the machine is asked: may this situation take the action with this form?"""

    situation: Situation
    form: Form
    at: datetime


_machines: dict[str, Machine] = {}


def decide(workflow: Workflow, state: str, action: str, question: Question) -> Decision:
    """Return where `action` takes an item, or raise Refused with every reason."""
    source = workflow.state(state)
    if all(candidate.name != action for candidate in workflow.actions_from(state)):
        raise Refused(
            Text(
                "Không làm được việc này khi văn bản ở trạng thái “{state}”.",
                "This cannot be done while the document is “{state}”.",
            ).filled(state=source.title)
        )
    token = Token(state)
    _machine(workflow).events[action].trigger(token, question=question)
    if token.taken is None:
        raise Refused(*dict.fromkeys(token.reasons))
    return Decision(token.taken, source, workflow.state(token.state))


def offers(workflow: Workflow, state: str, situation: Situation) -> list[Offer]:
    """Return every action out of `state`: what the buttons show, open or closed with reasons."""
    return [
        Offer(action, tuple(reasons(action, situation))) for action in workflow.actions_from(state)
    ]


def reasons(action: Action, situation: Situation) -> list[Text]:
    """Return why `situation` may not take `action`; empty when it may."""
    found = [] if _stands_right(action, situation) else [_who_may(action)]
    if beyond := _beyond_the_mandate(action, situation):
        found.append(beyond)
    answers = (GUARDS[name](situation) for name in action.guards)
    return found + [answer for answer in answers if answer]


def _machine(workflow: Workflow) -> Machine:
    machine = _machines.get(workflow.seal)
    if machine is None:
        machine = _machines[workflow.seal] = _build(workflow)
    return machine


def _build(workflow: Workflow) -> Machine:
    return Machine(
        model=None,
        states=[state.name for state in workflow.states],
        initial=workflow.initial,
        transitions=[
            {
                "trigger": action.name,
                "source": list(action.sources),
                "dest": "=" if action.stays else action.target,
                "conditions": _condition(action),
            }
            for action in workflow.actions
        ],
        auto_transitions=False,  # they would open a way around every guard
        send_event=True,
    )


def _condition(action: Action) -> Callable[[EventData], bool]:
    def allowed(event: EventData) -> bool:
        token = cast(Token, event.model)
        question = cast(Question, event.kwargs["question"])
        token.reasons += reasons(action, question.situation)
        token.reasons += asks.problems(action.asks, question.form, question.at)
        token.taken = None if token.reasons else action
        return not token.reasons

    return allowed


def _stands_right(action: Action, situation: Situation) -> bool:
    place = dict(action.by).get(situation.actor.role)
    return place is not None and _STANDS[place](situation)


def _beyond_the_mandate(action: Action, situation: Situation) -> Text | None:
    """Return why somebody acting in another's place may not, whatever that other may."""
    if situation.actor.acting_for is None:
        return None
    act = (situation.procedure, action.name)
    return outside(situation.actor.acting_for, act, situation.type_code, situation.issuer_unit_id)


_STANDS: dict[str, Callable[[Situation], bool]] = {
    AGENCY: lambda s: s.actor.unit_id == s.agency_id,
    DRAFTING: lambda s: s.actor.unit_id == s.drafting_unit_id,
    DRAFTER: lambda s: s.actor.person_id == s.drafter_id,
    # Where nobody is there to act, whoever leads the agency stands in for the unit.
    HOLDING: lambda s: (
        s.actor.unit_id == s.holder_unit_id or (s.holder_missing and s.actor.unit_id == s.agency_id)
    ),
    LEAD: lambda s: (
        s.actor.unit_id == s.holder_unit_id and s.holder_person_id in (None, s.actor.principal_id)
    ),
    OFFICE: lambda s: s.actor.is_system,
    PART: lambda s: bool(mine(s.parts, s.actor, asks.LEAD, asks.CO)),
    CO: lambda s: bool(mine(s.parts, s.actor, asks.CO)),
    INFORMED: lambda s: bool(mine(s.parts, s.actor, asks.INFORMED)),
    ASKED: lambda s: bool(mine(s.questions, s.actor)),
}


def _who_may(action: Action) -> Text:
    office_itself = Text("hệ thống", "the office itself")
    who = joined(
        (
            Text("{role} ({place})", "{role} ({place})").filled(
                role=ROLES.get(role, office_itself), place=PLACES[place]
            )
            for role, place in action.by
            if role != SYSTEM
        ),
        ", ",
    )
    said = Text("Việc này do: {who}.", "This is for: {who}.")
    return said.filled(who=who if who.vi else office_itself)
