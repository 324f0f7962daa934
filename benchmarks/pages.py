"""The server's time for the pages people open all day, as the office grows a hundredfold.

`python -m benchmarks.pages [--sizes 10000,100000,1000000] [--only sqlite] [--rounds N] [--strict]`.

Printed for each page are its slowest twentieth (p95) beside that of a bare page, at each size,
and beside its own at the smallest size.  Aims: at most 3 times the bare page; at most 1.5
times itself at the largest size.  `--strict` ends with 1 where one is missed.

The bare page is in `benchmarks.bare`.  Every page is asked for at several addresses, and
answers twice at each of its turns: the better time counts, as the machine is seldom idle.
Pages, bare pages and sizes take turns, so that a slow minute is slow for all of them.  SQLite
works in our own thread, whose time is counted without what others take of the processor;
PostgreSQL does not, so there the clock on the wall is read.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from statistics import quantiles
from time import perf_counter, thread_time
from typing import NamedTuple

from flask.testing import FlaskClient
from sqlalchemy import text

from benchmarks import kept
from benchmarks.bare import Bare
from benchmarks.ground import CLERK, Ground
from benchmarks.years import TOPICS
from office.app import create_app
from tests.make import PASSWORD

AIM, GROWTH = 3.0, 1.5
SIZES = "10000,100000"
ASKED = 8  # addresses a page
SLOWEST = 20  # one in so many
HTTP_OK, HTTP_FOUND = 200, 302
#: The pages measured, by name: addresses, {document}, {village}, {word} and {day} being some
#: of the district's.
PAGES = {
    "inbox arrivals": "/inbox/arrivals",
    "inbox all": "/inbox/incoming-all",
    "document": "/documents/{document}",
    "supervision": "/supervision",
    "search common word": "/search?q={word}&list=1",
    "search rare word": "/search?q=thôn+{village}&list=1",
    "search phrase": '/search?q="{phrase}"&list=1',
    "search symbol": "/search?q={symbol}&list=1",
    "search nothing": "/search?q=khongcogi{village}&list=1",
    "search type and word": "/search?q={word}&type=CV&list=1",
    "search kind only": "/search?kind=in&list=1",
    "search state and word": "/search?q={word}&state=arrived&list=1",
    "search late and word": "/search?q={word}&late=1&list=1",
    "search old month": "/search?q={word}&issued_to={day}&list=1",
    "search arrived": "/search?q={word}&arrived_to={day}&list=1",
}
_SOME = text(
    "SELECT d.public_id, d.subject, d.number_text, d.notation, d.issued_on FROM documents d"
    " JOIN deliveries v ON v.document_id = d.id WHERE v.unit_id = :unit AND d.id > :first"
    " AND d.issued_on IS NOT NULL ORDER BY d.id LIMIT 1"
)


class Turn(NamedTuple):
    """One page at one size, and its bare page: what opens an address of each."""

    name: str
    size: int
    acts: Iterator[tuple[Callable[[], object], Callable[[], object]]]


class Found(NamedTuple):
    """Seconds of a page and of its bare one at one size."""

    page: list[float]
    bare: list[float]


def main() -> None:
    """Measure on each database and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help=f"default {SIZES}")
    parser.add_argument("--only", choices=(kept.SQLITE, kept.POSTGRESQL))
    parser.add_argument("--rounds", type=int, default=60, help="default 60")
    parser.add_argument("--pages", default="", help="only those whose name has these letters")
    parser.add_argument("--strict", action="store_true", help="end with 1 where an aim is missed")
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    names = [name for name in PAGES if chosen.pages in name]
    missed = 0
    for kind in [chosen.only] if chosen.only else [kept.SQLITE, kept.POSTGRESQL]:
        with kept.offices(kind, sizes) as offices:
            clock = thread_time if kind == kept.SQLITE else perf_counter
            found = _measured(dict(zip(sizes, offices, strict=True)), names, chosen.rounds, clock)
            print(f"Pages at {', '.join(f'{size:,}' for size in sizes)} deliveries, ", end="")
            print(f"{offices[0].name}; p95 of {chosen.rounds} rounds")
        missed += sum([tell(name, [found[name, size] for size in sizes]) for name in names])
    if chosen.strict and missed:
        sys.exit(1)


def tell(name: str, sizes: Sequence[Found]) -> bool:
    """Print a page's ratios to the bare page at each size and to itself at the smallest;
    return whether it misses an aim."""
    beside = [_slow(one.page) / _slow(one.bare) for one in sizes]
    grown = [_slow(one.page) / _slow(sizes[0].page) for one in sizes]
    missed = max(beside) > AIM or grown[-1] > GROWTH
    print(f"  {name:22} {' '.join(f'{one:6.2f} x' for one in beside)} bare (aim {AIM});", end=" ")
    print(f"{' '.join(f'{one:5.2f} x' for one in grown[1:])} itself (aim {GROWTH})", end="")
    print("  MISSED" if missed else "")
    return missed


def _slow(times: list[float]) -> float:
    return quantiles(times, n=SLOWEST)[-1] if len(times) > 1 else times[0]


def _measured(
    offices: dict[int, Ground], names: Sequence[str], rounds: int, clock: Callable[[], float]
) -> dict[tuple[str, int], Found]:
    turns = [turn for size, ground in offices.items() for turn in _turns(ground, size, names)]
    found: dict[tuple[str, int], Found] = defaultdict(lambda: Found([], []))
    for count in range(rounds + 1):
        for turn in turns:
            page, bare = next(turn.acts)
            times = _best(page, clock), _best(bare, clock)
            if count:  # the first round only warms up
                found[turn.name, turn.size].page.append(times[0])
                found[turn.name, turn.size].bare.append(times[1])
    return found


def _best(act: Callable[[], object], clock: Callable[[], float]) -> float:
    times = []
    for _ in range(2):
        begin = clock()
        act()
        times.append(clock() - begin)
    return min(times)


def _turns(ground: Ground, size: int, names: Sequence[str]) -> Iterator[Turn]:
    app = create_app(ground.office)
    app.config["WTF_CSRF_ENABLED"] = False
    bare = Bare(app, ground)
    client = app.test_client()
    entered = client.post("/sign-in", data={"login": CLERK, "password": PASSWORD})
    assert entered.status_code == HTTP_FOUND, entered.status
    some = list(_some(ground, size))
    for name in names:
        asked = dict.fromkeys(PAGES[name].format(**values) for values in some)
        acts = [
            (getter(client, address), getter(client, bare.of(client.get(address).text)))
            for address in asked
        ]
        yield Turn(name, size, cycle(acts))


def _some(ground: Ground, size: int) -> Iterator[dict[str, str]]:
    """Yield what to put into addresses: documents of the district from all its years."""
    with ground.office.look() as work:
        for n, topic in islice(zip(range(ASKED), cycle(TOPICS), strict=False), ASKED):
            asked = {"unit": ground.agency, "first": n * (size - 100) // ASKED}
            row = work.db.execute(_SOME, asked).one()
            words = row.subject.split()
            yield {
                "document": row.public_id, "village": words[words.index("thôn") + 1],
                "word": "+".join(topic.split()[:2]), "phrase": "+".join(topic.split()[-3:]),
                "symbol": f"{row.number_text}/{row.notation}", "day": str(row.issued_on),
            }  # fmt: skip


def getter(client: FlaskClient, address: str) -> Callable[[], object]:
    """Return what opens a page, which must be there."""

    def get() -> object:
        answer = client.get(address)
        assert answer.status_code == HTTP_OK, f"{address}: {answer.status}"
        return answer.data

    return get


if __name__ == "__main__":
    main()
