"""The screens of paper with paper upon them: they fit, are quiet, and everybody can use them."""

import pytest

from office.runtime import Office
from office.services.papers import loans, post
from office.services.papers.loans import Lending
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.make import acting
from tests.services.paper_stories import BAC_AI, CLERK, SNV, issued, posting, printing
from tests.services.test_certified_copies import certify, named

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture
def papers(province: Office) -> str:
    """Issue a letter with paper: one leg sent, one to send, a copy made, the file copy out."""
    document = issued(province)
    printing(province, document, BAC_AI, SNV, stamped=True, own=1)
    line = posting(province, document)
    certify(province, document, signer=named(province))
    with province.work(acting(province, *CLERK)) as work:
        post.prove(work, line, "RN123456789VN", None)
        loans.lend(work, document, Lending(borrower="Lâm Hoàng Nam", allowed_by="Chánh Văn phòng"))
    issued(province)
    return document


def test_every_screen_of_paper_serves_everybody(papers: str, sign_in: SignIn) -> None:
    own, wrong = f"/documents/{papers}", list[str]()
    addresses = (
        "/papers", f"/papers/{papers}", "/post", "/post/book", "/paper/awaited", "/copies",
        "/copies/signers", "/file-copies", f"{own}/copies", f"{own}/lend", own,
    )  # fmt: skip
    for language, how in (("vi", {}), ("en", {"bypass_csp": True})):
        window = sign_in("vt.tinh", **how)
        if language == "en":
            window.page.locator(".languages a", has_text="English").click()
            window.page.locator(".languages a", has_text="Tiếng Việt").wait_for()
        for address in addresses:
            status = window.open(address)
            if address.endswith("/lend"):  # it is out: the form says so when it is sent
                assert status == 200
            wrong += crawl.faults(window, address, language)
            if language == "en":
                wrong += crawl.foreign(window, address) + crawl.barriers(window, address)
    assert wrong == []


def test_what_came_is_noted_by_keyboard(papers: str, sign_in: SignIn) -> None:
    window = sign_in("vt.bacai")
    window.open("/paper/awaited")
    window.page.get_by_role("link", name="Đã nhận bản giấy", exact=False).first.focus()
    window.page.keyboard.press("Enter")
    window.page.get_by_label("Số tờ").fill("2")
    window.page.keyboard.press("Enter")
    window.is_told("Đã ghi nhận bản giấy.")
    assert "Đã nhận bản giấy ngày 08/11/2019: 2 tờ" in window.main.inner_text()
