"""The three years, played once on each database and counted as they happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from sqlalchemy import update

from office.jobs import run
from office.models.outbox import OutboxMessage
from office.runtime import Office
from office.services import movements
from tests.conftest import build_schema, load_province
from tests.make import Clock, settings_for
from tests.postgres import Server
from tests.years.plan import Plan, plan
from tests.years.play import Player


class Years(NamedTuple):
    """An office on which the plan was played, and the player who knows its documents."""

    office: Office
    plan: Plan
    player: Player
    clock: Clock


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def years(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Years]:
    """Play the three years; each act was counted by the job, as in an office."""
    folder, url, name = tmp_path_factory.mktemp("years"), "", "three_years"
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres_server")
        url = server.create_database(name)
    settings, clock = settings_for(folder, url), Clock()
    build_schema(settings.database_url)
    load_province(settings)
    office, decided = Office(settings, clock), plan()
    player = Player(office, clock)
    player.play(decided)
    count(office)
    yield Years(office, decided, player, clock)
    office.engine.dispose()
    if url:
        server.drop_database(name)


def count(office: Office) -> None:
    """Keep the promises to count, in their order; the others are not what is tested here."""
    with office.work() as work:
        others = OutboxMessage.kind != movements.COUNT
        work.db.execute(update(OutboxMessage).where(others).values(settled_at=work.wall))
    run.drain(office)
