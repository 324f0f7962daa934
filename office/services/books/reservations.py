"""Numbers taken before their document is there: reserved, then used or cancelled, never lost.

A document bears the day on which it gets its number, a reserved one too: never the day of the
reservation, which may be before its signature.  So that numbers stay in the order of days (NĐ
30/2020 Đ15.1), a reserved number serves until a later day follows a higher one; afterwards, and
when its year is over, it can only be cancelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, case, func, insert, select, update

from office.domain import numbering, register_log
from office.domain.asks import SHORTEST_REASON
from office.domain.documents import LONGEST_SUBJECT
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.numbering import OUTGOING, register_year
from office.domain.people import CLERK
from office.domain.text import Text
from office.domain.workdays import local_date
from office.models.base import table
from office.models.documents import Document
from office.models.registers import Register, RegisterEntry, Reservation
from office.services import access
from office.services.books import register_acts, registers, reserved
from office.services.books.registers import Given, Held
from office.services.work import Work

#: So many at once, and so many open in an agency: more is no reservation but a second book.
MOST, MOST_OPEN = 20, 200
LONGEST_REASON = 500
LONGEST_WHOM = 200
LONGEST_COUNCIL = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How many numbers are wanted and why; of which type, for what and whom, where known."""

    reason: str
    count: int = 1
    type_code: str = ""
    council: str = ""
    subject: str = ""
    whom: str = ""


def reserve(work: Work, wanted: Wanted) -> list[Held]:
    """Reserve the next numbers of a series of the actor's agency; raises Invalid, Refused."""
    access.require_role(work, CLERK)
    series = _checked(work, wanted)
    terms = _terms(wanted)
    held = [registers.hold(work, (OUTGOING, series), terms["reason"]) for _ in range(wanted.count)]
    taken = {"at": work.at, "by_id": work.actor.person_id, **terms}
    work.db.execute(insert(table(Reservation)), [{"entry_id": one.key, **taken} for one in held])
    sealed = {"numbers": [one.given.number for one in held], "terms": terms}
    register_acts.record(work, held[0].given.register_id, register_log.RESERVE, sealed)
    return held


def use(work: Work, key: int, series: str, document: tuple[int, str]) -> tuple[Given, date]:
    """Give a reserved number to a document; return it, and the day since which it was reserved.

    Raises Refused for one of another series or year, one that is settled, and one by which
    numbers would no longer follow in the order of days.
    """
    row = _found(work, key)
    named = (row.unit_id, row.direction, row.series, row.year)
    if named != (work.actor.agency_id, OUTGOING, series, register_year(work.at)):
        raise Refused(_OTHER_SERIES)
    day = _day(work, row.register_id)
    if later := _followed(work, row, day):
        raise Refused(reserved.later(row.number, later))
    _settle(work, row, {"status": "used", "reason": "", "document_id": document[0]})
    facts = {"number": row.number, "document": document[1], "date": day.isoformat()}
    register_acts.record(work, row.register_id, register_log.USE, facts)
    return Given(row.register_id, row.number, list(named), day), local_date(row.at)


def cancel(work: Work, key: int, reason: str) -> None:
    """Cancel a reserved number of the actor's agency; raises NotFound, Invalid, Refused."""
    access.require_role(work, CLERK)
    row = _found(work, key)
    if row.unit_id != work.actor.agency_id:
        raise NotFound
    reason = _reason(reason)
    _settle(work, row, {"status": "cancelled", "reason": reason})
    facts = {"number": row.number, "reason": reason}
    register_acts.record(work, row.register_id, register_log.CANCEL, facts)


def _checked(work: Work, wanted: Wanted) -> str:
    """Return the series that numbers are wanted of; raises Invalid, Refused."""
    _reason(wanted.reason)
    if not 1 <= wanted.count <= MOST:
        raise Invalid(_COUNT.filled(n=MOST), field="count")
    if len(wanted.subject) > LONGEST_SUBJECT or len(wanted.whom) > LONGEST_WHOM:
        raise Invalid(_TOO_LONG, field="subject")
    if len(wanted.council) > LONGEST_COUNCIL:
        raise Invalid(_TOO_LONG, field="council")
    scheme = work.tree[work.actor.agency_id].numbering
    kind = work.types.get(wanted.type_code)
    if kind is None and (wanted.type_code or not (wanted.council or scheme == "all")):
        raise Invalid(_TYPE, field="type_code")
    count = reserved.count_waiting(work)
    if count + wanted.count > MOST_OPEN:
        raise Refused(_MANY.filled(n=count))
    if wanted.council.strip():
        return numbering.council_series(wanted.council.strip())
    return "all" if kind is None else numbering.series_of(scheme, kind)


