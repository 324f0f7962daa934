"""Volumes bound on paper: a fact of the book's own chain, counted in sheets."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from office.domain.errors import Invalid, NotFound, Refused
from office.models.papers import BoundVolume
from office.models.registers import Binding
from office.runtime import Office
from office.services.books import bound_volumes, register_acts
from office.services.books.bound_volumes import Bound
from office.services.books.register_book import Book
from tests import stories
from tests.make import acting
from tests.services.test_bindings import CLERK, bind
from tests.services.test_concurrency import at_once, one_wins
from tests.stories import check_refusal
from tests.web.test_registers import book


@pytest.fixture
def made(province: Office) -> tuple[Book, int]:
    """Hand in the book of what came, and a volume of it that was made."""
    return volume(province)


def volume(office: Office) -> tuple[Book, int]:
    stories.incoming(office, "in_progress")
    of = book(office, "in")
    (key,) = bind(office, of)
    return of, key


def on_paper(office: Office, of: Book, key: int, who: str = "vt.tinh", **more: object) -> None:
    """Note that a volume was bound on paper."""
    with office.work(acting(office, who)) as work:
        bound_volumes.bind(work, of.id, key, Bound(**more))  # type: ignore[arg-type]  # as the test says


def take_back(office: Office, of: Book, entry: int = 1, who: str = "vt.tinh") -> None:
    with office.work(acting(office, who)) as work:
        bound_volumes.take_back(work, of.id, entry, "Ghi nhầm quyển khác")


def facts(office: Office) -> list[tuple[int, int, int]]:
    """Return every fact: its number, copies, sheets."""
    columns = (BoundVolume.n, BoundVolume.copies, BoundVolume.sheets)
    with office.look() as work:
        return [tuple(row) for row in work.db.execute(select(*columns).order_by(BoundVolume.id))]


@pytest.mark.parametrize("duplex", [False, True])
def test_a_volume_bound_on_paper_is_counted_in_sheets_and_sealed(
    province: Office, made: tuple[Book, int], duplex: bool
) -> None:
    of, key = made
    with province.look() as work:
        pages = work.db.scalar(select(Binding.pages).where(Binding.id == key)) or 0
    on_paper(province, of, key, copies=2, duplex=duplex)
    sheets = 2 * ((pages + 1) // 2 if duplex else pages)
    assert facts(province) == [(1, 2, sheets)]
    with province.look(acting(province, *CLERK)) as work:
        newest = register_acts.newest(work, of.id)[0]
        assert (newest.act, newest.record["paper"]["sheets"]) == ("paper_bind", sheets)
        assert bound_volumes.listed(work, of.id, [key])[key].sheets == sheets
    assert stories.problems(province) == []


def test_a_volume_is_bound_once_until_that_is_taken_back(
    province: Office, made: tuple[Book, int]
) -> None:
    of, key = made
    on_paper(province, of, key)
    check_refusal(province, Refused, lambda: on_paper(province, of, key))
    take_back(province, of)
    check_refusal(province, Refused, lambda: take_back(province, of))
    on_paper(province, of, key, duplex=True)
    assert [n for n, _, _ in facts(province)] == [1, -1, 2]
    assert sum(copies for _, copies, _ in facts(province)) == 1
    assert stories.problems(province) == []


@pytest.mark.parametrize("days", [-1, 1])
def test_it_was_bound_after_it_was_made_and_not_tomorrow(
    province: Office, made: tuple[Book, int], days: int
) -> None:
    of, key = made
    with province.look() as work:
        day = work.today + timedelta(days=days)
    check_refusal(province, Invalid, lambda: on_paper(province, of, key, day=day))


def test_only_the_clerk_of_the_book_notes_it(province: Office, made: tuple[Book, int]) -> None:
    of, key = made
    for stranger in ("ct.tinh", "vt.bacai", "cv.vx", "qt.tinh"):
        check_refusal(province, NotFound, lambda who=stranger: on_paper(province, of, key, who))  # type: ignore[misc]  # bound now
    (sheet,) = bind(province, of, form="xlsx")
    check_refusal(province, NotFound, lambda: on_paper(province, of, sheet))


def test_of_two_clerks_who_note_the_same_volume_one_is_told(both_provinces: Office) -> None:
    office = both_provinces
    of, key = volume(office)
    one_wins(at_once([lambda: on_paper(office, of, key) for _ in range(3)]))
    one_wins(at_once([lambda: take_back(office, of) for _ in range(3)]))
    assert [n for n, _, _ in facts(office)] == [1, -1]
    assert stories.problems(office) == []


@pytest.mark.parametrize("change", [{"sheets": 9}, {"n": 7}, {"pages": 9}, {"duplex": True}])
def test_a_fact_changed_behind_the_office_is_found(
    province: Office, made: tuple[Book, int], change: dict[str, int]
) -> None:
    on_paper(province, *made)
    with province.work() as work:
        work.db.execute(update(BoundVolume).values(**change))
    assert any("bound on paper" in problem for problem in stories.problems(province))
