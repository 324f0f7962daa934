"""Searches somebody keeps under a name, the columns they look at, and lists taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import delete, func, insert, select, update

from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.folding import composed
from office.domain.people import ADMINISTRATOR, ROLES
from office.domain.text import Text
from office.models.people import Person
from office.models.search import Export, SavedSearch, SearchColumns
from office.services import access
from office.services.search import search_fields, searching
from office.services.search.search_fields import FIELDS
from office.services.work import Work

MOST = 50
LONGEST_NAME = 80
LONGEST_QUERY = 2000
#: A saved search is counted up to here: a list of fifty must not cost fifty pages.
COUNTED = 100
READERS = tuple(role for role in ROLES if role != ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A search under its name; `count` is None when it cannot be understood any more."""

    id: int
    name: str
    query: str
    count: int | None = None
    more: bool = False


def save(work: Work, name: str, fields: Mapping[str, str]) -> None:
    """Keep a search under a name, in the place of one that had it.

    Raises Invalid for no name, no condition or one that cannot be understood, Refused
    when somebody has too many.
    """
    access.require_role(work, *READERS)
    name = " ".join(composed(name).split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(_NAME.filled(n=LONGEST_NAME), field="name")
    search_fields.read(work, fields)
    query = written(fields)
    if not query:
        raise Invalid(_NOTHING, field="name")
    person = _locked(work)
    mine = SavedSearch.person_id == person
    had = work.db.execute(
        update(SavedSearch).where(mine, SavedSearch.name == name).values(query=query)
    )
    if had.rowcount:
        return
    if (work.db.scalar(select(func.count()).select_from(SavedSearch).where(mine)) or 0) >= MOST:
        raise Refused(_TOO_MANY.filled(n=MOST))
    work.db.execute(
        insert(SavedSearch).values(person_id=person, name=name, query=query, created_at=work.at)
    )


def delete_one(work: Work, saved_id: int) -> None:
    """Forget a search of the actor's own; raises NotFound for any other."""
    gone = work.db.execute(
        delete(SavedSearch).where(
            SavedSearch.id == saved_id, SavedSearch.person_id == work.actor.person_id
        )
    )
    if not gone.rowcount:
        raise NotFound


def listed(work: Work) -> list[Saved]:
    """Return the actor's saved searches by name, each with how much it finds now.

    Raises Refused for an administrator, who searches nothing.
    """
    access.require_role(work, *READERS)
    rows = work.db.execute(
        select(SavedSearch.id, SavedSearch.name, SavedSearch.query)
        .where(SavedSearch.person_id == work.actor.person_id)
        .order_by(SavedSearch.name)
    ).all()
    return [_counted(work, Saved(id=r.id, name=r.name, query=r.query)) for r in rows]


def written(fields: Mapping[str, str]) -> str:
    """Return the fields that narrow as the address has them; raises Invalid for too many words."""
    kept = [(name, composed(fields.get(name, "").strip())) for name in FIELDS]
    query = urlencode([(name, value) for name, value in kept if value])
    if len(query) > LONGEST_QUERY:
        raise Invalid(_LONG, field="q")
    return query


def columns(work: Work) -> Sequence[str]:
    """Return the names of the columns the actor chose; empty when they never did."""
    names = select(SearchColumns.names).where(SearchColumns.person_id == work.actor.person_id)
    return (work.db.scalar(names) or "").split()


def choose_columns(work: Work, names: Sequence[str]) -> None:
    """Keep which columns the actor looks at, in their order."""
    access.require_role(work, *READERS)
    person = _locked(work)
    work.db.execute(delete(SearchColumns).where(SearchColumns.person_id == person))
    work.db.execute(insert(SearchColumns).values(person_id=person, names=" ".join(names)))


def exported(work: Work, form: str, fields: Mapping[str, str], lines: int) -> None:
    """Record that the actor takes a list out of the office."""
    work.db.execute(
        insert(Export).values(
            person_id=work.actor.person_id,
            unit_id=work.actor.unit_id,
            at=work.at,
            format=form,
            query=written(fields),
            lines=lines,
        )
    )


def _counted(work: Work, saved: Saved) -> Saved:
    """Return a saved search with its count: none where a name in it is no longer known."""
    try:
        query = search_fields.read(work, dict(parse_qsl(saved.query)))
        count, more = searching.count(work, query, COUNTED)
    except OfficeError:
        return saved
    return Saved(id=saved.id, name=saved.name, query=saved.query, count=count, more=more)


def _locked(work: Work) -> int:
    """Return the actor's key with their account locked, so that two tabs wait for each other."""
    key = select(Person.id).where(Person.id == work.actor.person_id).with_for_update()
    person = work.db.scalar(key)
    if person is None:
        raise NotFound
    return person


_NAME = Text(
    "Hãy đặt tên cho tìm kiếm (tối đa {n} ký tự).", "Give the search a name ({n} characters)."
)
_NOTHING = Text(
    "Chưa có điều kiện nào để lưu. Hãy nhập từ cần tìm hoặc chọn điều kiện trước.",
    "There is no condition to save. Type words or choose a condition first.",
)
_TOO_MANY = Text(
    "Bạn đã lưu {n} tìm kiếm. Hãy xóa bớt một tìm kiếm cũ trước.",
    "You have saved {n} searches. Delete an old one first.",
)
_LONG = Text("Điều kiện tìm quá dài để lưu.", "The conditions are too long to save.")
