"""What comes, and the work on it: each act changes exactly the figures it should."""

from datetime import timedelta
from pathlib import Path

import pytest

from office.domain.asks import Form
from office.runtime import Office
from office.services.books import registration
from office.services.documents import File
from office.services.papers import scans
from tests import holders, papers, stories
from tests.holders import ring
from tests.make import Clock, acting
from tests.services import test_extensions
from tests.services.paper_stories import BAC_AI, WHY
from tests.services.tallying import at, change
from tests.services.test_answering import answer
from tests.services.test_counting import CLERK, PROVINCE, RECIPIENT
from tests.services.test_directives import typed

__all__ = ["ring"]


def test_a_refused_letter_was_sent_and_has_not_come(both_provinces: Office) -> None:
    document = stories.draft(both_provinces, "issued")
    refuse = Form(reason="Gửi nhầm nơi nhận")
    assert change(
        both_provinces,
        lambda: stories.move(both_provinces, RECIPIENT, document, "refuse", refuse),
    ) == at(BAC_AI, "-came.all", "-came.electronic", "came.refused")


def test_accepting_counts_the_receipt_and_its_hours(province: Office, clock: Clock) -> None:
    document = stories.draft(province, "issued")
    clock.tick(hours=2, minutes=50)
    assert change(province, lambda: stories.move(province, RECIPIENT, document, "accept")) == at(
        BAC_AI, "came.receipts", "came.receipt_same_day", "came.receipt_hours=2"
    )


@pytest.mark.parametrize(
    ("days", "also"),
    [(0, ["came.registered_same_day"]), (3, ["came.registered_next_day"]), (4, [])],
)
def test_registering_late_is_counted_by_working_days(
    province: Office, clock: Clock, days: int, also: list[str]
) -> None:
    document = stories.incoming(province, "accepted")
    clock.now += timedelta(days=days)
    assert change(province, lambda: stories.act(province, document, "register")) == at(
        PROVINCE, "came.registered", *also
    )


def test_work_is_counted_when_it_is_taken_up_and_when_its_lead_is_done(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    assert change(office, lambda: stories.act(office, document, "direct")) == at(
        PROVINCE, "came.needed_work", "work.taken_up", "work.fell_due"
    )
    clock.now += timedelta(days=13)
    assert change(office, lambda: stories.act(office, document, "report")) == {}
    assert change(office, lambda: stories.act(office, document, "confirm")) == at(
        PROVINCE, "came.online", "work.finished", "work.fell_due_finished", "work.late",
        "work.days_late=2",
    )  # fmt: skip


def test_what_is_noted_needs_no_work(province: Office) -> None:
    document = stories.incoming(province, "direction")
    assert change(province, lambda: stories.act(province, document, "note")) == {}


def test_more_time_moves_the_deadline_that_is_counted(province: Office, clock: Clock) -> None:
    document = test_extensions.assigned(province)
    change(province, lambda: None)
    later = Form(reason=WHY, which=test_extensions.part_id(province), due_at=test_extensions.MORE)
    stories.move(province, test_extensions.LEADER, document, "extend", later)
    clock.now = test_extensions.MORE
    stories.act(province, document, "report")
    assert change(province, lambda: stories.act(province, document, "confirm")) == at(
        PROVINCE, "came.online", "work.finished", "work.fell_due_finished", "work.on_time"
    )


def test_an_answer_finishes_the_work_and_counts_as_come_of_it(province: Office, ring: Path) -> None:
    holders.give_keys(province, ring)
    document = stories.incoming(province, "in_progress")
    letter = answer(province, document, "signing")
    holders.signed(province, letter)
    changed = change(province, lambda: stories.act(province, letter, "issue"))
    assert changed == {
        **at(PROVINCE, "issued.all", "issued.electronic", "issued.leader", "issued.agency"),
        **at(PROVINCE, "issued.both", "issued.simulated", "issued.same_day", "issued.from_work"),
        **at(PROVINCE, "sent.all", "sent.electronic", "sent.pages", "came.online"),
        **at(PROVINCE, "work.finished", "work.on_time", "work.fell_due_finished"),
        **at(BAC_AI, "came.all", "came.electronic"),
    }


def test_a_directive_on_paper_is_no_work_online(province: Office) -> None:
    document = stories.incoming(province, "direction")
    form = typed(province)
    taken_up = change(province, lambda: stories.move(province, CLERK, document, "direct_for", form))
    assert taken_up[PROVINCE, "came.needed_work"] == 1
    who = ("cv.vx", "specialist")
    stories.move(province, who, document, "report", stories.RESULT)
    assert change(province, lambda: stories.act(province, document, "confirm")) == at(
        PROVINCE, "work.finished", "work.fell_due_finished", "work.on_time"
    )


@pytest.mark.parametrize(("direction", "counts"), [("in", "came.secret"), ("out", "issued.secret")])
def test_a_secret_document_is_a_number_and_in_no_other_figure(
    both_provinces: Office, direction: str, counts: str
) -> None:
    def enter() -> None:
        with both_provinces.work(acting(both_provinces, *CLERK)) as work:
            registration.enter_secret(work, direction, "mat")

    assert change(both_provinces, enter) == at(PROVINCE, counts)


@pytest.mark.parametrize("scanned", [True, False])
def test_a_letter_on_paper_is_digitised_by_its_scan(province: Office, scanned: bool) -> None:
    files = [File("quet.pdf", papers.pdf(), "application/pdf")] if scanned else []

    def enter() -> None:
        with province.work(acting(province, *CLERK)) as work:
            letter = registration.Letter(
                issuer_unit_id=work.tree.by_key(BAC_AI).id, type_code="CV", number_text="12",
                notation="UBND-VX", issued_on=None, subject="V/v thử",
            )  # fmt: skip
            scans.enter(work, letter, files)

    expected = at(PROVINCE, "came.all", "came.though")
    if scanned:
        expected |= at(PROVINCE, "came.digitised", "sheets.scan", "copies.scan")
    else:
        expected |= at(PROVINCE, "came.paper")
    assert change(province, enter) == expected
