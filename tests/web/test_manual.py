"""The manual: it calls things what the screens call them, and is read inside the office."""

import re
from pathlib import Path

import pytest

from office.runtime import Office
from office.web.manual import CHAPTERS, CONTENTS, FOLDER, anchor, chapters
from tests.browser.pictures import PICTURES
from tests.screen_words import names
from tests.web.desk import Desk

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"(!?)\[[^]]*\]\(([^)]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PLACE = re.compile(r"\\\{\w+\\\}")
#: Enough words before the first place to be filled, and no more after it.
NAMED_FIRST = re.compile(r"[^{}]{4,}\{\w+\}$")
#: A chapter is read in ten minutes.
MOST_WORDS = 1100


def read(chapter: str) -> str:
    return (FOLDER / chapter).read_text("utf-8")


def test_what_is_bold_is_on_a_screen() -> None:
    """A name whose parts are filled in (Lưu và {action}) is known by the rest of it."""
    known = set(names())
    patterns = [PLACE.sub(".+", re.escape(name)) for name in known if NAMED_FIRST.match(name)]
    filled = re.compile("|".join(patterns))
    bold = {" ".join(words.split()) for one in chapters() for words in BOLD.findall(read(one))}
    assert {w for w in bold if not ({w, f"{w}…"} & known or filled.fullmatch(w))} == set()


@pytest.mark.parametrize("chapter", sorted(chapters()))
def test_links_lead_somewhere(chapter: str) -> None:
    for picture, address in LINK.findall(read(chapter)):
        path, _, place = address.partition("#")
        assert (FOLDER / (path or chapter)).exists(), address
        if not picture:
            found = HEADING.findall(read(path or chapter))
            assert not place or place in [anchor(heading) for heading in found], address


def test_every_picture_is_taken_by_the_tests_and_shown_once() -> None:
    linked = [Path(a).stem for one in chapters() for p, a in LINK.findall(read(one)) if p]
    assert sorted(linked) == sorted(PICTURES)
    assert {path.stem for path in (FOLDER / "pictures").iterdir()} == set(PICTURES)


def test_a_chapter_is_short() -> None:
    assert {one: n for one in chapters() if (n := len(read(one).split())) > MOST_WORDS} == {}


@pytest.mark.parametrize(
    ("login", "begins"),
    [
        ("vt.tinh", "Văn thư"), ("ct.tinh", "Lãnh đạo và chánh văn phòng"),
        ("tp.vx", "Trưởng phòng"), ("cv.vx", "Chuyên viên"), ("ttra.tinh", "Thanh tra"),
        ("qt.tinh", "Quản trị"),
    ],
)  # fmt: skip
def test_the_menu_leads_to_the_chapter_of_ones_role(
    province: Office, login: str, begins: str
) -> None:
    desk = Desk(province, login)
    assert 'href="/manual/"' in desk.read("/")
    page = desk.read("/manual/")
    assert re.search(r"<h2 id=.[^>]+>(.+)</h2>", page).group(1) == begins  # type: ignore[union-attr]  # it has one
    assert page.count("<h1>") == 1


def test_chapters_and_their_pictures_open_and_nothing_else_does(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    for chapter in chapters():
        page = desk.read(f"/manual/{chapter}")
        for picture in re.findall(r'src="(pictures/[^"]+)"', page):
            assert desk.see(f"/manual/{picture}").mimetype == "image/png"
    for nothing in ("nothing.md", "pictures/nothing.png", "..%2Farchitecture.md", "van-thu"):
        assert desk.see(f"/manual/{nothing}").status_code == 404
    assert set(CHAPTERS.values()) | {CONTENTS, "chung.md"} == chapters()
