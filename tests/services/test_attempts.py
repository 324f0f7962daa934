"""What was tried and refused is kept: once a minute, without leaking, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Row, select, update

from office.domain.asks import Form
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError
from office.domain.text import Text
from office.models.audit import RefusedAttempt
from office.models.documents import Document
from office.runtime import Office
from office.services import routing
from office.services.explaining import attempts
from tests import stories
from tests.make import Clock, acting

HEAD = ("tp.vx", "unit_head")


def try_(office: Office, who: tuple[str, str | None], document: str, action: str) -> OfficeError:
    """Let somebody try what will be refused, as a page does; return the refusal."""
    actor = acting(office, *who)
    try:
        with office.work(actor) as work:
            routing.move(work, document, action, Form())
    except OfficeError as refusal:
        with office.work(actor) as work:
            attempts.note(work, document, action, refusal)
        return refusal
    raise AssertionError("it was allowed")


def kept(office: Office) -> list[Row[Any]]:
    """Return every attempt that was kept."""
    with office.look() as work:
        rows = work.db.execute(select(RefusedAttempt.__table__).order_by(RefusedAttempt.id))
        return list(rows.all())


@pytest.fixture
def own(both_provinces: Office) -> tuple[Office, str]:
    """Hand in an office with a draft that waits for the review of its own drafter."""
    document = stories.draft(both_provinces, "content_review")
    head = stories.person(both_provinces, "tp.vx")
    with both_provinces.work() as work:
        theirs = update(Document).where(Document.public_id == document)
        work.db.execute(theirs.values(drafter_id=head))
    return both_provinces, document


def test_who_approves_their_own_draft_is_refused_and_remembered(own: tuple[Office, str]) -> None:
    office, document = own
    refusal = try_(office, HEAD, document, "approve_content")
    (row,) = kept(office)
    assert (row.person_id, row.action) == (stories.person(office, "tp.vx"), "approve_content")
    assert (row.rules, row.self_approval, row.times) == ("drafter_does_not_approve", True, 1)
    assert row.reasons_vi == refusal.reasons[0].vi
    assert stories.state_of(office, document) == "content_review"


def test_the_same_attempt_counts_on_within_its_minute(
    own: tuple[Office, str], clock: Clock
) -> None:
    office, document = own
    for _ in range(3):
        try_(office, HEAD, document, "approve_content")
    clock.tick(minutes=1)
    try_(office, HEAD, document, "approve_content")
    assert [row.times for row in kept(office)] == [3, 1]


def test_many_at_once_are_one_row(own: tuple[Office, str]) -> None:
    office, document = own
    start = Barrier(4)

    def hammer(_: int) -> None:
        start.wait()
        try_(office, HEAD, document, "approve_content")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(hammer, range(4)))
    assert [row.times for row in kept(office)] == [4]


def test_hammering_at_doors_does_not_fill_the_office(own: tuple[Office, str]) -> None:
    office, document = own
    for number in range(attempts.MOST_A_MINUTE + 5):
        try_(office, HEAD, document, f"act{number}")
    try_(office, HEAD, document, "act1")
    rows = kept(office)
    assert len(rows) == attempts.MOST_A_MINUTE
    assert {row.action: row.times for row in rows}["act1"] == 2


def test_an_endless_name_of_an_act_is_kept_short(own: tuple[Office, str]) -> None:
    office, document = own
    try_(office, HEAD, document, "x" * 10_000)
    assert [len(row.action) for row in kept(office)] == [attempts.LONGEST]


def test_nothing_is_kept_of_what_one_may_not_know_of(own: tuple[Office, str]) -> None:
    office, document = own
    for who in (("vt.snv", None), ("qt.tinh", None), ("vt.bacai", None)):
        assert isinstance(try_(office, who, document, "approve_content"), NotFound)
        assert isinstance(try_(office, who, "0" * 32, "approve_content"), NotFound)
    assert kept(office) == []


def test_a_form_that_lacks_something_is_no_attempt(province: Office) -> None:
    document = stories.incoming(province, "arrived")
    try_(province, ("vt.tinh", "clerk"), document, "refuse")  # no reason given
    assert kept(province) == []


def test_being_late_or_wrong_is_no_attempt(own: tuple[Office, str]) -> None:
    office, document = own
    for refusal in (Conflict(), Invalid(Text("a", "a")), NotFound()):
        with office.work(acting(office, *HEAD)) as work:
            attempts.note(work, document, "approve_content", refusal)
    assert kept(office) == []


def test_what_is_kept_changes_nothing_that_verify_looks_at(own: tuple[Office, str]) -> None:
    office, document = own
    before = stories.problems(office)
    try_(office, HEAD, document, "approve_content")
    assert stories.problems(office) == before
