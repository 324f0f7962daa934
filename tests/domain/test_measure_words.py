"""Every measure and every definition says itself in both languages, and names what it rests on."""

import pytest

from office.domain import definition_notes, measure_words
from office.domain.counting import REASONS
from office.domain.definitions import DEFINITIONS
from office.domain.indicators import Indicator
from office.domain.measures import MEASURES, SHEET_EVENTS


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_name(measure: str) -> None:
    name = measure_words.name(measure)
    assert name.vi
    assert name.en
    assert name.vi != name.en


def test_no_two_measures_have_one_name() -> None:
    names = [measure_words.name(measure).vi for measure in MEASURES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("event", SHEET_EVENTS)
def test_every_fact_of_paper_has_a_name(event: str) -> None:
    assert measure_words.EVENTS[event].vi


@pytest.mark.parametrize("indicator", DEFINITIONS.values(), ids=lambda one: one.code)
def test_every_definition_names_its_source_and_what_it_does_not_see(indicator: Indicator) -> None:
    source, unseen = definition_notes.note(indicator)
    assert all((source.vi, source.en, unseen.vi, unseen.en))


def test_the_two_readings_of_work_online_rest_on_different_texts() -> None:
    first, second = (definition_notes.note(DEFINITIONS[c]) for c in ("work.online", "work.signed"))
    assert first != second


def test_a_reason_is_said_in_the_words_it_was_given_in_or_in_those_of_the_facts() -> None:
    assert measure_words.reason("Chưa có mạng").vi == "Chưa có mạng"
    assert measure_words.reason("late_leg") == REASONS["late_leg"]
