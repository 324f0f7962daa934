"""Faults planted where letters are signed: the checks there must notice each."""

from dataclasses import replace
from pathlib import Path

import pytest

from office.domain.errors import Refused
from office.domain.signing import Signing
from office.runtime import Office
from office.services.outgoing import signatures
from office.services.signing import leader
from tests import holders, stories
from tests.holders import ring
from tests.services import test_signing_many, test_signing_steps

__all__ = ["ring"]


def unread(signed: object) -> object:
    """Return a way to sign that takes any bytes for those that were seen."""

    def sign(look: leader.Begin, document: str, seen: str) -> Signing:
        shown = leader.show(look, document)
        made: Signing = signed(look, document, shown.digest)  # type: ignore[operator]  # a function
        return made

    return sign


def test_without_comparing_the_digest_other_bytes_than_seen_are_signed(
    province: Office, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders.give_keys(province, ring)
    document = stories.draft(province, "signing")
    shown = replace(test_signing_steps.look(province, document), digest="0" * 64)
    with pytest.raises(Refused):
        holders.sign_seen(province, document, holders.LEADER, shown)
    monkeypatch.setattr(leader, "signed", unread(leader.signed))
    holders.sign_seen(province, document, holders.LEADER, shown)
    assert test_signing_steps.ways(province) != []


def test_without_comparing_the_digest_a_batch_signs_what_nobody_saw(
    province: Office, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders.give_keys(province, ring)
    monkeypatch.setattr(leader, "signed", unread(leader.signed))
    with pytest.raises(AssertionError):
        test_signing_many.test_without_having_seen_a_file_nothing_is_signed(province)


def test_without_the_look_at_the_key_a_letter_is_signed_unseen(
    province: Office, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders.give_keys(province, ring)
    monkeypatch.setattr(signatures, "_check_looked", lambda key, made: None)
    document = stories.draft(province, "signing")
    with pytest.raises((AssertionError, AttributeError)):
        stories.check_refusal(
            province, Refused, lambda: stories.move(province, holders.LEADER, document, "sign")
        )
