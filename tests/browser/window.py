"""Somebody's browser window: what a person sees and does, in the words on the page.

It notes everything the browser complains of (script faults, refused styles, answers that
failed), so that a test can ask for silence.
"""

import re

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from tests.make import PASSWORD

WIDE = (1280, 900)
#: The screen of an old office computer.
OLD = (1024, 768)
NARROW = (390, 844)
#: More stops than any page has between its top and a button worth reaching.
MOST_TABS = 120
_SOON = 10_000  # milliseconds; the machine may be busy


class Window:
    """One person's window, with a cookie jar of its own."""

    def __init__(
        self, browser: Browser, address: str, *, script: bool = True, bypass_csp: bool = False
    ) -> None:
        self.address = address
        self.context = browser.new_context(
            viewport={"width": WIDE[0], "height": WIDE[1]},
            locale="vi-VN",
            java_script_enabled=script,
            bypass_csp=bypass_csp,
        )
        self.context.set_default_timeout(_SOON)
        self.troubles: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", self._complain)
        self.page.on("pageerror", lambda fault: self.troubles.append(f"script: {fault}"))

    def close(self) -> None:
        """Shut the window and forget its cookies."""
        self.context.close()

    def sign_in(self, login: str, position: str = "") -> None:
        """Sign in, and choose the capacity at `position` (a part of its words) if asked."""
        self.open("/sign-in")
        self.sign_in_here(login, position)

    def sign_in_here(self, login: str, position: str = "") -> None:
        """Fill in the sign-in form that is open."""
        self.fill("Tên đăng nhập", login)
        self.fill("Mật khẩu", PASSWORD)
        self.press("Đăng nhập")
        if position:
            self.see("Bạn làm việc với tư cách nào?")
            self.main.get_by_role("button", name=position).click()
        self.page.locator("details.capacity").wait_for()

    @property
    def main(self) -> Locator:
        """Return the content of the page, without what surrounds it."""
        return self.page.locator("main")

    def open(self, path: str) -> int:
        """Open an address of the office; return the status it answers with."""
        answer = self.page.goto(path if "://" in path else self.address + path)
        assert answer is not None, path
        return answer.status

    def open_document(self, folder: str, subject: str) -> None:
        """Go to a document as people do: first page, folder, line."""
        self.open("/")
        self.main.get_by_role("link", name=folder).first.click()
        self.see(folder)
        self.main.get_by_role("link", name=subject).click()
        self.see(subject)

    def press(self, words: str) -> None:
        """Press a button with exactly these words."""
        self.main.get_by_role("button", name=words, exact=True).click()

    def follow(self, words: str) -> None:
        """Follow a link with exactly these words."""
        self.main.get_by_role("link", name=words, exact=True).click()

    def link(self, words: str) -> Locator:
        """Return the first link in the content with exactly these words."""
        return self.main.get_by_role("link", name=words, exact=True).first

    def button(self, words: str) -> Locator:
        """Return the first button in the content with exactly these words."""
        return self.main.get_by_role("button", name=words, exact=True).first

    def fill(self, label: str, words: str) -> None:
        """Type into the field with this label."""
        self.field(label).fill(words)

    def field(self, label: str) -> Locator:
        """Return the field whose label begins with these words."""
        return self.main.get_by_label(re.compile(f"^{re.escape(label)}"))

    def see(self, heading: str) -> None:
        """Wait until the page has this heading."""
        # Looks again sooner than `expect` does, and this is called after every step.
        self.page.locator("h1", has_text=heading).wait_for()

    def is_told(self, words: str) -> None:
        """Wait until the page says this (what was done, or why it was not)."""
        said = self.main.locator("[role=status], [role=alert]").filter(has_text=words)
        said.first.wait_for()

    def reach(self, target: Locator) -> None:
        """Go to a link, button or field with the Tab key alone."""
        here = target.and_(self.page.locator(":focus"))
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if here.count():
                return
        raise AssertionError(f"the Tab key does not reach {target}")

    def holder(self, document: str) -> str:
        """Return who holds a document, as its page says."""
        assert self.open(document) == 200, document
        return self.main.locator(".doc-side section").first.inner_text()

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another width and height in pixels."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def _complain(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"{self.page.url}: {message.text}")
