"""Reminders, taking back, assigning anew, opinions: what supervises, and what moves nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from office.domain.asks import CO, LEAD, Assignee, Form, Scan
from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.models.deliveries import Assignment
from office.models.supervision import Chase, OpinionAsk
from office.runtime import Office
from office.services.views import dossier, inboxes
from tests import stories
from tests.make import MORNING, acting
from tests.services.attacks import found_after
from tests.services.test_concurrency import at_once, taking
from tests.services.test_extensions import part_id, rows

LEADER, DEPUTY = ("ct.tinh", "leader"), ("pct.tinh", "leader")
CLERK, CHIEF = ("vt.tinh", "clerk"), ("cvp.tinh", "chief_of_office")
HEAD, LEAD_HAND = ("tp.vx", "unit_head"), ("cv.vx", "specialist")
HELPER, STRANGER = ("cv.th", "specialist"), ("cv.kt", "specialist")
PNG = Scan(name="but phe.png", content=b"\x89PNG\r\n\x1a\n" + b"0" * 40)


def last(office: Office, document: str) -> dict[str, Any]:
    """Return the newest record of a document."""
    with office.look(acting(office, *CLERK)) as work:
        return dossier.read(work, document).story[-1].record


def reminder(office: Office, part: str = "lead", words: str = "Đề nghị báo cáo ngay") -> Form:
    """Return a form that chases whoever has a part."""
    return Form(which=part_id(office, part), opinion=words)


def typed(office: Office, login: str = "ct.tinh", scan: Scan | None = PNG) -> Form:
    """Return a form with which the clerk types what a leader wrote."""
    form = stories.directive(office)
    leader = stories.person(office, login)
    return Form(opinion=form.opinion, assignees=form.assignees, leader_id=leader, scan=scan)


# reminders


def test_reminders_are_numbered_dated_and_shown_with_their_words(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    stories.move(province, LEADER, document, "chase", reminder(province))
    stories.move(province, CLERK, document, "chase", reminder(province, "co"))
    assert last(province, document)["chase"]["n"] == 2
    kept = rows(province, Chase)
    assert [(row.n, row.content) for row in kept] == [
        (1, "Đề nghị báo cáo ngay"), (2, "Đề nghị báo cáo ngay")
    ]  # fmt: skip
    assert stories.state_of(province, document) == "in_progress"
    assert stories.problems(province) == []


def test_a_unit_head_chases_inside_the_unit_and_a_specialist_nobody(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    stories.move(province, HEAD, document, "chase", reminder(province))
    for who, part in ((HEAD, "co"), (LEAD_HAND, "lead"), (("tp.th", "unit_head"), "co")):
        stories.check_refusal(
            province,
            Refused,
            lambda who=who, part=part: stories.move(  # type: ignore[misc]  # bound here
                province, who, document, "chase", reminder(province, part)
            ),
        )


@pytest.mark.parametrize("words", ["", " \n"])
def test_a_reminder_says_something(province: Office, words: str) -> None:
    document = stories.incoming(province, "in_progress")
    form = reminder(province, words=words)
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, LEADER, document, "chase", form)
    )


def persistently(act: Callable[[], object]) -> Callable[[], object]:
    """Return an act of somebody who looks again, as told to, until it is done."""

    def insist() -> None:
        for _ in range(20):
            try:
                act()
            except Conflict:
                continue
            return

    return insist


def test_eight_reminders_at_once_have_eight_numbers(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office, "in_progress")
    form = reminder(office)
    acts = [
        persistently(
            taking(office, (LEADER, DEPUTY, CLERK, HEAD)[n % 4], document, "chase", form=form)
        )
        for n in range(8)
    ]
    assert at_once(acts) == [None] * 8
    assert [row.n for row in rows(office, Chase)] == list(range(1, 9))
    assert stories.problems(office) == []


# taking back and assigning anew


def test_what_was_taken_back_waits_for_a_new_directive_and_keeps_its_trace(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = stories.incoming(office, "in_progress")
    stories.move(office, LEADER, document, "take_back", stories.REASON)
    assert stories.state_of(office, document) == "direction"
    assert {row.outcome for row in rows(office, Assignment)} == {"taken_back"}
    with pytest.raises(Refused):
        stories.move(office, LEAD_HAND, document, "report", stories.RESULT)
    stories.act(office, document, "direct")
    assert len(rows(office, Assignment)) == 4
    assert stories.problems(office) == []


def test_who_stands_below_the_assigner_takes_nothing_back(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    for who in (CLERK, CHIEF, HEAD, LEAD_HAND):
        stories.check_refusal(
            province,
            Refused,
            lambda who=who: stories.move(province, who, document, "take_back", stories.REASON),  # type: ignore[misc]  # bound here
        )


def test_a_clerk_takes_back_what_the_clerk_transferred(province: Office) -> None:
    document = stories.incoming(province, "registered")
    form = Form(assignees=stories.directive(province).assignees)
    stories.move(province, CLERK, document, "transfer", form)
    stories.move(province, CLERK, document, "take_back", stories.REASON)
    assert stories.state_of(province, document) == "direction"


def test_assigning_anew_is_one_act_that_names_who_had_it_and_who_has_it(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    unit, heir = stories.unit(province, "phong-th-ninh-thuan"), stories.person(province, "cv.th")
    lead = Assignee(part=LEAD, unit_id=unit, person_id=heir)
    co = Assignee(part=CO, unit_id=stories.unit(province, "phong-vx-ninh-thuan"))
    form = Form(reason="Đúng việc của phòng TH", assignees=(lead, co))
    stories.move(province, LEADER, document, "reassign", form)
    assert last(province, document)["closed"] == {"parts": "all", "outcome": "taken_back"}
    with province.look(acting(province, *CLERK)) as work:
        own = dossier.read(work, document).own_delivery
    assert own is not None
    assert (own.state, own.holder_person_id) == ("in_progress", heir)
    assert stories.offered(province, LEAD_HAND, document)["report_part"].open
    assert stories.problems(province) == []


def test_passing_on_does_not_make_the_unit_head_the_assigner(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    heir = Assignee(part=LEAD, unit_id=stories.unit(province, "phong-vx-ninh-thuan"))
    stories.move(province, HEAD, document, "forward", Form(assignees=(heir,)))
    assert rows(province, Assignment)[-1].assigner_id == stories.person(province, "ct.tinh")


# opinions


def asking(office: Office, *logins: str) -> Form:
    """Return a form that asks some people for their opinion."""
    units = {"cv.kt": "phong-kt-ninh-thuan", "cv.th": "phong-th-ninh-thuan"}
    people = [
        Assignee(
            part="info", unit_id=stories.unit(office, units[login]),
            person_id=stories.person(office, login), due_at=MORNING + timedelta(days=1),
        )
        for login in logins
    ]  # fmt: skip
    return Form(opinion="Có nên mời các huyện?", assignees=tuple(people))


def waiting(office: Office, who: tuple[str, str]) -> list[str]:
    """Return the documents on which somebody's opinion is waited for."""
    with office.look(acting(office, *who)) as work:
        return [item.public_id for item in inboxes.page(work, "opinions").items]


