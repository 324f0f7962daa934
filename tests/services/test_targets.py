"""Targets as rows: those of the file, what an administrator adds and ends, never an edit."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.models.targets import PaperTarget
from office.runtime import Office
from office.services.figures import targets
from office.services.figures.targets import Entry
from tests.make import DATA, acting
from tests.services.factors import ADMIN
from tests.services.test_concurrency import at_once, one_wins
from tests.stories import check_refusal

YEAR = 2024
HEADER = "code,indicator,level,from,until,value,checked,source,note\n"


def entry(**other: Any) -> Entry:
    typed = {
        "indicator": "sent.electronic",
        "level": "commune",
        "first_day": date(YEAR, 1, 1),
        "last_day": date(YEAR, 12, 31),
        "per_cent": "92,5",
        "source": "Kế hoạch 12/KH-UBND",
    }
    return Entry(**{**typed, **other})


def add(office: Office, who: tuple[str, str] = ADMIN, **other: Any) -> int:
    with office.work(acting(office, *who)) as work:
        return targets.add(work, entry(**other))


def end(office: Office, key: int, last_day: date | None, reason: str = "Ghi nhầm dòng này") -> None:
    with office.work(acting(office, *ADMIN)) as work:
        targets.end(work, key, last_day, reason)


def written(office: Office, indicator: str, level: str, year: int) -> str | None:
    with office.look() as work:
        found = targets.target(work, indicator, level, year)
    return found and found.written.vi


def load(office: Office, *lines: str) -> targets.Loaded:
    with office.work() as work:
        return targets.load(work, StringIO(HEADER + "".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize(
    ("indicator", "year", "levels"),
    [
        ("sent.electronic", 2015, ("60 %", "60 %", "60 %")),
        ("sent.electronic", 2019, (None, None, None)),
        ("sent.electronic", 2020, ("90 %", "90 %", "90 %")),
        ("sent.electronic", 2022, (None, None, None)),
        ("sent.electronic", 2025, ("100 %", "100 %", "100 %")),
        ("sent.electronic", 2026, (None, None, None)),
        ("signed.both", 2025, ("100 %", "100 %", "100 %")),
        ("work.online", 2020, ("80 %", "60 %", "30 %")),
        ("work.online", 2021, ("90 %", "80 %", "60 %")),
        ("work.online", 2025, ("90 %", "80 %", "60 %")),
        ("work.online", 2030, ("100 %", None, "70 %")),
    ],
)
def test_the_targets_are_those_of_the_texts(
    both_provinces: Office, indicator: str, year: int, levels: tuple[str | None, ...]
) -> None:
    names = ("province", "district", "commune")
    assert tuple(written(both_provinces, indicator, level, year) for level in names) == levels


def test_what_was_not_compared_with_the_text_says_so(province: Office) -> None:
    with province.look() as work:
        of_2020 = targets.target(work, "work.online", "commune", 2020)
        of_2025 = targets.target(work, "work.online", "commune", 2025)
        coming = targets.coming(work, "sent.electronic", "commune", 2019)
    assert of_2020 is not None
    assert not of_2020.checked
    assert of_2025 is not None
    assert of_2025.checked
    assert "942" in of_2025.source
    assert coming is not None
    assert coming.written.vi == "90 %"


def test_loading_again_changes_nothing(both_provinces: Office) -> None:
    def again() -> targets.Loaded:
        with (
            both_provinces.work() as work,
            (DATA / "targets.csv").open(encoding="utf-8") as lines,
        ):
            return targets.load(work, lines)

    loaded = again()
    assert (loaded.added, loaded.problems) == (0, [])
    assert loaded.unchanged > 20


def test_a_bad_line_is_named_and_nothing_is_loaded(province: Office) -> None:
    good = "new,sent.electronic,commune,2023-01-01,,95,true,Kế hoạch,"
    bad = (
        "a,sent.fax,commune,2023-01-01,,95,true,Kế hoạch,",
        "b,sent.electronic,village,2023-01-01,,95,true,Kế hoạch,",
        "c,sent.electronic,commune,2023-13-01,,95,true,Kế hoạch,",
        "d,sent.electronic,commune,2023-01-01,2022-01-01,95,true,Kế hoạch,",
        "e,sent.electronic,commune,2023-01-01,,101,true,Kế hoạch,",
        "f,sent.electronic,commune,2023-01-01,,95.55,true,Kế hoạch,",
        "g,sent.electronic,commune,2023-01-01,,95,maybe,Kế hoạch,",
        "h,sent.electronic,commune,2023-01-01,,95,true,,",
        "new,sent.electronic,province,2023-01-01,,95,true,Kế hoạch,",
        "nq17-2020-sent-commune,sent.electronic,commune,2020-01-01,2020-12-31,91,true,Khác,",
        "i,sent.electronic,commune,2020-01-01,,95,true,Kế hoạch,",
        "only,three,cells",
    )
    found = load(province, good, *bad)
    assert [problem.line for problem in found.problems] == list(range(3, 3 + len(bad)))
    assert written(province, "sent.electronic", "commune", 2023) is None
    assert load(province, good).added == 1
    assert written(province, "sent.electronic", "commune", 2023) == "95 %"


def test_an_administrator_adds_a_target_and_it_counts(both_provinces: Office) -> None:
    add(both_provinces)
    assert written(both_provinces, "sent.electronic", "commune", YEAR) == "92,5 %"
    assert written(both_provinces, "sent.electronic", "district", YEAR) is None
    with both_provinces.look(acting(both_provinces, *ADMIN)) as work:
        (one,) = [row for row in targets.listed(work) if row.target.first_day.year == YEAR]
    assert (one.enterer, one.target.checked) == ("Kiều Anh Tuấn", False)


def test_a_target_is_ended_and_stays_on_the_list(both_provinces: Office) -> None:
    key = add(both_provinces)
    with pytest.raises(Conflict, match="Hãy kết thúc dòng ấy trước"):
        add(both_provinces, per_cent="93")
    end(both_provinces, key, date(YEAR, 6, 30))
    add(both_provinces, first_day=date(YEAR, 7, 1), per_cent="93")
    assert written(both_provinces, "sent.electronic", "commune", YEAR) == "93 %"
    with both_provinces.look() as work:
        rows = [row for row in targets.listed(work) if row.target.first_day.year == YEAR]
    assert [(row.target.permille, row.ender) for row in rows] == [
        (930, None),
        (925, "Kiều Anh Tuấn"),
    ]
    with pytest.raises(Conflict, match="vừa kết thúc"):
        end(both_provinces, key, date(YEAR, 3, 1))


def test_one_entered_by_mistake_is_withdrawn_and_entered_rightly(province: Office) -> None:
    end(province, add(province), date(2000, 1, 1))
    assert written(province, "sent.electronic", "commune", YEAR) is None
    add(province, per_cent="95")
    assert written(province, "sent.electronic", "commune", YEAR) == "95 %"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"indicator": "sent.fax"}, "indicator"),
        ({"level": "village"}, "level"),
        ({"first_day": None}, "first_day"),
        ({"first_day": date(1, 1, 1)}, "first_day"),
        ({"last_day": date(YEAR - 1, 12, 31)}, "last_day"),
        ({"last_day": date(9999, 12, 31)}, "last_day"),
        ({"per_cent": "92.5"}, "per_cent"),
        ({"per_cent": "92,55"}, "per_cent"),
        ({"per_cent": "0"}, "per_cent"),
        ({"per_cent": "100,1"}, "per_cent"),
        ({"source": " KH "}, "source"),
        ({"source": "x" * 301}, "source"),
    ],
)
def test_what_cannot_be_a_target_is_refused_with_the_field_to_mend(
    province: Office, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        add(province, **wrong)
    assert refusal.value.field == field


def test_an_end_needs_a_day_before_the_last_one_and_a_reason(province: Office) -> None:
    key = add(province)
    for day, reason in (
        (None, "Ghi nhầm"),
        (date(YEAR, 12, 31), "Ghi nhầm"),
        (date(YEAR, 1, 1), ""),
    ):
        with pytest.raises(Invalid):
            end(province, key, day, reason)
    with pytest.raises(NotFound):
        end(province, key + 1, date(YEAR, 1, 1))


@pytest.mark.parametrize("login", ["vt.tinh", "ct.tinh", "cv.vx", "ttra.tinh"])
def test_nobody_but_an_administrator_sets_targets(province: Office, login: str) -> None:
    key, actor = add(province), acting(province, login)

    def adding() -> None:
        with province.work(actor) as work:
            targets.add(work, entry(first_day=date(YEAR + 1, 1, 1)))

    def ending() -> None:
        with province.work(actor) as work:
            targets.end(work, key, date(YEAR, 1, 1), "Ghi nhầm dòng này")

    check_refusal(province, Refused, adding)
    check_refusal(province, Refused, ending)


def test_of_two_who_add_one_target_at_once_one_is_told(both_provinces: Office) -> None:
    office, actor = both_provinces, acting(both_provinces, *ADMIN)

    def adding(per_cent: str) -> None:
        with office.work(actor) as work:
            targets.add(work, entry(per_cent=per_cent))

    one_wins(at_once([lambda: adding("91"), lambda: adding("92")]))
    with office.look() as work:
        rows = [one for one in targets.read(work.db) if one.first_day.year == YEAR]
    assert len(rows) == 1


def test_of_two_who_end_one_target_at_once_one_is_told(both_provinces: Office) -> None:
    key = add(both_provinces)
    acts = [lambda m=month: end(both_provinces, key, date(YEAR, m, 1)) for month in (2, 3)]
    one_wins(at_once(acts))
    with both_provinces.look() as work:
        (one,) = [row for row in targets.read(work.db) if row.id == key]
    assert one.ended_on in (date(YEAR, 2, 1), date(YEAR, 3, 1))


def test_the_database_itself_keeps_what_a_target_says(both_provinces: Office) -> None:
    key = add(both_provinces)
    end(both_provinces, key, date(YEAR, 6, 30))
    add(both_provinces)
    for act in (
        update(PaperTarget).values(permille=1),
        update(PaperTarget).values(source="Khác"),
        update(PaperTarget).where(PaperTarget.id == key).values(ended_on=date(YEAR, 1, 1)),
        delete(PaperTarget),
    ):
        with pytest.raises(DBAPIError, match="never changes"), both_provinces.work() as work:
            work.db.execute(act)
    columns = "indicator, level, first_day, permille, source, note, checked, entered_at"
    again = f"INSERT INTO paper_targets ({columns}) SELECT {columns} FROM paper_targets"  # noqa: S608 (our own columns)
    with pytest.raises(DBAPIError, match=r"(?i)unique"), both_provinces.work() as work:
        work.db.execute(text(f"{again} WHERE ended_at IS NULL"))
