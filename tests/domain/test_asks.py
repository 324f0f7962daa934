"""What a form must carry; success and refusal share the form."""

from dataclasses import replace
from datetime import timedelta

import pytest

from office.domain import asks
from office.domain.asks import ASKS, CO, FURTHEST, INFORMED, LEAD, Assignee, Form, Scan
from tests.make import MORNING

LEADER = Assignee(part=LEAD, unit_id=4, person_id=7, due_at=MORNING + timedelta(days=1))
HELPER = Assignee(part=CO, unit_id=3)
READER = Assignee(part=INFORMED, unit_id=5)
PDF = Scan(name="bút phê.pdf", content=b"%PDF-1.4 ...")
FULL = Form(
    reason="Gửi nhầm nơi nhận",
    opinion="Giao VX",
    assignees=(LEADER, HELPER, READER),
    which=3,
    due_at=MORNING + timedelta(days=2),
    leader_id=7,
    scan=PDF,
    stance="agree",
    within=3,
)
NEXT = Form(assignees=(LEADER,))


@pytest.mark.parametrize("name", sorted(set(ASKS) - {"new_lead"}))
def test_a_full_form_answers_every_ask(name: str) -> None:
    assert asks.problems((name,), FULL, MORNING) == []


def test_one_new_lead_is_enough_to_pass_an_item_on() -> None:
    assert asks.problems(("new_lead",), NEXT, MORNING) == []


@pytest.mark.parametrize("reason", ["", "ngắn", " " * 20, "123456789", "123456789 "])
def test_a_reason_has_ten_characters(reason: str) -> None:
    assert asks.problems(("reason",), replace(FULL, reason=reason), MORNING)


@pytest.mark.parametrize("opinion", ["", " \n\t"])
def test_an_opinion_says_something(opinion: str) -> None:
    assert asks.problems(("opinion",), replace(FULL, opinion=opinion), MORNING)


@pytest.mark.parametrize(
    "assignees",
    [
        (),
        (HELPER, READER),
        (LEADER, replace(LEADER, unit_id=9)),
        (LEADER, replace(LEADER, part=CO)),
        (LEADER, HELPER, HELPER),
        (replace(LEADER, due_at=MORNING),),
        (LEADER, replace(HELPER, due_at=MORNING - timedelta(days=1))),
    ],
    ids=["nobody", "no lead", "two leads", "lead and helper", "twice", "due now", "due before"],
)
def test_exactly_one_lead_nobody_twice_and_time_to_do_it(assignees: tuple[Assignee, ...]) -> None:
    assert asks.problems(("assignees",), replace(FULL, assignees=assignees), MORNING)


@pytest.mark.parametrize(
    "assignees", [(), (LEADER, HELPER), (HELPER,)], ids=["nobody", "two", "a helper"]
)
def test_an_item_is_passed_on_to_one_lead(assignees: tuple[Assignee, ...]) -> None:
    assert asks.problems(("new_lead",), Form(assignees=assignees), MORNING)


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert len(asks.problems(("reason", "opinion", "assignees"), Form(), MORNING)) == 3


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("content", {"opinion": " \n"}),
        ("which_part", {"which": None}),
        ("new_due", {"due_at": None}),
        ("new_due", {"due_at": MORNING}),
        ("new_due", {"due_at": MORNING + FURTHEST + timedelta(seconds=1)}),
        ("later_due", {"due_at": MORNING}),
        ("asked_people", {"assignees": ()}),
        ("asked_people", {"assignees": (HELPER, HELPER)}),
        ("asked_people", {"assignees": (replace(HELPER, due_at=MORNING),)}),
        ("on_behalf", {"leader_id": None}),
        ("scan", {"scan": None}),
        ("scan", {"scan": replace(PDF, content=b"")}),
        ("scan", {"scan": replace(PDF, content=b"MZ program.pdf")}),
    ],
)
def test_the_least_gap_in_a_full_form_is_named(name: str, change: dict[str, object]) -> None:
    assert asks.problems((name,), replace(FULL, **change), MORNING)  # type: ignore[arg-type]  # a field each


def test_more_time_may_be_allowed_without_naming_another_deadline() -> None:
    assert asks.problems(("later_due",), Form(), MORNING) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n0", "image/png"),
        (b"<svg>", ""),
        (b"", ""),
    ],
)
def test_a_scan_is_what_its_bytes_are_whatever_its_name_says(content: bytes, kind: str) -> None:
    assert Scan(name="x.pdf", content=content).media_type == kind


@pytest.mark.parametrize("within", [None, 0, 61])
def test_an_opinion_is_wanted_by_a_day_or_within_so_many_working_days(within: int | None) -> None:
    by_then = replace(FULL, assignees=(LEADER,), within=None)
    assert asks.problems(("opinion_due",), by_then, MORNING) == []
    assert asks.problems(("opinion_due",), replace(FULL, within=within), MORNING)


@pytest.mark.parametrize(
    ("stance", "opinion"), [("", "Tốt"), ("maybe", "Tốt"), ("changes", ""), ("disagree", " ")]
)
def test_an_opinion_on_a_draft_has_a_stance_and_words_unless_it_agrees(
    stance: str, opinion: str
) -> None:
    assert asks.problems(("stance",), Form(stance="agree"), MORNING) == []
    assert asks.problems(("stance",), Form(stance=stance, opinion=opinion), MORNING)
