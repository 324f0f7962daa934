"""Asking for volumes and making them: who comes second waits, and nothing waits for paper."""

from office.domain.errors import Refused
from office.runtime import Office
from office.services.books import bindings
from office.services.books.bindings import Wanted
from tests import stories
from tests.make import acting
from tests.services.test_bindings import CLERK
from tests.services.test_concurrency import at_once
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
