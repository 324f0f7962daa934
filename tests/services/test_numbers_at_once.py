"""16 clerks numbering at once, with rollbacks, over New Year's midnight: no gap, no double."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from sqlalchemy import select, update

from office.domain import numbering as rules
from office.models.base import table
from office.models.registers import Register, RegisterEntry
from office.runtime import Office
from office.services.books import registers, reservations
from office.services.books.registers import Given
from office.services.work import Work
from tests import stories
from tests.make import Clock, acting
from tests.services import numbering

pytestmark = pytest.mark.timeout(300)


def test_sixteen_clerks_over_new_year_leave_no_gap_and_no_double(both_provinces: Office) -> None:
    assert len(numbering.IN) + numbering.OUT == 16
    assert numbering.play(both_provinces) == []
    assert numbering.years(both_provinces, "out") == {2019, 2020}
    assert numbering.years(both_provinces, "in") == {2019, 2020}
    with both_provinces.look() as work:
        kinds = set(work.db.scalars(select(RegisterEntry.status)))
    assert kinds == {"used", "reserved", "cancelled"}


@pytest.mark.postgres
def test_numbers_read_first_and_written_after_are_noticed(
    pg_province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = registers._next

    def careless(work: Work, book: tuple[str, str], day: Any) -> Given:
        """Read the last number, and write the next one without looking again."""
        key = {"u": work.actor.agency_id, "d": book[0], "s": book[1]}
        found = select(Register.__table__).where(
            Register.unit_id == key["u"], Register.direction == key["d"],
            Register.series == key["s"], Register.year == rules.register_year(day or work.at),
        )  # fmt: skip
        row = work.db.execute(found).first()
        if row is None:
            return honest(work, book, day)
        mine = update(table(Register)).where(Register.id == row.id).values(last=row.last + 1)
        work.db.execute(mine)
        named = [row.unit_id, row.direction, row.series, row.year]
        return Given(row.id, row.last + 1, named, work.today)

    monkeypatch.setattr(registers, "_next", careless)
    assert numbering.play(pg_province) != []


@pytest.mark.postgres
def test_numbers_from_a_counter_that_does_not_roll_back_are_noticed(
    pg_province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = registers._next

    def leaping(work: Work, book: tuple[str, str], day: Any) -> Given:
        """Take the number in a transaction of its own, as a sequence does."""
        with pg_province.engine.begin() as apart:
            return honest(Work(**{**_of(work), "db": apart}), book, day)

    monkeypatch.setattr(registers, "_next", leaping)
    found = numbering.play(pg_province)
    assert any("rows" in problem or " of " in problem for problem in found)


def test_a_year_counted_in_another_zone_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (rules, reservations):
        monkeypatch.setattr(module, "register_year", lambda at: at.astimezone(UTC).year)
    assert any("numbers of" in problem for problem in numbering.play(province))


def test_over_any_other_midnight_numbers_go_on_and_days_follow(
    both_provinces: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "MIDNIGHT", numbering.MIDNIGHT.replace(day=8))
    assert numbering.play(both_provinces) == []
    assert numbering.years(both_provinces, "out") == {2020}


def test_a_reserved_number_used_after_a_later_day_is_noticed(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = acting(province, "vt.tinh", "clerk")
    (early,) = numbering.reserve(province, clerk, 1)
    stories.draft(province, "numbered")
    clock.tick(days=3)
    late = stories.draft(province, "signed")
    monkeypatch.setattr(reservations, "_followed", lambda *_: None)
    numbering.number(province, clerk, late, early)
    assert any("out of order" in problem for problem in numbering.wrong(province))


def _of(work: Work) -> dict[str, Any]:
    return {name: getattr(work, name) for name in Work.__slots__}
