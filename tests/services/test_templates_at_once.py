"""Templates saved by many at once: the limit is one limit, a name is one template."""

from dataclasses import replace

import pytest

from office.runtime import Office
from office.services.outgoing import templates
from tests.make import acting
from tests.services.test_beginnings import TEMPLATE
from tests.services.test_concurrency import at_once

CHIEF = ("cvp.tinh", "chief_of_office")


def saved(office: Office) -> list[str]:
    with office.look(acting(office, *CHIEF)) as work:
        return sorted(one.name for one in templates.offered(work))


def test_who_save_at_once_share_one_limit(
    both_provinces: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "MOST", 3)
    actors = [acting(both_provinces, *CHIEF), acting(both_provinces, "ct.tinh")] * 4

    def save(number: int) -> None:
        with both_provinces.work(actors[number]) as work:
            templates.save(work, f"Mẫu {number}", TEMPLATE)

    acts = [lambda number=number: save(number) for number in range(8)]
    refused = [outcome for outcome in at_once(acts) if outcome is not None]
    assert (len(refused), len(saved(both_provinces))) == (5, 3)


def test_one_name_saved_at_once_is_one_template(both_provinces: Office) -> None:
    actors = [acting(both_provinces, *CHIEF), acting(both_provinces, "ct.tinh")] * 3

    def save(number: int) -> None:
        with both_provinces.work(actors[number]) as work:
            templates.save(work, "Mẫu chung", replace(TEMPLATE, subject=f"lần {number}"))

    acts = [lambda number=number: save(number) for number in range(6)]
    assert [outcome for outcome in at_once(acts) if outcome is not None] == []
    assert saved(both_provinces) == ["Mẫu chung"]