def _terms(wanted: Wanted) -> dict[str, str]:
    return {
        "reason": _reason(wanted.reason),
        "type_code": wanted.type_code,
        "subject": " ".join(wanted.subject.split()),
        "whom": " ".join(wanted.whom.split()),
    }


def _reason(reason: str) -> str:
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise Invalid(_REASON, field="reason")
    return said


def _found(work: Work, key: int) -> Row[Any]:
    found = (
        select(
            RegisterEntry.id, RegisterEntry.register_id, RegisterEntry.number, RegisterEntry.at,
            Register.unit_id, Register.direction, Register.series, Register.year,
        )
        .join(Register, Register.id == RegisterEntry.register_id)
        .join(Reservation, Reservation.entry_id == RegisterEntry.id)
        .where(RegisterEntry.id == key)
    )  # fmt: skip
    row = work.db.execute(found).first()
    if row is None:
        raise NotFound
    return row


def _day(work: Work, register_id: int) -> date:
    """Lock a book; return the day a number given now bears: today, or the last one's if later."""
    later = case((Register.last_on > work.today, Register.last_on), else_=work.today)
    moved = update(table(Register)).where(Register.id == register_id).values(last_on=later)
    return work.db.execute(moved.returning(Register.last_on)).scalar_one() or work.today


def _followed(work: Work, row: Row[Any], day: date) -> date | None:
    """Return the earliest day that a higher number bears, where it is before `day`."""
    return work.db.scalar(
        select(func.min(Document.issued_on))
        .join(RegisterEntry, RegisterEntry.document_id == Document.id)
        .where(
            RegisterEntry.register_id == row.register_id,
            RegisterEntry.number > row.number,
            RegisterEntry.status == "used",
            Document.issued_on < day,
        )
    )


def _settle(work: Work, row: Row[Any], values: dict[str, Any]) -> None:
    """Take a number out of the reserved ones, under its book's lock; raises Refused."""
    registers.lock(work, row.register_id)
    still = (RegisterEntry.id == row.id, RegisterEntry.status == register_log.RESERVED)
    changed = work.db.execute(update(table(RegisterEntry)).where(*still).values(values))
    if changed.rowcount != 1:
        raise Refused(_SETTLED.filled(number=numbering.written(row.number)))
    work.db.execute(
        update(table(Reservation))
        .where(Reservation.entry_id == row.id)
        .values(settled_at=work.at, settled_by=work.actor.person_id)
    )


_REASON = Text(
    f"Hãy nêu lý do, từ {SHORTEST_REASON} đến {LONGEST_REASON} ký tự.",
    f"Give a reason of {SHORTEST_REASON} to {LONGEST_REASON} characters.",
)
_COUNT = Text("Mỗi lần giữ từ 1 đến {n} số.", "Reserve 1 to {n} numbers at a time.")
_TOO_LONG = Text("Nội dung dài quá mức cho phép.", "This is too long.")
_TYPE = Text(
    "Hãy chọn loại văn bản: cơ quan đánh số theo loại hoặc nhóm loại.",
    "Choose the type: the agency numbers by type or group.",
)
_MANY = Text(
    "Cơ quan đang giữ {n} số chưa dùng: hãy dùng hoặc hủy bớt trước khi giữ thêm.",
    "The agency holds {n} reserved numbers: use or cancel some before you reserve more.",
)
_OTHER_SERIES = Text(
    "Số giữ này thuộc dãy số hoặc năm khác với văn bản.",
    "This reserved number is of another series or year than the document.",
)
_SETTLED = Text(
    "Số {number} không còn được giữ: vừa được dùng hoặc đã hủy.",
    "Number {number} is no longer reserved: it was used or cancelled.",
)
