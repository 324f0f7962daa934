"""A real browser before a real server: the province as people meet it on their screens."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from office.app import create_app
from office.runtime import Office
from tests.browser.day import WAYS, Day
from tests.browser.window import Window
from tests.needs import browser_path
from tests.serving import served

#: `sign_in(login, ...)` gives the window of somebody; the keywords are those of Window.
SignIn = Callable[..., Window]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once a file; it ends with it, so that other tests may run an event loop."""
    path = browser_path()
    with sync_playwright() as playwright:
        # Root has no sandbox to give, and small machines have no /dev/shm worth the name.
        flags = ["--no-sandbox", "--disable-dev-shm-usage"]
        started = playwright.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@pytest.fixture
def address(province: Office) -> Iterator[str]:
    """Serve the province on a free port of this machine; give its address."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for much at once
    with served(create_app(province)) as where:
        yield where


@pytest.fixture
def sign_in(browser: Browser, address: str) -> Iterator[SignIn]:
    """Hand in a function that signs somebody in, in a window of their own."""
    opened: list[Window] = []

    def enter(login: str, position: str = "", **how: bool) -> Window:
        opened.append(Window(browser, address, **how))
        opened[-1].sign_in(login, position)
        return opened[-1]

    yield enter
    for window in opened:
        window.close()


@pytest.fixture
def screenshots(request: pytest.FixtureRequest) -> Path | None:
    """Give the folder named with `--screenshots`, None without one."""
    named: Path | None = request.config.getoption("screenshots")
    if named is not None:
        named.mkdir(parents=True, exist_ok=True)
    return named


@pytest.fixture(params=WAYS)
def day(request: pytest.FixtureRequest, province: Office, sign_in: SignIn) -> Day:
    """Begin a day, once for each way; whoever plays it ends it."""
    return Day(province, sign_in, request.param)
