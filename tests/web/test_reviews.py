"""Reviewing on pages: approvals of a version, comments at a passage, opinions with deadlines."""

import re

from office.models.reviews import DraftApproval, DraftComment
from office.models.supervision import OpinionAsk
from office.runtime import Office
from tests import stories
from tests.make import Clock
from tests.services import reviewing
from tests.services.reviewing import CHIEF, DRAFTER, HEAD, LEADER, SISTER, remark
from tests.stories import REASON
from tests.web.desk import Desk, words
from tests.web.test_form_checks import BAD

_VERSION = re.compile(r'name="version" value="(\d+)"')


def version_on(page: str) -> str:
    found = _VERSION.search(page)
    assert found is not None
    return found.group(1)


def test_what_is_decided_names_the_version_that_the_page_showed(province: Office) -> None:
    document = reviewing.draft(province)
    head = Desk(province, "tp.vx")
    address = f"/documents/{document}"
    page, revision = head.read(address), head.revision(address)
    assert version_on(page) == "1"
    stories.move(province, HEAD, document, "return_content", REASON)
    stories.act(province, document, "submit")
    late = head.send(f"{address}/actions/approve_content", version="1", revision=revision)
    assert late.status_code == 409
    assert "Bạn đã xem bản 1; dự thảo nay là bản 2" in words(late)
    assert reviewing.rows(province, DraftApproval) == []
    again = head.send(
        f"{address}/actions/approve_content", version="2", revision=head.revision(address)
    )
    assert again.status_code == 302


def test_the_page_says_which_approvals_stand_and_why_others_are_void(province: Office) -> None:
    document = reviewing.draft(province, "signing")
    page = Desk(province, "ct.tinh").read(f"/documents/{document}")
    assert "Bản 1: Hồ Thị Ngọc Diệp" in page
    stories.move(province, LEADER, document, "return_unsigned", REASON)
    for action in ("submit", "approve_content"):
        stories.act(province, document, action)
    page = Desk(province, "cvp.tinh").read(f"/documents/{document}")
    assert "Bản 2: Hồ Thị Ngọc Diệp" in page
    assert "Bản 1 được duyệt nội dung bởi Hồ Thị Ngọc Diệp" in page
    assert "Trần Quốc Khải trả lại" in page
    assert "đã sửa thành bản 2 nên phải duyệt lại" in page
    assert REASON.reason in page


def test_a_reviewer_comments_without_a_script_by_the_number_of_the_paragraph(
    province: Office,
) -> None:
    document = reviewing.draft(province)
    head = Desk(province, "tp.vx")
    address = f"/documents/{document}/comments"
    assert f'href="{address}"' in head.read(f"/documents/{document}")
    page = head.read(f"{address}?paragraph=2")
    assert 'name="paragraph" type="number"' in page
    assert 'value="2"' in page.split('id="paragraph"')[1].split(">")[0]
    sent = head.send(
        address, version=version_on(page), paragraph="2", quote="ngày 20", words="Ghi rõ tháng"
    )
    assert sent.status_code == 302
    page = head.read(address)
    assert "<mark>ngày 20" in page
    assert "Ghi rõ tháng" in page
    assert "Ghi rõ tháng" in Desk(province, "cvp.tinh").read(f"/documents/{document}")


def test_what_was_typed_of_a_comment_that_is_refused_is_still_there(province: Office) -> None:
    document = reviewing.draft(province)
    head = Desk(province, "tp.vx")
    address = f"/documents/{document}/comments"
    head.read(address)
    typed = {"version": "1", "paragraph": "2", "words": "Ghi rõ tháng và năm"}
    wrong = head.send(address, **typed, quote="ngày 21")
    assert wrong.status_code == 422
    assert "Không thấy những chữ ấy trong đoạn 2" in words(wrong)
    assert "Ghi rõ tháng và năm" in wrong.text
    stories.move(province, HEAD, document, "return_content", REASON)
    gone = head.send(address, **typed)
    assert gone.status_code == 422
    assert "Ghi rõ tháng và năm" in gone.text
    assert reviewing.rows(province, DraftComment) == []
    head.send(f"/kept/comment?about={document}", **typed, kept_writer="w", kept_version="0")
    assert "Góp ý tại đoạn" in head.read("/kept")
    assert "Ghi rõ tháng và năm" in head.read(address)


def test_the_drafter_sees_comments_beside_the_text_and_where_their_words_went(
    province: Office,
) -> None:
    document = reviewing.draft(province)
    remark(province, HEAD, document)
    remark(province, HEAD, document, paragraph=3, quote="")
    stories.move(province, HEAD, document, "return_content", REASON)
    reviewing.rewrite(province, document, "Kính gửi.\nTheo lịch.\nĐề nghị báo cáo trước ngày 20.")
    desk = Desk(province, "cv.vx")
    page = desk.read(f"/drafts/{document}")
    assert "nay ở đoạn 3" in page
    assert "phần văn bản này không còn" in page
    done = desk.send(f"/documents/{document}/comments/1/settle", how="done", **{"from": "editor"})
    assert done.status_code == 302
    assert f"/drafts/{document}" in done.location
    answered = desk.send(
        f"/documents/{document}/comments/2/settle", how="answered", answer="Theo mẫu mới"
    )
    assert answered.status_code == 302
    page = desk.read(f"/documents/{document}/comments")
    assert "Theo mẫu mới" in page
    twice = desk.send(f"/documents/{document}/comments/1/settle", how="done")
    assert twice.status_code == 409
    nobody = Desk(province, "tp.vx").send(f"/documents/{document}/comments/1/settle", how="done")
    assert nobody.status_code in (400, 422)


