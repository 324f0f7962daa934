"""The published procedures say what the rules of the field say (NĐ 30/2020 Đ10-24)."""

import pytest

from office.domain.workflow import LEAD, OFFICE, Workflow
from office.engine import catalogue
from office.services import routing
from tests.make import ROOT

LOADED = catalogue.load(ROOT / "workflows")
INCOMING, OUTGOING, TRANSMISSION = map(LOADED.newest, ("incoming", "outgoing", "transmission"))


def path(workflow: Workflow, *actions: str) -> list[str]:
    """Return the states that `actions` lead through, in order."""
    state, seen = workflow.initial, [workflow.initial]
    for name in actions:
        (taken,) = (a for a in workflow.actions_from(state) if a.name == name)
        state = taken.target
        seen.append(state)
    return seen


def test_incoming_goes_from_arrival_to_completion_in_the_order_of_the_decree() -> None:
    seen = path(
        INCOMING, "arrive", "accept", "register", "submit", "direct", "report", "confirm"
    )  # fmt: skip
    assert [INCOMING.state(name).reports for name in seen] == [
        "", "01", "03", "03", "04", "05", "05", "06"
    ]  # fmt: skip
    assert INCOMING.state(seen[-1]).final


def test_outgoing_is_reviewed_signed_numbered_and_issued_in_that_order() -> None:
    seen = path(
        OUTGOING,
        "submit", "approve_content", "approve_form", "sign", "number", "seal", "issue", "file",
    )  # fmt: skip
    assert seen[-1] == "filed"


@pytest.mark.parametrize("state", ["content_review", "form_review", "signing"])
def test_every_review_can_return_the_draft_with_a_reason(state: str) -> None:
    returns = [a for a in OUTGOING.actions_from(state) if a.target == "draft"]
    assert [a.asks for a in returns] == [("reason",)]


def test_a_refusal_by_any_state_that_asks_is_reported_as_02() -> None:
    (refuse,) = (a for a in INCOMING.actions if a.name == "refuse")
    assert refuse.asks == ("reason",)
    assert INCOMING.state(refuse.target).reports == "02"


def test_what_was_accepted_by_mistake_still_goes_back_to_its_sender_as_02() -> None:
    (back,) = (a for a in INCOMING.actions if a.name == "return_to_sender")
    assert set(back.sources) == {"accepted", "registered", "direction"}
    assert back.asks == ("reason",)
    assert (INCOMING.state(back.target).reports, INCOMING.state(back.target).final) == ("02", True)


def test_everything_version_one_could_do_the_newest_can() -> None:
    old = LOADED["incoming", 1]
    for action in old.actions:
        (new,) = (a for a in INCOMING.actions if a.name == action.name)
        assert (new.sources, new.target, new.by, new.asks) == (
            action.sources, action.target, action.by, action.asks
        )  # fmt: skip
        assert {state.name for state in old.states} <= {state.name for state in INCOMING.states}


def test_what_does_not_move_an_item_leaves_it_with_its_holder() -> None:
    stays = {a.name for a in INCOMING.actions if a.stays}
    assert stays == {
        "report_part", "mark_seen", "ask_opinion", "answer_opinion", "ask_extension",
        "allow_extension", "refuse_extension", "extend", "chase", "agree_recall_after",
        "decline_recall",
    }  # fmt: skip


def test_only_the_draft_can_be_edited() -> None:
    editable = {s.name for w in LOADED.all() for s in w.states if s.editable}
    assert editable == {"draft"}


def test_only_work_in_progress_is_in_the_hands_of_a_lead() -> None:
    led = {s.name for w in LOADED.all() for s in w.states if s.holder == LEAD}
    assert led == {"in_progress"}


def test_only_the_office_itself_moves_what_is_elsewhere() -> None:
    assert {by for a in TRANSMISSION.actions for by in a.by} == {("system", OFFICE)}


def test_every_effect_of_a_procedure_is_carried_out_by_a_service() -> None:
    named = {effect for w in LOADED.all() for a in w.actions for effect in a.effects}
    assert named <= set(routing.EFFECTS)


@pytest.mark.parametrize("workflow", [INCOMING, OUTGOING], ids=["incoming", "outgoing"])
def test_who_holds_an_open_item_can_do_something_with_it(workflow: Workflow) -> None:
    for state in workflow.states:
        if not state.final:
            who = {role for action in workflow.actions_from(state.name) for role, _ in action.by}
            assert state.desk in who, state.name
