"""Who opened what: noted once a capacity, told to the sender, counted for the reader."""

from datetime import datetime

import pytest
from sqlalchemy import select

from office.domain.errors import NotFound
from office.domain.people import system
from office.domain.sieve import Sieve
from office.models.readings import Reading
from office.runtime import Office
from office.services import access
from office.services.views import dossier, inboxes, readings, tracking
from office.services.views.tracking import Milestones
from tests import stories
from tests.make import Clock, acting
from tests.services.test_concurrency import at_once

CLERK = ("vt.bacai", "clerk")


@pytest.fixture
def letter(both_provinces: Office) -> str:
    """Hand in a letter issued to a district and a department."""
    return stories.draft(both_provinces, "issued", ("ubnd-bac-ai", "snv"))


def open_as(office: Office, login: str, document: str, role: str | None = None) -> None:
    """Let somebody open a document as its page does it."""
    with office.look(acting(office, login, role)) as work:
        key = access.document_id(work, document)
        if not readings.due(work, key):
            return
    with office.work(acting(office, login, role)) as work:
        readings.note(work, key)


def rows(office: Office) -> list[tuple[int, datetime, datetime]]:
    """Return who has opened something, when first and when last."""
    with office.look() as work:
        found = select(Reading.person_id, Reading.first_at, Reading.last_at)
        return [(row[0], row[1], row[2]) for row in work.db.execute(found)]


def told(office: Office, document: str, login: str = "cv.vx") -> dict[str, Milestones]:
    """Return what the sender is told of each recipient, by its key."""
    with office.look(acting(office, login)) as work:
        found = tracking.milestones(work, dossier.read(work, document))
        return {work.tree[unit].key: milestone for unit, milestone in found.items()}


def unread(office: Office, who: tuple[str, str], folder: str) -> int:
    """Return how many lines of a folder somebody has not opened."""
    with office.look(acting(office, *who)) as work:
        return {tally.folder.name: tally.unread for tally in inboxes.tallies(work)}[folder]


def test_arrived_opened_and_accepted_are_three_facts(
    both_provinces: Office, clock: Clock, letter: str
) -> None:
    office = both_provinces
    assert told(office, letter) == {
        "ubnd-bac-ai": Milestones(None, None),
        "snv": Milestones(None, None),
    }
    clock.tick(minutes=7)
    opened = clock.now
    open_as(office, "vt.bacai", letter)
    clock.tick(minutes=7)
    stories.move(office, CLERK, letter, "accept")
    assert told(office, letter) == {
        "ubnd-bac-ai": Milestones(opened, clock.now),
        "snv": Milestones(None, None),
    }
    assert stories.problems(office) == []


def test_opening_again_moves_only_the_last_time_and_that_seldom(
    both_provinces: Office, clock: Clock, letter: str
) -> None:
    office = both_provinces
    first = clock.now
    for minutes in (0, 1, 3, 10):
        clock.tick(minutes=minutes)
        open_as(office, "vt.bacai", letter)
    assert rows(office) == [(stories.person(office, "vt.bacai"), first, clock.now)]
    clock.tick(minutes=1)
    open_as(office, "vt.bacai", letter)
    assert rows(office)[0][2] < clock.now


def test_an_auditor_who_looks_does_not_open_it_for_the_agency(
    both_provinces: Office, letter: str
) -> None:
    open_as(both_provinces, "ttra.tinh", letter)
    assert len(rows(both_provinces)) == 1
    assert {milestone.opened_at for milestone in told(both_provinces, letter).values()} == {None}


def test_the_office_itself_reads_nothing(both_provinces: Office, letter: str) -> None:
    with both_provinces.work(system()) as work:
        assert not readings.due(work, 1)
        readings.note(work, 1)
    assert rows(both_provinces) == []


def test_what_is_not_ones_own_cannot_be_marked_as_read(both_provinces: Office, letter: str) -> None:
    for login in ("vt.phuocdai", "qt.tinh"):
        with both_provinces.work(acting(both_provinces, login)) as work, pytest.raises(NotFound):
            readings.mark(work, letter)
    assert rows(both_provinces) == []


def test_one_capacity_reading_leaves_it_unread_to_another(
    both_provinces: Office, letter: str
) -> None:
    office = both_provinces
    assert unread(office, CLERK, "arrivals") == 1
    open_as(office, "vt.bacai", letter)
    assert unread(office, CLERK, "arrivals") == 0
    assert unread(office, ("vt.snv", "clerk"), "arrivals") == 1


def test_two_tabs_that_open_at_once_leave_one_row(both_provinces: Office, letter: str) -> None:
    office, actor = both_provinces, acting(both_provinces, *CLERK)

    def note() -> None:
        with office.work(actor) as work:
            readings.mark(work, letter)

    assert at_once([note] * 6) == [None] * 6
    assert len(rows(office)) == 1


def test_a_sieve_lets_through_what_it_says_and_keeps_the_pages(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    names = ["01_vpcp_report_request", "02_vpcp_urgent", "04_nghe_an_visit"]
    documents = []
    for name in names:
        documents.append(stories.incoming(office, name=f"to_ninh_thuan/{name}"))
        clock.tick(days=2)
    open_as(office, "vt.tinh", documents[1])

    def seen(sieve: Sieve) -> set[int]:
        found, after = [], None
        with office.look(acting(office, "vt.tinh", "clerk")) as work:
            while True:
                page = inboxes.page(work, "arrivals", after, 1, sieve)
                found += [documents.index(item.public_id) for item in page.items]
                after = page.older
                if after is None:
                    return set(found)

    assert seen(Sieve()) == {0, 1, 2}
    assert seen(Sieve(urgent=True)) == {1}
    assert seen(Sieve(unread=True)) == {0, 2}
    assert seen(Sieve(unread=True, urgent=True)) == set()
    clock.now -= clock.now - clock.now.replace(day=12)  # Tuesday, the day of the third
    assert seen(Sieve("today")) == {2}
    assert seen(Sieve("week")) == {2}
    assert seen(Sieve("month")) == seen(Sieve("year")) == {0, 1, 2}


def test_the_line_above_is_the_one_whose_next_line_this_is(province: Office) -> None:
    for name in ("01_vpcp_report_request", "02_vpcp_urgent", "04_nghe_an_visit"):
        stories.incoming(province, name=f"to_ninh_thuan/{name}")
    with province.look(acting(province, "vt.tinh", "clerk")) as work:
        first, second, third = inboxes.page(work, "arrivals").items
        assert inboxes.before(work, "arrivals", first.key) is None
        assert inboxes.before(work, "arrivals", third.key) == second
        assert inboxes.before(work, "arrivals", second.key) == first
        with pytest.raises(NotFound):
            inboxes.before(work, "direction", first.key)
