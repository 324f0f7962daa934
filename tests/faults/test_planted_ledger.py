"""Faults planted in the ledger's later facts: the checks there must notice each."""

from pathlib import Path
from typing import Any

import pytest

from office.domain import sheets
from office.runtime import Office
from office.services.books import bound_volumes
from office.services.papers import again, ledger, queue, scans
from office.services.signing import voids
from tests import papers, stories
from tests.holders import ring
from tests.services import test_bound_volumes as volumes
from tests.services import test_paper_facts as facts
from tests.services import test_void_signatures as signatures
from tests.services.paper_stories import SGDDT, issued, printing
from tests.services.test_concurrency import at_once

__all__ = ["ring"]


def test_scans_that_nobody_counted_are_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "pages", lambda work, document_id: 0)
    facts.scanned(province, facts.File("thu.pdf", papers.pdf("Một"), "application/pdf"))
    assert facts.happened(province) != [("scan", "paper", 1, 1, 1)]


def test_a_later_print_that_is_not_sealed_is_found_out(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = issued(province)
    honest = ledger.Entry.fact
    monkeypatch.setattr(
        ledger.Entry, "fact", lambda entry, unit: {**honest(entry, unit), "copies": 1}
    )
    facts.printed(province, document, ("vt.sgddt", "clerk"), copies=4)
    assert any("entries of paper" in problem for problem in stories.problems(province))


def test_a_later_print_counted_as_paper_sent_would_be_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = issued(province)
    monkeypatch.setattr(again, "AGAIN", sheets.PRINT)
    facts.printed(province, document, ("vt.bacai", "clerk"))
    assert facts.standings(province, document)[facts.BAC_AI] != "unprinted"  # what the test asks


def test_late_paper_that_is_not_marked_is_found_out(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = issued(province)
    monkeypatch.setattr(queue, "opened", lambda work, deliveries: None)
    printing(province, document, SGDDT, reason=facts.WHY)
    assert any("paper sent later" in problem for problem in stories.problems(province))


def test_a_volume_bound_without_its_act_is_found_out(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, key = volumes.volume(province)
    monkeypatch.setattr(bound_volumes.register_acts, "record", lambda *act: None)
    volumes.on_paper(province, of, key)
    assert any("bound on paper" in problem for problem in stories.problems(province))


def test_without_the_look_at_what_stands_a_volume_is_bound_twice(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, key = volumes.volume(province)
    monkeypatch.setattr(bound_volumes, "_standing", lambda work, key: 0)
    assert at_once([lambda: volumes.on_paper(province, of, key) for _ in range(2)]) == [None, None]
    assert len(volumes.facts(province)) == 2  # what the race test compares it with


def test_a_signature_void_in_silence_is_found_out(
    province: Office, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = signatures.signed(province, ring)

    def silent(work: Any, public_id: str, told: dict[str, Any]) -> None: ...

    monkeypatch.setattr(voids, "_seal", silent)
    signatures.void(province, document)
    assert any("void signatures" in problem for problem in stories.problems(province))


def test_a_void_signature_whose_row_stays_as_it_was_is_found_out(
    province: Office, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = signatures.signed(province, ring)
    monkeypatch.setattr(voids, "_set", lambda *row, **values: None)
    signatures.void(province, document)
    assert any("void signatures" in problem for problem in stories.problems(province))
