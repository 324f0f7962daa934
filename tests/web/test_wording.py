"""The words on screens: Vietnamese, with English beside each sentence."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from office.app import create_app
from office.runtime import Office
from office.web import wording
from tests.make import Clock
from tests.web.desk import Desk

TEMPLATES = Path(wording.__file__).parent / "templates"
SENTENCE = re.compile(r"""\b_\(\s*(?:"([^"]+)"|'([^']+)')""")
PLACE = re.compile(r"\{(\w+)\}")


def sentences() -> set[str]:
    found = (SENTENCE.findall(path.read_text("utf-8")) for path in TEMPLATES.glob("*.html"))
    return {double or single for page in found for double, single in page}


def test_every_sentence_of_the_templates_has_its_english() -> None:
    assert sorted(sentences() - set(wording.english())) == []


def test_the_english_fills_the_same_places() -> None:
    for vietnamese, english in wording.english().items():
        assert set(PLACE.findall(vietnamese)) == set(PLACE.findall(english)), vietnamese


def test_the_language_is_switched_and_remembered(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    assert "Việc đang chờ" in desk.read("/")
    answer = desk.client.get("/language/en?next=/inbox/arrivals")
    assert answer.location == "/inbox/arrivals"
    page = desk.read("/")
    assert "Waiting for you" in page
    assert "To register" in page
    assert '<html lang="en">' in page
    desk.client.get("/language/vi")
    assert "Việc đang chờ" in desk.read("/")


def test_there_is_no_third_language(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    assert desk.see("/language/fr").status_code == 404


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 B"), (1023, "1023 B"), (1536, "1,5 KB"), (3 * 1024**2, "3,0 MB")]
)
def test_sizes_are_read_as_people_write_them(province: Office, size: int, shown: str) -> None:
    with create_app(province).test_request_context("/"):
        assert wording.filesize(size) == shown


def test_what_has_only_just_happened_is_told_without_a_number(
    province: Office, clock: Clock
) -> None:
    with create_app(province).test_request_context("/"):
        assert wording.ago(clock.now - timedelta(seconds=59)) == "vừa xong"
        assert wording.ago(clock.now - timedelta(minutes=5)) == "5 phút trước"
        assert wording.ago(clock.now + timedelta(minutes=5)) == "sau 5 phút nữa"


def test_dates_are_day_first_and_in_vietnamese_time() -> None:
    assert wording.day(date(2019, 11, 8)) == "08/11/2019"
    assert wording.moment(datetime(2019, 12, 31, 17, 30, tzinfo=UTC)) == "00:30 01/01/2020"
    assert wording.day(None) == wording.moment(None) == wording.empty("") == "—"