def test_the_drafter_asks_and_those_asked_answer_with_their_stance(
    province: Office, clock: Clock
) -> None:
    document = reviewing.draft(province, "draft")
    drafter = Desk(province, "cv.vx")
    form = f"/documents/{document}/actions/ask_opinion"
    page = drafter.read(form)
    assert "Hạn góp ý chung (số ngày làm việc)" in page
    there = stories.unit(province, "phong-th-ninh-thuan")
    sent = drafter.send(
        form, revision=drafter.revision(form), opinion="Xin góp ý về hạn báo cáo",
        **{"part-0": "info", "who-0": f"{there}-{stories.person(province, 'cv.th')}"},
        **{"part-1": "info", "who-1": str(stories.unit(province, "phong-kt-ninh-thuan"))},
        within="2",
    )  # fmt: skip
    assert sent.status_code == 302, words(sent)
    sister = Desk(province, "cv.th")
    assert document in sister.read("/inbox/opinions")
    page = sister.read(f"/documents/{document}")
    assert "Bản 1, gửi xin ý kiến" in page
    assert "Đề nghị báo cáo trước ngày 20." in page
    answer = f"/documents/{document}/actions/answer_opinion"
    page = sister.read(answer)
    assert "Xin góp ý về hạn báo cáo" in page
    assert page.count('name="stance"') == 3
    assert 'name="opinion"' in page
    revision = sister.revision(answer)
    bare = sister.send(answer, revision=revision, stance="changes")
    assert bare.status_code == 422
    assert "Hãy ghi nội dung góp ý" in words(bare)
    given = sister.send(answer, revision=revision, stance="changes", opinion="Nên lùi hạn")
    assert given.status_code == 302
    clock.tick(days=7)
    page = drafter.read(f"/documents/{document}")
    assert "Đã trả lời" in page
    assert "<strong>1/2</strong>" in page
    assert "Đồng ý, có chỉnh sửa" in page
    assert "quá hạn" in page
    assert "Nên lùi hạn" in drafter.read(f"/drafts/{document}")


def test_who_was_asked_sees_neither_others_answers_nor_others_comments(province: Office) -> None:
    document = reviewing.draft(province)
    remark(province, HEAD, document)
    both = (
        reviewing.of(province, "phong-th-ninh-thuan", "cv.th"),
        reviewing.of(province, "vp-ubnd-ninh-thuan"),
    )
    reviewing.ask(province, HEAD, document, *both)
    page = Desk(province, "cv.th").read(f"/documents/{document}")
    assert reviewing.WORDS not in page
    assert page.count("Xin góp ý dự thảo") == 1


def test_whoever_lets_a_draft_pass_sees_what_was_found_first_and_may_say_why(
    province: Office,
) -> None:
    document = stories.draft(province, "form_review", content=BAD)
    chief = Desk(province, "cvp.tinh")
    form = f"/documents/{document}/actions/approve_form"
    assert f'href="{form}"' in chief.read(f"/documents/{document}")
    assert "Vì sao vẫn cho qua" in chief.read(form)
    why = "Quyết định theo mẫu cũ còn hiệu lực"
    sent = chief.send(form, revision=chief.revision(form), version="1", reason=why)
    assert sent.status_code == 302
    record = reviewing.records(province, document)[-1]
    assert record["reason"] == why
    assert "no_grounds" in [found[0] for found in record["checks"]]


def test_a_draft_nobody_reviewed_has_nothing_to_comment_on(province: Office) -> None:
    document = reviewing.draft(province, "draft")
    page = Desk(province, "cv.vx").read(f"/documents/{document}/comments")
    assert "Chưa có bản nào được trình" in page
    assert reviewing.rows(province, OpinionAsk) == []


def test_the_reviews_pages_speak_english(province: Office) -> None:
    document = reviewing.draft(province, "form_review")
    remark(province, CHIEF, document)
    reviewing.ask(province, CHIEF, document)
    stories.move(province, CHIEF, document, "return_form", REASON)
    for desk, address, said in (
        (Desk(province, DRAFTER[0]), f"/documents/{document}", "so it must be approved again"),
        (Desk(province, DRAFTER[0]), f"/documents/{document}/comments", "Comments at passages"),
        (Desk(province, SISTER[0]), f"/documents/{document}", "sent for opinions"),
    ):
        if "again" in said:
            stories.act(province, document, "submit")
        desk.client.set_cookie("lang", "en")
        assert said in desk.read(address)
