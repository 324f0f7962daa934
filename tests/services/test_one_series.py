"""One series, whatever is done with it in whatever order: a model beside the real books.

Numbers are given, reserved, used, cancelled and rolled back, days pass and years turn.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from office.domain import numbering
from office.domain.asks import Form
from office.domain.errors import Refused
from office.domain.workdays import VIETNAM
from office.models.documents import Document
from office.models.registers import Register, RegisterEntry
from office.runtime import Office
from office.services import routing
from office.services.books import reservations, reserved
from office.services.books.reservations import Wanted
from office.services.work import Work
from tests import stories
from tests.make import Clock, acting, settings_for
from tests.services.numbering import Broken

DRAFTS = 12
BEGIN = datetime(2019, 12, 29, 9, 0, tzinfo=VIETNAM)
WANTED = Wanted(reason="Quyết định ký trong hôm nay", type_code="CV")
PROFILE = settings(
    max_examples=15, stateful_step_count=25, derandomize=True, database=None, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def signed(sqlite_province: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a province with signed drafts once."""
    folder = tmp_path_factory.mktemp("signed")
    shutil.copyfile(sqlite_province, folder / "office.db")
    office = Office(settings_for(folder), Clock(BEGIN))
    for _ in range(DRAFTS):
        stories.draft(office, "signed")
    office.engine.dispose()
    return folder / "office.db"


class OneSeries(RuleBasedStateMachine):
    """The series and what it should be: status and day of each number, year by year."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__()
        folder.mkdir()
        shutil.copyfile(template, folder / "office.db")
        self.clock = Clock(BEGIN)
        self.office = Office(settings_for(folder), self.clock)
        self.clerk = acting(self.office, "vt.tinh", "clerk")
        with self.office.look() as work:
            self.drafts = list(work.db.scalars(select(Document.public_id)))
        self.numbered: list[tuple[str, int, int]] = []
        self.books: dict[int, dict[int, tuple[str, date | None]]] = {}

    @property
    def today(self) -> date:
        """Return the office's day."""
        return self.clock.now.astimezone(VIETNAM).date()

    @property
    def book(self) -> dict[int, tuple[str, date | None]]:
        """Return this year's numbers."""
        return self.books.setdefault(self.today.year, {})

    def held(self, year: int) -> list[int]:
        """Return the reserved numbers of a year."""
        book = self.books.get(year, {})
        return sorted(n for n, (status, _) in book.items() if status == "reserved")

    def teardown(self) -> None:
        """Close the office, after everything was verified."""
        assert stories.problems(self.office) == []
        self.office.engine.dispose()

    @precondition(lambda self: self.drafts)
    @rule()
    def give(self) -> None:
        """Give the next number."""
        draft = self.drafts.pop()
        self._number(draft, Form())
        number = len(self.book) + 1
        self.book[number] = ("used", self.today)
        self.numbered.append((draft, self.today.year, number))

    @rule(n=st.integers(1, 3))
    def reserve(self, n: int) -> None:
        """Reserve some."""
        with self.office.work(self.clerk) as work:
            wanted = Wanted(reason=WANTED.reason, type_code="CV", count=n)
            given = [one.given.number for one in reservations.reserve(work, wanted)]
        last = len(self.book)
        assert given == list(range(last + 1, last + n + 1))
        self.book.update(dict.fromkeys(given, ("reserved", None)))

    @precondition(lambda self: self.drafts and self.held(self.today.year))
    @rule(nth=st.integers(0, 9))
    def use(self, nth: int) -> None:
        """Use a reserved number; it serves while no higher one bears an earlier day."""
        held = self.held(self.today.year)
        number = held[nth % len(held)]
        late = any(
            n > number and status == "used" and day is not None and day < self.today
            for n, (status, day) in self.book.items()
        )
        form = Form(which=self._key(self.today.year, number))
        try:
            self._number(self.drafts[-1], form)
        except Refused:
            assert late
            return
        assert not late
        self.book[number] = ("used", self.today)
        self.numbered.append((self.drafts.pop(), self.today.year, number))

    @precondition(lambda self: len(self.drafts) > 1)
    @rule()
    def overtake(self) -> None:
        """Reserve a number, give the next one to a document, and let the day pass."""
        self.reserve(n=1)
        self.give()
        self.next_day()

    @rule(nth=st.integers(0, 9), year=st.sampled_from([2019, 2020]))
    def cancel_reserved(self, nth: int, year: int) -> None:
        """Cancel a reserved number, of this year or of the last."""
        if held := self.held(year):
            number = held[nth % len(held)]
            key = self._key(year, number)
            with self.office.work(self.clerk) as work:
                reservations.cancel(work, key, "Văn bản không ban hành nữa")
            self.books[year][number] = ("cancelled", None)

    @precondition(lambda self: self.numbered)
    @rule()
    def cancel_used(self) -> None:
        """Cancel the number of a document before it is issued."""
        draft, year, number = self.numbered.pop()
        stories.move(self.office, ("vt.tinh", "clerk"), draft, "cancel_number", stories.REASON)
        self.books[year][number] = ("cancelled", None)

    @precondition(lambda self: self.drafts)
    @rule(reserves=st.booleans())
    def break_off(self, reserves: bool) -> None:
        """Give or reserve a number, and fail before it is committed."""
        with suppress(Broken), self.office.work(self.clerk) as work:
            if reserves:
                reservations.reserve(work, WANTED)
            routing.move(work, self.drafts[-1], "number")
            raise Broken

    @rule()
    def next_day(self) -> None:
        """Go on by a day; the year turns after three."""
        self.clock.now += timedelta(days=1)

    @invariant()
    def the_books_are_the_model(self) -> None:
        """Compare every number, its status and its day."""
        with self.office.look(self.clerk) as work:
            rows = work.db.execute(
                select(Register.year, Register.last, RegisterEntry.number, RegisterEntry.status,
                       Document.issued_on)
                .join(RegisterEntry, RegisterEntry.register_id == Register.id)
                .outerjoin(Document, Document.id == RegisterEntry.document_id)
            ).all()  # fmt: skip
            told = {(one.year, one.number) for one in reserved.waiting(work)}
        found: dict[int, dict[int, tuple[str, date | None]]] = {}
        for row in rows:
            day = row.issued_on if row.status == "used" else None
            found.setdefault(row.year, {})[row.number] = (row.status, day)
            assert row.last == len(self.books[row.year])
        assert found == {year: book for year, book in self.books.items() if book}
        assert told == {(year, number) for year in self.books for number in self.held(year)}

    def _number(self, draft: str, form: Form) -> None:
        with self.office.work(self.clerk) as work:
            routing.move(work, draft, "number", form)

    def _key(self, year: int, number: int) -> int:
        with self.office.look(self.clerk) as work:
            waiting = reserved.waiting(work)
            return next(one.key for one in waiting if (one.year, one.number) == (year, number))


