"""Two ways to work: a hand on the mouse, and hands that leave the keyboard never.

A journey is written once and played by each. Both say the same words, see the same pages, and
count what a person does: a click, or a key pressed to get somewhere or to do something. Words
typed into a field are not counted; going into the field is.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator

from tests.browser.window import MOST_TABS, Window

#: Gives somebody's hands, before the window of somebody.
Hands = Callable[[Window], "Hand"]


class Hand(Protocol):
    """What a person does on a page, however they do it."""

    window: Window
    done: int

    def take(self, target: Locator) -> None:
        """Press a button, follow a link, open a fold, tick a box."""

    def search(self, words: str) -> None:
        """Type into the search box of the page's head, and press Enter."""

    def write(self, label: str, words: str) -> None:
        """Put these words in place of what the field with this label holds."""

    def choose(self, label: str, option: str) -> None:
        """Choose the option that begins with these words in the field with this label."""

    def hand_in(self, label: str, *files: Path) -> None:
        """Give files to the field with this label, as the browser's file window would."""


class Mouse:
    """A hand that clicks everything, and types only words."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.done = 0

    def take(self, target: Locator) -> None:
        """Click it."""
        target.click()
        self.done += 1

    def search(self, words: str) -> None:
        """Click into the box, type, and press Enter."""
        box = self.window.page.get_by_role("searchbox").first
        self.take(box)
        box.fill(words)
        box.press("Enter")
        self.done += 1

    def write(self, label: str, words: str) -> None:
        """Click into the field, unless one is in it already, and type."""
        field = self.window.field(label)
        field.wait_for()
        if not field.evaluate("el => el === document.activeElement"):
            self.take(field)
        field.fill(words)

    def choose(self, label: str, option: str) -> None:
        """Click the list open, and click the option."""
        field = self.window.field(label)
        field.select_option(index=place_of(field, option))
        self.done += 2

    def hand_in(self, label: str, *files: Path) -> None:
        """Click the field, and choose in the window that opens."""
        with self.window.page.expect_file_chooser() as opened:
            self.take(self.window.field(label))
        opened.value.set_files(list(files))


class Keyboard:
    """Hands that go by Tab, Enter, Space and arrows alone."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.done = 0

    def press_key(self, key: str) -> None:
        """Press a key or a chord, one of the house's own shortcuts too.

        A page shows before its scripts have run: nobody's fingers are that quick, but these are.
        """
        self.window.page.wait_for_load_state("domcontentloaded")
        self.window.page.keyboard.press(key)
        self.done += 1

    def reach(self, target: Locator) -> None:
        """Go there with Tab; whatever has the focus must show it."""
        target.wait_for()
        self._skip_to(target)
        here = target.and_(self.window.page.locator(":focus-visible"))
        for _ in range(MOST_TABS):
            if here.count():
                return
            self.press_key("Tab")
        raise AssertionError(f"the Tab key does not reach {target}")

    def _skip_to(self, target: Locator) -> None:
        """On a page just opened, go past head and menu, by the link that is there for it."""
        page = self.window.page
        fresh = page.evaluate("document.activeElement === document.body")
        if fresh and target.evaluate("el => Boolean(el.closest('main'))"):
            self.press_key("Tab")
            page.locator("a.skip:focus").wait_for()
            self.press_key("Enter")

    def take(self, target: Locator) -> None:
        """Go there, and press Enter, or Space where Enter would send the form."""
        self.reach(target)
        boxes = "el => ['checkbox', 'radio'].includes(el.type)"
        self.press_key("Space" if target.evaluate(boxes) else "Enter")

    def search(self, words: str) -> None:
        """Go to the box, type, and press Enter."""
        self.reach(self.window.page.get_by_role("searchbox").first)
        self.window.page.keyboard.type(words)
        self.press_key("Enter")

    def write(self, label: str, words: str) -> None:
        """Go into the field, mark what it holds, and type."""
        field = self.window.field(label)
        self.reach(field)
        keys = self.window.page.keyboard
        if field.get_attribute("type") in ("date", "datetime-local"):
            self._moment(field, words)
            return
        keys.press("ControlOrMeta+a")
        keys.type(words) if words else keys.press("Delete")

    def _moment(self, field: Locator, words: str) -> None:
        """Type a day, or a day and a time, in the order in which this browser asks for it."""
        keys = self.window.page.keyboard
        for typed in orders_of(words):
            for _ in range(5):  # to what comes first
                keys.press("ArrowLeft")
            keys.type(typed)
            if field.input_value() == words:
                return
        raise AssertionError(f"{field} takes no {words}")

    def choose(self, label: str, option: str) -> None:
        """Go to the list, and move through it with the arrows."""
        field = self.window.field(label)
        self.reach(field)
        steps = place_of(field, option) - int(field.evaluate("el => el.selectedIndex"))
        for _ in range(abs(steps)):
            self.press_key("ArrowDown" if steps > 0 else "ArrowUp")

    def hand_in(self, label: str, *files: Path) -> None:
        """Go to the field; the window that Space opens there is the system's, not the page's."""
        field = self.window.field(label)
        self.reach(field)
        field.set_input_files(list(files))
        self.done += 1


def place_of(field: Locator, option: str) -> int:
    """Return the place of the first option of a list that begins with these words."""
    field.wait_for()
    names = [name.strip() for name in field.locator("option").all_inner_texts()]
    return next(place for place, name in enumerate(names) if name.startswith(option))


def orders_of(words: str) -> tuple[str, str]:
    """Return what is typed for a moment (ISO) where the day comes first, and where the month does.

    Where the month comes first, so do the hours of half a day.
    """
    year, month, day, *time = re.split("[-T:]", words)
    if not time:
        return day + month + year, month + day + year
    hour, minute = int(time[0]), time[1]
    half = f"{(hour - 1) % 12 + 1:02}{minute}{'p' if hour >= 12 else 'a'}"
    return day + month + year + "".join(time), month + day + year + half
