"""The two months before the day: finished, whole, and with something for an inspection to tell."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from office.demonstration import history, loading
from office.domain import periods
from office.jobs import run
from office.models.deliveries import Delivery
from office.runtime import Office
from office.services.reporting import reports
from office.services.reporting.reports import Wanted
from office.settings import Settings
from tests import stories
from tests.services.test_figure_reports import words


@pytest.fixture
def played(settings: Settings) -> Iterator[Office]:
    """Hand in an office on which the two months were played, twice."""
    office = Office(settings)
    loading.prepare(office)
    history.play(office)
    history.play(office)  # a second time changes nothing
    run.drain(office)
    yield office
    office.engine.dispose()


def test_the_past_is_whole_finished_and_gives_the_inspection_of_bac_ai_its_findings(
    played: Office,
) -> None:
    assert stories.problems(played) == []
    with played.look() as work:
        held = select(func.count()).where(
            Delivery.closed_at.is_(None), Delivery.state.not_in(("sent", "arrived"))
        )
        assert work.db.scalar(held) == 0
    said = inspected(played)
    assert "tăng từ 0 % lên 50 % so với tháng 9 năm 2019" in said
    assert "Tỷ lệ vẫn nhận giấy dù nhận điện tử được giảm từ 69,2 % xuống 8 %" in said
    assert "Đường truyền của đơn vị đang hỏng" in said
    assert "chưa có ai được cấp tài khoản" in said
    assert "Kiến nghị".upper() in said


def inspected(office: Office) -> str:
    """Return the inspection of Bác Ái in October 2019, as the province has it."""
    unit, province = stories.unit(office, "ubnd-bac-ai"), stories.unit(office, "ubnd-ninh-thuan")
    wanted = Wanted(unit_id=unit, kind="inspection", period=periods.parse("2019-10"))
    with office.work() as work:
        key = reports.asked(work, wanted, province, None)
    run.drain(office)
    with office.look() as work, work.storage.open(reports.read(work, key).digest) as content:
        return words(content.read())
