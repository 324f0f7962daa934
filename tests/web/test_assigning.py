"""What the assignment table makes of whatever a browser sends."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.asks import Assignee
from office.domain.errors import Invalid
from office.web.assigning import MOST_ROWS, ROWS, read_rows, rows_of
from office.web.place import read_key

FIELDS = st.sampled_from(
    [f"{name}-{n}" for name in ("part", "who", "day", "hour") for n in (0, 1, 2, 250)]
)


@given(st.dictionaries(FIELDS, st.text(max_size=12)))
def test_any_form_gives_parts_or_a_refusal(form: dict[str, str]) -> None:
    parts: tuple[Assignee, ...] = ()
    with suppress(Invalid):
        parts = read_rows(form)
    assert len(parts) <= MOST_ROWS


@given(st.datetimes(datetime(2019, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 (strategy bounds)
def test_an_hour_typed_is_vietnamese_time(at: datetime) -> None:
    row = {"part-0": "lead", "who-0": "7-9", "day-0": f"{at:%Y-%m-%d}", "hour-0": f"{at:%H:%M}"}
    (part,) = read_rows(row)
    assert part.due_at is not None
    assert (part.due_at.astimezone(UTC).hour + 7) % 24 == at.hour
    assert (part.unit_id, part.person_id, part.part) == (7, 9, "lead")


def test_a_day_alone_ends_at_closing_time_however_it_is_written() -> None:
    closing = datetime(2019, 11, 15, 10, 0, tzinfo=UTC)
    for day in ("2019-11-15", "15/11/2019"):
        row = {"part-0": "co", "who-0": "7", "day-0": day}
        assert read_rows(row) == (Assignee(part="co", unit_id=7, due_at=closing),)


def test_rows_without_anybody_are_passed_over() -> None:
    form = {"part-0": "lead", "who-0": "", "part-1": "co", "who-1": "3"}
    assert read_rows(form) == (Assignee(part="co", unit_id=3),)


def test_a_form_has_six_rows_without_script_and_the_first_leads() -> None:
    rows = rows_of({}, ROWS)
    assert [row.part for row in rows] == ["lead"] + [""] * 5


@pytest.mark.parametrize("who", ["x", "7-", "7-x", "-7", "7-8-9", "9" * 20, "٣"])
def test_somebody_unknown_is_refused(who: str) -> None:
    if who == "7-":
        assert read_rows({"part-0": "lead", "who-0": who})[0].person_id is None
        return
    with pytest.raises(Invalid):
        read_rows({"part-0": "lead", "who-0": who})


@given(st.text(max_size=30))
def test_a_position_in_a_list_is_read_or_dropped(written: str) -> None:
    key = read_key(written)
    assert key is None or all(part >= 0 for part in key)
