"""The switch of an agency's public page: off until its head or chief of office opens it.

What is done to it is a chain of its own, sealed as movements are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from office.domain.errors import Invalid, Refused
from office.domain.movements import FORMAT, as_recorded, canonical, milliseconds, seal, told
from office.domain.people import AUDITOR, CHIEF, CLERK, LEADER
from office.domain.publication import LONGEST, OPEN, SHORTEST, SHUT, SWITCHERS, genesis
from office.domain.text import Text
from office.domain.typed import cleaned
from office.models.base import table
from office.models.publications import PublicPage, PublicPageAct
from office.models.units import Unit
from office.services import access, movements
from office.services.work import Work

LOOKING = (CLERK, LEADER, CHIEF, AUDITOR)
TOLD = 50
_REASON = Text("Hãy ghi lý do, từ 5 đến 500 ký tự.", "Give a reason, 5 to 500 characters.")
_SAME = {
    OPEN: Text("Trang công khai đang bật rồi.", "The public page is open already."),
    SHUT: Text("Trang công khai đang tắt rồi.", "The public page is shut already."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One sealed act on the page; `intact`: its bytes give its hash."""

    at: datetime
    act: str
    name: str
    reason: str
    intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether the actor's agency has its page open, whether they may change it, and its acts."""

    is_open: bool
    may: bool
    acts: Sequence[Act]


def standing(work: Work) -> Standing:
    """Return how the page of the actor's agency stands; raises Refused for who has no part."""
    access.require_role(work, *LOOKING)
    page = _page(work, work.actor.agency_id)
    return Standing(
        is_open=page is not None and page.is_open,
        may=work.actor.role in SWITCHERS,
        acts=_acts(work, work.actor.agency_id),
    )


def opened(work: Work, unit_id: int) -> date | None:
    """Return the day an open page first opened, None for every page that is not open."""
    page = _page(work, unit_id)
    return page.first_on if page is not None and page.is_open else None


def turn(work: Work, act: str, reason: str) -> None:
    """Open or shut the page of the actor's agency, at once.

    Raises Refused for all but its leaders and chief of office and where it is so already,
    Invalid without a reason.
    """
    access.require_role(work, *SWITCHERS)
    reason, unit_id = given(reason), work.actor.agency_id
    if act not in _SAME:
        raise Invalid(Text("Hãy chọn bật hoặc tắt.", "Choose to open or to shut."), field="act")
    # The unit's own row: there is none of the page before it first opens.
    work.db.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update(key_share=True))
    page = _page(work, unit_id)
    if (page is not None and page.is_open) == (act == OPEN):
        raise Refused(_SAME[act])
    _record(work, page, act, reason)


def given(reason: str) -> str:
    """Return a reason as it is recorded; raises Invalid for none, or too long a one."""
    said = as_recorded(" ".join(cleaned(reason).split()))
    if not SHORTEST <= len(said) <= LONGEST:
        raise Invalid(_REASON, field="reason")
    return said


def _page(work: Work, unit_id: int) -> Row[Any] | None:
    return work.db.execute(
        select(PublicPage.__table__).where(PublicPage.unit_id == unit_id)
    ).first()


def _record(work: Work, page: Row[Any] | None, act: str, reason: str) -> None:
    """Add an act to the page's chain and keep the chain's new end."""
    unit_id = work.actor.agency_id
    seq = page.log_seq + 1 if page else 1
    prev = page.log_head if page else genesis(unit_id)
    frame = {"v": FORMAT, "page": unit_id, "seq": seq, "prev": prev.hex(), "act": act}
    by = movements.by(work.actor)
    body = canonical({**frame, "at": milliseconds(work.at), "by": by, "reason": reason})
    head = seal(body)
    work.db.execute(
        insert(table(PublicPageAct)),
        {
            "unit_id": unit_id, "seq": seq, "at": work.at, "act": act,
            "person_id": work.actor.person_id, "prev": prev, "body": body, "hash": head,
        },
    )  # fmt: skip
    values = {"is_open": act == OPEN, "log_seq": seq, "log_head": head}
    if page is None:
        first = {"unit_id": unit_id, "first_on": work.today}
        work.db.execute(insert(table(PublicPage)).values(**first, **values))
    else:
        changed = update(table(PublicPage)).where(PublicPage.unit_id == unit_id)
        work.db.execute(changed.values(**values))


def _acts(work: Work, unit_id: int) -> list[Act]:
    rows = work.db.execute(
        select(PublicPageAct.__table__)
        .where(PublicPageAct.unit_id == unit_id)
        .order_by(PublicPageAct.seq.desc())
        .limit(TOLD)
    )
    found = []
    for row in rows:
        record, intact = told(row.body, row.hash, row.prev)
        name, reason = record.get("by", {}).get("name", ""), record.get("reason", "")
        found.append(Act(at=row.at, act=row.act, name=name, reason=reason, intact=intact))
    return found
