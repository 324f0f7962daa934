"""The saving as the office estimates it: by the tree, by the factors approved for the day."""

from dataclasses import replace
from datetime import date

import pytest

from office.domain.paper import ELECTRONIC, PARALLEL
from office.domain.saving import DISTRICT, ELSEWHERE, PROVINCE, Counted, Estimate
from office.runtime import Office
from office.services.figures import savings
from office.services.tree import Tree
from tests import stories
from tests.make import acting
from tests.services.factors import approve, approve_all, propose

COUNTED = (
    Counted(day=date(2019, 11, 8), distance=PROVINCE, channel=ELECTRONIC, deliveries=65, pages=130),
    Counted(day=date(2019, 11, 8), distance=PROVINCE, channel=PARALLEL, deliveries=7, pages=14),
)


def estimated(office: Office) -> Estimate:
    with office.look(acting(office, "ct.tinh")) as work:
        return savings.estimate(work, COUNTED)


def test_before_anybody_has_approved_the_factors_there_is_no_number(
    both_provinces: Office,
) -> None:
    told = estimated(both_provinces)
    assert told.total is None
    assert {one.waits for one in told.missing} == {True}
    assert "đang chờ duyệt" in str(told)


def test_with_approved_factors_the_estimate_has_its_lines(both_provinces: Office) -> None:
    approve_all(both_provinces)
    told = estimated(both_provinces)
    assert told.total is not None
    paper = 130 * 300
    a_delivery = 500 + 5_000 + 5 * 350 - 300
    assert told.total.base == paper + 65 * a_delivery
    assert told.left_out.parallel == 7
    assert all(line.factors[0].approver == "Trần Quốc Khải" for line in told.lines)


def test_a_new_factor_counts_from_its_day_on(province: Office) -> None:
    approve_all(province)
    before = estimated(province).total
    approve(province, propose(province, first_day=date(2019, 11, 9), base="7.000"))
    assert estimated(province).total == before
    approve(province, propose(province, first_day=date(2019, 11, 8), base="7.000"))
    after = estimated(province).total
    assert before
    assert after
    assert after.base - before.base == 65 * 2_000


@pytest.mark.parametrize(
    ("here", "there", "distance"),
    [
        ("ubnd-ninh-thuan", "snv", DISTRICT),
        ("ubnd-ninh-thuan", "ubnd-bac-ai", PROVINCE),
        ("ubnd-bac-ai", "ubnd-xa-phuoc-dai", DISTRICT),
        ("ubnd-xa-phuoc-dai", "ubnd-xa-phuoc-thang", DISTRICT),
        ("gddt-bac-ai", "ubnd-bac-ai", DISTRICT),
        ("ubnd-xa-phuoc-dai", "ubnd-phuong-phuoc-my", PROVINCE),
    ],
)
def test_distance_is_read_off_the_tree(
    province: Office, here: str, there: str, distance: str
) -> None:
    ends = stories.unit(province, here), stories.unit(province, there)
    with province.look() as work:
        assert savings.distance(work.tree, *ends) == distance
        assert savings.distance(work.tree, *reversed(ends)) == distance


def test_who_is_in_no_tree_of_ours_is_elsewhere(province: Office) -> None:
    with province.look() as work:
        here = work.tree.by_key("ubnd-ninh-thuan").id
        assert savings.distance(work.tree, here, 99_999) == ELSEWHERE


def test_where_there_are_no_districts_each_commune_is_a_place_of_its_own(
    province: Office,
) -> None:
    with province.look() as work:
        units = dict(work.tree.units)
    top = next(one for one in units.values() if one.parent_id is None)
    communes = [one for one in units.values() if one.level == "commune"][:2]
    flat = Tree({top.id: top, **{one.id: replace(one, parent_id=top.id) for one in communes}})
    one, other = communes
    assert savings.distance(flat, one.id, other.id) == PROVINCE
    assert savings.distance(flat, one.id, one.id) == DISTRICT
