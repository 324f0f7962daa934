"""Every page that links lead to: it is there, it fits, it is quiet, and everybody can use it."""

from collections import Counter
from pathlib import Path

import pytest

from office.domain.numbering import INCOMING
from office.jobs import run
from office.runtime import Office
from office.services.books import registration
from tests import stories
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.browser.window import NARROW, WIDE, Window
from tests.make import acting

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
#: Of each kind of page so many are looked at in English and by axe, which takes its time.
LOOKED_AT = {"/documents/*": 2}
CAST = {
    "clerk": ("vt.tinh", ""),
    "leader": ("ct.tinh", ""),
    "chief": ("cvp.tinh", "Chánh Văn phòng UBND tỉnh"),
    "unit-head": ("tp.vx", ""),
    "specialist": ("cv.vx", ""),
    "auditor": ("ttra.tinh", ""),
    "administrator": ("qt.tinh", ""),
}


@pytest.fixture
def busy(province: Office) -> Office:
    """Fill the province with documents in every state."""
    packets = ("02_vpcp_urgent", "01_vpcp_report_request", "03_bnv_training_with_paper")
    for state, packet in zip(("arrived", "in_progress", "confirmation"), packets, strict=True):
        stories.incoming(province, state, f"to_ninh_thuan/{packet}")
    stories.incoming(province, "direction", "to_ninh_thuan/04_nghe_an_visit")
    stories.take(province, stories.sample("to_ninh_thuan/06_nghe_an_recall"))
    everywhere = ("ubnd-bac-ai", "ubnd-xa-phuoc-dai", "snv")
    for state in stories.OUTGOING_STATES[1:-1]:
        stories.draft(province, state, everywhere)
    returned = stories.draft(province, "form_review")
    stories.move(province, ("cvp.tinh", "chief_of_office"), returned, "return_form", stories.REASON)
    cancelled = stories.draft(province, "numbered")
    stories.move(province, ("vt.tinh", "clerk"), cancelled, "cancel_number", stories.REASON)
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, INCOMING, "mat")
    run.drain(province)
    return province


@pytest.mark.parametrize("role", CAST)
def test_every_page_serves_everybody(
    busy: Office, sign_in: SignIn, role: str, screenshots: Path | None
) -> None:
    window = sign_in(*CAST[role])
    other = english(sign_in, role)
    looked_at, wrong = Counter[str](), list[str]()
    for address in crawl.pages(window):
        if crawl.is_file(address):
            continue
        wrong += crawl.faults(window, address)
        keep(window, role, address, screenshots)
        kind = crawl.kind_of(address)
        looked_at[kind] += 1
        if looked_at[kind] <= LOOKED_AT.get(kind, 1):
            other.open(address)
            wrong += crawl.faults(other, address, "en")
            wrong += crawl.foreign(other, address) + crawl.barriers(other, address)
    assert looked_at["/"] == 1
    assert looked_at.total() >= (2 if role == "administrator" else 8)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("path", ["/sign-in", "/documents/" + "0" * 32, "/membership"])
def test_pages_at_the_door_serve_everybody(
    busy: Office, sign_in: SignIn, screenshots: Path | None, path: str
) -> None:
    window = sign_in("cvp.tinh", "Chánh Văn phòng UBND tỉnh", bypass_csp=True)
    if path == "/sign-in":
        window.context.clear_cookies()
    there = 404 if "documents" in path else 200
    assert window.open(path) == there
    window.troubles.clear()  # the browser remarks on a 404 itself
    keep(window, "door", path, screenshots)
    assert crawl.faults(window, path) + crawl.barriers(window, path) == []


def english(sign_in: SignIn, role: str) -> Window:
    """Open a second window of the person, in English, where axe may run beside the page."""
    window = sign_in(*CAST[role], bypass_csp=True)
    window.page.locator(".languages a", has_text="English").click()
    window.page.locator(".languages a", has_text="Tiếng Việt").wait_for()
    return window


def keep(window: Window, role: str, address: str, folder: Path | None) -> None:
    """Keep a wide and a narrow picture of the open page, where they were asked for."""
    if folder is None:
        return
    name = address.partition("?")[0].strip("/").replace("/", "_") or "home"
    for size in (NARROW, WIDE):
        window.resize(size)
        file = folder / f"{role}-{name}-{size[0]}.png"
        window.page.screenshot(path=file, full_page=True)
