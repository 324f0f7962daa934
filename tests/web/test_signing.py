"""Signing on screen: the file, its digest, the capacity and the certificate beside the button."""

import hashlib
import re
from html import unescape
from pathlib import Path

import pytest

from office.runtime import Office
from tests import holders, stories
from tests.holders import ring
from tests.services.test_signing_capacities import given
from tests.web.desk import Desk, words
from tests.web.test_bulk import ended, results, ticks
from tests.web.test_delegations import stand_in

__all__ = ["ring"]
QUEUE = "/signing"


@pytest.fixture
def keyed(province: Office, ring: Path) -> Office:
    holders.give_keys(province, ring)
    return province


def seen(page: str) -> str:
    """Return the digest that the form posts back."""
    return re.findall(r'name="seen" value="([0-9a-f]{64})"', page)[0]


def test_a_leader_sees_file_digest_capacity_and_certificate_then_signs(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    desk, address = Desk(keyed, "ct.tinh"), f"/documents/{document}/sign"
    page = desk.read(address)
    assert seen(page) in page.split("<code")[1]
    for told in ("Trần Quốc Khải", "Chủ tịch", "Lưu Xuân Vĩnh", "PAdES", "chữ ký mô phỏng"):
        assert told in page
    file = desk.client.get(f"{address}.pdf")
    assert hashlib.sha256(file.data).hexdigest() == seen(page)
    answer = desk.send(address, revision=desk.revision(address), seen=seen(page))
    assert answer.status_code == 302
    assert stories.state_of(keyed, document) == "signed"


def test_a_digest_that_is_not_that_of_the_file_shows_the_page_again_with_words(
    keyed: Office,
) -> None:
    document = stories.draft(keyed, "signing")
    desk, address = Desk(keyed, "ct.tinh"), f"/documents/{document}/sign"
    answer = desk.send(address, revision=desk.revision(address), seen="0" * 64)
    assert answer.status_code == 422
    assert "Tệp đã khác bản mà người ký đã xem" in words(answer)
    assert "Ký số tệp này" in words(answer)
    assert stories.state_of(keyed, document) == "signing"


def test_a_clerk_seals_the_numbered_letter(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    holders.sign(keyed, document)
    stories.act(keyed, document, "number")
    desk, address = Desk(keyed, "vt.tinh"), f"/documents/{document}/seal"
    page = desk.read(address)
    assert "01/UBND-VX" in page
    assert "UBND tỉnh Ninh Thuận" in page
    answer = desk.send(address, revision=desk.revision(address), seen=seen(page))
    assert answer.status_code == 302
    assert stories.state_of(keyed, document) == "numbered"


def test_without_a_key_the_page_says_that_it_is_signed_on_paper(province: Office) -> None:
    document = stories.draft(province, "signing")
    page = Desk(province, "ct.tinh").read(f"/documents/{document}/sign")
    assert "chưa ký số (ký giấy)" in page
    assert "Đã ký trên giấy" in page
    assert "Ký số tệp này" not in page


def test_several_letters_are_signed_with_one_press_without_a_script(keyed: Office) -> None:
    for _ in range(2):
        stories.draft(keyed, "signing")
    desk = Desk(keyed, "ct.tinh")
    assert f'href="{QUEUE}"' in desk.read("/")
    assert f'href="{QUEUE}"' in desk.read("/inbox/signing")
    page = desk.read(QUEUE)
    assert page.count(" checked") == 0
    for told in ("Lâm Hoàng Nam", "Chủ tịch", "Lưu Xuân Vĩnh", "/sign.pdf"):
        assert told in page
    ticked = ticks(page)
    assert len(ticked) == 2
    stale = f"{ticked[0].rsplit('.', 1)[0]}.{'0' * 64}"
    answer = desk.send(QUEUE, item=[stale, ticked[1]], once="k")
    assert answer.status_code == 303
    page = ended(desk, answer.location)
    told = results(page)
    assert "khác bản mà người ký đã xem" in told[0]
    assert told[1] == "Đã ký"
    assert 'href="/inbox/signing"' in page


def test_nothing_ticked_is_said_above_the_queue(keyed: Office) -> None:
    stories.draft(keyed, "signing")
    desk = Desk(keyed, "ct.tinh")
    desk.read(QUEUE)
    answer = desk.send(QUEUE, once="k")
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một văn bản" in words(answer)


def test_an_empty_queue_says_so(province: Office) -> None:
    assert "Không có văn bản nào chờ bạn ký" in Desk(province, "ct.tinh").read(QUEUE)


def test_who_signs_by_order_signs_on_the_page(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    desk = stand_in(keyed, "tp.th", given(keyed, "tp.th"))
    address = f"/documents/{document}/sign"
    page = desk.read(address)
    assert "TL. Chủ tịch" in page
    answer = desk.send(address, revision=desk.revision(address), seen=seen(page))
    assert answer.status_code == 302
    assert stories.state_of(keyed, document) == "signed"
    assert stories.problems(keyed) == []


def test_who_signs_by_order_meets_no_door_that_is_closed(keyed: Office) -> None:
    letters = [f"/documents/{stories.draft(keyed, 'signing')}" for _ in range(2)]
    desk = stand_in(keyed, "tp.th", given(keyed, "tp.th"))
    for page in ("/", "/inbox/signing", letters[0], f"{letters[0]}/sign"):
        for address in re.findall(r'<a [^>]*href="(/[^"#]*)"', desk.read(page)):
            assert desk.see(unescape(address)).status_code == 200, (page, address)
