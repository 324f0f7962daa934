"""The pages of figures in a browser: both languages, wide and narrow, axe; three clicks."""

import pytest

from office.domain.paper import PAPER, PARALLEL
from office.jobs import run
from office.runtime import Office
from office.services.outgoing.drafting import Recipient
from tests import stories
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.web.figure_stories import BAC_AI, NO_NET, PHUOC_DAI, SNV, STAMP

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
PAGES = (
    "/paper", "/paper/receiving", "/paper/heat", "/paper/compare", "/paper/levels",
    "/paper/saving", "/paper/definitions", "/paper/lines?measure=sent.all",
)  # fmt: skip


@pytest.fixture
def document(province: Office) -> str:
    """Send a letter three ways; the commune notes that its paper came."""
    here, by_both, on_paper = (stories.unit(province, key) for key in (SNV, BAC_AI, PHUOC_DAI))
    recipients = [
        Recipient(unit_id=here),
        Recipient(unit_id=by_both, channel=PARALLEL, paper_reason=STAMP),
        Recipient(unit_id=on_paper, channel=PAPER, paper_reason=NO_NET),
    ]
    first = stories.draft(province, "issued", recipients)
    stories.move(province, ("vt.phuocdai", "clerk"), first, "arrive")
    run.drain(province)
    return first


def test_every_page_of_figures_serves_everybody(document: str, sign_in: SignIn) -> None:
    wrong = list[str]()
    for language, how in (("vi", {}), ("en", {"bypass_csp": True})):
        window = sign_in("ct.tinh", **how)
        if language == "en":
            window.page.locator(".languages a", has_text="English").click()
            window.page.locator(".languages a", has_text="Tiếng Việt").wait_for()
        for address in (*PAGES, f"/documents/{document}/way"):
            window.open(address)
            wrong += crawl.faults(window, address, language)
            if language == "en":
                wrong += crawl.foreign(window, address) + crawl.barriers(window, address)
    assert wrong == []


def test_which_commune_still_gets_paper_and_why_is_found_in_three_clicks(
    document: str, sign_in: SignIn
) -> None:
    window = sign_in("ct.tinh")
    window.open("/")
    main = window.page.locator("main")
    main.get_by_role("link", name="Giấy tờ năm 2019").click()
    main.get_by_role("link", name="Còn nhận giấy", exact=True).click()
    main.get_by_role("link", name="UBND xã Phước Đại").first.click()
    listed = main.locator("table.list")
    assert NO_NET in listed.inner_text()
    assert listed.locator(f'a[href="/documents/{document}"]').count() == 1
