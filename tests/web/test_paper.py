"""The three-way split: the figures are those of the metric, each agency's its own."""

from pathlib import Path

from office.domain.paper import PAPER, PARALLEL
from office.metrics import paper as metric
from office.runtime import Office
from office.services.figures import paper
from office.services.outgoing.drafting import Recipient
from tests import stories
from tests.holders import ring
from tests.make import Clock, acting
from tests.web import figure_stories
from tests.web.desk import Desk

__all__ = ["ring"]


def sent(office: Office) -> None:
    """Send one letter three ways and another fully electronically."""
    keys = ("snv", "ubnd-bac-ai", "ubnd-xa-phuoc-dai")
    here, by_both, on_paper = (stories.unit(office, key) for key in keys)
    stories.draft(
        office,
        "issued",
        recipients=[
            Recipient(unit_id=here),
            Recipient(unit_id=by_both, channel=PARALLEL, paper_reason="Cần bản đóng dấu"),
            Recipient(unit_id=on_paper, channel=PAPER, paper_reason="Chưa có mạng"),
        ],
    )
    stories.draft(office, "issued", recipients=("snv",))


def test_the_whole_province_has_the_figures_of_the_metric(both_provinces: Office) -> None:
    sent(both_provinces)
    with both_provinces.look(acting(both_provinces, "ct.tinh")) as work:
        report = paper.split(work)
        assert report.by_recipient == metric.by_recipient_level(work.db)
        assert report.by_sender == metric.by_sender_level(work.db)
        counted = {s.level: (s.electronic, s.parallel, s.paper) for s in report.by_recipient}
    assert counted == {"commune": (0, 0, 1), "district": (0, 1, 0), "province": (2, 0, 0)}


def test_an_agency_counts_what_it_and_those_below_sent(province: Office) -> None:
    sent(province)
    with province.look(acting(province, "ct.bacai")) as work:
        assert paper.split(work) == ([], [])


def test_a_time_is_from_its_first_to_the_end_of_its_last_day(
    province: Office, ring: Path, clock: Clock
) -> None:
    figure_stories.sent(province, ring)
    desk = Desk(province, "ct.tinh")
    row = '<th scope="row">Cấp huyện</th>'
    assert row in desk.read("/paper/levels?since=2019-11-08&until=2019-11-08")
    nothing = desk.read("/paper/levels?since=2019-11-09")
    assert "Chưa có văn bản nào được gửi đi trong thời gian này." in nothing
    assert row not in nothing
    assert desk.see("/paper/levels?since=ngày mai").status_code == 422
    assert desk.see("/paper/levels?until=9999-12-31").status_code == 422


def test_the_page_shows_figures_and_bars_that_are_read_aloud(province: Office, ring: Path) -> None:
    figure_stories.sent(province, ring)
    page = Desk(province, "ct.tinh").read("/paper/levels")
    assert 'aria-label="Cấp xã: Chỉ giấy 1"' in page
    assert "100,0\xa0%" in page
    assert "style=" not in page.split("<main")[1]
    assert page.count("<svg") == 4


def test_administrators_see_no_figures(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    for address in ("/paper", "/paper/levels", "/paper/lines", "/paper/receiving", "/paper.pdf"):
        assert desk.see(address).status_code == 422
