"""What the first page of a scan proposes to the clerk who enters it; a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from office.domain import letterhead
from office.domain.letterhead import Proposals
from office.pages import reading
from office.services.files import previews
from office.services.files.previews import Paged
from office.services.naming import Names
from office.services.work import Work


class Offered(NamedTuple):
    """Proposals by the field of the form; `readable` is False where pictures cannot be read."""

    values: Mapping[str, str]
    readable: bool


def of(work: Work, paged: Paged) -> Offered:
    """Return what the first page of a file proposes: of its own text, else read off it."""
    words = previews.words(work, paged, 1, read=True)
    text = letterhead.in_reading_order(words.segments, words.width, words.height)
    found = letterhead.read(text)
    return Offered(_values(work, found), bool(words.segments) or reading.can_read())


def _values(work: Work, found: Proposals) -> dict[str, str]:
    values = {
        "issuer": _as_known(work, found.issuer),
        "type_code": _type_code(work, found.title),
        "number": found.number,
        "notation": found.notation,
        "issued_on": found.issued_on.isoformat() if found.issued_on else "",
        "subject": found.subject,
    }
    return {name: value for name, value in values.items() if value}


def _as_known(work: Work, issuer: str) -> str:
    """Return an agency's name as the office writes it, when it knows exactly one such."""
    known = Names(work.tree).find(issuer) if issuer else []
    return known[0].name if len(known) == 1 else issuer


def _type_code(work: Work, title: str) -> str:
    wanted = letterhead.bare(title)
    same = (kind.code for kind in work.types.values() if letterhead.bare(kind.title) == wanted)
    return next(same, "") if wanted else ""
