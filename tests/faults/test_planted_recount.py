"""Faults planted in either count: the other one must notice each."""

from collections.abc import Callable
from typing import Any

import pytest

from office.domain import movements, retold, retold_lines
from office.domain.asks import Form
from office.domain.retold import Story
from office.runtime import Office
from office.services.figures import of_deliveries, of_sheets, recount_chain, recount_export
from office.services.parts import assignments
from tests import stories
from tests.make import Clock
from tests.services import recounts, test_recount, test_recount_export
from tests.services import test_extensions as extending

Story_ = Callable[[Office, Clock], None]


def differing(office: Office, clock: Clock, story: Story_) -> list[str]:
    story(office, clock)
    return recounts.otherwise(office)


def test_a_first_count_that_forgets_who_was_late_is_found_out(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_deliveries.counting, "outcome", lambda due, done: ("on_time", None))
    assert "work.late/1" in differing(province, clock, test_recount.worked_on)


def test_a_first_count_that_takes_every_letter_for_electronic_is_found_out(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_deliveries.counting, "way", lambda channel, **_more: "electronic")
    assert "electronic.deliveries/1" in differing(province, clock, test_recount.on_paper)


def test_a_first_count_that_counts_a_counter_entry_as_paper_is_found_out(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = of_sheets._entry

    def added(*given: Any) -> dict[str, Any]:
        line = honest(*given)
        return line | {name: abs(line[name]) for name in ("copies", "sheets")}

    monkeypatch.setattr(of_sheets, "_entry", added)
    found = differing(province, clock, test_recount.taken_back_in_the_books)
    assert any("kind='sheet'" in one for one in found)


def test_a_second_count_that_forgets_recalls_is_found_out(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retold, "CLOSING", ())
    assert differing(province, clock, test_recount.recalled)


def test_a_second_count_that_forgets_given_time_is_found_out(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retold, "ALLOWED", "never")
    assert differing(province, clock, lambda office, _clock: _allow(office))


def test_a_part_that_is_not_sealed_is_found_by_the_second_count(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = assignments.fact
    monkeypatch.setattr(assignments, "fact", lambda *given: honest(*given) | {"due": None})
    assert differing(province, clock, lambda office, _clock: _assign(office))


def _allow(office: Office) -> None:
    document = extending.assigned(office)
    stories.move(office, ("cv.vx", "specialist"), document, "ask_extension", extending.asking())
    form = Form(which=extending.part_id(office))
    stories.move(office, extending.LEADER, document, "allow_extension", form)


def _assign(office: Office) -> None:
    stories.incoming(office, "in_progress")


def test_without_the_look_at_the_seal_a_changed_record_would_be_counted(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = movements.told
    monkeypatch.setattr(recount_chain.movements, "told", lambda *given: (honest(*given)[0], True))
    with pytest.raises(pytest.fail.Exception):
        test_recount.test_a_broken_log_is_not_counted(province, clock, test_recount.ATTACKS[0])


def test_a_figure_written_as_a_number_would_not_follow_its_lines(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recount_export.recount_formulas, "amount", lambda *_given: "=2")
    with pytest.raises(AssertionError):
        test_recount_export.test_a_line_that_is_changed_changes_the_figure(province, clock)


def test_a_line_left_out_of_the_file_is_noticed(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, seen = retold_lines.deliveries, []

    def without(story: Story, *more: Any) -> Any:
        lines = list(honest(story, *more))
        seen.append(len(lines))
        return lines[:-1]

    monkeypatch.setattr(retold_lines, "deliveries", without)
    assert differing(province, clock, test_recount.on_paper)
    assert max(seen) == 3
