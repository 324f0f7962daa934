"""Reports of figures: asked for by whoever may see the figures, made after the commit, kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO

from sqlalchemy import Row, func, select, update

from office.database import inserting
from office.domain import figure_reports, periods
from office.domain.errors import Invalid, NotFound
from office.domain.figure_reports import DONE, FAILED, PDF, WAITING
from office.domain.periods import Period
from office.domain.text import Text
from office.models.base import table
from office.models.figure_reports import FigureReport
from office.models.movements import Movement
from office.models.people import Person
from office.services import access, mandates, outbox
from office.services.audit.checkpoint import Checkpoint
from office.services.figures import dashboard, scopes
from office.services.figures.asked import Asked
from office.services.work import Work

#: The promise to make a report.
MAKE = "figure_report"
PAGE = 30
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which report: of which agency and period, in which form and language."""

    unit_id: int
    kind: str
    period: Period
    form: str = PDF
    language: str = "vi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A report as it was made: its file, and the record it rests on."""

    size: int
    pages: int
    digest: str
    checkpoint: Checkpoint
    counted_until: Any


def ask(work: Work, wanted: Wanted) -> int:
    """Ask for a report of the actor's agency; return its key.

    The same report that waits, or that nothing has happened since, is not made again.  Raises
    Refused or NotFound for figures the actor may not see, Invalid.
    """
    mandates.require_own_capacity(work.actor)
    access.require_role(work, *dashboard.READERS)
    return asked(work, wanted, work.actor.agency_id, work.actor.person_id)


def asked(work: Work, wanted: Wanted, agency_id: int, person_id: int | None) -> int:
    """Ask for a report of an agency, for a person or for the office itself."""
    figure_reports.checked(wanted.kind, wanted.form)
    if wanted.period.since > work.today:
        raise Invalid(_AHEAD, field="period")
    scopes.of(work, Asked(unit_id=wanted.unit_id, since=wanted.period.since, until=work.today))
    row = {
        "agency_id": agency_id, "unit_id": wanted.unit_id, "kind": wanted.kind,
        "form": wanted.form, "language": wanted.language, "period": wanted.period.written,
    }  # fmt: skip
    same = [table(FigureReport).c[name] == value for name, value in row.items()]
    if (fresh := _fresh(work, same)) is not None:
        return fresh
    added = inserting(work.db, FigureReport).values({**row, "person_id": person_id, "at": work.at})
    key: int | None = work.db.scalar(added.on_conflict_do_nothing().returning(FigureReport.id))
    if key is None:
        found = select(FigureReport.id, FigureReport.stage).where(*same, _UNMADE)
        waits = work.db.execute(found).one()
        key = int(waits.id)
        if waits.stage != FAILED:
            return key
    _promise(work, key)
    return key


def listed(
    work: Work, before: int | None = None, limit: int = PAGE
) -> tuple[Sequence[Row[Any]], int | None]:
    """Return the reports of the actor's agency, newest first, and where to go on."""
    access.require_role(work, *dashboard.READERS)
    found = (
        select(FigureReport.__table__, Person.name.label("person"))
        .outerjoin(Person, Person.id == FigureReport.person_id)
        .where(FigureReport.agency_id == work.actor.agency_id)
        .order_by(FigureReport.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        found = found.where(FigureReport.id < before)
    rows = work.db.execute(found).all()
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def file(work: Work, key: int) -> tuple[Row[Any], BinaryIO]:
    """Return a report of the actor's agency and its bytes; raises NotFound."""
    row = _own(work, key)
    if row.digest is None:
        raise NotFound
    return row, work.storage.open(row.digest)


def again(work: Work, key: int) -> None:
    """Try once more to make a report that could not be made; raises NotFound."""
    mandates.require_own_capacity(work.actor)
    if _own(work, key).stage == FAILED:
        _promise(work, key)


def read(work: Work, key: int) -> Row[Any]:
    """Return a report's row, for whoever makes it; raises NotFound."""
    row = work.db.execute(_ROWS.where(FigureReport.id == key)).first()
    if row is None:
        raise NotFound
    return row


def at_stage(work: Work, key: int, stage: str, fault: str = "") -> None:
    """Say how far the making of a report has come; one that is made stays so."""
    work.db.execute(
        update(FigureReport)
        .where(FigureReport.id == key, _UNMADE)
        .values(stage=stage, fault=fault[:500])
    )


def keep(work: Work, key: int, made: Made) -> None:
    """Keep that a report was made, once."""
    work.db.execute(
        update(FigureReport)
        .where(FigureReport.id == key, _UNMADE)
        .values(
            stage=DONE, fault="", made_at=work.at, digest=made.digest, size=made.size,
            pages=made.pages, movements=made.checkpoint.movements, root=made.checkpoint.root,
            counted_until=made.counted_until,
        )
    )  # fmt: skip


def name(work: Work, row: Row[Any]) -> str:
    """Return what a report's file is called."""
    unit = work.tree.units.get(row.unit_id)
    key = unit.key if unit else str(row.unit_id)
    return f"bao-cao-{_NAMES[row.kind]}-{key}-{row.period.replace('..', '-den-')}.{row.form}"


def making(rows: Sequence[Row[Any]]) -> bool:
    """Say whether any of some reports is still being made."""
    return any(row.stage not in (DONE, FAILED) for row in rows)


def _own(work: Work, key: int) -> Row[Any]:
    access.require_role(work, *dashboard.READERS)
    row = read(work, key)
    if row.agency_id != work.actor.agency_id:
        raise NotFound
    scopes.of(work, _first_day(row))
    return row


def _first_day(row: Row[Any]) -> Asked:
    period = periods.parse(row.period)
    return Asked(unit_id=row.unit_id, since=period.since, until=period.since)


def _fresh(work: Work, same: list[Any]) -> int | None:
    """Return the same report as made today, where no act has happened since."""
    row = work.db.execute(
        _ROWS.where(*same, ~_UNMADE).order_by(FigureReport.id.desc()).limit(1)
    ).first()
    count = work.db.scalar(select(func.count()).select_from(Movement)) or 0
    if row is None or row.movements != count:
        return None
    return int(row.id) if work.at - row.made_at < _A_DAY else None


def _promise(work: Work, key: int) -> None:
    at_stage(work, key, WAITING)
    outbox.post(work, MAKE, {"report": key})


_ROWS = select(FigureReport.__table__)
_UNMADE = FigureReport.made_at.is_(None)
_NAMES = {
    figure_reports.INSPECTION: "kiem-tra",
    figure_reports.PERIODIC: "dinh-ky",
    figure_reports.INCOMING: "van-ban-den",
    figure_reports.OUTGOING: "van-ban-di",
}
TOO_LARGE, FAULT = "too_large", "fault"
FAULTS = {
    TOO_LARGE: Text(
        "Báo cáo quá lớn để in một lần: hãy chọn kỳ ngắn hơn, đơn vị cấp dưới, hoặc XLSX.",
        "The report is too large to print at once: choose a shorter period, a unit below, or XLSX.",
    ),
    FAULT: Text(
        "Có lỗi khi lập báo cáo; hệ thống sẽ tự thử lại.",
        "Something went wrong while it was made; it will be tried again.",
    ),
}
_AHEAD = Text("Kỳ này chưa bắt đầu.", "This period has not begun yet.")