def play(template: Path, folder: Path, profile: settings = PROFILE) -> None:
    """Play with copies of `template`."""
    names = count()

    class Play(OneSeries):
        """A play in a database of its own."""

        def __init__(self) -> None:
            super().__init__(template, folder / str(next(names)))

    run_state_machine_as_test(Play, settings=profile)


def test_whatever_is_done_with_a_series_it_is_what_the_model_says(
    signed: Path, tmp_path: Path
) -> None:
    play(signed, tmp_path)
    assert len(list(tmp_path.iterdir())) >= PROFILE.max_examples


def _never_followed(*_: object) -> None:
    """Find no later day."""


def _kept_for_ever(_work: Work, key: int, _reason: str) -> None:
    """Cancel nothing."""


FAULTS: dict[str, tuple[object, str, Callable[..., object]]] = {
    "days out of order": (reservations, "_followed", _never_followed),
    "nothing is cancelled": (reservations, "cancel", _kept_for_ever),
    "years by the first": (numbering, "register_year", lambda _at: 2019),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_play_notices(
    signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    where, name, planted = FAULTS[fault]
    monkeypatch.setattr(where, name, planted)
    many = 60  # a fault ends them early
    few = settings(PROFILE, max_examples=many, report_multiple_bugs=False, phases=[Phase.generate])
    with pytest.raises(AssertionError):
        play(signed, tmp_path, few)
