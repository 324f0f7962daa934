"""Asking for volumes and making them: who comes second waits, and nothing waits for paper."""

import pytest

from office.domain.errors import Invalid, Refused
from office.reports import bound_book
from office.reports.bound_book import BoundBook
from office.reports.render import Printed
from office.runtime import Office
from office.services.books import bindings
from office.services.books.bindings import Wanted
from tests import stories
from tests.make import acting
from tests.services.test_bindings import CLERK, bind
from tests.services.test_concurrency import at_once
from tests.services.test_registers import letter
from tests.web.test_registers import book


def test_of_several_who_bind_a_book_at_once_one_does_and_the_rest_wait(
    both_provinces: Office,
) -> None:
    office = both_provinces
    stories.incoming(office, "registered")
    of, clerk = book(office, "in"), acting(office, *CLERK)

    def ask() -> None:
        with office.work(clerk) as work:
            bindings.begin(work, of.id, Wanted())

    outcomes = at_once([ask] * 6)
    assert outcomes.count(None) == 1, outcomes
    assert all(isinstance(outcome, Refused) for outcome in outcomes if outcome is not None)
    with office.look(clerk) as work:
        assert [one.volume for one in bindings.listed(work, of)[0]] == [1]


def test_no_volume_is_numbered_past_the_last_that_a_cover_bears(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        stories.move(province, CLERK, letter(province, str(number)), "register")
    monkeypatch.setattr(bindings, "MOST_ROWS", 2)
    of = book(province, "in")
    assert len(bind(province, of, volume=998)) == 2
    for wanted in (Wanted(), Wanted(volume=999)):  # the one after the last; two from it on
        with pytest.raises(Invalid) as refusal, province.work(acting(province, *CLERK)) as work:
            bindings.begin(work, of.id, wanted)
        assert refusal.value.field == "volume"


def test_no_transaction_waits_while_a_volume_is_printed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred pages take longer than a database leaves a transaction alone."""
    stories.incoming(province, "registered")
    open_meanwhile = []
    honest = bound_book.printed

    def printed(made: BoundBook) -> Printed:
        open_meanwhile.append(province.engine.pool.checkedout())  # type: ignore[attr-defined]  # a queue of lines has it
        return honest(made)

    monkeypatch.setattr(bound_book, "printed", printed)
    bind(province, book(province, "in"))
    assert open_meanwhile == [0]
