"""Recalling what was sent: at once until it is accepted, by consent afterwards, never lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from sqlalchemy import select

from office.domain import recalls as rules
from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Invalid, NotFound, Refused
from office.jobs import run
from office.models.notices import Notification
from office.models.recalls import Recall
from office.runtime import Office
from office.services.views import dossier, inboxes
from office.services.wire import recalling
from office.services.wire.recalling import Outcome
from tests import stories
from tests.make import acting
from tests.services.finding import found
from tests.services.test_concurrency import at_once

WHY = "Gửi nhầm nơi nhận, xin thu hồi"
DISTRICT, OTHER = "ubnd-bac-ai", "snv"
CLERK, LEADER = ("vt.bacai", "clerk"), ("ct.bacai", "leader")


@pytest.fixture
def document(both_provinces: Office) -> str:
    """Hand in a letter of the province to a district and a department."""
    return stories.draft(both_provinces, "issued", (DISTRICT, OTHER))


def recall(office: Office, document: str, *units: str, who: str = "vt.tinh") -> list[Outcome]:
    """Let somebody of the province recall a letter from units, from everybody without any."""
    wanted = {stories.unit(office, key): "" for key in units} if units else None
    with office.work(acting(office, who)) as work:
        return recalling.ask(work, document, WHY, wanted)


def ways(office: Office, document: str) -> dict[str, str]:
    """Return what a recall can do at each recipient, by the unit's key."""
    with office.look(acting(office, "vt.tinh")) as work:
        found = recalling.prospects(work, document)
        return {work.tree[one.at.unit_id].key: one.way for one in found}


def answers(office: Office) -> list[str]:
    """Return how each recall ended, in the order they were asked."""
    with office.look() as work:
        return list(work.db.scalars(select(Recall.answer).order_by(Recall.id)))


def read(office: Office, document: str, login: str) -> dossier.Dossier:
    """Return what a person sees of the document."""
    with office.look(acting(office, login)) as work:
        return dossier.read(work, document)


def test_before_pressing_the_sender_sees_what_a_recall_can_achieve(
    both_provinces: Office, document: str
) -> None:
    stories.move(both_provinces, CLERK, document, "accept")
    assert ways(both_provinces, document) == {DISTRICT: rules.BY_CONSENT, OTHER: rules.AT_ONCE}
    stories.move(both_provinces, ("vt.snv", "clerk"), document, "refuse", stories.REASON)
    assert ways(both_provinces, document)[OTHER] == rules.NOTHING


def test_until_it_is_accepted_it_is_taken_back_at_once_and_its_content_is_closed(
    both_provinces: Office, document: str
) -> None:
    run.drain(both_provinces)
    assert read(both_provinces, document, "vt.bacai").attachments
    done = recall(both_provinces, document, DISTRICT)
    assert [one.way for one in done] == [rules.AT_ONCE]
    run.drain(both_provinces)
    assert stories.state_of(both_provinces, document, "vt.bacai") == "recalled"
    left = read(both_provinces, document, "vt.bacai")
    assert (left.content_closed, left.attachments, left.document.body) == (True, [], "")
    assert [h.record["act"] for h in left.story][-2:] == ["ask_recall", "withdraw"]
    with (
        both_provinces.look(acting(both_provinces, "vt.bacai")) as work,
        pytest.raises(Refused, match="đã được bên gửi thu hồi"),
    ):
        dossier.attachment(work, document, 1)
    assert read(both_provinces, document, "vt.snv").attachments  # the other keeps it
    assert read(both_provinces, document, "vt.tinh").attachments
    assert stories.problems(both_provinces) == []


