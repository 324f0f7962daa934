"""What rules find in the form of a draft: shown to who writes and who checks; it only advises."""

from office.domain.documents import Content
from office.runtime import Office
from tests import stories
from tests.web.desk import Desk, words

BAD = Content(type_code="QĐ", subject="V/v ban hành quy chế", body="Điều 1. Ban hành Quy chế.")
TITLE = "Kiểm tra thể thức tự động"
NO_GROUNDS = "Chưa có căn cứ ban hành"


def test_the_drafter_sees_what_must_be_mended_and_by_which_rule(province: Office) -> None:
    page = Desk(province, "cv.vx").read(f"/drafts/{stories.draft(province, content=BAD)}")
    assert TITLE in page
    for said in (
        NO_GROUNDS,
        "Phải sửa",
        "Nên sửa",
        "“V/v” chỉ dùng cho công văn",
        "Phụ lục I, II.6b",
    ):
        assert said in page


def test_a_draft_in_good_form_is_said_to_be_so(province: Office) -> None:
    good = Content(type_code="TB", subject="Kết luận cuộc họp", body="Chủ tịch kết luận.")
    page = Desk(province, "cv.vx").read(f"/drafts/{stories.draft(province, content=good)}")
    assert "Không thấy điểm nào trái quy tắc" in page
    assert "Phải sửa" not in page


def test_a_new_draft_has_nothing_to_check(province: Office) -> None:
    assert TITLE not in Desk(province, "cv.vx").read("/drafts/new")


def test_who_checks_the_form_sees_it_before_deciding_and_decides(province: Office) -> None:
    document = stories.draft(province, "form_review", content=BAD)
    desk = Desk(province, "cvp.tinh")
    page = desk.read(f"/documents/{document}")
    assert NO_GROUNDS in page
    assert f"/drafts/{document}/preview.pdf" in page  # the form is judged on the print
    address = f"/documents/{document}/actions/return_form"
    assert NO_GROUNDS in desk.read(address)
    answer = desk.send(
        f"/documents/{document}/actions/approve_form", revision=desk.revision(address)
    )
    assert answer.status_code == 302, words(answer)  # advice closes no door


def test_who_judges_the_content_is_not_bothered_with_the_form(province: Office) -> None:
    document = stories.draft(province, "content_review", content=BAD)
    assert TITLE not in Desk(province, "tp.vx").read(f"/documents/{document}")


def test_once_signed_there_is_nothing_left_to_advise(province: Office) -> None:
    document = stories.draft(province, "signed", content=BAD)
    assert TITLE not in Desk(province, "vt.tinh").read(f"/documents/{document}")


def test_the_draft_page_shows_the_print_in_place_only_when_it_is_opened(province: Office) -> None:
    document = stories.draft(province, content=BAD)
    desk = Desk(province, "cv.vx")
    page = desk.see(f"/drafts/{document}").get_data(as_text=True)
    shown = page.split("<details")[-1]
    assert f'src="/drafts/{document}/preview.pdf" loading="lazy"' in shown
    assert desk.see(f"/drafts/{document}/preview.pdf").data.startswith(b"%PDF")


def test_what_is_too_long_to_print_is_refused_in_words(province: Office) -> None:
    endless = Content(type_code="CV", subject="dài", body="a" * 30_000)
    document = stories.draft(province, content=endless)
    answer = Desk(province, "cv.vx").see(f"/drafts/{document}/preview.pdf")
    assert answer.status_code == 422
    assert "quá dài, máy chủ không in được" in words(answer)
