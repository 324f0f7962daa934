"""Two ways to work: a hand on the mouse, and hands that leave the keyboard never.

A journey is written once and played by each. Both say the same words, see the same pages, and
count what a person does: a click, or a key pressed to get somewhere or to do something. Words
typed into a field are not counted; going into the field is.
"""

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

    def write(self, label: str, words: str) -> None:
        """Put these words in place of what the field with this label holds."""

    def choose(self, label: str, option: str) -> None:
        """Choose the option with these words in the field with this label."""

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

    def write(self, label: str, words: str) -> None:
        """Click into the field, and type."""
        self.take(self.window.field(label))
        self.window.field(label).fill(words)

    def choose(self, label: str, option: str) -> None:
        """Click the list open, and click the option."""
        self.window.field(label).select_option(label=option)
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
        """Press a key or a chord."""
        self.window.page.keyboard.press(key)
        self.done += 1

    def reach(self, target: Locator) -> None:
        """Go there with Tab; whatever has the focus must show it."""
        target.wait_for()
        here = target.and_(self.window.page.locator(":focus-visible"))
        for _ in range(MOST_TABS):
            if here.count():
                return
            self.press_key("Tab")
        raise AssertionError(f"the Tab key does not reach {target}")

    def take(self, target: Locator) -> None:
        """Go there, and press Enter, or Space where Enter would send the form."""
        self.reach(target)
        boxes = "el => ['checkbox', 'radio'].includes(el.type)"
        self.press_key("Space" if target.evaluate(boxes) else "Enter")

    def write(self, label: str, words: str) -> None:
        """Go into the field, mark what it holds, and type."""
        field = self.window.field(label)
        self.reach(field)
        keys = self.window.page.keyboard
        if field.get_attribute("type") == "date":  # day, month, year, as a Vietnamese types them
            year, month, day = words.split("-")
            keys.type(day + month + year)
            return
        keys.press("ControlOrMeta+a")
        keys.type(words) if words else keys.press("Delete")

    def choose(self, label: str, option: str) -> None:
        """Go to the list, and move through it with the arrows."""
        field = self.window.field(label)
        self.reach(field)
        names = field.locator("option").all_inner_texts()
        wanted = [name.strip() for name in names].index(option)
        steps = wanted - int(field.evaluate("el => el.selectedIndex"))
        for _ in range(abs(steps)):
            self.press_key("ArrowDown" if steps > 0 else "ArrowUp")

    def hand_in(self, label: str, *files: Path) -> None:
        """Go to the field, and open its window with Enter."""
        field = self.window.field(label)
        self.reach(field)
        with self.window.page.expect_file_chooser() as opened:
            self.press_key("Enter")
        opened.value.set_files(list(files))
