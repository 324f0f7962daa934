"""Faults planted where drafts are written and compared: each must be noticed."""

import pytest

from office.domain import comparing, structure
from office.domain.layout import Layout
from office.runtime import Office
from office.services import sealing
from office.services.outgoing import comparison, drafts
from tests import stories
from tests.domain.test_comparing import test_a_comparison_applied_to_the_old_text_gives_the_new_one
from tests.domain.test_structure import test_points_follow_the_vietnamese_alphabet
from tests.services import attacks, test_layouts, test_verification, test_versions


def noticed(check: object, *given: object) -> None:
    """Assert that a test fails with the fault that was planted."""
    assert callable(check)
    with pytest.raises(BaseException):  # noqa: B017, PT011 (a test may fail in any way)
        check(*given)


def test_a_page_left_out_of_the_digest_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Layout, "facts", lambda _self: {})
    noticed(test_layouts.test_a_signature_is_bound_to_the_page_that_was_approved, province)


def test_a_version_whose_files_are_not_sealed_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "written_digest", lambda _written: None)
    attacks.honest(province)
    attack = test_verification.SEALED["the files and recipients of a kept version"]
    assert not attacks.found_after(province, f"UPDATE {attack}")


def test_a_version_that_keeps_only_its_text_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "written", lambda *_: None)
    monkeypatch.setattr(sealing, "written_digest", lambda _written: None)
    document = test_versions.returned(province)
    stories.act(province, document, "submit")
    found = test_versions.compared(province, document)
    assert test_versions.changed(found) == {}


def test_a_judgement_that_is_not_seen_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "_JUDGING", ("nothing",))
    check = test_versions.test_who_approved_and_nothing_changed_sees_what_it_was_before
    noticed(check, province)


def test_words_that_are_lost_in_a_comparison_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_readable", lambda found: list(found)[:-1] or list(found))
    noticed(test_a_comparison_applied_to_the_old_text_gives_the_new_one)


def test_points_by_another_alphabet_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure, "LETTERS", "abcdefghijklmnopqrstuvwxyz")
    noticed(test_points_follow_the_vietnamese_alphabet)
