"""Factors of the saving: one proposes, another approves, and what was approved never changes."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from office.domain.cost_factors import APPROVED, FACTORS, OPEN, REJECTED, RETRACTED, in_force
from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.models.cost_factors import CostFactor
from office.runtime import Office
from office.services import people
from office.services.figures import factors
from tests.make import DATA, acting
from tests.services.factors import ADMIN, DAY, HEAD, approve, approve_all, proposal, propose
from tests.services.test_concurrency import at_once, one_wins
from tests.stories import check_refusal, person

CODE = "post.province"
HEADER = "code,from,low,base,high,assumed,source,note\n"


def outcome(office: Office, key: int) -> str:
    with office.look() as work:
        return next(one.outcome for one in factors.read(work.db) if one.id == key)


def base(office: Office, day: date) -> str | None:
    """Return the base value in force on a day."""
    with office.look() as work:
        found = in_force(factors.read(work.db), CODE, day)
    return found and found.written("base").vi


def both_capacities(office: Office) -> None:
    """Make the administrator a leader of the province as well."""
    with office.work() as work:
        people.grant(work, "qt.tinh", "ubnd-ninh-thuan", "leader")


def reject(office: Office, key: int, reason: str = "Giá chưa có báo giá") -> None:
    with office.work(acting(office, *HEAD)) as work:
        factors.reject(work, key, reason)


def retract(office: Office, key: int) -> None:
    with office.work(acting(office, *ADMIN)) as work:
        factors.retract(work, key)


def test_the_office_begins_with_assumptions_that_nobody_has_approved(
    both_provinces: Office,
) -> None:
    with both_provinces.look() as work:
        rows = factors.read(work.db)
    assert {one.code for one in rows} == set(FACTORS)
    assert {(one.outcome, one.assumed) for one in rows} == {(OPEN, True)}
    assert base(both_provinces, DAY) is None


def test_a_factor_counts_from_its_day_once_another_has_approved_it(
    both_provinces: Office,
) -> None:
    key = propose(both_provinces)
    assert base(both_provinces, DAY) is None
    approve(both_provinces, key)
    assert base(both_provinces, DAY) == "6.000"
    assert base(both_provinces, DAY - timedelta(days=1)) is None
    with both_provinces.look() as work:
        (one,) = [row for row in factors.listed(work) if row.factor.id == key]
    assert (one.proposer, one.settler) == ("Kiều Anh Tuấn", "Trần Quốc Khải")
    assert (one.factor.approver, one.factor.outcome) == ("Trần Quốc Khải", APPROVED)


def test_a_change_is_a_new_dated_row_and_the_old_one_stays(both_provinces: Office) -> None:
    approve(both_provinces, propose(both_provinces))
    later = DAY + timedelta(days=60)
    approve(both_provinces, propose(both_provinces, first_day=later, base="7.000"))
    assert base(both_provinces, later) == "7.000"
    assert base(both_provinces, later - timedelta(days=1)) == "6.000"


def test_nobody_approves_what_they_proposed(province: Office) -> None:
    both_capacities(province)
    key = propose(province)

    def approving() -> None:
        approve(province, key, ("qt.tinh", "leader"))

    check_refusal(province, Refused, approving)
    with pytest.raises(Refused, match="phải do người khác duyệt"):
        approving()
    approve(province, key)


def test_the_database_itself_refuses_that_one_approves_what_they_proposed(
    both_provinces: Office,
) -> None:
    key, own = propose(both_provinces), person(both_provinces, "qt.tinh")
    with (
        pytest.raises(IntegrityError, match="two_people"),
        both_provinces.work() as work,
    ):
        work.db.execute(
            update(CostFactor)
            .where(CostFactor.id == key)
            .values(outcome=APPROVED, settled_by=own, settled_at=work.at)
        )


def test_the_database_itself_keeps_what_a_factor_says(both_provinces: Office) -> None:
    key = propose(both_provinces)
    approve(both_provinces, key)
    for act in (
        update(CostFactor).values(base=1),
        update(CostFactor).values(first_day=DAY),
        update(CostFactor).where(CostFactor.id == key).values(outcome=REJECTED, reason="Sai"),
        update(CostFactor).where(CostFactor.id == key).values(outcome=OPEN),
        delete(CostFactor),
    ):
        with pytest.raises(DBAPIError, match="never changes"), both_provinces.work() as work:
            work.db.execute(act)


def test_a_day_has_one_factor_until_it_is_rejected_or_taken_back(both_provinces: Office) -> None:
    first = propose(both_provinces)
    with pytest.raises(Conflict, match="đã có một hệ số"):
        propose(both_provinces, base="7.000")
    reject(both_provinces, first)
    second = propose(both_provinces, base="7.000")
    retract(both_provinces, second)
    third = propose(both_provinces, base="8.000")
    approve(both_provinces, third)
    with pytest.raises(Conflict):
        propose(both_provinces)
    said = [outcome(both_provinces, key) for key in (first, second, third)]
    assert said == [REJECTED, RETRACTED, APPROVED]
    assert base(both_provinces, DAY) == "8.000"


def test_what_is_settled_is_settled_once(province: Office) -> None:
    for later, settle in enumerate((approve, reject, retract)):
        key = propose(province, first_day=DAY + timedelta(days=later))
        settle(province, key)
        for again in (approve, reject, retract):
            with pytest.raises(Conflict, match="vừa xử lý"):
                again(province, key)
    for settle in (approve, reject, retract):
        with pytest.raises(NotFound):
            settle(province, 99_999)


def test_a_rejection_needs_a_reason(province: Office) -> None:
    key = propose(province)
    with pytest.raises(Invalid) as refusal:
        reject(province, key, "no")
    assert (refusal.value.field, outcome(province, key)) == ("reason", OPEN)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "moon"}, "code"),
        ({"first_day": None}, "first_day"),
        ({"first_day": date(9999, 1, 1)}, "first_day"),
        ({"low": "6.001"}, "low"),
        ({"high": "5.999"}, "low"),
        ({"base": "6000.5"}, "base"),
        ({"low": ""}, "low"),
        ({"high": "1.000.001"}, "high"),
        ({"source": "giá"}, "source"),
    ],
)
def test_what_cannot_be_a_factor_is_refused_with_the_field_to_mend(
    province: Office, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        propose(province, **wrong)
    assert refusal.value.field == field


@pytest.mark.parametrize("login", ["vt.tinh", "ct.tinh", "ct.bacai", "ttra.tinh", "cv.vx"])
def test_only_the_administrator_at_the_top_proposes_and_takes_back(
    province: Office, login: str
) -> None:
    key, actor = propose(province), acting(province, login)

    def proposing() -> None:
        with province.work(actor) as work:
            factors.propose(work, proposal(first_day=DAY + timedelta(days=1)))

    def retracting() -> None:
        with province.work(actor) as work:
            factors.retract(work, key)

    check_refusal(province, Refused, proposing)
    check_refusal(province, Refused, retracting)


@pytest.mark.parametrize("login", ["vt.tinh", "qt.tinh", "ct.bacai", "gd.snv", "ttra.tinh"])
def test_only_the_head_at_the_top_approves_and_rejects(province: Office, login: str) -> None:
    key, actor = propose(province), acting(province, login)

    def approving() -> None:
        with province.work(actor) as work:
            factors.approve(work, key)

    def rejecting() -> None:
        with province.work(actor) as work:
            factors.reject(work, key, "Giá chưa có báo giá")

    check_refusal(province, Refused, approving)
    check_refusal(province, Refused, rejecting)
    with province.look(actor) as work:
        assert factors.waiting(work) == 0


def test_an_administrator_of_a_district_sets_nothing_for_all(province: Office) -> None:
    with province.work() as work:
        people.grant(work, "qt.tinh", "ubnd-bac-ai", "administrator")
    with province.look(acting(province, *ADMIN)) as work:
        agency = work.tree.by_key("ubnd-bac-ai").id
        below = replace(work, actor=replace(work.actor, unit_id=agency, agency_id=agency))
        with pytest.raises(Refused, match="cấp trên cùng"):
            factors.propose(below, proposal())


def test_the_head_is_told_how_many_wait(province: Office) -> None:
    with province.look(acting(province, *HEAD)) as work:
        assert factors.waiting(work) == len(FACTORS)
    approve_all(province)
    with province.look(acting(province, *HEAD)) as work:
        assert factors.waiting(work) == 0


def test_of_two_who_propose_for_one_day_at_once_one_is_told(both_provinces: Office) -> None:
    office, actor = both_provinces, acting(both_provinces, *ADMIN)

    def proposing(base: str) -> None:
        with office.work(actor) as work:
            factors.propose(work, proposal(base=base))

    one_wins(at_once([lambda: proposing("6.000"), lambda: proposing("7.000")]))
    with office.look() as work:
        assert [one.first_day for one in factors.read(work.db) if one.first_day == DAY] == [DAY]


def test_of_two_who_settle_one_factor_at_once_one_is_told(both_provinces: Office) -> None:
    office, key = both_provinces, propose(both_provinces)
    heads = [acting(office, login, "leader") for login in ("ct.tinh", "pct.tinh")]

    def approving() -> None:
        with office.work(heads[0]) as work:
            factors.approve(work, key)

    def rejecting() -> None:
        with office.work(heads[1]) as work:
            factors.reject(work, key, "Giá chưa có báo giá")

    one_wins(at_once([approving, rejecting]))
    assert outcome(office, key) in (APPROVED, REJECTED)


def test_loading_again_proposes_nothing_twice(both_provinces: Office) -> None:
    with both_provinces.work() as work, (DATA / "factors.csv").open(encoding="utf-8") as lines:
        loaded = factors.load(work, lines)
    assert (loaded.added, loaded.unchanged, loaded.problems) == (0, len(FACTORS), [])


def test_a_bad_line_is_named_and_nothing_is_proposed(province: Office) -> None:
    bad = (
        "moon,2019-01-01,1,2,3,true,Nguồn,",
        "sheet,2019-01-01,3,2,3,true,Nguồn,",
        "sheet,01/01/2019,1,2,3,true,Nguồn,",
        "sheet,2019-01-02,1,2,x,true,Nguồn,",
        "sheet,2019-01-03,1,2,3,true,,",
        "sheet,2019-01-04,1,2,99999999,true,Nguồn,",
        "sheet,2019-01-05,1,2,3,true,Nguồn,\nsheet,2019-01-05,1,2,3,true,Nguồn,",
    )
    with province.work() as work:
        before = len(factors.read(work.db))
        lines = "".join(f"{line}\n" for line in bad)
        found = factors.load(work, StringIO(HEADER + lines))
        assert [problem.line for problem in found.problems] == [2, 3, 4, 5, 6, 7, 9]
        assert len(factors.read(work.db)) == before
