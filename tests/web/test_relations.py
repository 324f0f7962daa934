"""Replacing, amending, correcting on the pages: begun in one press, shown on both documents."""

import pytest
from sqlalchemy import select

from office.jobs import run
from office.models.registers import Register
from office.runtime import Office
from tests import stories
from tests.stories import OUTGOING
from tests.web.desk import Desk, words

DISTRICT, OTHER = "ubnd-bac-ai", "snv"


def begun(office: Office, document: str, kind: str = "replaces") -> str:
    """Let the drafter press the button; return the draft's public id."""
    desk = Desk(office, "cv.vx")
    page = f"/documents/{document}/relate"
    assert page in desk.read(f"/documents/{document}")
    desk.see(page)
    answer = desk.send(page, kind=kind, once="một lần")
    assert answer.status_code == 302, words(answer)
    again = desk.send(page, kind=kind, once="một lần")
    assert again.location == answer.location  # a slow line sends twice
    return answer.location.rsplit("/", 1)[-1]


def issued(office: Office, draft: str) -> None:
    """Take a draft through its reviews to its issue."""
    for action in OUTGOING[: OUTGOING.index("issue") + 1]:
        stories.act(office, draft, action)


@pytest.fixture
def document(province: Office) -> str:
    """Hand in a letter of the province to a district and a department."""
    return stories.draft(province, "issued", (DISTRICT, OTHER))


def test_the_three_ways_are_explained_with_their_law(province: Office, document: str) -> None:
    page = Desk(province, "cv.vx").read(f"/documents/{document}/relate")
    for said in ("Thay thế bằng văn bản mới", "Sửa đổi, bổ sung", "Đính chính bằng công văn"):
        assert said in page
    assert "NĐ 30/2020, Đ18.3" in page


def test_both_documents_say_it_to_the_sender_and_the_recipients(
    province: Office, document: str
) -> None:
    draft = begun(province, document)
    assert "Có hiệu lực khi phát hành." in Desk(province, "cv.vx").read(f"/documents/{draft}")
    clerk = Desk(province, "vt.bacai")
    assert "Bị thay thế bởi" not in clerk.read(f"/documents/{document}")
    issued(province, draft)
    old, new = clerk.read(f"/documents/{document}"), clerk.read(f"/documents/{draft}")
    assert "Bị thay thế bởi" in old
    assert f'href="/documents/{draft}">02/UBND-VX</a>' in old
    assert "Việc xử lý văn bản này ở đây vẫn mở" in old
    assert f'href="/documents/{document}">01/UBND-VX</a>' in new
    assert "Đã bị thay thế" in clerk.read("/inbox/arrivals")
    assert "Đã bị thay thế" in Desk(province, "vt.tinh").read("/inbox/outgoing-all")
    book = Desk(province, "vt.tinh")
    with province.look() as work:
        key = work.db.scalar(select(Register.id).where(Register.direction == "out"))
    noted = book.read(f"/registers/{key}")
    assert "Bị thay thế bởi 02/UBND-VX" in noted
    assert "Thay thế 01/UBND-VX" in noted


def test_search_shows_how_an_earlier_document_stands(province: Office, document: str) -> None:
    issued(province, begun(province, document, "corrects"))
    run.drain(province)
    found = Desk(province, "vt.tinh").read("/search?q=01/UBND-VX&list=1")
    assert "Đã được đính chính" in found


def test_who_is_left_out_is_warned_of_and_added_with_one_click(
    province: Office, document: str
) -> None:
    draft = begun(province, document)
    desk = Desk(province, "cv.vx")
    desk.see(f"/documents/{draft}/recipients")
    district = stories.unit(province, DISTRICT)
    desk.send(f"/documents/{draft}/recipients", unit=[district], do="save")
    page = desk.read(f"/documents/{draft}")
    assert "1 nơi đã nhận văn bản cũ không có trong nơi nhận" in page
    assert "Sở Nội vụ" in page
    assert "Thêm 1 nơi này" in desk.read(f"/documents/{draft}/recipients")
    assert desk.send(f"/drafts/{draft}/left-out").status_code == 302
    assert "không có trong nơi nhận" not in desk.read(f"/documents/{draft}")


def test_what_was_replaced_is_not_replaced_again_and_the_page_says_why(
    province: Office, document: str
) -> None:
    issued(province, begun(province, document))
    desk = Desk(province, "cv.vx")
    desk.see(f"/documents/{document}")
    answer = desk.send(f"/documents/{document}/relate", kind="corrects")
    assert answer.status_code == 422
    assert "đã bị thay thế bởi 02/UBND-VX" in words(answer)


def test_a_recipient_has_no_such_button(province: Office, document: str) -> None:
    desk = Desk(province, "vt.bacai")
    assert "/relate" not in desk.read(f"/documents/{document}")
    assert desk.see(f"/documents/{document}/relate").status_code == 422
    desk.see(f"/documents/{document}")
    assert desk.send(f"/documents/{document}/relate", kind="replaces").status_code == 422