def test_who_is_asked_sees_the_document_answers_and_the_item_does_not_move(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = stories.incoming(office, "in_progress")
    with pytest.raises(NotFound):
        stories.offered(office, STRANGER, document)
    stories.move(office, LEAD_HAND, document, "ask_opinion", asking(office, "cv.kt", "cv.th"))
    assert waiting(office, STRANGER) == [document]
    assert waiting(office, ("vt.snv", "clerk")) == []
    stories.move(office, STRANGER, document, "answer_opinion", Form(opinion="Nên mời"))
    assert waiting(office, STRANGER) == []
    assert waiting(office, HELPER) == [document]
    assert [(row.n, row.answer) for row in rows(office, OpinionAsk)] == [(1, "Nên mời"), (2, "")]
    assert stories.state_of(office, document) == "in_progress"
    assert not stories.offered(office, STRANGER, document)["answer_opinion"].open
    assert stories.problems(office) == []


def test_a_leader_asks_before_deciding(province: Office) -> None:
    document = stories.incoming(province, "direction")
    stories.move(province, LEADER, document, "ask_opinion", asking(province, "cv.kt"))
    stories.move(province, STRANGER, document, "answer_opinion", Form(opinion="Giao VX"))
    assert stories.state_of(province, document) == "direction"


def test_nobody_outside_the_agency_is_asked_and_nobody_answers_for_another(
    province: Office,
) -> None:
    document = stories.incoming(province, "in_progress")
    outside = Assignee(part="info", unit_id=stories.unit(province, "snv"))
    form = Form(opinion="Ý kiến?", assignees=(outside,))
    stories.check_refusal(
        province, Invalid, lambda: stories.move(province, LEADER, document, "ask_opinion", form)
    )
    stories.move(province, LEADER, document, "ask_opinion", asking(province, "cv.kt"))
    said = Form(opinion="Tôi trả lời thay")
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, HELPER, document, "answer_opinion", said)
    )


def test_what_nobody_answered_waits_no_longer_when_the_item_ends(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    stories.move(province, LEADER, document, "ask_opinion", asking(province, "cv.kt"))
    stories.act(province, document, "report")
    assert waiting(province, STRANGER) == [document]
    stories.act(province, document, "confirm")
    assert waiting(province, STRANGER) == []
    assert stories.problems(province) == []


@pytest.mark.parametrize(
    "attack",
    [
        "chases SET content = 'Không có gì'",
        "chases SET by_id = 1 + by_id",
        "opinion_asks SET question = 'Khác'",
        "opinion_asks SET answer = 'Không'",
        "opinion_asks SET answered_by = 1",
        "directive_scans SET digest = '" + "0" * 64 + "'",
        "directive_scans SET leader_id = 1",
        "DELETE FROM chases",
        "DELETE FROM opinion_asks",
        "DELETE FROM directive_scans",
    ],
)
def test_what_goes_on_beside_an_item_is_sealed(province: Office, attack: str) -> None:
    document = stories.incoming(province, "direction")
    stories.move(province, CLERK, document, "direct_for", typed(province))
    stories.move(province, LEADER, document, "chase", reminder(province))
    stories.move(province, LEADER, document, "ask_opinion", asking(province, "cv.kt"))
    stories.move(province, STRANGER, document, "answer_opinion", Form(opinion="Nên"))
    sql = attack if attack.startswith("DELETE") else f"UPDATE {attack}"
    assert found_after(province, sql) != []
