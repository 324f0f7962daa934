"""The figures through the API: those of the page, for whom the page is."""

from collections.abc import Callable

from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller


def test_an_agency_is_told_what_it_and_those_below_sent_and_no_more(
    province: Office, caller: Callable[..., Caller]
) -> None:
    stories.draft(province, "issued", recipients=("ubnd-bac-ai",))
    told = caller("ct.tinh").get("/paper-split")
    assert [(row["level"], row["electronic"]) for row in told["senders"]] == [("province", 1)]
    elsewhere = caller("ct.bacai").get("/paper-split")
    assert (elsewhere["recipients"], elsewhere["senders"]) == ([], [])


def test_the_split_of_a_time_is_counted(province: Office, caller: Callable[..., Caller]) -> None:
    stories.draft(province, "issued", recipients=("ubnd-bac-ai",))
    leader = caller("ct.tinh")
    assert leader.get("/paper-split?since=2019-11-09T00:00:00%2B07:00")["senders"] == []
    assert leader.get("/paper-split?until=2019-11-09T00:00:00%2B07:00")["senders"] != []


def test_the_figures_are_not_the_administrators(caller: Callable[..., Caller]) -> None:
    assert caller("qt.tinh")("GET", "/paper-split").status_code == 422
