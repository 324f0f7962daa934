"""A day at the office as people spend it: from their first page, by links and buttons alone.

A day is written once and played by each kind of hands on each width.  Where the mouse plays,
every kind of page that is met is also looked at: its width, its noise, its barriers (axe).
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import Locator

from office.runtime import Office
from tests import stories
from tests.browser import crawl
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.window import NARROW, WIDE, Window

if TYPE_CHECKING:
    from tests.browser.conftest import SignIn


class Way(NamedTuple):
    """How a day is played: with which hands, on a screen of which size."""

    hands: type[Mouse] | type[Keyboard]
    size: tuple[int, int]


def _way(hands: type[Mouse] | type[Keyboard], size: tuple[int, int]) -> Any:
    return pytest.param(Way(hands, size), id=f"{hands.__name__.lower()}-{size[0]}")


#: Every way; and the two that are played each time, for the other two take ten minutes more.
WAYS = [_way(hands, size) for hands in (Mouse, Keyboard) for size in (WIDE, NARROW)]
DAILY = [_way(Mouse, WIDE), _way(Keyboard, NARROW)]


class Somebody:
    """A person at their screen."""

    def __init__(self, day: "Day", window: Window) -> None:
        self.day = day
        self.window = window
        self.hand: Hand = day.way.hands(window)
        window.resize(day.way.size)
        self.sees("")

    @property
    def main(self) -> Locator:
        """Return the content of the page."""
        return self.window.main

    def home(self) -> None:
        """Go to the first page, as the mark in the corner does."""
        self.hand.take(self.window.page.locator("a.brand"))
        self.sees("")

    def menu(self, words: str, heading: str = "") -> None:
        """Go where a line of the menu leads; on a narrow screen it is folded up."""
        page = self.window.page
        narrow = self.day.way.size == NARROW
        if narrow:
            self.hand.take(page.locator(".narrow-nav > summary"))
        menu = page.locator(".narrow-nav nav" if narrow else ".side nav")
        line = menu.get_by_role("link", name=re.compile(f"^{re.escape(words)}( *\\d.*)?$"))
        self.hand.take(line.first)
        self.sees(heading or words)

    def document(self, folder: str, subject: str) -> None:
        """Open a document from the folder it waits in."""
        self.home()
        self.hand.take(self.main.get_by_role("link", name=re.compile(f"{re.escape(folder)}")).first)
        self.sees(folder)
        self.opens(subject)

    def opens(self, subject: str) -> None:
        """Open a document from the list that is open."""
        self.hand.take(self.main.get_by_role("link", name=subject).first)
        self.sees(subject)

    def press(self, words: str, told: str = "") -> None:
        """Press the button with these words; `told` is what the office answers."""
        self.hand.take(self.main.get_by_role("button", name=words, exact=True).first)
        if told:
            self.window.is_told(told)
            self.day.look(self.window)

    def follow(self, words: str, heading: str = "") -> None:
        """Follow the link with these words to the page with that heading."""
        self.hand.take(self.main.get_by_role("link", name=words, exact=True).first)
        self.sees(heading or words.removesuffix("…"))

    def unfold(self, words: str) -> None:
        """Open what is folded up under these words."""
        self.hand.take(self.main.locator("summary", has_text=words).first)

    def tick(self, label: str) -> None:
        """Tick the box with this label."""
        self.hand.take(self.main.get_by_role("checkbox", name=label).first)

    def write(self, label: str, words: str) -> None:
        """Write into a field."""
        self.hand.write(label, words)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.hand.choose(label, option)

    def hand_in(self, label: str, *files: Path) -> None:
        """Give files to a field."""
        self.hand.hand_in(label, *files)

    def sees(self, heading: str) -> None:
        """Wait for the page with this heading, and look at it."""
        self.window.page.wait_for_load_state("domcontentloaded")  # pictures may follow
        self.window.see(heading)
        self.day.look(self.window)

    def reads(self, words: str) -> None:
        """Wait until the page says these words somewhere."""
        self.main.get_by_text(words).filter(visible=True).first.wait_for()


class Day:
    """One day: who is there, and what was wrong with what they met."""

    def __init__(self, office: Office, sign_in: "SignIn", way: Way) -> None:
        self.office = office
        self.way = way
        self.wrong: list[str] = []
        self._sign_in = sign_in
        self._seen: set[str] = set()
        self._windows: list[Window] = []

    def comes(self, login: str, position: str = "") -> Somebody:
        """Let somebody come to work and sign in."""
        window = self._sign_in(login, position, bypass_csp=self.way.hands is Mouse)
        self._windows.append(window)
        return Somebody(self, window)

    def look(self, window: Window) -> None:
        """Look at the open page, once for each kind of page, where the mouse plays."""
        address = window.page.url.removeprefix(window.address)
        kind = crawl.kind_of(address)
        if self.way.hands is Keyboard or kind in self._seen:
            return
        self._seen.add(kind)
        self.wrong += crawl.faults(window, address)
        for size in (NARROW, WIDE):
            window.resize(size)
            self.wrong += crawl.barriers(window, address)
        window.resize(self.way.size)

    def ends(self, but: str = "\0") -> None:
        """Check that nothing was wrong with any page (`but` for these words), and the log holds."""
        self.wrong += [trouble for window in self._windows for trouble in window.troubles]
        wrong = [one for one in self.wrong if but not in one]
        assert wrong == [], "\n".join(wrong)
        assert stories.problems(self.office) == []
