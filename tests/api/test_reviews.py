"""Reviewing as programs do it: the version that was read, comments, opinions, the matrix."""

from collections.abc import Callable

from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller
from tests.services import reviewing

Callers = Callable[..., Caller]


def test_a_review_goes_from_a_comment_to_both_approvals(province: Office, caller: Callers) -> None:
    document = reviewing.draft(province)
    head, drafter, chief = caller("tp.vx"), caller("cv.vx"), caller("cvp.tinh", "chief_of_office")
    said = {"version": 1, "paragraph": 2, "quote": "ngày 20", "words": "Ghi rõ tháng"}
    made = head("POST", f"/drafts/{document}/comments", json=said)
    assert (made.status_code, made.json) == (201, {"n": 1})
    head.act(document, "return_content", reason="Xem góp ý tại đoạn 2")
    reviewing.rewrite(province, document, "Kính gửi.\nĐề nghị báo cáo trước ngày 20/12.")
    (comment,) = drafter.get(f"/drafts/{document}/review")["comments"]
    assert (comment["fate"], comment["now_in"], comment["status"]) == ("here", 2, "open")
    settled = drafter("POST", f"/drafts/{document}/comments/1/settlement", json={"how": "done"})
    assert settled.json["comments"][0]["status"] == "done"
    drafter.act(document, "submit")
    head.act(document, "approve_content", version=2)
    chief.act(document, "approve_form", version=2)
    told = chief.get(f"/drafts/{document}/review")["approvals"]
    assert [(one["kind"], one["version"], one["voided_at"]) for one in told] == [
        ("content", 2, None), ("form", 2, None)
    ]  # fmt: skip
    assert stories.problems(province) == []


def test_another_version_than_was_read_answers_409_in_words(
    province: Office, caller: Callers
) -> None:
    document = reviewing.draft(province)
    head = caller("tp.vx")
    head.act(document, "return_content", reason="Bổ sung căn cứ ban hành")
    caller("cv.vx").act(document, "submit")
    revision = head.get(f"/documents/{document}")["run"]["revision"]
    seen = {"revision": revision, "version": 1}
    late = head("POST", f"/documents/{document}/actions/approve_content", json=seen)
    assert late.status_code == 409
    assert "version 2 now" in late.text
    said = {"version": 1, "paragraph": 2, "words": "Ghi rõ tháng"}
    assert head("POST", f"/drafts/{document}/comments", json=said).status_code == 409


def test_opinions_are_asked_for_and_given_and_the_matrix_says_how_they_stand(
    province: Office, caller: Callers
) -> None:
    document = reviewing.draft(province, "draft")
    drafter, sister = caller("cv.vx"), caller("cv.th")
    asked = [
        {"part": "info", "unit": unit} for unit in ("phong-th-ninh-thuan", "vp-ubnd-ninh-thuan")
    ]
    drafter.act(document, "ask_opinion", opinion="Xin góp ý", assignees=asked, within=3)
    assert sister.get(f"/drafts/{document}/review")["body"] == reviewing.BODY
    sister.act(document, "answer_opinion", stance="disagree", opinion="Trái Điều 5")
    told = drafter.get(f"/drafts/{document}/review")["opinions"]
    assert [(one["standing"], one["answer"]) for one in told] == [
        ("disagree", "Trái Điều 5"), ("waiting", "")
    ]  # fmt: skip
    assert len(sister.get(f"/drafts/{document}/review")["opinions"]) == 1


def test_a_draft_nobody_reviewed_has_an_empty_review_and_strangers_have_none(
    province: Office, caller: Callers
) -> None:
    document = reviewing.draft(province, "draft")
    told = caller("cv.vx").get(f"/drafts/{document}/review")
    assert (told["version"], told["comments"], told["may_comment"]) == (0, [], False)
    assert caller("vt.bacai")("GET", f"/drafts/{document}/review").status_code == 404
