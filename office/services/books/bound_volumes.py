"""Volumes that were printed and bound on paper: counted in sheets, sealed in their book's chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, insert, select

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.movements import as_recorded, plain
from office.domain.people import CLERK
from office.domain.register_log import PAPER_BIND, PAPER_UNBIND
from office.domain.sheets import check_copies, check_reason, sheets
from office.domain.text import Text
from office.domain.workdays import local_date
from office.models.base import table
from office.models.papers import BoundVolume
from office.models.people import Person
from office.models.registers import Binding, Register
from office.services import outbox
from office.services.books import register_acts, register_book
from office.services.books.bindings import PDF
from office.services.work import Work

#: What the sealed record tells of a volume, and what it tells of the fact, by names of columns.
OF_VOLUME = ("kind", "volume", "first", "last", "digest")
OF_FACT = ("n", "copies", "pages", "sheets", "duplex")
#: The promise to count what was bound on paper.
COUNT = "count_volume"
BOUND_ALREADY = Text(
    "Quyển này đã ghi đóng trên giấy. Nếu ghi nhầm, hãy hủy mục ấy trước.",
    "This volume is noted as bound on paper. If that was a mistake, take it back first.",
)
TAKEN_BACK = Text("Mục này đã được hủy rồi.", "This entry has been taken back already.")
WRONG_DAY = Text(
    "Ngày đóng quyển phải từ ngày lập tệp đến hôm nay.",
    "The day must lie between the making of the file and today.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """How a volume was bound: in how many copies, on one side or both, on which day."""

    copies: int = 1
    duplex: bool = False
    day: date | None = None


def bind(work: Work, register_id: int, key: int, bound: Bound) -> None:
    """Note that a volume was printed and bound on paper.

    Raises NotFound for a volume that is not to be printed and for no clerk of the book, Invalid,
    and Refused for one that stands noted.
    """
    volume = _volume(work, register_id, key)
    check_copies(bound.copies)
    day = bound.day or work.today
    if not local_date(volume.made_at) <= day <= work.today:
        raise Invalid(WRONG_DAY, field="day")
    if _standing(work, key) > 0:
        raise Refused(BOUND_ALREADY)
    last = select(func.max(BoundVolume.n)).where(BoundVolume.register_id == register_id)
    facts = {
        "n": (work.db.scalar(last) or 0) + 1,
        "copies": bound.copies,
        "pages": volume.pages,
        "sheets": sheets(volume.pages, bound.copies, duplex=bound.duplex),
        "duplex": bound.duplex,
    }
    told = {name: getattr(volume, name) for name in OF_VOLUME}
    sealed = {"key": key, **told, **facts, "day": plain(day), "unit": work.actor.agency_id}
    _keep(work, volume, {**facts, "day": day})
    register_acts.record(work, register_id, PAPER_BIND, {"paper": sealed})


def take_back(work: Work, register_id: int, entry: int, reason: str) -> None:
    """Enter a counter-entry; raises NotFound, Invalid, Refused where it was taken back already."""
    row = work.db.execute(
        select(BoundVolume.__table__).where(
            BoundVolume.id == entry,
            BoundVolume.register_id == register_id,
            BoundVolume.corrects_id.is_(None),
        )
    ).first()
    if row is None:
        raise NotFound
    volume = _volume(work, register_id, row.binding_id)
    said = as_recorded(check_reason(reason))
    gone = select(BoundVolume.id).where(BoundVolume.corrects_id == entry)
    if work.db.scalar(gone) is not None:
        raise Refused(TAKEN_BACK)
    facts = {
        "n": -row.n, "copies": -row.copies, "pages": row.pages, "sheets": -row.sheets,
        "duplex": row.duplex,
    }  # fmt: skip
    told = {name: getattr(volume, name) for name in OF_VOLUME}
    sealed = {"key": row.binding_id, **told, **facts, "day": plain(row.day), "unit": row.unit_id}
    _keep(work, volume, {**facts, "day": row.day, "reason": said, "corrects_id": entry})
    register_acts.record(work, register_id, PAPER_UNBIND, {"paper": sealed, "reason": said})


def listed(work: Work, register_id: int, volumes: Sequence[int]) -> dict[int, Row[Any]]:
    """Return the fact that stands of each of some volumes that was bound on paper."""
    counter = select(BoundVolume.corrects_id).where(BoundVolume.corrects_id.is_not(None))
    rows = work.db.execute(
        select(BoundVolume.__table__, Person.name.label("person"))
        .join(Person, Person.id == BoundVolume.person_id)
        .where(
            BoundVolume.register_id == register_id,
            BoundVolume.binding_id.in_(list(volumes)),
            BoundVolume.corrects_id.is_(None),
            BoundVolume.id.not_in(counter),
        )
    )
    return {row.binding_id: row for row in rows}


def may(work: Work, unit_id: int) -> bool:
    """Say whether the actor notes that volumes of a unit's books were bound: its clerk."""
    actor = work.actor
    own = actor.unit_id == actor.agency_id == unit_id
    return own and actor.role == CLERK and actor.acting_for is None


def _volume(work: Work, register_id: int, key: int) -> Row[Any]:
    """Return a volume of a book of the actor's agency, its book locked."""
    book = register_book.book(work, register_id)
    if not may(work, book.unit_id):
        raise NotFound
    work.db.execute(select(Register.id).where(Register.id == register_id).with_for_update())
    row = work.db.execute(
        select(Binding.__table__).where(
            Binding.id == key, Binding.register_id == register_id, Binding.form == PDF
        )
    ).first()
    if row is None or row.made_at is None:
        raise NotFound
    return row


def _standing(work: Work, key: int) -> int:
    copies = select(func.sum(BoundVolume.copies)).where(BoundVolume.binding_id == key)
    return work.db.scalar(copies) or 0


def _keep(work: Work, volume: Row[Any], facts: dict[str, Any]) -> None:
    key = work.db.execute(
        insert(table(BoundVolume))
        .values(
            register_id=volume.register_id,
            binding_id=volume.id,
            unit_id=work.actor.agency_id,
            person_id=work.actor.person_id,
            at=work.at,
            **facts,
        )
        .returning(BoundVolume.id)
    ).scalar_one()
    outbox.post(work, COUNT, {"volume": key})
