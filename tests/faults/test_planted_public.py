"""Faults planted in the public page: each must be noticed by the check that is for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from office.app import create_app
from office.models.publications import Publication
from office.runtime import Office
from office.services import documents
from office.services.publishing import switch, whitelist
from office.web import public_answers
from tests import publicity, stories
from tests.publicity import PAGE
from tests.web import canaries

Plant = Callable[[pytest.MonkeyPatch], None]


def forgets_the_mark(patch: pytest.MonkeyPatch) -> None:
    """Plant a door that lets through what was taken off again."""
    patch.setattr(whitelist, "public", lambda page: [Publication.unit_id == page.unit_id])


def tells_too_much(patch: pytest.MonkeyPatch) -> None:
    """Plant a value whose subject carries what a recipient was told."""
    patch.setattr(whitelist, "plain", lambda words: f"{words} {canaries.bird('documents', 'body')}")


def hands_out_another_file(patch: pytest.MonkeyPatch) -> None:
    """Plant a page that hands out the form the leader signed, before it had its number."""
    patch.setattr(whitelist, "SEALED", "signed")


def names_what_is_hidden(patch: pytest.MonkeyPatch) -> None:
    """Plant a list that names the later document though that is not public."""
    honest = whitelist._related

    def open_hearted(*given: Any) -> Any:
        hidden = whitelist._other.public_id.label("shown")
        return honest(*given).with_only_columns(
            *(one for one in honest(*given).selected_columns if one.key != "shown"), hidden
        )

    patch.setattr(whitelist, "_related", open_hearted)


@pytest.mark.parametrize(
    "plant", [forgets_the_mark, tells_too_much, hands_out_another_file, names_what_is_hidden]
)
def test_what_leaks_is_heard(
    province: Office, monkeypatch: pytest.MonkeyPatch, plant: Plant
) -> None:
    key = canaries.furnish(province)
    canaries.plant(province)
    assert canaries.heard(province, key) == []
    plant(monkeypatch)
    assert canaries.heard(province, key) != []


def test_a_switch_that_nobody_asks_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    publicity.with_file(province)
    publicity.turn(province, "shut")
    client = create_app(province).test_client()
    assert client.get(PAGE).status_code == 404
    monkeypatch.setattr(switch, "opened", lambda *_: date(2019, 11, 8))
    assert client.get(PAGE).status_code == 200


def test_a_page_that_looks_at_cookies_says_so_to_every_cache(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    publicity.with_file(province)
    client = create_app(province).test_client()
    assert "Vary" not in client.get(PAGE).headers
    monkeypatch.setattr(public_answers, "is_public", lambda _path: False)
    assert client.get(PAGE).headers["Vary"] == "Cookie"


def test_a_mark_that_is_not_sealed_is_found(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = publicity.issued(province)
    monkeypatch.setattr(documents, "happened", lambda _work, entered, *_: entered)
    publicity.publish(province, document)
    assert any("made public otherwise" in problem for problem in stories.problems(province))


def test_a_rule_that_lets_everything_out_still_meets_the_door(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.services.publishing.marking.problem_of", lambda *_, **__: None)
    numbered = stories.draft(province, "numbered")
    publicity.publish(province, numbered)
    publicity.turn(province)
    assert numbered not in create_app(province).test_client().get(PAGE).text
    assert "Chưa có văn bản nào" in create_app(province).test_client().get(PAGE).text
