"""Each guard: one situation that it lets pass, and the least change that it refuses."""

from dataclasses import replace
from typing import Any

import pytest

from office.domain.guards import GUARDS, Situation
from office.domain.parts import OpenPart, mine
from office.domain.people import Actor

DRAFTER, HEAD, CHIEF, LEADER = 11, 12, 13, 14


def someone(person: int, role: str = "leader") -> Actor:
    return Actor(person_id=person, name="", unit_id=1, unit_name="", agency_id=1, role=role)


SIGNED = Situation(
    actor=someone(LEADER),
    agency_id=1,
    holder_unit_id=1,
    drafter_id=DRAFTER,
    content_by=HEAD,
    form_by=CHIEF,
    signed_by=LEADER,
    subject="V/v trả lời",
    recipients=73,
    frozen_digest="ab",
    digest="ab",
    approved=frozenset({"content", "form"}),
    parts=(
        OpenPart(id=1, part="lead", unit_id=1, person_id=LEADER, assigner_role="leader"),
        OpenPart(id=2, part="co", unit_id=2, assigner_role="leader", extension_asked=True),
    ),
    recall_asked=True,
)
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("has_content", {"subject": " "}),
    ("has_content", {"has_content": False}),
    ("drafter_does_not_approve", {"actor": someone(DRAFTER)}),
    ("approver_does_not_sign", {"actor": someone(DRAFTER)}),
    ("approver_does_not_sign", {"actor": someone(HEAD)}),
    ("approver_does_not_sign", {"actor": someone(CHIEF)}),
    ("reviewers_differ", {"actor": someone(HEAD)}),
    ("is_signed", {"signed_by": None}),
    ("content_unchanged", {"digest": "cd"}),
    ("content_unchanged", {"digest": ""}),
    ("content_unchanged", {"frozen_digest": "", "digest": ""}),
    ("submitted_unchanged", {"digest": "cd"}),
    ("submitted_unchanged", {"frozen_digest": "", "digest": ""}),
    ("approvals_stand", {"approved": frozenset({"content"})}),
    ("approvals_stand", {"approved": frozenset()}),
    ("has_recipients", {"recipients": 0}),
    ("assigner_or_higher", {"actor": someone(LEADER, "chief_of_office")}),
    ("assigner_or_higher", {"actor": someone(LEADER, "clerk")}),
    ("extension_asked", {"parts": SIGNED.parts[:1]}),
    ("extension_asked", {"parts": ()}),
    ("recall_asked", {"recall_asked": False}),
    ("no_extension_asked", {"parts": (replace(SIGNED.parts[0], extension_asked=True),)}),
]


@pytest.mark.parametrize("name", sorted(GUARDS))
def test_a_signed_document_passes_every_guard(name: str) -> None:
    assert GUARDS[name](SIGNED) is None


@pytest.mark.parametrize(("name", "change"), REFUSED)
def test_the_least_change_makes_the_guard_say_why(name: str, change: dict[str, Any]) -> None:
    reason = GUARDS[name](replace(SIGNED, **change))
    assert reason is not None
    assert reason.vi
    assert reason.en
    assert reason.vi != reason.en


def test_every_guard_has_been_seen_to_refuse() -> None:
    assert {name for name, _ in REFUSED} == set(GUARDS)


def test_a_document_drafted_by_nobody_known_can_be_reviewed_by_anybody() -> None:
    unknown = replace(SIGNED, drafter_id=None, content_by=None, form_by=None)
    assert all(guard(unknown) is None for guard in GUARDS.values())


def test_what_was_given_to_a_person_comes_before_what_was_given_to_their_unit() -> None:
    whole = OpenPart(id=3, part="co", unit_id=1)
    named = OpenPart(id=4, part="co", unit_id=1, person_id=LEADER)
    others = OpenPart(id=5, part="co", unit_id=1, person_id=HEAD)
    elsewhere = OpenPart(id=6, part="co", unit_id=2, person_id=LEADER)
    assert mine((whole, named, others, elsewhere), someone(LEADER), "co") == [named, whole]
    assert mine((whole, named), someone(LEADER), "lead") == []


def test_whoever_stands_above_the_assigner_may_and_a_unit_head_is_bound_by_the_deadline() -> None:
    given = (replace(SIGNED.parts[0], assigner_role="chief_of_office"),)
    allowed = {
        role: GUARDS["assigner_or_higher"](replace(SIGNED, parts=given, actor=someone(1, role)))
        for role in ("leader", "chief_of_office", "clerk", "unit_head")
    }
    assert [role for role, refusal in allowed.items() if refusal] == ["clerk"]
