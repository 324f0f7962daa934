"""Saved phrases (mẫu bút phê): a person's own, and the agency's for everybody in it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import ADMINISTRATOR, AUDITOR, CHIEF, LEADER, SYSTEM
from office.domain.text import Text
from office.models.people import Person
from office.models.units import Unit
from office.models.writing import Phrase
from office.services import access
from office.services.work import Work

MOST = 100
LONGEST = 500
#: Who says which phrases the agency has.
MANAGERS = (LEADER, CHIEF)
_DIRECTING = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A phrase somebody may insert; `own` ones are theirs alone, `used` says how often."""

    id: int
    words: str
    own: bool
    used: int


def offered(work: Work) -> list[Saved]:
    """Return the phrases the actor may insert, the most used first."""
    rows = work.db.execute(
        select(Phrase.id, Phrase.words, Phrase.person_id, Phrase.used)
        .where(_within_reach(work))
        .order_by(Phrase.used.desc(), Phrase.words)
    )
    return [
        Saved(id=row.id, words=row.words, own=row.person_id is not None, used=row.used)
        for row in rows
    ]


def add(work: Work, words: str, *, shared: bool = False) -> int:
    """Save a phrase, for the actor or (`shared`) for the agency; one saved already stays.

    Returns its id.  Raises Invalid for what is empty or too long, or when there are too many;
    Refused for the agency's unless a leader or the chief of office saves it.
    """
    kept = cleaned(words)
    owner = _owner(work, shared=shared)
    _lock(work, owner)
    same = [getattr(Phrase, name) == key for name, key in owner.items()]
    found = work.db.scalar(select(Phrase.id).where(*same, Phrase.words == kept))
    if found is not None:
        return found
    count = work.db.scalar(select(func.count()).select_from(Phrase).where(*same)) or 0
    if count >= MOST:
        many = Text(
            f"Đã có {MOST} mẫu; hãy bỏ bớt trước khi thêm.",
            f"There are {MOST} phrases already; remove some first.",
        )
        raise Invalid(many, field=_DIRECTING)
    added = insert(Phrase).values(**owner, words=kept).returning(Phrase.id)
    return int(work.db.execute(added).scalar_one())


def remove(work: Work, phrase_id: int) -> None:
    """Remove a phrase; raises NotFound for one out of the actor's hands."""
    mine = Phrase.person_id == work.actor.person_id
    if work.actor.role in MANAGERS:
        mine = or_(mine, Phrase.unit_id == work.actor.agency_id)
    if not work.db.execute(delete(Phrase).where(Phrase.id == phrase_id, mine)).rowcount:
        raise NotFound


def use(work: Work, phrase_id: int) -> str:
    """Return a phrase's words and count that it was used; raises NotFound."""
    this = (Phrase.id == phrase_id, _within_reach(work))
    words = work.db.scalar(
        update(Phrase).where(*this).values(used=Phrase.used + 1).returning(Phrase.words)
    )
    if words is None:
        raise NotFound
    return words


def cleaned(words: str) -> str:
    """Return a phrase as it is kept: composed letters, no blanks around; raises Invalid."""
    kept = unicodedata.normalize("NFC", words.replace("\r\n", "\n")).strip()
    if not kept:
        raise Invalid(Text("Hãy gõ nội dung mẫu.", "Type the phrase."), field=_DIRECTING)
    if len(kept) > LONGEST:
        long = Text(f"Mẫu dài quá {LONGEST} ký tự.", f"Longer than {LONGEST} characters.")
        raise Invalid(long, field=_DIRECTING)
    return kept


def _within_reach(work: Work) -> ColumnElement[bool]:
    own = Phrase.person_id == work.actor.person_id
    return or_(own, Phrase.unit_id == work.actor.agency_id)


def _owner(work: Work, *, shared: bool) -> dict[str, Any]:
    if shared:
        access.require_role(work, *MANAGERS)
        return {"unit_id": work.actor.agency_id}
    if work.actor.role in (AUDITOR, ADMINISTRATOR, SYSTEM):
        raise Refused(Text("Vai trò này không viết ý kiến.", "This capacity writes no opinions."))
    return {"person_id": work.actor.person_id}


def _lock(work: Work, owner: dict[str, Any]) -> None:
    """Let two who save at once wait for each other, so that the limit is one."""
    table = Unit if "unit_id" in owner else Person
    (key,) = owner.values()
    work.db.execute(select(table.id).where(table.id == key).with_for_update())
