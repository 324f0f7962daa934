"""The screens of bound books and reserved numbers: they fit, are quiet, everybody can use them."""

import pytest

from office.runtime import Office
from tests import stories
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.services.test_bindings import bind
from tests.services.test_reservations import cancel, reserve
from tests.web.test_registers import book

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_every_screen_of_books_serves_everybody(province: Office, sign_in: SignIn) -> None:
    stories.incoming(province, "registered")
    cancel(province, reserve(province, 3)[2])
    document, of = stories.draft(province, "signed"), book(province, "in")
    bind(province, of)
    wrong: list[str] = []
    for language, how in (("vi", {}), ("en", {"bypass_csp": True})):
        window = sign_in("vt.tinh", **how)
        if language == "en":
            window.page.locator(".languages a", has_text="English").click()
            window.page.locator(".languages a", has_text="Tiếng Việt").wait_for()
        for address in (
            f"/registers/{of.id}/volumes", "/reserved-numbers",
            f"/documents/{document}/actions/number",
        ):  # fmt: skip
            window.open(address)
            wrong += crawl.faults(window, address, language)
            if language == "en":
                wrong += crawl.foreign(window, address) + crawl.barriers(window, address)
    assert wrong == []
