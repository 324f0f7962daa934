"""Whoever counts, in which order, how often and at once: the figures come to the same."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from office.app import create_app
from office.cli import register
from office.domain.people import CLERK
from office.jobs import run
from office.models.documents import Document
from office.models.figures import CountedDocument, MonthTally
from office.models.movements import Movement
from office.models.outbox import OutboxMessage
from office.runtime import Office
from office.services.figures import counting, totals
from tests import holders, stories
from tests.holders import ring
from tests.services import paper_stories
from tests.services.paper_stories import BAC_AI, SNV
from tests.services.tallying import anew, check, everything
from tests.services.test_concurrency import at_once
from tests.services.test_recalling import recall

__all__ = ["ring"]
Promised = dict[str, Any]


def promises(office: Office) -> list[Promised]:
    """Return everything that was ever promised to be counted."""
    with office.look() as work:
        kept = select(OutboxMessage.payload).where(OutboxMessage.kind == "count")
        return list(work.db.scalars(kept.order_by(OutboxMessage.id)))


def keep(office: Office, promised: Promised) -> bool:
    with office.work() as work:
        return counting.keep(work, promised["document"], promised["delivery"])


def a_day(office: Office, ring: Path) -> None:
    """Let much happen to a few letters, and count none of it."""
    document = paper_stories.issued(office)
    paper_stories.printing(office, document, BAC_AI, SNV, stamped=True)
    paper_stories.posting(office, document)
    paper_stories.came(office, document)
    stories.move(office, ("vt.sgddt", CLERK), document, "accept")
    stories.incoming(office, "completed")
    holders.give_keys(office, ring)
    letter = stories.draft(office, "signing", (BAC_AI, SNV))
    holders.signed(office, letter)
    stories.act(office, letter, "issue")
    recall(office, letter, BAC_AI)


def forgotten(office: Office) -> None:
    with office.work() as work:
        counting.forget(work)


@pytest.fixture
def lived(province: Office, ring: Path) -> Office:
    """Hand in a province in which things have happened and were counted."""
    a_day(province, ring)
    run.drain(province)
    return province


def test_in_any_order_and_twice_the_sums_are_those_of_counting_all_anew(lived: Office) -> None:
    counted, promised = everything(lived), promises(lived)
    assert counted["month_tallies"]
    assert len(promised) > 20
    for seed in range(4):
        forgotten(lived)
        drawn = random.Random(seed)  # noqa: S311  # no secret: an order
        for one in drawn.sample(promised, len(promised)) + drawn.choices(promised, k=9):
            keep(lived, one)
        assert everything(lived) == counted, seed
        check(lived)
    assert anew(lived) == counted


def test_what_is_counted_is_not_counted_again(lived: Office) -> None:
    assert not any(keep(lived, one) for one in promises(lived))
    with lived.work() as work:
        assert counting.keep_all(work, counting.batch(work, 0)) == 0


def test_counting_all_is_a_command_that_repairs_what_was_wrong(lived: Office) -> None:
    counted = everything(lived)
    with lived.work() as work:
        work.db.execute(MonthTally.__table__.update().values(amount=MonthTally.amount + 7))
    app = create_app(lived)
    register(app)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["paper", "count", "--all"]).exit_code == 0
    assert everything(lived) == counted
    said = runner.invoke(args=["paper", "count"])
    assert "0 sums changed" in said.output, said.output


@pytest.mark.parametrize("again", range(2))
def test_many_who_count_at_once_count_each_thing_once(
    both_provinces: Office, ring: Path, again: int
) -> None:
    office = both_provinces
    a_day(office, ring)
    run.drain(office)
    counted, promised = everything(office), promises(office)
    forgotten(office)
    drawn = random.Random(again)  # noqa: S311  # no secret: an order
    shares = [drawn.sample(promised, len(promised)) for _ in range(3)]

    def hand(share: list[Promised]) -> Callable[[], None]:
        return lambda: [keep(office, one) for one in share] and None

    assert at_once([hand(share) for share in shares]) == [None] * 3
    assert everything(office) == counted
    check(office)


def test_every_act_promises_its_counting_and_says_until_when_all_is_counted(
    province: Office,
) -> None:
    run.drain(province)
    stories.incoming(province, "registered")
    with province.look() as work:
        acts = work.db.scalar(select(func.count()).select_from(Movement))
        _, waiting = totals.counted_until(work)
        assert waiting == acts
    run.drain(province)
    with province.look() as work:
        assert totals.counted_until(work) == (work.at, 0)


def test_one_letter_to_all_is_counted_in_as_many_statements_as_one_to_two(
    province: Office,
) -> None:
    with province.look() as work:
        hosted = [
            unit.key
            for unit in work.tree.units.values()
            if unit.kind.hosted and unit.kind.keeps_register and unit.key != "ubnd-ninh-thuan"
        ]
    assert len(hosted) > 60
    asked = []
    for recipients in (hosted[:2], hosted):
        document = stories.draft(province, "issued", recipients)
        key = paper_stories.key_of(province, document)
        run.drain(province)
        forgotten(province)
        asked.append(statements(province, {"document": key, "delivery": None}))
    assert asked[0] == asked[1] < 25


def statements(office: Office, promised: Promised) -> int:
    """Return how many statements keeping a promise takes."""
    seen: list[str] = []

    def note(_db: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(office.engine, "before_cursor_execute", note)
    keep(office, promised)
    event.remove(office.engine, "before_cursor_execute", note)
    return len(seen)


def test_a_document_that_is_no_more_is_nothing_to_count(province: Office) -> None:
    assert not keep(province, {"document": 4711, "delivery": None})
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(CountedDocument)) == 0
        assert work.db.scalar(select(func.count()).select_from(Document)) == 0
