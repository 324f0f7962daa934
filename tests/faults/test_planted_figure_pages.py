"""Faults planted in the pages of figures: the checks there must notice each."""

from datetime import date

import pytest

from office.domain import stays as domain
from office.domain.periods import Period
from office.jobs import run
from office.runtime import Office
from office.services.figures import choice, open_lists, opened
from tests import stories
from tests.make import Clock, acting
from tests.services.test_stays import way
from tests.web.figure_stories import leader


def test_a_list_of_open_work_that_keeps_what_is_done_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = stories.incoming(province, "completed")
    run.drain(province)
    honest = open_lists.or_
    monkeypatch.setattr(open_lists, "or_", lambda *_: honest(True, True))
    page = leader(province).read("/paper/lines?figure=work.open_in_time")
    assert f"/documents/{done}" in page  # what the test of open work looks for
    assert "Đang xử lý trong hạn: 0" in page  # and the count beside says otherwise


def test_a_period_that_reaches_beyond_today_calls_tomorrow_late(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories.incoming(province, "in_progress")
    run.drain(province)

    def unbounded(period: Period, _today: date) -> date:
        return period.until

    monkeypatch.setattr(choice, "until", unbounded)
    with province.look(acting(province, "ct.tinh")) as work:
        chosen = choice.choose(work, Period("year", date(2019, 1, 1), date(2019, 12, 31)), {})
        late = opened.rows(work, chosen.asked, open_lists.LATE).items
    assert late  # nothing is late today


def test_a_way_that_does_not_end_is_noticed(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = domain.stays
    monkeypatch.setattr(domain, "stays", lambda records, _ends: honest(records, lambda _: False))
    document = stories.incoming(province, "completed")
    assert way(province, document).runs[0].stays[-1].until is None
