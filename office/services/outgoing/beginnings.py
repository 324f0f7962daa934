"""What a draft begins with: a form of the decree, an agency's saved text, an earlier letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Row, func, select

from office.domain import layout as layouts
from office.domain import skeletons
from office.domain.documents import Content
from office.domain.errors import NotFound
from office.domain.skeletons import Skeleton
from office.domain.titles import full_name
from office.models.documents import Document
from office.services import access
from office.services.outgoing.drafting import DRAFTERS
from office.services.work import Work

#: An agency's newest drafts, by which its most used types are known.
COUNTED = 500
#: Earlier letters offered for one symbol.
OFFERED = 20
_SYMBOL = re.compile(r"\s*(?:số\s*:?\s*)?([0-9]{1,9}[a-z]?|…)?\s*/?\s*(\S*)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A type of document with the skeletons that begin it; `used` of the newest drafts."""

    type_code: str
    skeletons: tuple[Skeleton, ...]
    used: int


@cache
def known(folder: Path) -> dict[str, Skeleton]:
    """Return the skeletons that are there, by their keys; each file is read once."""
    # The plain form of a type has the shortest name, and comes first.
    files = sorted((folder / "templates").glob("*.txt"), key=lambda file: (len(file.stem), file))
    return {file.stem: skeletons.read(file.stem, file.read_text("utf-8")) for file in files}


def kinds(work: Work) -> list[Kind]:
    """Return every type with its skeletons, those most used in the actor's agency first."""
    access.require_role(work, *DRAFTERS)
    used = _used(work)
    order = {code: place for place, code in enumerate(_USUAL)}
    found = [
        Kind(
            type_code=code,
            skeletons=tuple(s for s in known(work.settings.data).values() if s.type_code == code),
            used=used.get(code, 0),
        )
        for code in work.types
    ]
    return sorted(found, key=lambda kind: (-kind.used, order.get(kind.type_code, len(order))))


def skeleton(work: Work, key: str) -> Content:
    """Return the text a skeleton begins a draft of the actor's agency with; raises NotFound."""
    access.require_role(work, *DRAFTERS)
    found = known(work.settings.data).get(key)
    if found is None:
        raise NotFound
    organ = full_name(work.tree[work.actor.agency_id].name)
    return Content(type_code=found.type_code, subject=found.subject, body=found.body_of(organ))


def earlier(work: Work, public_id: str) -> Content:
    """Return the text of an earlier letter of the actor's own agency; raises NotFound."""
    access.require_role(work, *DRAFTERS)
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key, *_own(work))).first()
    if row is None:
        raise NotFound
    return Content(
        type_code=row.type_code,
        subject=row.subject,
        body=row.body,
        council=row.council,
        layout=layouts.of_facts(row.layout),
    )


def called(work: Work, symbol: str) -> Sequence[Row[Any]]:
    """Return the agency's own letters "số 12/UBND-VX" that the actor may know of, newest first.

    Without a notation, those with the number; with words that are no symbol, none.
    """
    access.require_role(work, *DRAFTERS)
    found = _SYMBOL.fullmatch(symbol)
    if found is None or not (found[1] or found[2]):
        return []
    where = (
        [Document.number == int(re.sub(r"\D", "", found[1]))] if found[1] not in (None, "…") else []
    )
    if found[2]:
        where.append(func.lower(Document.notation) == found[2].lower())
    return work.db.execute(
        select(
            Document.public_id, Document.number_text, Document.notation, Document.issued_on,
            Document.subject, Document.type_code,
        )
        .where(access.visible(work), *_own(work), *where)
        .order_by(Document.id.desc())
        .limit(OFFERED)
    ).all()  # fmt: skip


#: What offices write most, before anybody knows better.
_USUAL = ("CV", "QĐ", "TB", "TTr", "BC", "KH", "GM", "BB", "CĐ", "GGT", "GNP", "NQ", "HD", "CT")


def _own(work: Work) -> list[Any]:
    return [Document.agency_id == work.actor.agency_id, Document.procedure.is_not(None)]


def _used(work: Work) -> dict[str, int]:
    newest = (
        select(Document.type_code)
        .where(Document.agency_id == work.actor.agency_id)
        .order_by(Document.created_at.desc())
        .limit(COUNTED)
        .subquery()
    )
    rows = work.db.execute(select(newest.c.type_code, func.count()).group_by(newest.c.type_code))
    return {row[0]: row[1] for row in rows}
