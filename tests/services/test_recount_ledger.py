"""Both counts agree on what is signed with keys, and on every fact of paper."""

from pathlib import Path

import pytest

from office.runtime import Office
from office.services.documents import File
from office.services.papers import post
from office.services.wire import recalling
from tests import papers
from tests.holders import ring
from tests.make import Clock, acting
from tests.services import recounts, test_bound_volumes, test_paper_facts, test_void_signatures
from tests.services.paper_stories import BAC_AI, posting, printing

__all__ = ["ring"]
WHY = "Nơi nhận báo chưa nhận được bản điện tử"


@pytest.fixture
def letter(both_provinces: Office, ring: Path) -> str:
    """Issue a letter to Bác Ái that both keys signed."""
    return test_void_signatures.signed(both_provinces, ring)


def ways(office: Office) -> tuple[float, float, float]:
    """Return how much went electronically, with paper, and pages that nobody printed."""
    found = recounts.check(office)
    assert found.agrees, found.differences
    by_code = {one.second.indicator.code: one.second.part for one in found.compared}
    names = ("electronic.deliveries", "parallel.deliveries", "sheets.avoided")
    return tuple(by_code[name] for name in names)  # type: ignore[return-value]  # three of them


def test_a_signature_declared_void_changes_how_it_went_and_back(
    both_provinces: Office, letter: str
) -> None:
    assert ways(both_provinces) == (1, 0, 1)
    test_void_signatures.void(both_provinces, letter)
    assert ways(both_provinces) == (0, 1, 0)
    test_void_signatures.restore(both_provinces, letter)
    assert ways(both_provinces) == (1, 0, 1)


def test_paper_that_follows_changes_how_it_went_and_back(
    both_provinces: Office, letter: str, clock: Clock
) -> None:
    clock.tick(days=40)
    printing(both_provinces, letter, BAC_AI, stamped=True, reason=WHY)
    assert ways(both_provinces) == (1, 0, 1)
    line = posting(both_provinces, letter)
    assert ways(both_provinces) == (0, 1, 0)
    with both_provinces.work(acting(both_provinces, "vt.tinh", "clerk")) as work:
        post.void(work, line, "Ghi nhầm bì thư")
    assert ways(both_provinces) == (1, 0, 1)


def test_a_recall_takes_it_out_of_every_share(both_provinces: Office, letter: str) -> None:
    with both_provinces.work(acting(both_provinces, "vt.tinh")) as work:
        recalling.ask(work, letter, "Gửi nhầm nơi nhận, xin thu hồi", None)
    assert ways(both_provinces) == (0, 0, 0)


def test_scans_and_what_is_printed_again_are_counted_twice_alike(both_provinces: Office) -> None:
    document = test_paper_facts.scanned(
        both_provinces, File("thu.pdf", papers.pdf("Một", "Hai"), "application/pdf")
    )
    test_paper_facts.printed(both_provinces, document, ("vt.tinh", "clerk"), copies=2)
    test_paper_facts.take_back(both_provinces, document, ("vt.tinh", "clerk"))
    test_paper_facts.printed(both_provinces, document, ("vt.tinh", "clerk"))
    assert recounts.otherwise(both_provinces) == []


def test_volumes_bound_on_paper_are_counted_from_the_books_own_log(both_provinces: Office) -> None:
    book, key = test_bound_volumes.volume(both_provinces)
    test_bound_volumes.on_paper(both_provinces, book, key, copies=2)
    assert recounts.otherwise(both_provinces) == []
    found = recounts.check(both_provinces)
    used = next(one for one in found.compared if one.second.indicator.code == "sheets.used")
    assert used.second.part > 0
