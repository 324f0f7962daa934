"""Charts before people's eyes, hands and screen readers, at every width."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import render_template_string
from playwright.sync_api import Browser

from office.app import create_app
from office.runtime import Office
from tests.browser import crawl
from tests.browser.window import NARROW, OLD, WIDE, Window
from tests.reports import chart_samples
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PAGE = """{% extends "base.html" %}
{% block title %}Charts{% endblock %}
{% block head %}<link rel="stylesheet" href="{{ asset('office', 'charts.css') }}">{% endblock %}
{% block main %}<h1>Charts</h1>
{% for one in charts %}<section class="panel">{{ chart(one) }}</section>{% endfor %}
{% endblock %}"""
#: Words of a shown picture that run over its edge: the font is not what was reckoned with.
OVER_THE_EDGE = """() => [...document.querySelectorAll(".chart svg text")]
  .filter(one => one.getClientRects().length && one.ownerSVGElement.getClientRects().length)
  .filter(one => {
    const box = one.getBBox(), room = one.ownerSVGElement.viewBox.baseVal;
    return box.x < -1 || box.y < -1 || box.x + box.width > room.width + 1
      || box.y + box.height > room.height + 1;
  }).map(one => one.textContent)"""
#: The smallest letters of the shown pictures, in pixels of the screen.
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".chart svg text")]
  .filter(one => one.ownerSVGElement.getClientRects().length)
  .map(one => parseFloat(one.getAttribute("font-size") || "12")
    * one.ownerSVGElement.getBoundingClientRect().width
    / one.ownerSVGElement.viewBox.baseVal.width))"""
SHOWN = """() => [...document.querySelectorAll(".chart")].map(
  one => [...one.querySelectorAll(":scope > div > svg")]
    .filter(svg => svg.getClientRects().length).length)"""


@pytest.fixture
def address(province: Office) -> Iterator[str]:
    """Serve the province with a page more: one chart of each kind."""
    app = create_app(province)
    charts = chart_samples.every()
    app.add_url_rule(
        "/charts-shown", "charts_shown", lambda: render_template_string(PAGE, charts=charts)
    )
    with served(app) as where:
        yield where


@pytest.fixture
def shown(browser: Browser, address: str) -> Iterator[Window]:
    """Open the page of charts as the chairman."""
    # axe is a script that the policy of the pages would refuse.
    window = Window(browser, address, bypass_csp=True)
    window.sign_in("ct.tinh")
    assert window.open("/charts-shown") == 200
    yield window
    window.close()


def test_nobody_is_kept_out_of_a_chart(shown: Window) -> None:
    wrong = crawl.barriers(shown, "wide")
    shown.page.locator("details.chart-table").evaluate_all("all => all.map(a => a.open = true)")
    wrong += crawl.barriers(shown, "wide, with the tables")
    shown.resize(NARROW)
    wrong += crawl.barriers(shown, "narrow")
    assert wrong == [], "\n".join(wrong)


def test_charts_keep_the_policy_and_the_width_of_the_page(browser: Browser, address: str) -> None:
    window = Window(browser, address)
    window.sign_in("ct.tinh")
    assert window.open("/charts-shown") == 200
    window.page.locator("details.chart-table").evaluate_all("all => all.map(a => a.open = true)")
    assert crawl.faults(window, "charts") == []
    window.close()


@pytest.mark.parametrize("size", [WIDE, OLD, NARROW])
def test_every_chart_is_shown_once_with_letters_that_can_be_read(
    shown: Window, size: tuple[int, int], screenshots: Path | None
) -> None:
    shown.resize(size)
    assert set(shown.page.evaluate(SHOWN)) == {1}
    assert shown.page.evaluate(SMALLEST) >= 9.5
    assert shown.page.evaluate(OVER_THE_EDGE) == []
    if screenshots:
        shown.page.screenshot(path=screenshots / f"charts-{size[0]}.png", full_page=True)


def test_a_bar_is_reached_by_the_keyboard_seen_and_leads_where_it_says(shown: Window) -> None:
    months = shown.page.locator("#months-true")
    first = months.get_by_role("link", name="01/2019 · Hoàn toàn điện tử · 20, 27,8")
    shown.reach(first)
    ring = first.evaluate("one => getComputedStyle(one).outlineStyle")
    assert ring == "solid"
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_url("**/list/0")


def test_the_keyboard_is_offered_a_way_round_many_bars(shown: Window) -> None:
    skip = shown.page.locator("#months-false .chart-skip")
    shown.reach(skip)
    assert skip.bounding_box()["x"] >= 0  # type: ignore[index]  # it is there
    shown.page.keyboard.press("Enter")
    shown.page.keyboard.press("Tab")
    here = shown.page.locator(":focus")
    assert here.evaluate("one => one.closest('details').id") == "months-false-after"
