"""The estimated saving of measured deliveries, by the factors approved for their day."""

from __future__ import annotations

from collections.abc import Iterable

from office.domain import saving
from office.domain.paper import ELECTRONIC
from office.domain.saving import DISTRICT, ELSEWHERE, PROVINCE, Counted, Estimate
from office.services.figures import factors
from office.services.tree import Tree
from office.services.work import Work


def estimate(work: Work, counted: Iterable[Counted]) -> Estimate:
    """Return what deliveries are estimated to have saved; who may see the counts may see this."""
    return saving.estimate(counted, factors.read(work.db))


def example(work: Work) -> Estimate:
    """Return what a hundred letters of three pages would have cost today, to weigh factors by."""
    letters = Counted(
        day=work.today, distance=PROVINCE, channel=ELECTRONIC, deliveries=100, pages=300
    )
    return estimate(work, [letters])


def distance(tree: Tree, sender_id: int, recipient_id: int) -> str:
    """Return how far a letter would have been posted, by the tree of its day.

    Within a district is also within the seat of the province, and within a commune where
    there are no districts.
    """
    here, there = tree.upward(sender_id), tree.upward(recipient_id)
    if here[-1] != there[-1]:
        return ELSEWHERE
    return DISTRICT if _seat(tree, here) == _seat(tree, there) else PROVINCE


def _seat(tree: Tree, upward: list[int]) -> int:
    """Return the unit whose seat somebody sits at: the district's, else the commune's, else the
    highest one's."""
    levels = {tree.units[unit].level: unit for unit in upward if unit in tree.units}
    return next((levels[level] for level in saving.SEATS if level in levels), upward[-1])
