"""The figures of paper by program: the numbers of the pages, for whom the pages are."""

from collections.abc import Callable
from pathlib import Path

from office.domain.definitions import DEFINITIONS
from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller
from tests.holders import ring
from tests.make import Clock
from tests.web.figure_stories import NO_NET, STAMP, sent

__all__ = ["ring"]
Callers = Callable[..., Caller]


def test_every_indicator_is_told_with_what_it_rests_on(
    province: Office, ring: Path, caller: Callers
) -> None:
    sent(province, ring)
    told = caller("ct.tinh").get("/figures?period=2019-11")
    figures = {one["definition"]: one for one in told["figures"]}
    assert set(figures) == {one.definition for one in DEFINITIONS.values()}
    one = figures["electronic.deliveries/1"]
    assert (one["part"], one["whole"], one["value"]) == (2, 4, 0.5)
    assert told["period"] == {
        "written": "2019-11", "since": "2019-11-01", "until": "2019-11-30",
    }  # fmt: skip
    assert (told["until"], told["pending"]) == ("2019-11-08", 0)
    assert figures["work.on_time/1"]["value"] is None


def test_one_indicator_is_told_of_each_unit(province: Office, ring: Path, caller: Callers) -> None:
    sent(province, ring)
    told = caller("ct.tinh").get("/figures/units?indicator=parallel.deliveries")
    shares = {one["unit"]["key"]: one["value"] for one in told["units"]}
    assert shares["ubnd-ninh-thuan"] == 0.25
    assert shares["ubnd-bac-ai"] is None


def test_the_lines_behind_a_figure_are_listed_page_by_page(
    province: Office, ring: Path, caller: Callers
) -> None:
    document = sent(province, ring)
    leader = caller("ct.tinh")
    told = leader.get("/figures/lines?figure=parallel.deliveries")
    (line,) = told["lines"]
    assert (line["document"], line["reason"]) == (document, STAMP)
    assert line["other"]["key"] == "ubnd-bac-ai"
    assert told["counts"]["sent.all"] == 4
    assert told["next"] is None
    assert leader("GET", "/figures/lines?after=rubbish").status_code == 422
    assert leader("GET", "/figures/lines?figure=none").status_code == 404


def test_a_sender_reads_the_reason_and_a_stranger_nothing(
    province: Office, ring: Path, caller: Callers
) -> None:
    sent(province, ring)
    stranger = caller("vt.snv")
    assert stranger("GET", "/figures?unit=ubnd-ninh-thuan").status_code == 404
    own = stranger.get("/figures/lines?measure=sent.all")
    assert own["lines"] == []
    assert NO_NET not in str(own)


def test_the_definitions_name_their_measures(caller: Callers) -> None:
    told = caller("ct.bacai").get("/figures/definitions")
    late = next(one for one in told if one["definition"] == "work.open_late/1")
    assert late["part"] == ["work.fell_due", "-work.fell_due_finished"]
    assert late["unseen"]["vi"]


def test_the_way_of_a_document_is_told(province: Office, clock: Clock, caller: Callers) -> None:
    document = stories.incoming(province, "in_progress")
    told = caller("ct.tinh").get(f"/documents/{document}/way")
    (run,) = told["runs"]
    assert run["stays"][-1]["until"] is None
    assert caller("vt.snv")("GET", f"/documents/{document}/way").status_code == 404


def test_the_figures_are_not_the_administrators(caller: Callers) -> None:
    for address in ("", "/units", "/lines", "/definitions"):
        assert caller("qt.tinh")("GET", f"/figures{address}").status_code == 422
