"""The figures of paper: the dashboard beside a full aggregate, and what counting adds to an act.

`python -m benchmarks.paper [--deliveries N] [--rounds N] [--recipients N] [--only sqlite]`.

The dashboard of the province over three years is asked for as a browser does, beside one
hand-written aggregate of the same figures over the same indexed lines.  Aims: under 200 ms of
server time, at least 20 times quicker than the aggregate.  An act is taken with and without its
promise to be counted, in turns: under 1.10 times.

SQLite works in our own thread, whose time is counted without what others take of the processor
and without waiting for the disk; PostgreSQL does not, so there the clock on the wall is read.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from statistics import median
from time import perf_counter, thread_time
from typing import Any

from sqlalchemy import select, text

from benchmarks import ground as grounds
from benchmarks.bulk import Bulk, bulk
from benchmarks.fanout import ISSUE, numbered
from benchmarks.ground import Ground, Timing
from office.app import create_app
from office.domain.measures import CAME, DOCUMENT, SENT
from office.models.people import Membership
from office.runtime import Office
from office.services import movements, routing
from office.services.figures import of_people, tallies
from office.services.figures.tallies import Differences, add
from office.services.work import Work
from tests.make import PASSWORD, Clock

QUICKER, SERVER_MS, DEARER = 20.0, 200.0, 1.10
DATABASES = ("sqlite", "postgres")
YEARS, BATCH = 3, 10_000
END = datetime(2021, 12, 31, 9, tzinfo=UTC)
FIRST = date(2019, 1, 1)
DAYS = (date(2021, 12, 31) - FIRST).days
TYPES = ("CV", "CV", "CV", "QĐ", "TB", "KH", "BC")
EACH = 4  # recipients a document
WEEKEND = 5
ACTS = 7  # so many acts a round: each is short
CHIEF = "ct.tinh"
#: What the dashboard shows, worked out at once from the lines: by agency and month, both sides.
AGGREGATE = text("""
    SELECT 's' AS side, sender_id AS unit, substr(CAST(sent_on AS VARCHAR(10)), 1, 7) AS month, way,
           to_level AS level, count(*) AS n, sum(pages) AS pages,
           sum(CASE WHEN reason <> '' THEN 1 ELSE 0 END) AS a, 0 AS b, 0 AS c, 0 AS d
      FROM counted_deliveries
     WHERE sent_on BETWEEN :since AND :until AND NOT secret AND NOT gone
     GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT 'c', unit_id, substr(CAST(came_on AS VARCHAR(10)), 1, 7), intake, from_level,
           count(*), 0,
           sum(CASE WHEN registered THEN 1 ELSE 0 END),
           sum(CASE WHEN needed_work THEN 1 ELSE 0 END),
           sum(CASE WHEN online THEN 1 ELSE 0 END),
           sum(CASE WHEN outcome = 'late' THEN 1 ELSE 0 END)
      FROM counted_deliveries
     WHERE came_on BETWEEN :since AND :until AND NOT secret AND NOT gone AND NOT refused
     GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT 'd', unit_id, substr(CAST(on_day AS VARCHAR(10)), 1, 7), way, level, count(*), 0,
           sum(CASE WHEN leader_signed THEN 1 ELSE 0 END),
           sum(CASE WHEN agency_signed THEN 1 ELSE 0 END),
           sum(CASE WHEN leader_signed AND agency_signed THEN 1 ELSE 0 END), 0
      FROM counted_documents
     WHERE on_day BETWEEN :since AND :until AND NOT secret AND NOT gone
     GROUP BY 2, 3, 4, 5
