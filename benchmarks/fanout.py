"""Issuing one document to ten thousand recipients in one transaction, beside hand-made SQL.

`python -m benchmarks.fanout [--postgres] [--recipients N] [--rounds N]`.  Aim: under three
times the same deliveries by `executemany`, with the movement and the row of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import Table, insert, select

from benchmarks import ground as grounds
from benchmarks.by_hand import Hand
from benchmarks.by_hand_steps import OUTGOING, Outgoing
from benchmarks.ground import Ground, Timing
from office.models.units import Unit, UnitName, UnitParent
from office.services import facts, routing
from office.services.audit import verification

AIM = 3.0
ISSUE = OUTGOING[-1]
BEGIN = date(2019, 1, 1)


def main() -> None:
    """Measure and print."""
    chosen = grounds.arguments(__doc__, recipients=10_000, rounds=7)
    with grounds.opened(postgres=chosen.postgres) as ground:
        sized(ground, [chosen.recipients], chosen.rounds)


def sized(ground: Ground, sizes: Sequence[int], rounds: int) -> None:
    """Issue to each number of recipients beside hand-made SQL; print the ratios and a check."""
    everybody = _communes(ground, max(sizes))
    hand = Hand(ground)
    for size in sizes:
        ratio = _ratio(ground, hand, everybody[:size], rounds)
        print(f"One document to {size:,} recipients in one transaction, ", end="")
        print(f"{ground.name}; median of {rounds} rounds")
        print(f"  services {ratio:.2f} x hand-made SQL (aim: under {AIM})")
    hand.close()
    with ground.office.look() as work:
        print("verify:", "holds" if verification.verify(work).holds else "DOES NOT HOLD")


def _ratio(ground: Ground, hand: Hand, recipients: list[int], rounds: int) -> float:
    by_hand = Outgoing(hand, ground, recipients)

    def issue(public_id: str) -> None:
        with ground.office.work(ground.staff[ISSUE.login]) as work:
            routing.move(work, public_id, ISSUE.act)

    def track(take: Callable[[str], None]) -> Callable[[], Timing]:
        def turn() -> Timing:
            public_id = numbered(ground, recipients)
            return {"issue": grounds.timed(lambda: take(public_id))}

        return turn

    competitors = {
        "hand": track(lambda key: by_hand.take(ISSUE, key)),
        "services": track(issue),
    }
    found = grounds.rounds(rounds, competitors)
    return grounds.ratio(found["services"], found["hand"])


def _communes(ground: Ground, count: int) -> list[int]:
    """Add `count` communes below the district and return their keys."""
    with ground.office.work() as work:
        work.db.execute(
            insert(_table(Unit)),
            [{"key": f"commune-{n}", "kind": "ubnd_xa", "valid_from": BEGIN} for n in range(count)],
        )
        ids = list(work.db.scalars(select(Unit.id).where(Unit.key.like("commune-%"))))
        dated = [{"unit_id": unit, "valid_from": BEGIN} for unit in ids]
        name = {"name": "Ủy ban nhân dân xã", "abbreviation": "UBND"}
        work.db.execute(insert(_table(UnitName)), [row | name for row in dated])
        above = {"parent_id": ground.agency}
        work.db.execute(insert(_table(UnitParent)), [row | above for row in dated])
        facts.reference_changed(work.db)
    ground.office.forget()
    return ids


def _table(model: type[Unit | UnitName | UnitParent]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def numbered(ground: Ground, recipients: list[int]) -> str:
    """Draft a letter to all of them and take it up to the last step."""
    (public_id,) = grounds.draft(ground, 1, recipients)
    for stage in OUTGOING[:-1]:
        with ground.office.work(ground.staff[stage.login]) as work:
            routing.move(work, public_id, stage.act)
    return public_id


if __name__ == "__main__":
    main()
