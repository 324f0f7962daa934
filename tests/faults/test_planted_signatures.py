"""Faults planted in what was known of signatures: each is noticed once its rule is gone."""

import pytest

from office.domain.errors import Unsure
from office.jobs import handlers
from office.runtime import Office
from office.services.files import awareness, judgements
from tests import stories
from tests.make import Clock
from tests.services import letters_in
from tests.services.test_concurrency import at_once
from tests.signing import forgeries, notary

CLERK = ("vt.tinh", "clerk")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> notary.Notary:
    """Open an authority, and sign with it."""
    return notary.Notary(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def forged(province: Office, here: notary.Notary, clock: Clock) -> str:
    """Receive a letter with a replaced page, and look at it."""
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    signed = here.signed(notary.paper())
    document = letters_in.receive(province, forgeries.replaced(signed))
    handlers.judge(province, {"document": document})
    return document


def test_without_its_rule_a_doubtful_letter_is_accepted_unawares(
    province: Office, forged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unsure):
        stories.move(province, CLERK, forged, "accept")
    monkeypatch.setattr(awareness, "doubtful", lambda _: False)
    stories.move(province, CLERK, forged, "accept")
    [accepted] = letters_in.acts(province, forged, "accept")
    assert accepted["signatures"][0]["verdict"] == "changed"  # the record tells it all the same


def test_a_judgement_that_was_not_sealed_is_found(
    province: Office, here: notary.Notary, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    document = letters_in.receive(province, here.signed(notary.paper()))
    handlers.judge(province, {"document": document})
    assert stories.problems(province) == []
    monkeypatch.setattr(judgements, "sealed", lambda record: [])
    assert any("other judgements" in one for one in stories.problems(province))


def test_two_who_look_at_once_seal_it_once(
    both_provinces: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    office = both_provinces
    letters_in.trusted(office, here)
    document = letters_in.receive(office, here.signed(notary.paper()))

    def look() -> None:
        handlers.judge(office, {"document": document})

    assert at_once([look] * 3) == [None] * 3
    assert len(letters_in.acts(office, document, "judge")) == 1
    assert stories.problems(office) == []
