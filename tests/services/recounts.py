"""Recounting what a story came to, and saying what the two paths have otherwise."""

from datetime import date

from office.jobs import run
from office.runtime import Office
from office.services.figures import recount_check, totals
from office.services.figures.asked import Asked
from office.services.figures.recount_found import Check

PROVINCE = "ubnd-ninh-thuan"
YEAR = (date(2019, 1, 1), date(2019, 12, 31))


def asked(
    office: Office,
    unit: str = PROVINCE,
    days: tuple[date, date] = YEAR,
    mapped: str = "then",
    *,
    alone: bool = False,
) -> Asked:
    """Return what is asked of a unit's figures."""
    with office.look() as work:
        key = work.tree.by_key(unit).id
    return Asked(unit_id=key, since=days[0], until=days[1], mapped=mapped, alone=alone)


def check(office: Office, what: Asked | None = None) -> Check:
    """Let what happened be counted, then recount it."""
    run.drain(office)
    what = what or asked(office)
    with office.look() as work:
        return recount_check.check(work, what, totals.figures(work, what))


def otherwise(office: Office, what: Asked | None = None) -> list[str]:
    """Return what the two paths have otherwise: nothing where they agree."""
    found = check(office, what)
    figures = [one.second.indicator.definition for one in found.compared if not one.agrees]
    return figures + [str(one) for one in found.differences]
