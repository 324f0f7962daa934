"""The mark on an electronic copy: the agency's signature where it has a key, else words alone."""

from __future__ import annotations

from typing import NamedTuple

from office.domain.certified import MARKS
from office.domain.errors import Refused
from office.domain.titles import full_name
from office.pages import process
from office.pages.process import Source
from office.reports import copy_mark
from office.services.papers.originals import LIMITS, PDF, digest
from office.services.work import Work
from office.signing import make, places
from office.signing.drivers import DRIVERS
from office.signing.keys import Key, Ring
from office.signing.make import COPY, Order, Picture
from office.signing.places import MM, Place


class Marked(NamedTuple):
    """A copy with its mark: whether the mark is a signature."""

    pdf: bytes
    signed: bool


def mark(work: Work, pdf: bytes, kind: str) -> Marked:
    """Mark an electronic copy on its first page: the way of copying, the agency, the time.

    Signed with the agency's key (field KySao); where there is none it says so.  Raises Refused
    where the key cannot be used.
    """
    words = f"{MARKS[kind]}; {full_name(work.tree[work.actor.agency_id].name)}"
    key = _key(work)
    if key is None:
        drawn = copy_mark.unsigned(words)
        sources = [Source(pdf, PDF), Source(drawn, PDF)]
        return Marked(process.run("mark", sources, LIMITS, top=copy_mark.TOP), signed=False)
    picture = Picture(copy_mark.signed(words, work.at, simulated=key.simulated), key.simulated)
    order = Order(
        seen=digest(pdf),
        field=COPY,
        place=_place(pdf),
        picture=picture,
        reason=words,
        at=work.at,
    )
    return Marked(make.sign(pdf, key, order), signed=True)


def _place(pdf: bytes) -> Place:
    """Return the mark's place: top right, as wide as the text, and room for a long name."""
    usual = places.mark(pdf)
    wide, high = copy_mark.WIDTH * MM, copy_mark.HEIGHT * MM
    return Place(0, usual.right - wide, usual.top - high, usual.right, usual.top)


def _key(work: Work) -> Key | None:
    """Return the agency's key, None where the ring has none."""
    home = work.settings.signing or work.settings.instance / "signing"
    try:
        ring = Ring(home / "keys", home / "secrets", DRIVERS)
        return ring.of_unit(work.tree[work.actor.agency_id].key)
    except Refused:
        return None
