"""Random people play; whatever they came to, both counts agree on it."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from office.services.figures import recount
from office.services.wire import recalling
from tests import stories
from tests.journeys.play import PLACES, RandomOffice
from tests.journeys.test_random_office import LONG, PROFILE
from tests.make import acting
from tests.services import recounts

#: Fewer plays than those of the promises: each is counted twice at its end.
PLAYS = settings(PROFILE, max_examples=500 if LONG else 8, stateful_step_count=25)


@pytest.mark.timeout(3600 * 12 if LONG else 600)
def test_after_whatever_random_people_did_both_counts_agree(
    sqlite_province: Path, tmp_path: Path
) -> None:
    names, counted = count(), dict.fromkeys(("issued.all", "came.all", "work.taken_up"), 0)

    class Counting(RandomOffice):
        """A play whose end is counted twice."""

        def __init__(self) -> None:
            super().__init__(sqlite_province, tmp_path / str(next(names)), set())

        def teardown(self) -> None:
            """Count what came of it, then close the database."""
            try:
                assert recounts.otherwise(self.office, recounts.asked(self.office)) == []
                with self.office.look() as work:
                    told = recount.run(work, recounts.asked(self.office)).total
                for name in counted:
                    counted[name] += told[name]
            finally:
                super().teardown()

        @rule(place=st.sampled_from(PLACES[:3]), taken=st.booleans())
        def a_letter_goes_out(self, place: str, taken: bool) -> None:
            """Let the province send a letter, which may be taken back."""
            letter = stories.draft(self.office, "issued", [place])
            if taken:
                with self.office.work(acting(self.office, "vt.tinh")) as work:
                    recalling.ask(work, letter, "Gửi nhầm nơi nhận", None)
            self._find_documents()

        @invariant()
        def the_log_holds(self) -> None:
            """Leave the checking of the log to the other play."""

    run_state_machine_as_test(Counting, settings=PLAYS)
    # The play is worth nothing where nothing was ever counted.
    assert all(counted.values()), counted
