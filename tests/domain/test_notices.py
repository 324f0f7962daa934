"""Who hears of an act is told by its record alone."""

from pathlib import Path

import pytest

from office.domain import notices
from office.domain.notices import ASSIGNER, AUTHORS, HOLDER, RECIPIENTS, Told
from office.engine.definitions import read

WORKFLOWS = Path(__file__).parents[2] / "workflows"
INCOMING = read(WORKFLOWS / "incoming" / "1.yaml")
OUTGOING = read(WORKFLOWS / "outgoing" / "1.yaml")


def heard(workflow: object, act: str, source: str, to: str, **facts: object) -> list[Told]:
    record = {"act": act, "from": source, "to": to, "run": 7, **facts}
    assert hasattr(workflow, "actions_from")
    action = notices.action_of(record, workflow)  # type: ignore[arg-type]  # it has what is asked
    return notices.told(record, action)


def part(name: str, person: int | None) -> dict[str, object]:
    return {"part": name, "unit": 9, "person": person, "unit_name": "P. VX", "due": None}


def test_each_part_is_told_to_whom_it_was_given() -> None:
    parts = [part("lead", 4), part("co", None), part("info", 5)]
    found = heard(INCOMING, "direct", "direction", "in_progress", parts=parts)
    assert [(told.event, told.person_id, told.unit_id) for told in found] == [
        (notices.ASSIGNED, 4, 9), (notices.CO_HANDLING, None, 9), (notices.FOR_INFORMATION, 5, 9),
    ]  # fmt: skip


def test_what_is_to_be_done_again_has_come_back_to_its_lead() -> None:
    found = heard(INCOMING, "rework", "confirmation", "in_progress", parts=[part("lead", 4)])
    assert [told.event for told in found] == [notices.BACK]


def test_what_is_sent_back_is_told_to_whoever_assigned_it() -> None:
    found = heard(INCOMING, "send_back", "in_progress", "direction")
    assert found == [Told(event=notices.BACK, who=ASSIGNER)]


@pytest.mark.parametrize(
    ("act", "source", "to", "event"),
    [
        ("return_content", "content_review", "draft", notices.DRAFT_BACK),
        ("return_form", "form_review", "draft", notices.DRAFT_BACK),
        ("return_unsigned", "signing", "draft", notices.DRAFT_BACK),
        ("approve_content", "content_review", "form_review", notices.DRAFT_APPROVED),
        ("approve_form", "form_review", "signing", notices.DRAFT_APPROVED),
        ("sign", "signing", "signed", notices.DRAFT_SIGNED),
    ],
)
def test_the_drafter_hears_what_became_of_a_draft(
    act: str, source: str, to: str, event: str
) -> None:
    assert heard(OUTGOING, act, source, to) == [Told(event=event, who=AUTHORS)]


def test_the_senders_clerk_hears_too_when_a_recipient_refuses() -> None:
    (told,) = heard(INCOMING, "refuse", "arrived", "refused")
    assert (told.event, told.who, told.role) == (notices.REFUSED, AUTHORS, "clerk")


def test_issuing_is_told_to_every_recipients_clerk_and_a_packet_to_its_own() -> None:
    (issued,) = heard(OUTGOING, "issue", "numbered", "issued", recipients=[[1, "electronic"]])
    assert (issued.event, issued.who, issued.role) == (notices.ARRIVAL, RECIPIENTS, "clerk")
    (received,) = notices.told({"act": "receive", "run": 7, "to": "arrived"}, None)
    assert (received.unit_id, received.role) == (7, "clerk")


def test_a_chase_is_told_to_whoever_holds_the_item() -> None:
    assert notices.told({"act": "chase", "run": 7}, None) == [
        Told(event=notices.CHASED, who=HOLDER)
    ]


def test_a_chase_that_names_a_part_is_told_to_whose_part_it_is() -> None:
    named = {"n": 2, "person": 4, "unit": 9}
    (told,) = notices.told({"act": "chase", "run": 7, "chase": named}, None)
    assert (told.event, told.person_id, told.unit_id) == (notices.CHASED, 4, 9)
    (told,) = notices.told({"act": "chase", "run": 7, "chase": {**named, "person": None}}, None)
    assert (told.person_id, told.unit_id, told.role) == (None, 9, "unit_head")


@pytest.mark.parametrize("act", ["accept", "register", "submit", "note", "confirm", "report"])
def test_what_the_folders_say_already_is_told_to_nobody(act: str) -> None:
    (action,) = [a for a in INCOMING.actions if a.name == act]
    assert heard(INCOMING, act, action.sources[0], action.target) == []


def test_only_express_arrivals_and_the_lead_are_mailed_at_once() -> None:
    at_once = {e.name for e in notices.EVENTS.values() if e.mail == notices.AT_ONCE}
    assert at_once == {notices.EXPRESS, notices.ASSIGNED}


def test_a_notification_says_who_caused_it_and_survives_an_event_of_another_version() -> None:
    assert notices.sentence(notices.ASSIGNED, {"by": "Bà A"}).vi == "Giao cho tôi chủ trì — Bà A"
    assert notices.sentence("unknown", {}).en == "unknown"
