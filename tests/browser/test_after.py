"""What comes after sending, at a browser: it fits, it is quiet, and everybody can use it."""

import pytest
from playwright.sync_api import expect

from office.runtime import Office
from tests import stories
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.make import Clock
from tests.services.test_relations import mend

pytestmark = pytest.mark.browser
EVERYWHERE = ("ubnd-bac-ai", "ubnd-xa-phuoc-dai", "snv", "syt")


@pytest.fixture
def document(province: Office, clock: Clock) -> str:
    """Hand in a letter that one accepted, one refused, two left until the next day."""
    letter = stories.draft(province, "issued", EVERYWHERE)
    stories.move(province, ("vt.bacai", "clerk"), letter, "accept")
    stories.move(province, ("vt.snv", "clerk"), letter, "refuse", stories.REASON)
    clock.tick(days=1)
    return letter


def test_the_pages_after_sending_serve_everybody(
    province: Office, sign_in: SignIn, document: str
) -> None:
    newer = mend(province, document)
    draft = mend(province, newer, "corrects", upto="submit")
    window = sign_in("vt.tinh", bypass_csp=True)
    wrong: list[str] = []
    for path in (
        f"/documents/{document}/tracking",
        f"/documents/{document}/tracking?step=overdue",
        f"/documents/{newer}/relate",
        f"/documents/{document}",
        f"/documents/{draft}",
        f"/documents/{draft}/recipients",
        "/inbox/receipts-overdue",
    ):
        for language in ("vi", "en"):
            window.open(f"/language/{language}?next={path}")
            wrong += crawl.faults(window, path, language) + crawl.barriers(window, path)
            if language == "en":
                wrong += crawl.foreign(window, path)
    assert wrong == [], "\n".join(wrong)


def test_a_clerk_finds_the_overdue_reminds_them_and_replaces_the_letter_by_keys_and_mouse(
    province: Office, sign_in: SignIn, document: str
) -> None:
    clerk = sign_in("vt.tinh")
    clerk.open("/")
    clerk.main.get_by_role("link", name="Nơi nhận quá hạn tiếp nhận").first.click()
    clerk.main.get_by_role("link", name=stories.LETTER.subject).first.click()
    clerk.follow("Bảng theo dõi")
    clerk.see("Theo dõi nơi nhận")
    clerk.main.get_by_role("link", name="Quá hạn tiếp nhận").click()
    clerk.is_told("2 trong 4 nơi nhận")
    clerk.reach(clerk.button("Nhắc tiếp nhận"))
    clerk.page.keyboard.press("Enter")
    clerk.is_told("đã nhắc văn thư của 2 nơi nhận")
    clerk.follow("‹ Về văn bản")
    clerk.main.get_by_role("link", name="Thay thế, sửa đổi, đính chính").click()
    clerk.main.get_by_label("Đính chính bằng công văn").check()
    clerk.press("Lập dự thảo")
    clerk.is_told("Đã lập dự thảo")
    expect(clerk.field("Trích yếu")).to_have_value(
        "đính chính Văn bản số 01/UBND-VX ngày 08/11/2019"
    )
    assert clerk.troubles == []
    assert stories.problems(province) == []
