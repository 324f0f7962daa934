"""Steps a second through the services, beside the same rows by hand-made SQL and a peer.

`python -m benchmarks.route [--postgres] [--documents N] [--rounds N]`.  Aim: at most four
times the hand-made SQL on SQLite, with guards, access and assignments included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import text

from benchmarks import ground as grounds
from benchmarks.by_hand import Hand
from benchmarks.by_hand_steps import INCOMING, OPINION, OUTGOING, Incoming, Outgoing, Stage
from benchmarks.ground import CO, DRAFTER, RECIPIENT, Ground, Timing
from benchmarks.peer import TASKS, Peer
from office.domain.asks import Assignee, Form
from office.services import routing
from office.services.audit import verification

AIM = 4.0
HAND, SERVICES, PEER = "hand-made SQL", "services", "SpiffWorkflow"
_WRITTEN = (
    "movements", "outbox", "assignments", "registers", "register_entries", "deliveries",
    "document_versions",
)  # fmt: skip

Take = Callable[[Any, Any], None]


class Track:
    """One way to take the steps: how to get the documents, the steps, how to take one."""

    def __init__(self, prepare: Callable[[], Sequence[Any]], steps: Sequence[Any], take: Take):
        self.prepare, self.steps, self.take = prepare, steps, take

    def __call__(self) -> Timing:
        """Take every step of every document; return seconds by step."""
        items = self.prepare()
        spent: dict[str, float] = {}
        for step in self.steps:
            begin = perf_counter()
            for item in items:
                self.take(step, item)
            spent[step if isinstance(step, str) else step.act] = perf_counter() - begin
        return spent


def main() -> None:
    """Measure and print."""
    chosen = grounds.arguments(__doc__, documents=25, rounds=15)
    with grounds.opened(postgres=chosen.postgres) as ground:
        hand = Hand(ground)
        for title, tracks in _tracks(ground, hand, chosen.documents).items():
            _check_rows(ground, tracks)
            found = grounds.rounds(chosen.rounds, tracks)
            print(f"{title} on {ground.name}, one commit a step; ", end="")
            print(f"median of {chosen.rounds} rounds of {chosen.documents} documents")
            _print(found, chosen.documents)
        hand.close()
        with ground.office.look() as work:
            print("verify:", "holds" if verification.verify(work).holds else "DOES NOT HOLD")


def _tracks(ground: Ground, hand: Hand, count: int) -> dict[str, dict[str, Track]]:
    with ground.office.look() as work:
        recipient = work.tree.by_key(RECIPIENT).id
    by_hand, into_hand = Outgoing(hand, ground, [recipient]), Incoming(hand, ground)
    peer = Peer(hand)
    by_services = services(ground)

    def draft() -> list[str]:
        return grounds.draft(ground, count)

    def receive() -> list[str]:
        return grounds.receive(ground, count)

    return {
        "Seven outgoing steps": {
            HAND: Track(draft, OUTGOING, by_hand.take),
            SERVICES: Track(draft, OUTGOING, by_services),
            PEER: Track(lambda: peer.begin(count), TASKS, peer.take),
        },
        "Six incoming steps": {
            HAND: Track(receive, INCOMING, into_hand.take),
            SERVICES: Track(receive, INCOMING, by_services),
        },
    }


def services(ground: Ground) -> Callable[[Stage, str], None]:
    """Return what takes a step through the services."""
    lead, co = ground.staff[DRAFTER], ground.staff[CO]
    forms: dict[str, Form] = {
        "direct": Form(
            opinion=OPINION,
            assignees=(
                Assignee(part="lead", unit_id=lead.unit_id, person_id=lead.person_id),
                Assignee(part="co", unit_id=co.unit_id, person_id=co.person_id),
            ),
        ),
        "report": Form(opinion=OPINION),
    }

    def take(stage: Stage, public_id: str) -> None:
        with ground.office.work(ground.staff[stage.login]) as work:
            routing.move(work, public_id, stage.act, forms.get(stage.act))

    return take


def _check_rows(ground: Ground, tracks: Mapping[str, Track]) -> None:
    """Fail unless one turn by hand adds as many rows to each table as one by the services."""
    added = []
    for name in (SERVICES, HAND, SERVICES):  # the first one opens the year's registers
        before = _rows(ground)
        tracks[name]()
        added.append(_rows(ground) - before)
    assert added[1] == added[2], f"not the same rows: {added[1]} by hand, {added[2]}"


def _rows(ground: Ground) -> Counter[str]:
    with ground.office.look() as work:
        return Counter(
            {
                table: work.db.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 (our tables)
                for table in _WRITTEN
            }
        )


def _print(found: Mapping[str, Sequence[Timing]], documents: int) -> None:
    floor = found[HAND]
    for name, timings in found.items():
        rate = median(documents * len(timing) / sum(timing.values()) for timing in timings)
        aim = f"  (aim: at most {AIM})" if name == SERVICES else ""
        print(f"  {name:14} {grounds.ratio(timings, floor):5.2f} x {rate:8,.0f} steps/s{aim}")
    parts = [f"{step} {grounds.ratio(found[SERVICES], floor, step):.1f}" for step in floor[0]]
    print(f"  services by step: {', '.join(parts)}")


if __name__ == "__main__":
    main()
