"""`flask paper recount` says whether figures hold; `flask paper show` tells them to programs."""

import json

import pytest
from sqlalchemy import text

from office.jobs import run as jobs
from office.runtime import Office
from office.services.figures import recount, totals
from tests import stories
from tests.services import paper_stories, recounts
from tests.test_cli import Run, commands

ASKED = ("--unit", recounts.PROVINCE, "--from", "2019-01-01", "--to", "31/12/2019")


@pytest.fixture
def run(province: Office) -> Run:
    """Hand in the command line of the province, where a letter went out and one came."""
    paper_stories.issued(province)
    stories.incoming(province, "completed")
    jobs.drain(province)
    return commands(province)


@pytest.mark.parametrize("mapped", ["then", "now"])
def test_a_recount_says_that_every_figure_holds(run: Run, mapped: str) -> None:
    said = run("paper", "recount", *ASKED, "--mapped", mapped)
    assert "LỆCH" not in said
    assert said.endswith("Khớp / agrees\n")
    assert "electronic.documents/1" in said


def test_a_recount_that_finds_a_difference_names_it_and_fails(run: Run, province: Office) -> None:
    with province.work() as work:
        work.db.execute(text("UPDATE counted_documents SET way = 'electronic'"))
    said = run("paper", "recount", *ASKED, ends=1)
    assert "hình thức gửi: bảng Điện tử, nhật ký Song song" in said
    assert "01/UBND-VX" in said


def test_what_is_not_counted_yet_is_said(run: Run, province: Office) -> None:
    stories.draft(province, "issued")
    assert "chưa đếm" in run("paper", "recount", *ASKED, ends=1)


def test_a_unit_nobody_knows_and_days_the_wrong_way_round_are_refused(run: Run) -> None:
    assert "no unit" in run("paper", "show", "--unit", "x", *ASKED[2:], ends=2)
    days = ("--from", "2019-02-01", "--to", "2019-01-01")
    assert "before" in run("paper", "show", *ASKED[:2], *days, ends=2)


def test_figures_are_shown_as_a_table_and_as_json(run: Run, province: Office) -> None:
    assert "0/1 = 0,00%" in run("paper", "show", *ASKED)
    told = json.loads(run("paper", "show", *ASKED, "--json"))
    what = recounts.asked(province)
    with province.look() as work:
        figures, again = totals.figures(work, what), recount.run(work, what)
    assert told["format"] == "office.figures/1"
    assert (told["unit"]["key"], told["since"], told["until"], told["tree"], told["waiting"]) == (
        recounts.PROVINCE, "2019-01-01", "2019-12-31", "then", 0,
    )  # fmt: skip
    assert [
        (one["definition"], one["part"]["amount"], one["value"]) for one in told["figures"]
    ] == [(one.indicator.definition, one.part, one.value) for one in figures]
    # What the log ends with is the same, whether it was read or only asked for its ends.
    assert told["log"] == {
        "documents": again.checkpoint.documents,
        "movements": again.checkpoint.movements,
        "sha256": again.checkpoint.digest,
    }
