"""What the demonstration weighs its figures against and estimates with: loaded, then approved."""

from __future__ import annotations

from office.demonstration.stage import Stage
from office.domain.cost_factors import OPEN
from office.services.figures import factors, targets
from office.services.work import Work

FIRST = "07:30"


def set_out(stage: Stage) -> None:
    """Load targets and factors; the head of the province approves the factors."""
    stage.play("figures.load", FIRST, "", _load)
    stage.play("figures.approve", FIRST, "ct.tinh", _approve, "leader")


def _load(work: Work) -> None:
    for name, load in (("targets", targets.load), ("factors", factors.load)):
        path = work.settings.data / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            loaded = load(work, lines)
        if loaded.problems:
            raise RuntimeError(f"{path.name}: {loaded.problems}")


def _approve(work: Work) -> None:
    for one in factors.read(work.db):
        if one.outcome == OPEN:
            factors.approve(work, one.id)
