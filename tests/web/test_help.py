"""Every screen says in one short paragraph what it is for, in both languages."""

import re
from pathlib import Path

import pytest

from office.domain.folders import FOLDERS
from office.runtime import Office
from office.web import wording
from office.web.folder_help import FOLDER_HELP
from tests.screen_words import names
from tests.web.desk import Desk

TEMPLATES = Path(wording.__file__).parent / "templates"
HELP = re.compile(r'help\(_\("([^"]+)"\)\)')
SHOWN = re.compile(r'<details class="screen-help">.*?<p>(.*?)</p></details>')
#: Two sentences that fit three lines of a wide screen.
LONGEST = 190
QUOTED = re.compile("“([^”]+)”")
#: Pages that choose between several helps, and the page that asks its table for one.
CHOOSING = {"home.html": 2, "signing.html": 2, "action.html": 0, "inbox.html": 0}


def screens() -> dict[str, str]:
    read = {path.name: path.read_text("utf-8") for path in TEMPLATES.glob("[!_]*.html")}
    return {name: words for name, words in read.items() if '{% extends "base.html" %}' in words}


def helps() -> set[str]:
    found = {words for path in TEMPLATES.glob("*.html") for words in HELP.findall(path.read_text())}
    return found | {text.vi for text in FOLDER_HELP.values()}


def test_every_screen_has_one_help() -> None:
    found = {name: len(HELP.findall(words)) for name, words in screens().items()}
    assert {name: n for name, n in found.items() if n != CHOOSING.get(name, 1)} == {}


def test_every_folder_has_words_of_its_own() -> None:
    assert set(FOLDER_HELP) == {folder.name for folder in FOLDERS}
    assert len(set(FOLDER_HELP.values())) == len(FOLDERS)


def test_a_help_is_short() -> None:
    assert {words: len(words) for words in helps() if len(words) > LONGEST} == {}


def test_a_help_calls_things_by_their_names() -> None:
    """What stands in quotation marks is a button, a folder or a title of some screen."""
    english = wording.english()
    assert {name for words in helps() for name in QUOTED.findall(words)} - set(names()) == set()
    translated = {english.get(words, "") for words in helps()} | {
        t.en for t in FOLDER_HELP.values()
    }
    named = set(names().values())
    assert {name for words in translated for name in QUOTED.findall(words)} - named == set()


@pytest.mark.parametrize("address", ["/", "/inbox/arrivals", "/nowhere"])
def test_a_screen_shows_its_help_once(province: Office, address: str) -> None:
    desk = Desk(province, "vt.tinh")
    assert len(SHOWN.findall(desk.see(address).text)) == 1


def test_an_auditor_is_told_of_reading_and_others_of_work(province: Office) -> None:
    assert "Thanh tra chỉ đọc" in Desk(province, "ttra.tinh").read("/")
    assert "Thanh tra chỉ đọc" not in Desk(province, "vt.tinh").read("/")