def test_what_was_recalled_is_found_by_no_word_of_it_any_more(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    run.drain(province)
    assert document in found(province, CLERK, "trả lời")
    recall(province, document)
    run.drain(province)
    assert found(province, CLERK, "trả lời") == []
    assert document in found(province, q="trả lời")


def test_once_accepted_the_recipient_is_asked_and_agrees(
    both_provinces: Office, document: str
) -> None:
    stories.move(both_provinces, CLERK, document, "accept")
    recall(both_provinces, document, DISTRICT)
    assert stories.state_of(both_provinces, document, "vt.bacai") == "accepted"
    assert ways(both_provinces, document)[DISTRICT] == rules.WAITING
    with both_provinces.look(acting(both_provinces, "vt.bacai")) as work:
        waiting = inboxes.page(work, "change-requests")
    assert [item.public_id for item in waiting.items] == [document]
    stories.move(both_provinces, CLERK, document, "agree_recall")
    assert stories.state_of(both_provinces, document, "vt.bacai") == "recalled"
    assert read(both_provinces, document, "vt.bacai").content_closed
    assert answers(both_provinces) == ["agreed"]
    assert stories.problems(both_provinces) == []


def test_the_recipient_may_keep_it_and_says_why_and_may_be_asked_again(
    both_provinces: Office, document: str
) -> None:
    stories.move(both_provinces, CLERK, document, "accept")
    recall(both_provinces, document, DISTRICT)
    with pytest.raises(Refused, match="10 ký tự"):
        stories.move(both_provinces, CLERK, document, "decline_recall", Form(reason="không"))
    why = "Đã triển khai đến các xã, không thu hồi được"
    stories.move(both_provinces, CLERK, document, "decline_recall", Form(reason=why))
    assert stories.state_of(both_provinces, document, "vt.bacai") == "accepted"
    (told,) = read(both_provinces, document, "vt.tinh").recalls
    assert (told.answer, told.answer_reason) == ("declined", why)
    recall(both_provinces, document, DISTRICT)
    assert [row.n for row in read(both_provinces, document, "vt.bacai").recalls] == [1, 2]
    assert stories.problems(both_provinces) == []


def test_agreeing_ends_the_work_that_was_given_out(both_provinces: Office) -> None:
    document = stories.draft(both_provinces, "issued", (DISTRICT,))
    for action in ("accept", "register", "submit"):
        stories.move(both_provinces, CLERK, document, action)
    head = Assignee(part=LEAD, unit_id=stories.unit(both_provinces, "nv-bac-ai"))
    lead = Form(opinion="Giao phòng Nội vụ", assignees=(head,))
    stories.move(both_provinces, LEADER, document, "direct", lead)
    recall(both_provinces, document)
    stories.move(both_provinces, LEADER, document, "agree_recall")
    assert stories.state_of(both_provinces, document, "vt.bacai") == "recalled"
    assert stories.problems(both_provinces) == []


def test_what_is_completed_stays_completed_and_only_its_content_closes(
    both_provinces: Office,
) -> None:
    document = stories.draft(both_provinces, "issued", (DISTRICT,))
    for who, action in (*((CLERK, one) for one in ("accept", "register", "submit")),
                        (LEADER, "note")):  # fmt: skip
        stories.move(both_provinces, who, document, action)
    before = read(both_provinces, document, "vt.bacai").own_delivery
    recall(both_provinces, document)
    stories.move(both_provinces, CLERK, document, "agree_recall_after")
    after = read(both_provinces, document, "vt.bacai")
    assert after.own_delivery is not None
    assert before is not None
    assert (after.own_delivery.state, after.content_closed) == ("completed", True)
    assert after.own_delivery.closed_at == before.closed_at
    assert stories.problems(both_provinces) == []


def test_nobody_answers_what_was_not_asked(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    offered = stories.offered(province, CLERK, document)
    assert not {"agree_recall", "decline_recall"} & offered.keys()
    with pytest.raises(Refused, match="không đề nghị"):
        stories.move(province, CLERK, document, "agree_recall")
    with pytest.raises(Refused):
        stories.move(province, CLERK, document, "withdraw")


def test_only_the_sender_recalls_with_a_reason_and_from_those_it_sent_to(
    province: Office,
) -> None:
    document = stories.draft(province, "issued", (DISTRICT, OTHER))
    with pytest.raises(Refused):
        recall(province, document, who="vt.bacai")
    with pytest.raises(Refused):
        recall(province, document, who="cv.vx")
    with pytest.raises(NotFound):
        recall(province, document, who="vt.phuocdai")
    with province.work(acting(province, "vt.tinh")) as work:
        for reason, wanted in (("ngắn", None), ("x" * 501, None), (WHY, {1: ""}), (WHY, {})):
            with pytest.raises(Invalid):
                recalling.ask(work, document, reason, wanted)
    unsent = stories.draft(province, "signed")
    with pytest.raises(Refused, match="chưa được gửi"):
        recall(province, unsent)
    assert answers(province) == []


def test_a_second_press_recalls_nothing_twice(both_provinces: Office, document: str) -> None:
    stories.move(both_provinces, CLERK, document, "accept")
    recall(both_provinces, document)
    again = recall(both_provinces, document, DISTRICT, OTHER)
    assert [one.way for one in again] == [rules.NOTHING, rules.WAITING] or [
        one.way for one in again
    ] == [rules.WAITING, rules.NOTHING]
    with pytest.raises(Invalid, match="Hãy chọn nơi nhận"):
        recall(both_provinces, document)
    assert sorted(answers(both_provinces)) == ["", "taken_back"]


def test_what_the_recipient_did_in_between_is_said_and_nothing_is_lost(
    both_provinces: Office, document: str
) -> None:
    seen = {stories.unit(both_provinces, DISTRICT): rules.AT_ONCE}
    stories.move(both_provinces, CLERK, document, "accept")
    with both_provinces.work(acting(both_provinces, "vt.tinh")) as work:
        (done,) = recalling.ask(work, document, WHY, seen)
    assert (done.way, done.other) == (rules.BY_CONSENT, True)
    assert stories.state_of(both_provinces, document, "vt.bacai") == "accepted"


def test_the_sender_drops_a_recall_that_waits(both_provinces: Office, document: str) -> None:
    stories.move(both_provinces, CLERK, document, "accept")
    recall(both_provinces, document, DISTRICT)
    with both_provinces.work(acting(both_provinces, "ct.tinh", "leader")) as work:
        recalling.drop(work, document, stories.unit(both_provinces, DISTRICT), WHY)
    assert answers(both_provinces) == ["dropped"]
    with pytest.raises(Refused, match="không đề nghị"):
        stories.move(both_provinces, CLERK, document, "agree_recall")
    assert not read(both_provinces, document, "vt.bacai").content_closed
    assert stories.problems(both_provinces) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_recall_dropped_for_a_reason_in_either_form_is_what_the_log_says(
    province: Office, form: Literal["NFC", "NFD"]
) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    stories.move(province, CLERK, document, "accept")
    recall(province, document)
    why = unicodedata.normalize(form, f" {WHY}\n")
    with province.work(acting(province, "ct.tinh", "leader")) as work:
        recalling.drop(work, document, stories.unit(province, DISTRICT), why)
    assert stories.problems(province) == []


def test_sender_and_recipient_in_the_same_second_never_both_win(
    both_provinces: Office, document: str
) -> None:
    def accepts() -> None:
        stories.move(both_provinces, CLERK, document, "accept")

    def takes_back() -> None:
        recall(both_provinces, document, DISTRICT)

    at_once([accepts, takes_back])
    state = stories.state_of(both_provinces, document, "vt.bacai")
    assert (state, answers(both_provinces)) in [("recalled", ["taken_back"]), ("accepted", [""])]
    assert stories.problems(both_provinces) == []


def test_of_two_answers_in_the_same_second_one_counts(
    both_provinces: Office, document: str
) -> None:
    stories.move(both_provinces, CLERK, document, "accept")
    recall(both_provinces, document, DISTRICT)
    acts: list[Callable[[], object]] = [
        lambda: stories.move(both_provinces, CLERK, document, "agree_recall"),
        lambda: stories.move(both_provinces, LEADER, document, "decline_recall", stories.REASON),
    ]
    refused = [one for one in at_once(acts) if one is not None]
    assert len(refused) == 1
    assert len([one for one in answers(both_provinces) if one]) == 1
    assert stories.problems(both_provinces) == []


def test_both_sides_are_told(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    stories.move(province, CLERK, document, "accept")
    recall(province, document, who="ct.tinh")
    run.drain(province)
    assert "recall_asked" in heard(province, "vt.bacai")
    stories.move(province, CLERK, document, "decline_recall", stories.REASON)
    run.drain(province)
    assert "recall_answered" in heard(province, "vt.tinh")


def heard(office: Office, login: str) -> set[str]:
    """Return the events a person was told of."""
    with office.look() as work:
        told = select(Notification.event).where(
            Notification.person_id == stories.person(office, login)
        )
        return set(work.db.scalars(told))