""")


def main() -> None:
    """Measure and print."""
    chosen = _arguments()
    for database in DATABASES if not chosen.only else (chosen.only,):
        with grounds.opened(postgres=database == "postgres") as ground:
            _dearer(ground, chosen.recipients, chosen.rounds)
            _quicker(ground, chosen.deliveries, chosen.rounds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, size in (("deliveries", 1_000_000), ("rounds", 9), ("recipients", 65)):
        parser.add_argument(f"--{name}", type=int, default=size, help=f"default {size}")
    parser.add_argument("--only", choices=DATABASES, help="one kind of database")
    return parser.parse_args()


# What counting adds to an act


def _dearer(ground: Ground, recipients: int, rounds: int) -> None:
    with ground.office.look() as work:
        units = [
            unit.id
            for unit in work.tree.units.values()
            if unit.kind.keeps_register and unit.kind.hosted and unit.id != ground.agency
        ][:recipients]

    def issue(public_id: str) -> None:
        with ground.office.work(ground.staff[ISSUE.login]) as work:
            routing.move(work, public_id, ISSUE.act)

    for name, to in (("one", units[:1]), (f"{len(units)}", units)):

        def counted(to: list[int] = to) -> Timing:
            public_id = numbered(ground, to)
            return {"issue": _timed(ground, lambda: issue(public_id))}

        def uncounted(to: list[int] = to) -> Timing:
            public_id = numbered(ground, to)
            with _no_counting():
                return {"issue": _timed(ground, lambda: issue(public_id))}

        found = grounds.rounds(rounds * ACTS, {"uncounted": uncounted, "counted": counted})
        ratio = grounds.ratio(found["counted"], found["uncounted"])
        print(f"Issue to {name}, {ground.name}: with its promise to be counted", end=" ")
        print(f"{ratio:.2f} x without (aim: under {DEARER})")


def _timed(ground: Ground, act: Callable[[], object]) -> float:
    """Return how many seconds an act takes of the server."""
    clock = thread_time if ground.office.engine.dialect.name == "sqlite" else perf_counter
    begin = clock()
    act()
    return clock() - begin


@contextmanager
def _no_counting() -> Iterator[None]:
    kept = movements._promise

    def promise(work: Any, told: Any, said: Any, following: list[Any]) -> None:
        kept(work, told, said, [one for one in following if one[0] != movements.COUNT])

    movements._promise = promise
    try:
        yield
    finally:
        movements._promise = kept


# The dashboard beside the aggregate


def _quicker(ground: Ground, deliveries: int, rounds: int) -> None:
    sums = _fill(ground, deliveries)
    office = Office(ground.office.settings, Clock(END))
    app = create_app(office)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"login": CHIEF, "password": PASSWORD})
    span = {"since": FIRST, "until": END.date()}

    def page() -> Timing:
        return {
            "page": _timed(
                ground, lambda: _ok(client.get(f"/paper?period={FIRST}..{END:%Y-%m-%d}"))
            )
        }

    def aggregate() -> Timing:
        def act() -> None:
            with office.look() as work:
                values = {name: work.db.dialect.name and day for name, day in span.items()}
                work.db.execute(AGGREGATE, values).all()

        return {"page": _timed(ground, act)}

    found = grounds.rounds(rounds, {"page": page, "aggregate": aggregate})
    middle = {name: median(one["page"] for one in some) for name, some in found.items()}
    print(f"{deliveries:,} deliveries over {YEARS} years, {ground.name}: {sums:,} sums by month")
    ratio = middle["aggregate"] / middle["page"]
    print(
        f"  full aggregate {ratio:.2f} x the dashboard (aim: over {QUICKER:.0f}), which took",
        end=" ",
    )
    print(f"{middle['page'] * 1000:.0f} ms here (aim: under {SERVER_MS:.0f})")
    office.engine.dispose()


def _ok(answer: Any) -> None:
    assert answer.status_code == 200, answer.status


def _fill(ground: Ground, deliveries: int) -> int:
    """Write lines for so many deliveries, and the sums by month that follow from them."""
    office = ground.office
    with office.look() as work:
        levels = {
            unit.id: unit.level
            for unit in work.tree.units.values()
            if unit.kind.keeps_register and unit.kind.hosted
        }
        people = list(_people(work))
    sums: Differences = Differences()
    lines = _lines(levels, deliveries)
    with bulk(office.engine) as into:
        while batch := list(islice(lines, BATCH)):
            for document, _ in batch:
                add(sums, (DOCUMENT,), document, 1)
            sent = [line for _, some in batch for line in some]
            for line in sent:
                add(sums, (SENT, CAME), line, 1)
            into.add("counted_documents", [_kept(into, one) for one, _ in batch])
            into.add("counted_deliveries", [_kept(into, one) for one in sent])
        for model, found in (*tallies.rows(sums), *of_people.rows(people)):
            for start in range(0, len(found), BATCH):
                batch_of = [_kept(into, one) for one in found[start : start + BATCH]]
                into.add(model.__tablename__, batch_of)
    office.forget()
    return len(sums)


def _people(work: Work) -> Iterator[tuple[int, date, int]]:
    """Yield who acted where on which day: everybody, on five days of seven."""
    for unit, person in work.db.execute(select(Membership.unit_id, Membership.person_id)):
        agency = work.tree.agency_of(unit)
        for day in (FIRST + timedelta(days=n) for n in range(DAYS + 1)):
            if day.weekday() < WEEKEND:
                yield agency, day, person


def _kept(into: Bulk, line: dict[str, Any]) -> dict[str, Any]:
    return {
        name: into.day(value) if isinstance(value, date) else value for name, value in line.items()
    }


def _lines(levels: dict[int, str], deliveries: int) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """Yield documents with their deliveries, from the first day to the last; adoption rises."""
    dice, units = random.Random(2019), sorted(levels)  # noqa: S311 (the same every time)
    for n in range(deliveries // EACH):
        day = FIRST + timedelta(days=n * DAYS * EACH // max(deliveries, 1))
        adopted = 0.3 + 0.65 * (day - FIRST).days / DAYS
        sender, *to = dice.sample(units, 1 + EACH)
        signed = dice.random() < adopted
        document = {
            "document_id": 1_000_000 + n, "unit_id": sender, "on_day": day,
            "type_code": dice.choice(TYPES), "level": levels[sender], "leader_signed": signed,
            "agency_signed": signed, "simulated": False, "from_work": dice.random() < 0.3,
            "prompt": "same_day", "secret": False, "gone": False,
        }  # fmt: skip
        sent = [
            _delivery(dice, document, (n * EACH + place, unit, adopted), levels)
            for place, unit in enumerate(to)
        ]
        ways = {line["way"] for line in sent}
        document["way"] = ways.pop() if len(ways) == 1 else "parallel"
        yield document, sent


def _delivery(
    dice: random.Random,
    document: dict[str, Any],
    at: tuple[int, int, float],
    levels: dict[int, str],
) -> dict[str, Any]:
    (key, unit, adopted), day = at, document["on_day"]
    way = "electronic" if dice.random() < adopted else dice.choice(("parallel", "paper"))
    work, late = dice.random() < 0.5, dice.random() < 0.2
    ended = day + timedelta(days=dice.randrange(1, 9))
    return {
        "delivery_id": 1_000_000 + key, "document_id": document["document_id"],
        "type_code": document["type_code"], "secret": False, "gone": False,
        "sender_id": document["unit_id"], "sent_on": day, "to_level": levels[unit], "way": way,
        "reason": "" if way == "electronic" else dice.choice(("unsigned", "Hồ sơ kèm bản gốc")),
        "pages": dice.randrange(1, 9), "unit_id": unit, "came_on": day,
        "from_level": document["level"], "refused": False,
        "intake": "paper" if way == "paper" else "electronic", "though": way != "electronic",
        "registered": True, "entry": "next_day" if late else "same_day", "receipted": True,
        "receipt_same_day": not late, "receipt_hours": dice.randrange(0, 30),
        "needed_work": work, "online": work and way == "electronic",
        "taken_up_on": day if work else None, "dated": work,
        "late_from": ended if work else None, "late_until": ended if work else None,
        "finished": work, "finished_on": ended if work else None,
        "outcome": ("late" if late else "on_time") if work else "",
        "days_late": dice.randrange(1, 9) if work and late else None,
    }  # fmt: skip


if __name__ == "__main__":
    main()
