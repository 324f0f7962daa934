"""What came of the day, told from the rows: states, holders, lateness, paper, seals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from office.domain.workdays import VIETNAM
from office.metrics import paper
from office.metrics.paper import Split
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.exchange import Packet
from office.runtime import Office
from office.services import outbox
from office.services.audit import verification
from office.services.audit.verification import Report
from office.services.views import holders
from office.services.views.holders import Held
from office.services.work import Work

SHOWN = 12


def tell(office: Office) -> tuple[list[str], bool]:
    """Return the summary's lines, and whether everything verifies."""
    with office.look() as work:
        report = verification.verify(work)
        return list(_lines(work, report)), report.holds


def _lines(work: Work, report: Report) -> Iterator[str]:
    held = holders.holding(work, limit=100_000)
    yield f"Đồng hồ văn phòng / office clock: {work.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    yield from _documents(work)
    yield from _deliveries(work)
    yield "Ai đang giữ / who holds what:"
    yield from _held_by(work, held)
    yield from _late(work, [item for item in held if item.late])
    yield "Giấy, theo lượt gửi đến cấp / paper, document × recipient, by the recipients' level:"
    yield from map(_split, paper.by_recipient_level(work.db))
    yield "Giấy, theo văn bản của cấp gửi / paper, documents, by the senders' level:"
    yield from map(_split, paper.by_sender_level(work.db))
    yield from _seals(report)


def _documents(work: Work) -> Iterator[str]:
    origins = _count(work, Document.origin)
    verdicts = _count(work, Packet.verdict)
    yield f"Văn bản / documents: {sum(origins.values())} {_counted(origins)}"
    yield f"Gói tin / packets: {sum(verdicts.values())} {_counted(verdicts)}"
    yield f"Việc nền còn chờ / promises waiting: {outbox.waiting(work)}"


def _count(work: Work, column: InstrumentedAttribute[str]) -> dict[str, int]:
    rows = work.db.execute(select(column, func.count()).group_by(column)).all()
    return {row[0]: row[1] for row in rows}


def _deliveries(work: Work) -> Iterator[str]:
    rows = work.db.execute(
        select(
            Delivery.procedure, Delivery.procedure_version, Delivery.state, func.count()
        ).group_by(Delivery.procedure, Delivery.procedure_version, Delivery.state)
    ).all()
    yield f"Lượt gửi / deliveries: {sum(row[3] for row in rows)}"
    for procedure, version, state, count in sorted(rows, key=lambda row: -row[3]):
        known = work.procedures[procedure, version]
        title, way = known.state(state).title, known.title
        yield f"  {count:4d}  {title.vi} / {title.en} ({way.vi.lower()})"


def _held_by(work: Work, held: list[Held]) -> Iterator[str]:
    names = Counter((work.tree[item.holder_unit_id].name, item.holder_name or "") for item in held)
    for (unit, person), count in names.most_common(SHOWN):
        yield f"  {count:4d}  {unit}{f', {person}' if person else ''}"
    rest = len(names) - SHOWN
    if rest > 0:
        yield f"        … và {rest} nơi khác / and {rest} others"


def _late(work: Work, late: list[Held]) -> Iterator[str]:
    yield f"Quá hạn / late: {len(late)}"
    for item in sorted(late, key=lambda one: one.due_at or one.since)[:SHOWN]:
        unit = work.tree[item.holder_unit_id].name
        due = item.due_at.astimezone(VIETNAM) if item.due_at else item.since
        state = work.procedures[item.procedure].state(item.state).title.vi
        yield f"  {due:%H:%M %d/%m}  {unit}: {state}, “{item.subject[:60]}”"


def _split(split: Split) -> str:
    share = "" if split.share is None else f" ({split.share:.0%} hoàn toàn điện tử)"
    return (
        f"  {split.level:10s} hoàn toàn điện tử {split.electronic:3d} · song song "
        f"{split.parallel:2d} · giấy {split.paper:2d}{share}"
    )


def _seals(report: Report) -> Iterator[str]:
    counted = (
        f"{report.documents} văn bản, {report.deliveries} lượt gửi, {report.movements} bản ghi"
    )
    if report.holds:
        yield f"Nhật ký nguyên vẹn / verify holds: {counted}"
    for problem in report.problems:
        yield f"SAI / WRONG: {problem.vi} / {problem.en}"


def _counted(counts: dict[str, int]) -> str:
    return "(" + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) + ")"
