"""What the benchmarks stand on: an office on a database of its own, people, documents, rounds.

Competitors take turns on the same database, so that a slow minute of the machine is
slow for all of them; what is printed is a median of ratios, with its floor beside it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from office import schema
from office.domain.documents import Content
from office.domain.people import Actor
from office.runtime import Office
from office.services import documents
from office.services.accounts import demonstration_people
from office.services.outgoing import drafting
from office.services.parts import deliveries
from office.services.places import calendar, units
from tests.make import CHEAP, DATA, PASSWORD, Clock, acting, settings_for
from tests.postgres import Server

DRAFTER, HEAD, CHIEF, LEADER, CLERK, CO = (
    "cv.gddt.bacai", "tp.gddt.bacai", "cvp.bacai", "ct.bacai", "vt.bacai", "cv.tnmt.bacai"
)  # fmt: skip
_ROLES = {CHIEF: "chief_of_office"}
RECIPIENT = "ubnd-xa-phuoc-dai"
SUBJECT = "Về việc rà soát cơ sở vật chất trường học năm học 2019-2020"
BODY = "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh, đề nghị các xã báo cáo trước ngày 30. " * 12

Timing = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """An office with the province loaded, and the people who act in it by login."""

    office: Office
    staff: dict[str, Actor] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what the database is called."""
        sqlite = self.office.engine.dialect.name == "sqlite"
        return "SQLite (WAL, synchronous=FULL)" if sqlite else "PostgreSQL (fsync on)"

    @property
    def agency(self) -> int:
        """Return the unit whose clerk, leader and specialists act: Bác Ái district."""
        return self.staff[CLERK].agency_id


@contextmanager
def opened(*, postgres: bool = False) -> Iterator[Ground]:
    """Open an office on a new database in a folder that goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="office-bench-") as folder,
        Server(durable=True) if postgres else nullcontext() as server,
    ):
        url = server.create_database("bench") if server else ""
        ground = province(Path(folder), url)
        try:
            yield ground
        finally:
            ground.office.engine.dispose()


def province(folder: Path, url: str = "") -> Ground:
    """Make an office with the province loaded, keeping everything in a folder and at `url`."""
    settings = settings_for(folder, url)
    schema.upgrade(settings.database_url)
    office = Office(settings, Clock())
    with office.work() as work:
        with (
            (DATA / "units.csv").open(encoding="utf-8") as lines,
            (DATA / "unit_kinds.csv").open(encoding="utf-8") as kinds,
        ):
            units.load(work, lines, kinds)
        calendar.seed(work, (2019, 2020))
    office.forget()
    with office.work() as work, (DATA / "people_demo.csv").open(encoding="utf-8") as people:
        demonstration_people.load(work, people, PASSWORD, CHEAP)
    return peopled(office)


def peopled(office: Office) -> Ground:
    """Return an office with the people who act in it."""
    logins = (DRAFTER, HEAD, CHIEF, LEADER, CLERK, CO)
    return Ground(office, {name: acting(office, name, _ROLES.get(name)) for name in logins})


def draft(ground: Ground, count: int, recipients: Sequence[int] = ()) -> list[str]:
    """Draft `count` letters, addressed to `recipients` or to one commune; return their ids."""
    content = Content(type_code="CV", subject=SUBJECT, body=BODY)
    with ground.office.work(ground.staff[DRAFTER]) as work:
        named = recipients or [work.tree.by_key(RECIPIENT).id]
        to = [drafting.Recipient(unit_id=unit) for unit in named]
        ids = [drafting.start(work, content) for _ in range(count)]
        for public_id in ids:
            drafting.address(work, public_id, to)
    return ids


def receive(ground: Ground, count: int) -> list[str]:
    """Let `count` packets from outside have arrived at the district; return their ids."""
    ids = []
    with ground.office.work() as work:
        issuer = work.tree.by_key("ubnd-ninh-thuan").id
        for number in range(1, count + 1):
            entered = documents.enter(
                work,
                {
                    "origin": "packet", "type_code": "CV", "subject": SUBJECT, "number": number,
                    "number_text": f"{number:02d}", "notation": "UBND-VX",
                    "issuer_unit_id": issuer,
                },
            )  # fmt: skip
            delivery, facts = deliveries.open_at(
                work, entered.id, ground.agency, "arrived", channel="electronic"
            )
            documents.happened(work, entered, {"act": "receive", **facts}, delivery)
            ids.append(entered.public_id)
    return ids


def rounds(count: int, competitors: Mapping[str, Callable[[], Timing]]) -> dict[str, list[Timing]]:
    """Let the competitors take turns `count` times, each time beginning with another one.

    One unmeasured turn each goes before.  A competitor returns seconds by part.
    """
    names = list(competitors)
    for name in names:
        competitors[name]()
    found: dict[str, list[Timing]] = {name: [] for name in names}
    for turn in range(count):
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            found[name].append(competitors[name]())
    return found


def timed(act: Callable[[], Any]) -> float:
    """Return how many seconds `act` takes."""
    begin = perf_counter()
    act()
    return perf_counter() - begin


def ratio(these: Sequence[Timing], floor: Sequence[Timing], *parts: str) -> float:
    """Return the median over the rounds of time ÷ floor, for `parts` or for everything."""
    return median(
        _sum(one, parts) / _sum(other, parts) for one, other in zip(these, floor, strict=True)
    )


def _sum(timing: Timing, parts: Sequence[str]) -> float:
    return sum(timing[part] for part in parts or timing)


def arguments(about: str | None, **sizes: int) -> argparse.Namespace:
    """Read the command line: `--postgres`, and each of `sizes` with its default."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL, not SQLite")
    for name, size in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=size, help=f"default {size}")
    return parser.parse_args()
