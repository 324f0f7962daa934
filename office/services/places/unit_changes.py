"""An administrator's changes of the tree: add, rename, move, close, each from a day on.

Nothing is overwritten: the old name and parent end on that day.  Each change is kept, and the
head of the agency is told until they confirm that they know of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, insert, or_, select, update

from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.domain.people import ADMINISTRATOR, LEADER
from office.domain.text import Text
from office.models.base import table
from office.models.units import Unit, UnitChange, UnitName, UnitParent
from office.services import access, facts, tree
from office.services.accounts import rights
from office.services.places import unit_holdings
from office.services.tree import Tree, UnitNode
from office.services.work import Work

ADD, RENAME, MOVE, CLOSE = "add", "rename", "move", "close"
SERIES = "series"
WORDS: dict[str, Text] = {
    ADD: Text("lập đơn vị", "added"),
    RENAME: Text("đổi tên", "renamed"),
    MOVE: Text("chuyển đơn vị cấp trên", "moved"),
    CLOSE: Text("đóng đơn vị", "closed"),
    SERIES: Text("đổi cách đánh số văn bản đi", "numbers otherwise"),
}
LONGEST = 200
SHOWN = 50


class When(NamedTuple):
    """From which day a change counts (None: today), and by which decision."""

    day: date | None
    reason: str


def rename(work: Work, unit_id: int, name: str, abbreviation: str, when: When) -> None:
    """Call a unit otherwise from a day on; its old name stays what it was called before."""
    unit, day = begin_with(work, unit_id, when)
    name, abbreviation = " ".join(name.split()), abbreviation.strip()
    if not name or len(name) > LONGEST or len(abbreviation) > LONGEST:
        raise Invalid(_BAD_NAME, field="name")
    if (name, abbreviation) == (unit.name, unit.abbreviation):
        raise Invalid(_SAME, field="name")
    twins = work.tree.children(unit.parent_id)
    if any(one.name == name and one.id != unit.id for one in twins):
        raise Invalid(_NAME_TAKEN.filled(name=name), field="name")
    _succeed(work, UnitName, unit.id, day, {"name": name, "abbreviation": abbreviation})
    record(work, unit, (RENAME, day, when.reason), (unit.name, name))


def move(work: Work, unit_id: int, parent_id: int, when: When) -> None:
    """Put a unit under another from a day on."""
    unit, day = begin_with(work, unit_id, when)
    check_not_own(work, unit)
    parent = mine(work, parent_id, "parent")
    if parent.id == unit.parent_id:
        raise Invalid(_SAME, field="parent")
    check_staying(work, parent.id, "parent")
    for stands in _trees(work, day):
        if unit.id in stands.upward(parent.id):
            raise Invalid(_CYCLE.filled(name=unit.name, parent=parent.name), field="parent")
    moves_out = work.tree.agency_of(parent.id) != work.tree.agency_of(unit.id)
    held = unit_holdings.of(work, unit.id).work
    if held and moves_out and not unit.kind.keeps_register:
        raise Refused(_TAKES_WORK_OUT.filled(name=unit.name, n=held))
    _succeed(work, UnitParent, unit.id, day, {"parent_id": parent.id})
    above = work.tree[unit.parent_id].name if unit.parent_id else ""
    record(work, unit, (MOVE, day, when.reason), (above, parent.name))


def record(
    work: Work,
    unit: UnitNode,
    what: tuple[str, date, str],
    said: tuple[str, str],
    heir_id: int | None = None,
    agency_id: int | None = None,
) -> None:
    """Keep a change: what, from which day, by which decision; what it was and what it becomes.

    The head of `agency_id` is told: without one, of the agency the unit is in.
    """
    act, day, reason = what
    agency = agency_id or work.tree.agency_of(unit.id)
    row = {
        "at": work.at, "unit_id": unit.id, "agency_id": agency, "what": act,
        "since": day, "was": said[0], "becomes": said[1], "heir_id": heir_id,
        "reason": reason.strip(), "by_person_id": work.actor.person_id,
        "by_name": work.actor.name,
    }  # fmt: skip
    work.db.execute(insert(UnitChange).values(row))


def changes(work: Work, unit_id: int | None = None) -> Sequence[Row[Any]]:
    """Return the newest changes: an administrator's units', or to a head those of the agency."""
    access.require_role(work, LEADER, ADMINISTRATOR)
    found = select(UnitChange.__table__).order_by(UnitChange.id.desc()).limit(SHOWN)
    if work.actor.role == ADMINISTRATOR:
        found = found.where(
            or_(
                UnitChange.unit_id.in_(access.answered_for(work)),
                UnitChange.by_person_id == work.actor.person_id,
            )
        )
    else:
        found = found.where(UnitChange.agency_id == work.actor.agency_id)
    if unit_id is not None:
        found = found.where(UnitChange.unit_id == unit_id)
    return work.db.execute(found).all()


def names(work: Work, unit_id: int) -> Sequence[Row[Any]]:
    """Return what a unit was, is and will be called (name, abbreviation, dates), newest first."""
    found = select(UnitName.__table__).where(UnitName.unit_id == unit_id)
    return work.db.execute(found.order_by(UnitName.valid_from.desc())).all()


def confirm(work: Work, change_id: int) -> None:
    """Say, as the head of the agency, that one knows of a change and that it was decided.

    Raises NotFound for one that is not the actor's, Conflict for one confirmed already, Refused
    for one of their own making.
    """
    row = work.db.execute(
        select(UnitChange.__table__).where(UnitChange.id == change_id).with_for_update()
    ).first()
    if row is None or not rights.heads(work) or row.agency_id != work.actor.agency_id:
        raise NotFound
    if row.confirmed_at is not None:
        raise Conflict
    if row.by_person_id == work.actor.person_id:
        raise Refused(_OWN)
    known = {"confirmed_at": work.at, "confirmed_by": work.actor.person_id}
    work.db.execute(update(table(UnitChange)).where(UnitChange.id == change_id).values(known))


def begin(work: Work, when: When) -> date:
    """Let one change of the tree wait for the other; return its day; raises Invalid."""
    access.require_role(work, ADMINISTRATOR)
    facts.reference_changed(work.db)  # the row of this fact is held until the end
    day = when.day or work.today
    if day < work.today:
        raise Invalid(_PAST, field="since")
    if not when.reason.strip() or len(when.reason) > LONGEST:
        raise Invalid(_NO_REASON, field="reason")
    return day


def begin_with(work: Work, unit_id: int, when: When) -> tuple[UnitNode, date]:
    """Begin a change of a unit that stays; returns it and the day; raises NotFound, Refused."""
    unit = mine(work, unit_id)
    day = begin(work, when)
    ends = work.db.scalar(select(Unit.valid_to).where(Unit.id == unit.id))
    if ends is not None:
        raise Refused(_CLOSES.filled(name=unit.name, day=f"{ends:%d/%m/%Y}"))
    return unit, day


def mine(work: Work, unit_id: int, field: str = "") -> UnitNode:
    """Return a unit the actor looks after; raises NotFound, or Invalid for what `field` named."""
    if unit_id in access.answered_for(work):
        return work.tree[unit_id]
    raise Invalid(_NOT_MINE, field=field) if field else NotFound


def check_not_own(work: Work, unit: UnitNode) -> None:
    """Raise Refused for the unit the administrator belongs to: it is for those above."""
    if unit.parent_id not in access.answered_for(work):
        raise Refused(_MY_OWN)


def check_staying(work: Work, unit_id: int, field: str) -> None:
    """Raise Invalid for a unit that is about to close."""
    if work.db.scalar(select(Unit.valid_to).where(Unit.id == unit_id)) is not None:
        raise Invalid(_CLOSING.filled(name=work.tree[unit_id].name), field=field)


def _succeed(work: Work, rows: Any, unit_id: int, day: date, values: dict[str, Any]) -> None:
    """End on `day` what a dated table says of a unit, and begin there what it says from then."""
    mine = select(rows.id, rows.valid_from).where(rows.unit_id == unit_id)
    opened = work.db.execute(mine.where(rows.valid_to.is_(None))).all()
    if any(row.valid_from > work.today for row in opened):
        raise Refused(_PLANNED)
    for row in opened:
        if row.valid_from == day:  # it was never called so for a day
            work.db.execute(delete(rows).where(rows.id == row.id))
        else:
            work.db.execute(update(table(rows)).where(rows.id == row.id).values(valid_to=day))
    work.db.execute(insert(rows).values({"unit_id": unit_id, "valid_from": day, **values}))


def _trees(work: Work, day: date) -> list[Tree]:
    """Return the tree on a day and on every later one when something moves."""
    later = select(UnitParent.valid_from).where(UnitParent.valid_from > day).distinct()
    return [tree.read(work.db, one) for one in (day, *work.db.scalars(later))]


_BAD_NAME = Text("Hãy ghi tên đơn vị, dài nhất 200 ký tự.", "Name the unit: 200 letters at most.")
_SAME = Text("Không có gì thay đổi.", "Nothing would change.")
_NAME_TAKEN = Text("Đã có đơn vị tên “{name}” ở cùng cấp.", "A unit beside is called “{name}”.")
_CYCLE = Text("“{parent}” nằm dưới “{name}”.", "“{parent}” stands below “{name}”.")
_PAST = Text(
    "Thay đổi tính từ hôm nay trở đi: những gì đã qua giữ nguyên tên cũ.",
    "A change counts from today on: what is past keeps its old name.",
)
_NO_REASON = Text(
    "Hãy ghi căn cứ, ví dụ: Quyết định 12/QĐ-UBND ngày 01/11/2019 (dài nhất 200 ký tự).",
    "Name the decision it rests on, 200 letters at most.",
)
_NOT_MINE = Text("Hãy chọn một đơn vị bạn quản trị.", "Choose one of the units you look after.")
_MY_OWN = Text(
    "Đơn vị bạn quản trị do quản trị cấp trên chuyển hoặc đóng.",
    "The unit you look after is moved or closed by the administrator above.",
)
_CLOSES = Text("“{name}” đóng từ {day}.", "“{name}” closes on {day}.")
_CLOSING = Text("“{name}” sắp đóng.", "“{name}” is about to close.")
_PLANNED = Text(
    "Đã có một thay đổi định sẵn cho ngày sau; hãy đợi đến ngày đó.",
    "A change of this is planned for a later day already; wait until then.",
)
_TAKES_WORK_OUT = Text(
    "“{name}” đang giữ {n} việc của cơ quan: hãy chuyển hoặc xử lý xong trước.",
    "“{name}” holds {n} items of its agency: hand them over or finish them first.",
)
_OWN = Text(
    "Thay đổi do mình làm phải do người khác xác nhận.",
    "A change made by you is for somebody else to confirm.",
)
