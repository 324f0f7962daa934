"""How an agency divides its outgoing numbers: decided, told to the head, never in mid-year."""

from datetime import datetime

import pytest

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.workdays import VIETNAM
from office.runtime import Office
from office.services.places import series
from office.services.places.unit_changes import When
from tests import stories
from tests.make import Clock
from tests.services.test_unit_changes import NOW, VX, change, refused, told
from tests.web.desk import Desk

PROVINCE = "ubnd-ninh-thuan"


def books(office: Office) -> list[tuple[str, str, int, int, int]]:
    """Return the province's books: direction, series, year, last number, cancelled."""
    with office.look() as work:
        found = series.books(work, work.tree.by_key(PROVINCE).id)
    return [(b.direction, b.series, b.year, b.last, b.cancelled) for b in found]


def test_before_the_first_number_of_a_year_the_series_are_divided_otherwise(
    both_provinces: Office,
) -> None:
    unit = stories.unit(both_provinces, PROVINCE)
    change(both_provinces, series.divide, unit, "type", NOW)
    assert told(both_provinces) == 1
    draft = stories.draft(both_provinces, "numbered")
    stories.move(both_provinces, ("vt.tinh", "clerk"), draft, "cancel_number", stories.REASON)
    stories.draft(both_provinces, "numbered")
    assert books(both_provinces) == [("out", "loai:CV", 2019, 2, 1)]
    assert stories.problems(both_provinces) == []


def test_once_a_number_was_given_it_waits_for_the_next_year(
    both_provinces: Office, clock: Clock
) -> None:
    unit = stories.unit(both_provinces, PROVINCE)
    stories.draft(both_provinces, "numbered")
    assert "Numbers of 2019 were given" in refused(
        both_provinces, Refused, series.divide, unit, "type", NOW
    )
    clock.now = datetime(2020, 1, 2, 8, 0, tzinfo=VIETNAM)
    change(both_provinces, series.divide, unit, "all", NOW)
    stories.draft(both_provinces, "numbered")
    assert [book[1:4] for book in books(both_provinces)] == [("all", 2020, 1), ("nhom:B", 2019, 1)]


def test_what_cannot_be_is_said(province: Office) -> None:
    unit, part = stories.unit(province, PROVINCE), stories.unit(province, VX)
    assert "another way" in refused(province, Invalid, series.divide, unit, "group", NOW)
    assert "another way" in refused(province, Invalid, series.divide, unit, "màu", NOW)
    assert "decision" in refused(province, Invalid, series.divide, unit, "type", When(None, " "))
    assert "no register" in refused(province, Refused, series.divide, part, "type", NOW)
    with pytest.raises(NotFound):
        change(province, series.divide, 99_999, "type", NOW)


def test_the_page_of_an_agency_shows_its_books_and_changes_the_way(province: Office) -> None:
    where = f"/admin/units/{stories.unit(province, PROVINCE)}"
    desk = Desk(province, "qt.tinh")
    assert "Chưa cấp số nào." in desk.read(where)
    answer = desk.send(f"{where}/numbering", scheme="type", numbering_reason=NOW.reason)
    assert answer.status_code == 302
    stories.draft(province, "numbered")
    page = desk.read(where)
    assert "Sổ và cách đánh số" in page
    assert '<option value="type" selected' in page
    assert "Công văn" in page
    late = desk.send(f"{where}/numbering", scheme="all", numbering_reason=NOW.reason)
    assert (late.status_code, "trước số đầu tiên của năm" in late.text) == (422, True)
    assert "ổi cách đánh số văn bản đi" in Desk(province, "ct.tinh").read("/rights")
