"""Scans in a real browser: sent piece by piece, over a line that is cut, and looked at."""

from pathlib import Path

import pytest
from playwright.sync_api import Route

from office.web import uploads
from tests import papers
from tests.browser.conftest import SignIn


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Hand in a scan of some pages, of more than one piece."""
    file = tmp_path / "quét công văn.pdf"
    file.write_bytes(papers.pdf("Trang một", "Trang hai") + b"\n%" + b"x" * 300_000 + b"\n%%EOF")
    return file


def test_scans_go_on_after_the_line_was_cut_and_are_seen_before_they_are_kept(
    sign_in: SignIn, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "CHUNK", 64 * 1024)
    window, cuts = sign_in("vt.tinh"), [1, 3]
    sent: list[str] = []

    def cut(route: Route) -> None:
        sent.append(route.request.url)
        if route.request.method == "PUT" and len(sent) in cuts:
            route.abort("connectionreset")
        else:
            route.continue_()

    window.open("/paper/new")
    window.page.route("**/uploads/*?offset=*", cut)
    window.page.locator("#subject").fill("đang gõ dở")
    window.page.locator("#files").set_input_files(scan)
    window.page.locator(".staged strong", has_text="quét công văn.pdf").wait_for()
    assert len(sent) > 5
    window.page.locator("img.scan-first").wait_for()
    assert window.page.locator(".page-strip a").count() == 2
    assert window.page.locator("#subject").input_value() == "đang gõ dở"
    window.page.wait_for_load_state("networkidle")
    shown = "img => img.complete && img.naturalWidth"
    assert window.page.locator("img.scan-first").evaluate(shown) == 1100
    faults = [trouble for trouble in window.troubles if "ERR_CONNECTION_RESET" not in trouble]
    assert faults == []


def test_a_file_that_acts_is_refused_where_it_was_chosen(sign_in: SignIn, tmp_path: Path) -> None:
    bad = tmp_path / "mã.pdf"
    bad.write_bytes(papers.pdf_with("/S /JavaScript (x)"))
    window = sign_in("vt.tinh")
    window.open("/paper/new")
    window.page.locator("#files").set_input_files(bad)
    said = window.page.locator(".uploading .caution span")
    said.wait_for()
    assert "“mã.pdf” là PDF có mã JavaScript" in said.inner_text()


def test_words_on_a_page_can_be_selected(sign_in: SignIn, scan: Path) -> None:
    window = sign_in("vt.tinh")
    window.open("/paper/new")
    window.page.locator("#files").set_input_files(scan)
    first = window.page.locator("section a:has(img.scan-first)")
    first.wait_for()
    window.open(first.get_attribute("href") or "")
    words = window.page.locator(".page-words text", has_text="Trang một")
    words.click(click_count=3)
    assert "Trang một" in window.page.evaluate("getSelection().toString()")
    assert window.troubles == []
