"""The machine decides as the procedure says, and the buttons say what it would decide."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.asks import LEAD, PARTS, Assignee, Form, Scan
from office.domain.errors import Refused
from office.domain.guards import Situation
from office.domain.parts import OpenPart
from office.domain.parts import Question as Asked
from office.domain.people import ROLES, SYSTEM, Actor
from office.domain.workflow import (
    AGENCY,
    ASKED,
    CO,
    DRAFTER,
    DRAFTING,
    HOLDING,
    INFORMED,
    OFFICE,
    PART,
    Action,
    Workflow,
)  # fmt: skip
from office.domain.workflow import LEAD as IN_THE_LEAD
from office.engine import catalogue, machine
from office.engine.machine import Question
from tests.make import MORNING, ROOT

LOADED = catalogue.load(ROOT / "workflows")
PROCEDURES = LOADED.all()
INCOMING, OUTGOING = LOADED.newest("incoming"), LOADED.newest("outgoing")
ONE = Assignee(part=LEAD, unit_id=4, due_at=MORNING + timedelta(days=1))
FULL = Form(
    reason="Gửi nhầm nơi nhận", opinion="Giao VX", assignees=(ONE,), which=1,
    due_at=MORNING + timedelta(days=1), leader_id=7, scan=Scan(name="a", content=b"%PDF-"),
    stance="agree", within=3,
)  # fmt: skip
PEOPLE = st.integers(1, 4)
UNITS = st.integers(1, 3)
ACTORS = st.builds(
    Actor,
    person_id=PEOPLE,
    name=st.just(""),
    unit_id=UNITS,
    unit_name=st.just(""),
    agency_id=UNITS,
    role=st.sampled_from([*ROLES, SYSTEM]),
)
SITUATIONS = st.builds(
    Situation,
    actor=ACTORS,
    agency_id=UNITS,
    holder_unit_id=UNITS,
    holder_person_id=st.none() | PEOPLE,
    drafting_unit_id=st.none() | UNITS,
    drafter_id=st.none() | PEOPLE,
    content_by=st.none() | PEOPLE,
    form_by=st.none() | PEOPLE,
    signed_by=st.none() | PEOPLE,
    subject=st.sampled_from(["", "V/v"]),
    has_content=st.booleans(),
    recipients=st.integers(0, 1),
    frozen_digest=st.sampled_from(["", "ab"]),
    digest=st.sampled_from(["", "ab"]),
    parts=st.lists(
        st.builds(
            OpenPart,
            id=st.just(1),
            part=st.sampled_from(sorted(PARTS)),
            unit_id=UNITS,
            person_id=st.none() | PEOPLE,
            assigner_role=st.sampled_from(["", "clerk", "chief_of_office", "leader"]),
            extension_asked=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    questions=st.lists(
        st.builds(Asked, id=st.just(1), n=st.just(1), unit_id=UNITS, person_id=st.none() | PEOPLE),
        max_size=2,
    ).map(tuple),
    recall_asked=st.booleans(),
)
WORKFLOWS = st.sampled_from(PROCEDURES)


def refusal(workflow: Workflow, state: str, action: str, situation: Situation) -> Refused | None:
    """Return how the machine refuses a form that carries everything, or None."""
    try:
        machine.decide(workflow, state, action, Question(situation, FULL, MORNING))
    except Refused as refused:
        return refused
    return None


@given(WORKFLOWS, SITUATIONS, st.data())
def test_a_button_is_open_exactly_when_the_action_would_be_allowed(
    workflow: Workflow, situation: Situation, data: st.DataObject
) -> None:
    state = data.draw(st.sampled_from(workflow.states))
    for offer in machine.offers(workflow, state.name, situation):
        refused = refusal(workflow, state.name, offer.action.name, situation)
        assert offer.open == (refused is None)
        if refused is not None:
            assert tuple(dict.fromkeys(offer.reasons)) == refused.reasons


@given(WORKFLOWS, SITUATIONS, st.data())
def test_no_action_leads_out_of_a_state_but_those_written_there(
    workflow: Workflow, situation: Situation, data: st.DataObject
) -> None:
    state = data.draw(st.sampled_from(workflow.states))
    written = {action.name for action in workflow.actions_from(state.name)}
    names = {action.name for action in workflow.actions}
    names |= {f"to_{s.name}" for s in workflow.states} | {"trigger", "", "initial"}
    for name in sorted(names - written):
        assert refusal(workflow, state.name, name, situation) is not None


@pytest.mark.parametrize("workflow", PROCEDURES, ids=lambda workflow: workflow.name)
def test_there_is_no_way_around_the_guards(workflow: Workflow) -> None:
    events = set(machine._machine(workflow).events)
    assert events == {action.name for action in workflow.actions}


def standing_right(action: Action, role: str, place: str) -> Situation:
    """Return a situation in which `role` stands at `place` and every guard is content."""
    actor = Actor(person_id=9, name="", unit_id=1, unit_name="", agency_id=1, role=role)
    return Situation(
        actor=actor,
        agency_id=1 if place == AGENCY else 2,
        drafting_unit_id=1 if place == DRAFTING else 2,
        holder_unit_id=1 if place in (IN_THE_LEAD, HOLDING) else 2,
        drafter_id=9 if place == DRAFTER else 5,
        content_by=6,
        form_by=7,
        signed_by=8,
        subject="V/v",
        recipients=1,
        frozen_digest="ab",
        digest="ab",
        approved=frozenset({"content", "form"}),
        parts=(
            OpenPart(id=1, part=OWN.get(place, "co"), unit_id=1 if place in OWN else 2),
            OpenPart(id=2, part="co", unit_id=2, extension_asked=True),
        ),
        questions=(Asked(id=1, n=1, unit_id=1 if place == ASKED else 2),),
        recall_asked=True,
    )


#: The part that somebody must have who stands at such a place.
OWN = {PART: "lead", CO: "co", INFORMED: "info"}
WAYS = [
    (workflow, source, action, role, place)
    for workflow in PROCEDURES
    for action in workflow.actions
    for source in action.sources
    for role, place in action.by
]


@pytest.mark.parametrize(
    ("workflow", "source", "action", "role", "place"),
    WAYS,
    ids=[f"{w.name}{w.version}-{s}-{a.name}-{r}" for w, s, a, r, _ in WAYS],
)
def test_every_way_written_can_be_gone_and_only_from_its_place(
    workflow: Workflow, source: str, action: Action, role: str, place: str
) -> None:
    right = standing_right(action, role, place)
    decision = machine.decide(workflow, source, action.name, Question(right, FULL, MORNING))
    assert decision.target.name == (source if action.stays else action.target)
    stranger = replace(right.actor, unit_id=3, person_id=99)
    if place != OFFICE:
        assert refusal(workflow, source, action.name, replace(right, actor=stranger)) is not None
    idle = replace(right.actor, role="auditor")
    assert refusal(workflow, source, action.name, replace(right, actor=idle)) is not None


def test_a_refusal_carries_every_reason_and_who_could() -> None:
    poor = Situation(
        actor=Actor(person_id=5, name="", unit_id=3, unit_name="", agency_id=3, role="specialist"),
        agency_id=1,
        holder_unit_id=1,
        drafter_id=5,
    )
    refused = refusal(OUTGOING, "signing", "sign", poor)
    assert refused is not None
    assert len(refused.reasons) == 4
    assert "Lãnh đạo" in refused.reasons[0].vi
    assert "Leader" in refused.reasons[0].en


def test_an_empty_form_is_refused_although_the_button_is_open() -> None:
    leader = standing_right(INCOMING.actions[0], "leader", AGENCY)
    (offer,) = (
        o for o in machine.offers(INCOMING, "direction", leader) if o.action.name == "direct"
    )
    assert offer.open
    with pytest.raises(Refused) as refused:
        machine.decide(INCOMING, "direction", "direct", Question(leader, Form(), MORNING))
    assert len(refused.value.reasons) == 2
