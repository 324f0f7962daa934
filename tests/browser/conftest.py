"""A real browser before a real server: the province as people meet it on their screens."""

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from office.app import create_app
from office.demonstration import day as demonstration_day
from office.demonstration import loading
from office.jobs import run
from office.runtime import Office
from office.services import facts
from office.services.places import demonstration_clock
from office.settings import Settings
from tests.browser.day import DAILY, WAYS, Day
from tests.browser.window import Window
from tests.make import Clock, settings_for
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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play each day by mouse and by keyboard, at one width each; `--every-way`: at both."""
    if "day" in metafunc.fixturenames:
        ways = WAYS if metafunc.config.getoption("every_way") else DAILY
        metafunc.parametrize("day", ways, indirect=True)


@pytest.fixture
def day(request: pytest.FixtureRequest, province: Office, sign_in: SignIn) -> Day:
    """Begin a day, once for each way; whoever plays it ends it."""
    return Day(province, sign_in, request.param)


@pytest.fixture(scope="session")
def played_day(tmp_path_factory: pytest.TempPathFactory, sqlite_province: Path) -> Path:
    """Play the demonstration day once, a Friday; give the folder of its office."""
    folder = tmp_path_factory.mktemp("played_day")
    shutil.copyfile(sqlite_province, folder / "office.db")
    office = Office(settings_for(folder))
    with office.work() as work:
        demonstration_clock.start(work.db, work.wall, loading.MORNING)
        facts.write(work.db, loading.LOADED, "1")
    demonstration_day.play(office)
    run.drain(office)
    office.engine.dispose()
    return folder


@pytest.fixture
def demonstration(settings: Settings, clock: Clock, played_day: Path) -> Iterator[Office]:
    """Open the demonstration province on the Monday morning after its day."""
    shutil.copytree(played_day, settings.instance, dirs_exist_ok=True)
    clock.tick(days=3)
    office = Office(settings, clock)
    yield office
    office.engine.dispose()
