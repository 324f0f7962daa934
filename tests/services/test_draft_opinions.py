"""Opinions on a draft: several asked at once, each with a deadline, beside its way."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from office.domain.asks import Form
from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.workdays import end_of
from office.jobs import run
from office.models.documents import Document, DocumentVersion
from office.models.notices import Notification
from office.models.people import Person
from office.models.supervision import OpinionAsk
from office.runtime import Office
from office.services.leaving import part_heirs, stuck
from office.services.notifying import due_watch
from office.services.outgoing import drafting
from office.services.views import dossier, inboxes
from tests import stories
from tests.make import Clock, acting
from tests.services import reviewing
from tests.services.reviewing import CLERK, DRAFTER, HEAD, SISTER, answer, ask, of, remark
from tests.stories import REASON, check_refusal

ELSEWHERE = "phong-th-ninh-thuan"


def test_the_drafter_asks_several_each_until_when_and_the_draft_stays(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = reviewing.draft(office, "draft")
    with office.look() as work:
        monday, friday = end_of(work.calendar.add(work.today, 1)), work.at + timedelta(days=7)
    ask(
        office, DRAFTER, document,
        of(office, ELSEWHERE, "cv.th"), of(office, "vp-ubnd-ninh-thuan", due_at=friday), within=1,
    )  # fmt: skip
    asked = reviewing.rows(office, OpinionAsk)
    assert [(row.n, row.version, row.due_at) for row in asked] == [(1, 1, monday), (2, 1, friday)]
    assert stories.state_of(office, document) == "draft"
    assert stories.problems(office) == []


def test_a_deadline_counts_working_days(province: Office, clock: Clock) -> None:
    document = reviewing.draft(province, "draft")  # a Friday morning
    ask(province, DRAFTER, document, within=2)
    (row,) = reviewing.rows(province, OpinionAsk)
    with province.look() as work:
        assert row.due_at == end_of(work.calendar.add(work.today, 2))
    assert (row.due_at - clock.now).days == 4


def test_whoever_was_asked_reads_that_version_and_not_what_is_written_since(
    province: Office,
) -> None:
    document = reviewing.draft(province, "draft")
    with pytest.raises(NotFound):
        stories.offered(province, SISTER, document)
    ask(province, DRAFTER, document)
    reviewing.rewrite(province, document, "Bản đang viết dở")
    with province.look(acting(province, *SISTER)) as work:
        assert dossier.read(work, document).document.body == reviewing.BODY
    with province.look(acting(province, *HEAD)) as work:
        assert dossier.read(work, document).document.body == "Bản đang viết dở"
    answer(province, SISTER, document, "changes", "Thêm hạn báo cáo quý")
    remark(province, SISTER, document)
    assert stories.problems(province) == []


def test_an_unchanged_text_is_kept_once_and_a_changed_one_is_the_next_version(
    province: Office,
) -> None:
    document = reviewing.draft(province, "draft")
    ask(province, DRAFTER, document)
    ask(province, DRAFTER, document, of(province, "vp-ubnd-ninh-thuan"))
    reviewing.rewrite(province, document, "Bản thứ hai.")
    ask(province, DRAFTER, document, of(province, "phong-kt-ninh-thuan"))
    assert [row.version for row in reviewing.rows(province, DocumentVersion)] == [1, 2]
    assert [row.version for row in reviewing.rows(province, OpinionAsk)] == [1, 1, 2]
    assert stories.problems(province) == []


def test_an_answer_does_not_take_the_text_from_the_drafters_hands(province: Office) -> None:
    document = reviewing.draft(province, "draft")
    ask(province, DRAFTER, document)
    with province.look(acting(province, *DRAFTER)) as work:
        opened = dossier.read(work, document).document.revision
    answer(province, SISTER, document)
    with province.work(acting(province, *DRAFTER)) as work:
        drafting.edit(work, document, reviewing.LETTER, revision=opened)
    assert stories.problems(province) == []


@pytest.mark.parametrize(
    ("stance", "words", "kept"),
    [
        ("agree", "", "Đồng ý"),
        ("agree", "Không có ý kiến khác", "Không có ý kiến khác"),
        ("disagree", "Trái Điều 5", "Trái Điều 5"),
    ],
)
def test_an_opinion_agrees_or_says_why_not(
    province: Office, stance: str, words: str, kept: str
) -> None:
    document = reviewing.draft(province)
    ask(province, HEAD, document)
    answer(province, SISTER, document, stance, words)
    (row,) = reviewing.rows(province, OpinionAsk)
    assert (row.stance, row.answer, row.closed_at is not None) == (stance, kept, True)
    assert stories.problems(province) == []


@pytest.mark.parametrize(("stance", "words"), [("", "Tốt"), ("maybe", "Tốt"), ("changes", " ")])
def test_an_opinion_without_a_stance_or_without_its_words_is_refused(
    province: Office, stance: str, words: str
) -> None:
    document = reviewing.draft(province)
    ask(province, HEAD, document)
    check_refusal(province, Refused, lambda: answer(province, SISTER, document, stance, words))


@pytest.mark.parametrize(
    ("who", "how", "refusal"),
    [
        (HEAD, {"within": None}, Refused),
        (HEAD, {"within": 61}, Refused),
        (HEAD, {"within": 0}, Refused),
        (HEAD, {"opinion": ""}, Refused),
        (DRAFTER, {}, Refused),  # it is with the reviewer now
        (SISTER, {}, NotFound),
    ],
)
def test_who_may_not_ask_or_says_not_until_when_is_refused(
    province: Office, who: tuple[str, str], how: dict[str, object], refusal: type[OfficeError]
) -> None:
    document = reviewing.draft(province)
    check_refusal(province, refusal, partial(ask, province, who, document, **how))


def test_nobody_outside_the_agency_is_asked(province: Office) -> None:
    document = reviewing.draft(province)
    whom = of(province, "snv")
    check_refusal(province, Invalid, lambda: ask(province, HEAD, document, whom))


@pytest.mark.parametrize(
    ("state", "asker", "action"),
    [
        ("draft", DRAFTER, "submit"),
        ("draft", DRAFTER, "discard"),
        ("content_review", HEAD, "approve_content"),
        ("form_review", CLERK, "approve_form"),
        ("signing", ("ct.tinh", "leader"), "sign"),
    ],
)
def test_when_the_draft_goes_on_what_nobody_answered_is_closed(
    province: Office, state: str, asker: tuple[str, str], action: str
) -> None:
    document = reviewing.draft(province, state)
    ask(province, asker, document)
    stories.move(province, asker, document, action, REASON if action == "discard" else None)
    (row,) = reviewing.rows(province, OpinionAsk)
    assert (row.closed_at is not None, row.answer) == (True, "")
    assert not stories.offered(province, SISTER, document).get("answer_opinion", CLOSED).open
    assert stories.problems(province) == []


class CLOSED:
    """Where there is no such action, it is closed."""

    open = False


def test_a_return_leaves_the_questions_open_and_the_answers_reach_the_drafter(
    province: Office,
) -> None:
    document = reviewing.draft(province)
    ask(province, HEAD, document)
    stories.move(province, HEAD, document, "return_content", REASON)
    answer(province, SISTER, document, "disagree", "Cần hỏi thêm Sở Tài chính")
    assert stories.problems(province) == []


def test_an_opinion_changed_in_the_table_is_noticed(province: Office) -> None:
    document = reviewing.draft(province)
    ask(province, HEAD, document)
    answer(province, SISTER, document)
    with province.work() as work:
        work.db.execute(update(OpinionAsk).values(stance="disagree"))
    assert any("other opinions" in problem for problem in stories.problems(province))


def test_a_draft_of_the_first_procedure_asks_nobody(province: Office) -> None:
    document = reviewing.draft(province)
    with province.work() as work:
        work.db.execute(update(Document).values(procedure_version=1))
    form = Form(opinion="Xin góp ý", assignees=(of(province, ELSEWHERE),), within=3)
    ask_now = partial(stories.move, province, HEAD, document, "ask_in_review", form)
    check_refusal(province, Refused, ask_now)


def test_whoever_is_asked_finds_it_in_their_list_until_it_is_answered(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = reviewing.draft(office, "draft")
    ask(office, DRAFTER, document, of(office, ELSEWHERE, "cv.th"))
    with office.look(acting(office, *SISTER)) as work:
        (item,) = inboxes.page(work, "opinions").items
        counted = {f.name: n for f, n in inboxes.counts(work)}
    assert (item.public_id, item.state, counted["opinions"]) == (document, "draft", 1)
    assert item.due_at is not None
    assert not item.late
    answer(office, SISTER, document)
    with office.look(acting(office, *SISTER)) as work:
        assert inboxes.page(work, "opinions").items == []


def test_people_are_told_of_asking_answering_and_closing(province: Office) -> None:
    document = reviewing.draft(province)
    ask(
        province, HEAD, document, of(province, ELSEWHERE, "cv.th"),
        of(province, "phong-kt-ninh-thuan"),
    )  # fmt: skip
    answer(province, SISTER, document, "changes", "Sửa hạn")
    stories.move(province, HEAD, document, "approve_content")
    run.drain(province)
    assert told(province, "cv.th") == ["opinion_asked"]
    assert told(province, "cv.kt") == ["opinion_asked", "opinion_closed"]
    assert "opinion_given" in told(province, "tp.vx")
    assert told(province, "cv.vx") == ["opinion_given", "draft_approved"]


def test_whoever_is_late_with_an_opinion_is_reminded_once(province: Office, clock: Clock) -> None:
    document = reviewing.draft(province, "draft")
    watch(province)
    ask(province, DRAFTER, document, of(province, ELSEWHERE, "cv.th"), within=3)
    for _ in range(2):
        clock.tick(days=2)
        watch(province)
    clock.tick(days=4)
    watch(province)
    watch(province)
    assert sorted(told(province, "cv.th")) == ["due_soon", "late"]
    with province.look(acting(province, *SISTER)) as work:
        assert inboxes.page(work, "opinions").items[0].late


def test_a_question_about_a_draft_is_put_to_somebody_else_when_its_person_is_gone(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = reviewing.draft(office, "draft")
    ask(office, DRAFTER, document, of(office, ELSEWHERE, "cv.th"))
    (row,) = reviewing.rows(office, OpinionAsk)
    with office.work() as work:
        work.db.execute(update(Person).where(Person.login == "cv.th").values(active=False))
    head = ("tp.th", "unit_head")
    with office.look(acting(office, *head)) as work:
        assert [stuck.key(one) for one in stuck.mine(work)] == [f"{document}.q{row.id}"]
    heir = Form(assignees=(of(office, ELSEWHERE, "tp.th"),), reason="Đã thôi việc từ hôm nay")
    with office.work(acting(office, *head)) as work:
        part_heirs.ask_another(work, document, row.id, heir)
    answer(office, head, document)
    assert stories.problems(office) == []


def told(office: Office, login: str) -> list[str]:
    """Return what a person was told of, the oldest first."""
    whose = select(Notification.event).where(
        Notification.person_id == stories.person(office, login)
    )
    with office.look() as work:
        return list(work.db.scalars(whose.order_by(Notification.id)))


def watch(office: Office) -> None:
    with office.work() as work:
        due_watch.watch(work)
