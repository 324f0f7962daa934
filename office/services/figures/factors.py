"""The factors of the estimated saving: proposed by one, approved by another, never edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TextIO

from sqlalchemy import Connection, Row, Select, func, select, update
from sqlalchemy.orm import aliased

from office.database import inserting
from office.domain import quantities
from office.domain.cost_factors import APPROVED, FACTORS, OPEN, REJECTED, RETRACTED, Factor
from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.domain.text import Text
from office.domain.typed import cleaned
from office.models.base import table
from office.models.cost_factors import CostFactor
from office.models.people import Person
from office.services.figures import authority, reference_files
from office.services.figures.reference_files import Loaded
from office.services.places.calendar import YEARS
from office.services.places.lines import Problem
from office.services.work import Work

SHORTEST, LONGEST = 5, 300
#: Above a million of anything somebody has mistyped.
MOST = 1_000_000 * quantities.THOUSAND
_proposer, _settler = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed: the three values as they were typed."""

    code: str
    first_day: date | None
    low: str
    base: str
    high: str
    source: str
    note: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A factor as the page shows it: who proposed and who settled it, when and why."""

    factor: Factor
    proposer: str | None
    settler: str | None
    row: Row[Any]


def read(db: Connection) -> tuple[Factor, ...]:
    """Return every factor with what came of it; only the approved ones ever count."""
    return tuple(_factor(row) for row in db.execute(_rows()))


def listed(work: Work) -> Sequence[Listed]:
    """Return every factor in the order of the formula, the newest first."""
    order = list(FACTORS)
    found = [
        Listed(factor=_factor(row), proposer=row.proposer, settler=row.settler, row=row)
        for row in work.db.execute(_rows())
    ]
    return sorted(
        found,
        key=lambda one: (
            order.index(one.factor.code),
            -one.factor.first_day.toordinal(),
            -one.factor.id,
        ),
    )


def waiting(work: Work) -> int:
    """Return how many factors wait for the actor to approve them; 0 for everybody else."""
    if not authority.may_approve(work):
        return 0
    return work.db.scalar(select(func.count()).where(CostFactor.outcome == OPEN)) or 0


def propose(work: Work, proposal: Proposal) -> int:
    """Propose a factor from a day on; returns its id.  It counts once another has approved it.

    Raises Refused for all but the administrator at the top, Invalid for what cannot be kept,
    Conflict when one for that day is there.
    """
    authority.require_setter(work)
    checked = _checked(proposal)
    key = _insert(work, checked)
    if key is None:
        words = _THERE.filled(name=checked.kind.name, day=f"{checked.first_day:%d/%m/%Y}")
        raise Conflict(words)
    return key


def approve(work: Work, key: int) -> None:
    """Approve a factor as the head at the top: from now on it counts and never changes.

    Raises Refused for everybody else and for who proposed it, NotFound for none, Conflict for
    one that is settled.
    """
    authority.require_approver(work)
    row = _open(work, key)
    if row.proposed_by == work.actor.person_id:
        raise Refused(OWN)
    _settle(work, key, APPROVED)


def reject(work: Work, key: int, reason: str) -> None:
    """Reject a factor as the head at the top, with a reason; raises as `approve`, and Invalid."""
    authority.require_approver(work)
    _open(work, key)
    _settle(work, key, REJECTED, _words(reason, "reason"))


def retract(work: Work, key: int) -> None:
    """Take a proposal back, as an administrator at the top; raises as `approve`."""
    authority.require_setter(work)
    _open(work, key)
    _settle(work, key, RETRACTED)


def load(work: Work, lines: TextIO) -> Loaded:
    """Propose the factors of a file, but those whose day has one; nothing when a line is bad.

    Raises Refused for whoever proposes none.
    """
    authority.require_setter(work)
    found, problems = reference_files.read_factors(lines)
    problems += [Problem(line, _MUCH) for line, one in found if one.high > MOST]
    if problems:
        return Loaded(problems=sorted(problems, key=lambda problem: problem.line))
    added = [key for key in (_insert(work, one) for _, one in found) if key is not None]
    return Loaded(added=len(added), unchanged=len(found) - len(added))


def _open(work: Work, key: int) -> Row[Any]:
    """Return a proposal under its lock; raises NotFound for none, Conflict for a settled one."""
    row = work.db.execute(
        select(CostFactor.__table__).where(CostFactor.id == key).with_for_update()
    ).first()
    if row is None:
        raise NotFound
    if row.outcome != OPEN:
        raise Conflict(_SETTLED)
    return row


def _settle(work: Work, key: int, outcome: str, reason: str = "") -> None:
    work.db.execute(
        update(table(CostFactor))
        .where(CostFactor.id == key)
        .values(outcome=outcome, reason=reason, settled_by=work.actor.person_id, settled_at=work.at)
    )


def _insert(work: Work, one: Factor) -> int | None:
    """Propose a factor; of two for one day at once the second gets None."""
    proposed = (
        inserting(work.db, CostFactor)
        .values(
            code=one.code,
            first_day=one.first_day,
            low=one.low,
            base=one.base,
            high=one.high,
            source=one.source,
            note=one.note,
            assumed=one.assumed,
            proposed_by=work.actor.person_id,
            proposed_at=work.at,
        )
        .on_conflict_do_nothing()
        .returning(CostFactor.id)
    )
    key: int | None = work.db.execute(proposed).scalar_one_or_none()
    return key


def _checked(proposal: Proposal) -> Factor:
    """Return the factor that a proposal makes; raises Invalid with the field to mend."""
    if proposal.code not in FACTORS:
        raise Invalid(Text("Hãy chọn hệ số.", "Choose a factor."), field="code")
    if proposal.first_day is None or proposal.first_day.year not in YEARS:
        raise Invalid(Text("Hãy chọn ngày.", "Choose a day."), field="first_day")
    low, base, high = (_value(proposal, name) for name in ("low", "base", "high"))
    if not low <= base <= high:
        raise Invalid(_ORDER, field="low")
    return Factor(
        code=proposal.code,
        first_day=proposal.first_day,
        low=low,
        base=base,
        high=high,
        assumed=proposal.assumed,
        source=_words(proposal.source, "source"),
        note=" ".join(cleaned(proposal.note).split())[:LONGEST],
    )


def _value(proposal: Proposal, name: str) -> int:
    try:
        value = quantities.parse(getattr(proposal, name))
    except ValueError as fault:
        raise Invalid(_BAD_VALUE, field=name) from fault
    if value > MOST:
        raise Invalid(_MUCH, field=name)
    return value


def _words(typed: str, name: str) -> str:
    words = " ".join(cleaned(typed).split())
    if not SHORTEST <= len(words) <= LONGEST:
        raise Invalid(_BAD_WORDS, field=name)
    return words


def _rows() -> Select[Any]:
    return (
        select(
            CostFactor.__table__,
            _proposer.name.label("proposer"),
            _settler.name.label("settler"),
        )
        .outerjoin(_proposer, _proposer.id == CostFactor.proposed_by)
        .outerjoin(_settler, _settler.id == CostFactor.settled_by)
        .order_by(CostFactor.id)
    )


def _factor(row: Row[Any]) -> Factor:
    return Factor(
        id=row.id,
        code=row.code,
        first_day=row.first_day,
        low=row.low,
        base=row.base,
        high=row.high,
        assumed=row.assumed,
        source=row.source,
        note=row.note,
        outcome=row.outcome,
        approver=(row.settler or "") if row.outcome == APPROVED else "",
        approved_at=row.settled_at if row.outcome == APPROVED else None,
    )


OWN = Text(
    "Hệ số do chính mình đề nghị phải do người khác duyệt.",
    "A factor you proposed yourself is for somebody else to approve.",
)
_THERE = Text(
    "{name}: từ ngày {day} đã có một hệ số đã duyệt hoặc đang chờ duyệt. Hãy xem lại.",
    "{name}: from {day} there is a factor already, approved or to be approved. Look again.",
)
_SETTLED = Text(
    "Người khác vừa xử lý hệ số này. Hãy xem lại.",
    "Somebody has settled this factor already. Look again.",
)
_ORDER = Text(
    "Giá trị thấp không quá giá trị cơ sở, giá trị cơ sở không quá giá trị cao.",
    "The low value is not above the base, the base not above the high one.",
)
_BAD_VALUE = Text(
    "Giá trị viết như 1.500 hoặc 0,5, nhiều nhất ba số lẻ.",
    "Values are written like 1.500 or 0,5, with three decimals at most.",
)
_MUCH = Text("Giá trị lớn nhất là 1.000.000.", "A value is 1,000,000 at the most.")
_BAD_WORDS = Text(
    "Nguồn và lý do: từ 5 đến 300 ký tự.", "The source and the reason: 5 to 300 characters."
)
