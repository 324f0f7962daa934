"""A figure opened: the counts it is made of, and the lines behind each, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from office.domain.definitions import DEFINITIONS
from office.domain.errors import NotFound
from office.domain.indicators import Figure, Indicator, figure
from office.domain.measures import MEASURES, Tally
from office.domain.text import Text
from office.services.figures import lists, open_lists, totals
from office.services.figures.asked import Asked
from office.services.figures.lists import After, Page
from office.services.work import Work

#: Counts that stand beside one another: whoever opens one may go on to the others.
WAYS: tuple[tuple[str, ...], ...] = (
    ("issued.electronic", "issued.parallel", "issued.paper"),
    ("sent.electronic", "sent.parallel", "sent.paper"),
    ("came.electronic", "came.digitised", "came.paper"),
)
ISSUED, SENT, CAME = WAYS
#: What is secret is counted apart, and opens to lines without a word.
SECRET: Mapping[str, Text] = {
    "issued.secret": Text("văn bản đi mật", "secret documents issued"),
    "came.secret": Text("văn bản đến mật", "secret documents received"),
}
LONGEST_PLACE = 60


def counts_of(indicator: Indicator) -> list[str]:
    """Return the counts a figure opens to: its own first, then its whole, then those beside.

    What stands open at the end is no count of a period: it opens to itself.
    """
    if indicator.until_end:
        return [indicator.code]
    own = [*indicator.part, *indicator.whole]
    beside = [name for ways in WAYS if set(ways) & set(own) for name in ways]
    return list(dict.fromkeys([*own, *beside]))


def chosen(code: str, count: str) -> tuple[Indicator, str]:
    """Return a figure's indicator and the count of it to be listed; raises NotFound."""
    if code not in DEFINITIONS:
        raise NotFound
    known = counts_of(DEFINITIONS[code])
    if count and count not in (*known, *SECRET):
        raise NotFound
    return DEFINITIONS[code], count or known[0]


def told(work: Work, asked: Asked, indicator: Indicator) -> tuple[Figure, dict[str, int]]:
    """Return a figure and how much each of its counts is."""
    if indicator.until_end:
        shown = figure(indicator, totals.standing(work, asked))
        return shown, {indicator.code: shown.part}
    tally: Tally = totals.total(work, asked)
    amounts = {name: tally[name] for name in (*counts_of(indicator), *SECRET)}
    return figure(indicator, tally), amounts


def rows(
    work: Work, asked: Asked, count: str, after: After | None = None, limit: int = lists.PAGE
) -> Page:
    """Return a page of the lines behind a count, or behind what stands open.

    Of what is secret there are lines, so that the number can be checked, and no word.
    """
    listing = lists.rows if count in MEASURES else open_lists.rows
    page = listing(work, asked, count, after, limit)
    if count not in SECRET:
        return page
    bare = [replace(one, public_id=None, symbol="", subject="") for one in page.items]
    return replace(page, items=bare)


def written(after: After) -> str:
    """Return where a page ends as addresses carry it."""
    return f"{after.unit_id}_{after.day.isoformat()}_{after.key}"


def read(place: str) -> After | None:
    """Return where the page before ended, None for what is no such place."""
    unit, _, rest = place[:LONGEST_PLACE].partition("_")
    day, _, key = rest.partition("_")
    try:
        found = After(int(unit), date.fromisoformat(day), int(key))
    except ValueError:
        return None
    fits = all(abs(number) < 2**31 for number in (found.unit_id, found.key))
    return found if fits and place.isascii() else None
