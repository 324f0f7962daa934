"""Faults planted in what counts paper: the checks there must notice each."""

import pytest

from office.domain import sheets
from office.domain.errors import Conflict
from office.domain.sheets import Leg
from office.runtime import Office
from office.services.books import registers
from office.services.papers import copy_making, ledger, originals, prints
from tests import stories
from tests.services import test_certified_copies as copying
from tests.services.paper_stories import BAC_AI, SNV, entries, issued, printing
from tests.services.test_concurrency import at_once


def test_without_its_sealed_entries_a_print_is_found_out(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = issued(province)
    honest = ledger.Entry.fact
    monkeypatch.setattr(
        ledger.Entry, "fact", lambda entry, unit: {**honest(entry, unit), "sheets": 0}
    )
    printing(province, document, BAC_AI)
    assert any("entries of paper" in problem for problem in stories.problems(province))


def test_a_copy_that_saved_no_sheet_would_be_counted_wrong(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prints, "sheets", lambda pages, copies=1, *, duplex: pages)
    printing(province, issued(province), BAC_AI, each=3)
    assert entries(province) != [("print", 3, sheets.sheets(1, 3, duplex=True))]


def test_without_the_look_at_what_was_printed_two_clerks_print_twice(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = issued(province)
    monkeypatch.setattr(
        prints.queue, "leg", lambda row: Leg()
    )  # as if nothing had been printed yet
    assert at_once([lambda: printing(province, document, BAC_AI, SNV) for _ in range(2)]) == [
        None,
        None,
    ]
    assert len(entries(province)) == 4  # what the race test compares it with


def test_a_copy_kept_under_another_number_than_it_bears_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, signer = issued(province), copying.named(province)
    honest = registers.next_number
    monkeypatch.setattr(
        copy_making.registers, "next_number", lambda work, *book: honest(work, *book) + 1
    )
    with pytest.raises(Conflict):  # it is made again, and given up in the end
        copying.certify(province, document, signer=signer)


def test_a_rough_scan_taken_for_a_fine_one_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, signer = copying.on_paper(province, dpi=150), copying.named(province)
    monkeypatch.setattr(originals, "scanned", lambda work, rows: originals.Scanned(300, True))
    key = copying.certify(province, document, signer=signer, form="electronic")
    assert copying.row_of(province, key).dpi != 150  # what the test of scans looks at
