"""The day by which what came must be received, from both its ends; steps by what states report."""

from datetime import date, datetime, timedelta

import pytest

from office.domain import relations, tracking
from office.domain.relations import AMENDS, CORRECTS, REPLACES
from office.domain.text import Text
from office.domain.workdays import VIETNAM, Calendar
from office.domain.workflow import State

TET = Calendar({date(2020, 1, day): False for day in range(23, 30)})


def at(day: int, hour: int, month: int = 11, year: int = 2019) -> datetime:
    return datetime(year, month, day, hour, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("came", "by"),
    [
        (at(8, 7), at(9, 0)),  # Friday: by its end
        (at(8, 23), at(9, 0)),
        (at(9, 10), at(12, 0)),  # Saturday counts as Monday
        (at(10, 23), at(12, 0)),
        (at(11, 0), at(12, 0)),
        (at(23, 8, 1, 2020), at(31, 0, 1, 2020)),  # Tết
    ],
)
def test_what_comes_is_received_by_the_end_of_its_day(came: datetime, by: datetime) -> None:
    assert tracking.receive_by(TET, came) == by


def test_both_ends_of_the_rule_agree_on_every_hour() -> None:
    for hour in range(24 * 21):
        now = at(1, 0) + timedelta(hours=hour)
        before = tracking.overdue_before(TET, now)
        for back in range(24 * 6):
            came = now - timedelta(hours=back)
            assert (came < before) == (tracking.receive_by(TET, came) <= now), (came, now)


@pytest.mark.parametrize(
    ("code", "step"),
    [("", "sent"), ("01", "arrived"), ("02", "refused"), ("03", "received"), ("04", "assigned"),
     ("05", "assigned"), ("06", "done"), ("15", "recalled"), ("99", "sent")],
)  # fmt: skip
def test_a_step_is_what_a_state_reports(code: str, step: str) -> None:
    title = Text("Trạng thái", "State")
    state = State(name="any", title=title, holder="agency", desk="clerk", reports=code)
    assert tracking.step(state) == step


@pytest.mark.parametrize(
    ("kind", "type_code", "original", "left_out", "codes"),
    [
        (REPLACES, "QĐ", "QĐ", 0, set()),
        (REPLACES, "CV", "QĐ", 0, {"not_of_equivalent_form"}),
        (AMENDS, "TB", "QĐ", 2, {"not_of_equivalent_form", "recipients_left_out"}),
        (CORRECTS, "CV", "QĐ", 0, set()),
        (CORRECTS, "QĐ", "QĐ", 0, {"not_corrected_by_letter"}),
    ],
)
def test_the_form_is_what_the_law_wants_of_each_relation(
    kind: str, type_code: str, original: str, left_out: int, codes: set[str]
) -> None:
    found = relations.findings(kind, type_code, original, left_out)
    assert {finding.code for finding in found} == codes
