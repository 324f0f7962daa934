"""Saved searches: one's own, few enough, counted now, and nothing of anybody else's."""

import threading

import pytest
from sqlalchemy import func, select

from office.domain.errors import Invalid, NotFound, Refused
from office.jobs import run
from office.models.search import Export, SavedSearch
from office.runtime import Office
from office.services.search import saved_searches
from tests.make import acting
from tests.services.finding import WHO, letter
from tests.stories import check_refusal


def save(office: Office, name: str, login: str = "vt.tinh", **fields: str) -> None:
    with office.work(acting(office, login)) as work:
        saved_searches.save(work, name, fields)


def kept(office: Office, login: str = "vt.tinh") -> list[tuple[str, str, int | None]]:
    with office.look(acting(office, login)) as work:
        return [(one.name, one.query, one.count) for one in saved_searches.listed(work)]


def test_a_saved_search_counts_what_its_owner_finds_now(both_provinces: Office) -> None:
    office = both_provinces
    save(office, "Báo cáo", q="bao cao", kind="in")
    save(office, "Báo cáo", login="vt.snv", q="bao cao")
    assert kept(office) == [("Báo cáo", "q=bao+cao&kind=in", 0)]
    letter(office, "V/v báo cáo")
    run.drain(office)
    assert kept(office) == [("Báo cáo", "q=bao+cao&kind=in", 1)]
    assert kept(office, "vt.snv") == [("Báo cáo", "q=bao+cao", 0)]


def test_saving_under_a_name_again_takes_the_place(province: Office) -> None:
    save(province, "Việc", q="a")
    save(province, "  Viê\u0323c ", q="b")
    assert kept(province) == [("Việc", "q=b", 0)]


@pytest.mark.parametrize(
    ("name", "fields"),
    [("", {"q": "a"}), ("x" * 81, {"q": "a"}), ("a", {}), ("a", {"q": "  "}), ("a", {"kind": "x"})],
)
def test_what_cannot_be_saved_is_refused(
    province: Office, name: str, fields: dict[str, str]
) -> None:
    check_refusal(province, Invalid, lambda: save(province, name, **fields))


def test_nobody_saves_more_than_fifty(province: Office) -> None:
    for n in range(saved_searches.MOST):
        save(province, f"{n:02d}", q="a")
    check_refusal(province, Refused, lambda: save(province, "one more", q="a"))
    save(province, "07", q="b")
    assert len(kept(province)) == saved_searches.MOST


def test_two_tabs_at_once_keep_the_limit(both_provinces: Office) -> None:
    office = both_provinces
    for n in range(saved_searches.MOST - 2):
        save(office, f"{n:02d}", q="a")
    start = threading.Barrier(4)
    refused: list[Exception] = []

    def add(n: int) -> None:
        start.wait()
        try:
            save(office, f"more {n}", q="a")
        except Refused as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 2
    with office.look() as work:
        count = select(func.count()).select_from(SavedSearch)
        assert work.db.scalar(count) == saved_searches.MOST


def test_somebody_elses_search_cannot_be_deleted(province: Office) -> None:
    save(province, "Việc", q="a")
    with province.look() as work:
        key = work.db.scalar(select(SavedSearch.id)) or 0

    def forget(login: str) -> None:
        with province.work(acting(province, login)) as work:
            saved_searches.delete_one(work, key)

    check_refusal(province, NotFound, lambda: forget("vt.snv"))
    forget("vt.tinh")
    assert kept(province) == []


def test_a_search_that_names_what_is_gone_says_so(province: Office) -> None:
    save(province, "Việc", q="a")
    with province.work() as work:
        work.db.execute(SavedSearch.__table__.update().values(query="issuer=X%C3%A3+c%C5%A9"))  # type: ignore[attr-defined]  # a Table
    assert kept(province) == [("Việc", "issuer=X%C3%A3+c%C5%A9", None)]


def test_an_administrator_keeps_none(province: Office) -> None:
    check_refusal(province, Refused, lambda: save(province, "Việc", "qt.tinh", q="a"))


def test_an_export_is_recorded(province: Office) -> None:
    with province.work(acting(province, *WHO)) as work:
        saved_searches.exported(work, "csv", {"q": "báo cáo", "kind": ""}, 3)
        row = work.db.execute(select(Export.__table__)).one()
    assert (row.person_id, row.format, row.query, row.lines) == (
        work.actor.person_id, "csv", "q=b%C3%A1o+c%C3%A1o", 3,
    )  # fmt: skip
