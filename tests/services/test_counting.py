"""Each act changes exactly the figures it should, whoever counts it, however often."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from office.domain.paper import ELECTRONIC, PAPER, PARALLEL
from office.models.papers import PaperEntry
from office.runtime import Office
from office.services.files import printing
from office.services.outgoing.drafting import Recipient
from office.services.papers import ledger, post
from tests import holders, stories
from tests.holders import ring
from tests.make import Clock, acting
from tests.services import (
    paper_stories,
    test_bound_volumes,
    test_void_signatures,
)
from tests.services.paper_stories import BAC_AI, SGDDT, SNV, WHY
from tests.services.tallying import at, change
from tests.services.test_recalling import recall
from tests.stories import unit

__all__ = ["ring"]
PROVINCE = "ubnd-ninh-thuan"
CLERK = ("vt.tinh", "clerk")
RECIPIENT = ("vt.bacai", "clerk")


def signed(office: Office, ring: Path, *recipients: str | Recipient) -> str:
    """Let leader and agency sign a letter with their keys; it waits to be issued."""
    if not office.settings.signing_home.exists():
        holders.give_keys(office, ring)
    document = stories.draft(office, "signing", recipients or (BAC_AI,))
    holders.signed(office, document)
    return document


def issued(office: Office, ring: Path) -> str:
    """Issue a letter fully electronically to Bác Ái."""
    document = signed(office, ring)
    stories.act(office, document, "issue")
    return document


def to(office: Office, key: str, channel: str) -> Recipient:
    reason = "" if channel == ELECTRONIC else WHY
    return Recipient(unit_id=unit(office, key), channel=channel, paper_reason=reason)


def test_nothing_is_counted_of_a_draft(province: Office) -> None:
    assert change(province, lambda: stories.draft(province, "numbered")) == {}


def test_an_issued_letter_counts_once_as_document_and_once_at_each_recipient(
    both_provinces: Office, ring: Path
) -> None:
    office = both_provinces
    document = signed(
        office, ring, to(office, BAC_AI, ELECTRONIC), to(office, SGDDT, PARALLEL),
        to(office, SNV, PAPER),
    )  # fmt: skip
    assert change(office, lambda: stories.act(office, document, "issue")) == {
        **at(
            PROVINCE, "issued.all", "issued.parallel", "issued.leader", "issued.agency",
            "issued.both", "issued.simulated", "issued.same_day", "sent.electronic",
            "sent.parallel", "sent.paper", "sent.pages", sent__all=3,
        ),
        **at(BAC_AI, "came.all", "came.electronic"),
        **at(SGDDT, "came.all", "came.electronic", "came.though"),
    }  # fmt: skip


def test_paper_alone_counts_at_its_recipient_when_it_came(province: Office) -> None:
    document = stories.draft(province, "issued", [to(province, SNV, PAPER)])
    assert change(
        province, lambda: stories.move(province, ("vt.snv", "clerk"), document, "arrive")
    ) == at(SNV, "came.all", "came.paper", "came.though")


def test_without_both_keys_nothing_went_fully_electronically(province: Office) -> None:
    document = stories.draft(province, "numbered")
    assert change(province, lambda: stories.act(province, document, "issue")) == {
        **at(PROVINCE, "issued.all", "issued.parallel", "issued.same_day"),
        **at(PROVINCE, "sent.all", "sent.parallel"),
        **at(BAC_AI, "came.all", "came.electronic"),
    }


@pytest.mark.parametrize(
    ("waits", "counts"),
    [
        ({"days": 3, "hours": 4}, "issued.next_morning"),  # Monday, 11:30
        ({"days": 3, "hours": 5}, ""),  # Monday, 12:30
    ],
)
def test_the_next_morning_ends_at_noon(
    province: Office, clock: Clock, waits: dict[str, int], counts: str
) -> None:
    document = stories.draft(province, "numbered")
    clock.now += timedelta(**waits)
    changed = change(province, lambda: stories.act(province, document, "issue"))
    soon = {name for _, name in changed if name in ("issued.next_morning", "issued.same_day")}
    assert soon == ({counts} if counts else set())


def test_a_late_paper_leg_makes_it_parallel_and_its_counter_entry_electronic_again(
    both_provinces: Office, ring: Path
) -> None:
    office = both_provinces
    document = issued(office, ring)
    late = {"reason": "Nơi nhận xin thêm bản giấy", "stamped": True}
    printed = change(office, lambda: paper_stories.printing(office, document, BAC_AI, **late))
    assert printed == at(PROVINCE, "sheets.print", "copies.print", "copies.stamp")
    went = change(office, lambda: paper_stories.posting(office, document))
    assert went == {
        **at(PROVINCE, "-issued.electronic", "issued.parallel"),
        **at(PROVINCE, "-sent.electronic", "-sent.pages", "sent.parallel"),
        **at(PROVINCE, "sheets.post", "copies.post"),
    }

    def void_envelope() -> None:
        with office.work(acting(office, *CLERK)) as work:
            post.void(work, 1, "Bì chưa gửi đi")

    assert change(office, void_envelope) == {key: -amount for key, amount in went.items()}


@pytest.mark.parametrize("whose", ["leader", "agency"])
def test_a_void_signature_changes_the_class_and_whose_it_was_until_it_is_restored(
    province: Office, ring: Path, whose: str
) -> None:
    document = issued(province, ring)
    who = {"leader": "ct.tinh", "agency": "vt.tinh"}[whose]
    gone = change(province, lambda: test_void_signatures.void(province, document, whose, who))
    assert gone == {
        **at(PROVINCE, "-issued.electronic", "issued.parallel", "-issued.both"),
        **at(PROVINCE, f"-issued.{whose}"),
        **at(PROVINCE, "-sent.electronic", "-sent.pages", "sent.parallel"),
    }
    back = change(province, lambda: test_void_signatures.restore(province, document, whose, who))
    assert back == {key: -amount for key, amount in gone.items()}


def test_a_volume_counts_when_it_is_bound_on_paper_and_no_more_when_that_is_taken_back(
    both_provinces: Office,
) -> None:
    office = both_provinces
    book, key = test_bound_volumes.volume(office)
    bound = change(office, lambda: test_bound_volumes.on_paper(office, book, key, copies=2))
    assert set(bound) == {(PROVINCE, "copies.bind"), (PROVINCE, "sheets.bind")}
    assert bound[PROVINCE, "copies.bind"] == 2
    back = change(office, lambda: test_bound_volumes.take_back(office, book))
    assert back == {name: -amount for name, amount in bound.items()}


def test_a_slip_that_is_printed_is_paper_too(province: Office) -> None:
    document = stories.incoming(province, "in_progress")

    def slip() -> None:
        who = acting(province, *CLERK)
        with province.look(who) as work:
            made = printing.slip(work, document, printing.HANDLING)
        with province.work(who) as work:
            printing.keep(work, document, printing.HANDLING, made, 3)

    assert change(province, slip) == at(PROVINCE, sheets__slip=3, copies__slip=3)


def test_what_is_taken_back_is_taken_off_the_day_it_was_counted_on(
    province: Office, clock: Clock
) -> None:
    document = paper_stories.issued(province)
    paper_stories.printing(province, document, BAC_AI, each=2, duplex=False)
    clock.now += timedelta(days=40)

    def take_back() -> None:
        with province.work(acting(province, *CLERK)) as work:
            (entry,) = work.db.scalars(select(PaperEntry.id)).all()
            ledger.take_back(work, document, entry, "In nhầm hai bản")

    assert change(province, take_back) == at(PROVINCE, sheets__print=-2, copies__print=-2)


def test_paper_is_counted_by_event_and_way(province: Office) -> None:
    document = paper_stories.issued(province)
    printed = change(
        province, lambda: paper_stories.printing(province, document, BAC_AI, stamped=True)
    )
    assert printed == at(PROVINCE, "sheets.print", "copies.print", "copies.stamp")
    sent = change(province, lambda: paper_stories.posting(province, document, way="courier"))
    assert sent == at(PROVINCE, "sheets.courier", "copies.courier")
    came = change(province, lambda: paper_stories.came(province, document, sheets=2))
    assert came == at(BAC_AI, "copies.receive", sheets__receive=2)


def test_a_letter_taken_back_at_once_counts_as_gone_on_both_sides(
    both_provinces: Office, ring: Path
) -> None:
    office = both_provinces
    document = issued(office, ring)
    assert change(office, lambda: recall(office, document)) == {
        **at(PROVINCE, "-issued.all", "-issued.electronic", "-issued.leader", "-issued.agency"),
        **at(PROVINCE, "-issued.both", "-issued.simulated", "-issued.same_day", "issued.gone"),
        **at(PROVINCE, "-sent.all", "-sent.electronic", "-sent.pages", "sent.gone"),
        **at(BAC_AI, "-came.all", "-came.electronic", "came.gone"),
    }


def test_of_two_recipients_one_may_keep_it_and_the_document_counts_on(province: Office) -> None:
    document = stories.draft(province, "issued", (BAC_AI, SNV))
    stories.move(province, RECIPIENT, document, "accept")
    assert change(province, lambda: recall(province, document, BAC_AI)) == {}
    assert change(
        province, lambda: stories.move(province, RECIPIENT, document, "agree_recall")
    ) == {
        **at(PROVINCE, "-sent.all", "-sent.parallel", "sent.gone"),
        **at(BAC_AI, "-came.all", "-came.electronic", "-came.receipts", "came.gone"),
        **at(BAC_AI, "-came.receipt_same_day", "-came.receipt_hours"),
    }
