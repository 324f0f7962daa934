"""Factors in tests: proposed by the province's administrator, approved by its head."""

from datetime import date
from typing import Any

from office.domain.cost_factors import OPEN
from office.runtime import Office
from office.services.figures import factors
from office.services.figures.factors import Proposal
from tests.make import acting

ADMIN, HEAD = ("qt.tinh", "administrator"), ("ct.tinh", "leader")
DAY = date(2019, 11, 1)


def proposal(**other: Any) -> Proposal:
    """Return what an administrator types for the postage of one's province."""
    typed = {
        "code": "post.province",
        "first_day": DAY,
        "low": "4.000",
        "base": "6.000",
        "high": "12.000",
        "source": "Bảng cước Bưu điện tỉnh 2019",
    }
    return Proposal(**{**typed, **other})


def propose(office: Office, who: tuple[str, str] = ADMIN, **other: Any) -> int:
    """Let somebody propose a factor; return its id."""
    with office.work(acting(office, *who)) as work:
        return factors.propose(work, proposal(**other))


def approve(office: Office, key: int, who: tuple[str, str] = HEAD) -> None:
    """Let somebody approve a factor."""
    with office.work(acting(office, *who)) as work:
        factors.approve(work, key)


def approve_all(office: Office) -> None:
    """Let the head of the province approve all that waits."""
    with office.look() as work:
        waiting = [one.id for one in factors.read(work.db) if one.outcome == OPEN]
    for key in waiting:
        approve(office, key)
