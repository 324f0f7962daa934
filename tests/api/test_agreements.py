"""What units agreed about working hours, read by programs."""

from collections.abc import Callable
from datetime import date

from office.runtime import Office
from office.services.places import hours
from office.services.places.hours import Terms
from tests import stories
from tests.api.conftest import Caller


def test_everybody_reads_in_which_hours_limits_are_counted(
    caller: Callable[..., Caller], province: Office
) -> None:
    with province.work() as work:
        terms = Terms(
            unit_id=stories.unit(province, "ubnd-ninh-thuan"),
            first_day=date(2019, 11, 1),
            sessions="07:30-11:30, 13:30-17:00",
            hours={"express": "1"},
            agreed_by="Chủ tịch UBND tỉnh",
            paper="Quyết định 12/QĐ-UBND",
        )
        hours.agree(work, terms)
    answer = caller("cv.vx")("GET", "/agreements")
    assert answer.json == [
        {
            "unit": {"key": "ubnd-ninh-thuan", "name": "UBND tỉnh Ninh Thuận"},
            "first_day": "2019-11-01",
            "last_day": None,
            "sessions": "07:30-11:30, 13:30-17:00",
            "hours": {"express": 1},
            "agreed_by": "Chủ tịch UBND tỉnh",
            "paper": "Quyết định 12/QĐ-UBND",
        }
    ]
