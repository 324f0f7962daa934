"""The manual's pictures: each shows a screen that is there; `--manual DIR` takes them again."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from office.jobs import run
from office.runtime import Office
from tests import stories
from tests.browser.conftest import SignIn
from tests.browser.pictures import HIGHEST, PICTURES, VIETNAMESE, Picture
from tests.browser.test_every_page import busy
from tests.browser.window import Window
from tests.make import Clock
from tests.services.test_absences import enter
from tests.services.test_intake import letter, to
from tests.services.test_intake import take as take_in

__all__ = ["busy"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
#: What a picture may weigh: they are kept with the code, and read over slow lines.
HEAVIEST = 60 * 1024
COLOURS = 64
SUBJECTS = ("tuyển dụng viên chức năm 2020", "nâng bậc lương thường xuyên", "tập huấn văn thư")
LOGINS = sorted({picture.login for picture in PICTURES.values()})


@pytest.fixture
def lived_in(busy: Office, clock: Clock) -> Office:
    """Fill the province with what the manual shows beside: a draft, letters, somebody away."""
    stories.draft(busy)
    for number, subject in enumerate(SUBJECTS, start=1):
        letter(busy, str(number), f"V/v {subject}")
    to_unit = letter(busy, "31", "V/v báo cáo nhân sự quý IV")
    take_in(busy, to_unit, "transfer", to(busy, "phong-vx-ninh-thuan"))
    enter(busy, ("vt.tinh", "clerk"), "cv.vx")
    run.drain(busy)
    clock.tick(hours=2)
    return busy


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Path | None:
    """Give the folder named with `--manual`, None without one."""
    named: Path | None = request.config.getoption("manual")
    return named


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login or "nobody")
def test_a_screen_is_as_the_manual_shows_it(
    lived_in: Office, sign_in: SignIn, login: str, folder: Path | None
) -> None:
    window = sign_in(login or "vt.tinh")
    if not login:
        window.context.clear_cookies()
    for name, picture in pictures_of(login):
        taken = take(window, picture)
        assert len(taken) <= HEAVIEST, name
        if folder is not None:
            (folder / f"{name}.png").write_bytes(taken)
    assert window.troubles == []


def pictures_of(login: str) -> Iterator[tuple[str, Picture]]:
    """Yield the pictures of one person's screens."""
    return ((name, one) for name, one in PICTURES.items() if one.login == login)


def take(window: Window, picture: Picture) -> bytes:
    """Take a picture of a screen, with no more colours than it needs."""
    window.resize(picture.size)
    assert window.open(picture.page) == 200, picture.page
    picture.doing(window)
    part = window.page.locator(picture.shown).first
    part.wait_for()
    window.page.wait_for_load_state("networkidle")
    window.page.evaluate(VIETNAMESE)
    box = part.bounding_box()
    assert box is not None, picture
    seen = {**box, "height": min(box["height"], HIGHEST)}
    shot = window.page.screenshot(full_page=True, clip=seen, animations="disabled", caret="hide")  # type: ignore[arg-type]  # the four sides of a box
    kept = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS).save(kept, "PNG", optimize=True)
    return kept.getvalue()
