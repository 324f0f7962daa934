"""The one door of the public: the documents of an open page, each as the value that may leave.

Nothing else of this office answers somebody who has not signed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, extract, func, literal, select, tuple_

from office.domain import folding
from office.domain.errors import NotFound
from office.domain.publication import Place, PublicDocument, plain
from office.domain.text import Text
from office.models.documents import Document
from office.models.publications import Publication
from office.services.publishing import switch, whitelist
from office.services.publishing.whitelist import OpenPage
from office.services.work import Work

PAGE = 20
TOLD = 50


class Sift(NamedTuple):
    """What a list is narrowed to: words of number and subject, a type's code, a year."""

    words: str = ""
    type_code: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of the list, the newest first; `older` is where the next one begins.

    `found` counts all that pass; `types` and `years` count all there are.
    """

    documents: Sequence[PublicDocument]
    older: Place | None
    found: int
    types: Sequence[tuple[str, Text, int]]
    years: Sequence[tuple[int, int]]


def page_of(work: Work, unit_key: str) -> OpenPage:
    """Return the open page of an agency.

    Raises NotFound for one that is shut or was never opened as for an agency that there is not.
    """
    unit = work.tree.by_key(unit_key)
    first_on = switch.opened(work, unit.id)
    if first_on is None:
        raise NotFound
    return OpenPage(unit_id=unit.id, key=unit.key, name=plain(unit.name), first_on=first_on)


def listed(
    work: Work, page: OpenPage, sift: Sift, after: Place | None = None, limit: int = PAGE
) -> Listed:
    """Return a page of the documents that pass, the newest first, after a place of the list."""
    where = _sifted(sift)
    order = (Publication.issued_on, Publication.number, Publication.key)
    wanted = whitelist.shown(page).where(*where).order_by(*(one.desc() for one in order))
    if after is not None:
        place = (literal(value, one.type) for value, one in zip(after, order, strict=True))
        wanted = wanted.where(tuple_(*order) < tuple_(*place))
    rows = work.db.execute(wanted.limit(limit + 1)).all()
    found = whitelist.told(work, page, rows[:limit])
    more = rows[limit - 1] if len(rows) > limit else None
    return Listed(
        documents=found,
        older=Place(more.issued_on, more.number, more.key) if more else None,
        found=work.db.scalar(_counting(page).where(*where)) or 0,
        **_facets(work, page),
    )


def newest(work: Work, page: OpenPage) -> Sequence[PublicDocument]:
    """Return the documents that were made public last, the last first."""
    wanted = whitelist.shown(page).order_by(Publication.id.desc()).limit(TOLD)
    return whitelist.told(work, page, work.db.execute(wanted).all())


def one(work: Work, page: OpenPage, key: str) -> PublicDocument:
    """Return one public document; raises NotFound for every other."""
    rows = work.db.execute(whitelist.shown(page).where(Publication.key == key)).all()
    if not rows:
        raise NotFound
    return whitelist.told(work, page, rows)[0]


def _sifted(sift: Sift) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        Publication.words.contains(f" {word.folded}") for word in folding.words(sift.words)
    ]
    if sift.type_code:
        where.append(Publication.type_code == sift.type_code)
    if sift.year is not None:
        where.append(Publication.issued_on.between(date(sift.year, 1, 1), date(sift.year, 12, 31)))
    return where


def _counting(page: OpenPage) -> Select[tuple[int]]:
    """Count what the list shows, under the very conditions it is shown by."""
    there = select(func.count()).select_from(Publication)
    return there.join(Document, Document.id == Publication.document_id).where(
        *whitelist.public(page)
    )


def _facets(work: Work, page: OpenPage) -> dict[str, Any]:
    """Count what there is by type and by year."""
    year = extract("year", Publication.issued_on)
    rows = work.db.execute(
        select(Publication.type_code, year, func.count())
        .join(Document, Document.id == Publication.document_id)
        .where(*whitelist.public(page))
        .group_by(Publication.type_code, year)
    )
    types: defaultdict[str, int] = defaultdict(int)
    years: defaultdict[int, int] = defaultdict(int)
    for code, of_year, count in rows:
        types[code] += count
        years[int(of_year)] += count
    return {
        "types": [(code, whitelist.title(work, code), n) for code, n in sorted(types.items())],
        "years": sorted(years.items(), reverse=True),
    }
