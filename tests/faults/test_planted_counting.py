"""Faults planted in what is counted: the stories and checks of figures must notice each."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import true

from office.domain.measures import Tally
from office.jobs import run
from office.runtime import Office
from office.services import movements
from office.services.books import registration
from office.services.figures import lists, of_documents, of_sheets, scopes, tallies
from office.services.figures.asked import Asked
from office.services.figures.of_documents import Known
from office.services.figures.places import Places
from office.services.papers import ledger
from office.services.places import unit_changes
from office.services.places.unit_changes import When
from tests import stories
from tests.make import Clock, acting
from tests.services import paper_stories
from tests.services.paper_stories import BAC_AI, SNV
from tests.services.tallying import anew, at, change, everything, sums
from tests.services.test_recalling import recall
from tests.services.test_totals import COMMUNE, WHY, ask, letters
from tests.services.test_unit_changes import change as change_tree

PROVINCE = "ubnd-ninh-thuan"


def test_a_secret_that_is_counted_as_any_other_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Known, "secret", property(lambda known: False))

    def enter() -> None:
        with province.work(acting(province, "vt.tinh", "clerk")) as work:
            registration.enter_secret(work, "out", "mat")

    assert change(province, enter) != at(PROVINCE, "issued.secret")


def test_a_counter_entry_that_takes_nothing_off_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = of_sheets._entry

    def absolute(*given: Any) -> dict[str, Any]:
        line = honest(*given)
        return {**line, "sheets": abs(line["sheets"]), "copies": abs(line["copies"])}

    monkeypatch.setattr(of_sheets, "_entry", absolute)
    document = paper_stories.issued(province)
    paper_stories.printing(province, document, BAC_AI)
    run.drain(province)
    before = sums(province)
    with province.work(acting(province, "vt.tinh", "clerk")) as work:
        ledger.take_back(work, document, 1, "In nhầm cho nơi nhận")
    run.drain(province)
    assert sums(province)[PROVINCE, "copies.print"] != before[PROVINCE, "copies.print"] - 1


def test_sums_that_keep_what_a_line_said_before_are_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = tallies.add

    def forgetful(to: Any, subjects: Any, line: Any, sign: int) -> None:
        if sign > 0:
            honest(to, subjects, line, sign)

    document = stories.draft(province, "issued")
    run.drain(province)
    monkeypatch.setattr(tallies, "add", forgetful)
    with pytest.raises(AssertionError):
        change(province, lambda: recall(province, document))


def test_an_act_that_is_not_promised_to_be_counted_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.draft(province, "issued")
    run.drain(province)
    honest = movements.outbox.post_all

    def quiet(work: Any, promises: Any) -> None:
        honest(work, [one for one in promises if one[0] != movements.COUNT])

    monkeypatch.setattr(movements.outbox, "post_all", quiet)
    stories.move(province, ("vt.bacai", "clerk"), document, "accept")
    run.drain(province)
    counted = everything(province)
    assert counted != anew(province)


def test_a_class_that_forgets_who_gave_it_back_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = of_documents.fact
    monkeypatch.setattr(
        of_documents, "fact",
        lambda work, places, known, ways: honest(
            work, places, known, [(way, False) for way, _ in ways]
        ),
    )  # fmt: skip
    document = stories.draft(province, "issued")
    gone = change(province, lambda: recall(province, document))
    assert (PROVINCE, "issued.gone") not in gone


def test_a_tree_of_another_day_is_noticed(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters(province, clock, 3, 4, COMMUNE)
    when, commune = When(date(2019, 11, 24), WHY), stories.unit(province, COMMUNE)
    change_tree(province, unit_changes.move, commune, stories.unit(province, "ubnd-ninh-hai"), when)
    span = (date(2019, 11, 1), date(2019, 12, 31))
    assert ask(province, BAC_AI, *span)["came.all"] == 3
    honest = Places.below
    monkeypatch.setattr(
        Places, "below", lambda places, unit, day: honest(places, unit, date(2019, 11, 25))
    )
    assert ask(province, BAC_AI, *span)["came.all"] == 0


def test_words_behind_a_figure_shown_to_all_are_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories.draft(province, "issued", [COMMUNE])
    run.drain(province)
    monkeypatch.setattr(lists.access, "visible", lambda work: true())
    with province.look(acting(province, "vt.bacai", "clerk")) as work:
        span = {"since": date(2019, 11, 1), "until": date(2019, 11, 30)}
        asked = Asked(unit_id=stories.unit(province, BAC_AI), **span)
        (line,) = lists.rows(work, asked, "came.all").items
    assert line.subject  # what the test of words finds empty


def test_a_door_of_figures_left_open_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "_open", lambda work, unit_id: scopes.places.read(work))
    span = (date(2019, 11, 1), date(2019, 11, 30))
    assert ask(province, SNV, *span, "vt.bacai") == Tally()  # else it is not found
