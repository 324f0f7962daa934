"""Comparing a document's rows with where its sealed records say it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row

from office.domain.fold import DRAFT, RunKey, Standing, fold
from office.domain.movements import milliseconds
from office.domain.text import Text
from office.domain.workflow import LEAD
from office.services.work import Work


class Rows(NamedTuple):
    """A document, its deliveries and the parts in them, as the tables have them."""

    document: Row[Any]
    deliveries: Sequence[Row[Any]]
    parts: Sequence[Row[Any]]


def differences(work: Work, rows: Rows, records: Sequence[dict[str, Any]]) -> list[Text]:
    """Return where the rows and the records disagree."""
    told = fold(records)
    kept: dict[RunKey, Row[Any]] = {delivery.unit_id: delivery for delivery in rows.deliveries}
    if rows.document.state is not None:
        kept[DRAFT] = rows.document
    found = [
        _said(rows.document, key, "chỉ có ở một bên", "is known to one side only")
        for key in sorted(map(str, kept.keys() ^ told.keys()))
    ]
    for key in kept.keys() & told.keys():
        run = kept[key]
        open_parts = [
            part
            for part in rows.parts
            if key != DRAFT and part.delivery_id == run.id and part.until is None
        ]
        for what_vi, what_en in _compare(work, run, told[key], open_parts):
            found.append(_said(rows.document, key, what_vi, what_en))
    return found


def _compare(
    work: Work, run: Row[Any], told: Standing, parts: Sequence[Row[Any]]
) -> Iterator[tuple[str, str]]:
    state = work.procedures[run.procedure, run.procedure_version].state(run.state)
    if run.state != told.state:
        yield f"trạng thái {run.state}, nhật ký {told.state}", f"is {run.state}, log {told.state}"
    if (run.holder_unit_id, run.holder_person_id) != told.holder:
        yield "người giữ khác nhật ký", "is held by another than the log says"
    if _ms(run.due_at) != told.due:
        yield "thời hạn khác nhật ký", "has another deadline than the log says"
    if run.revision < told.revision or (run.revision > told.revision and not state.editable):
        yield "số lần chuyển khác nhật ký", "has moved another number of times"
    if (run.closed_at is not None) != state.final:
        yield "kết thúc sai trạng thái", "is closed in a state that is open, or the reverse"
    number = run.arrival_number if hasattr(run, "arrival_number") else run.number
    if number != told.number:
        yield "số khác nhật ký", "has another number than the log says"
    if told.channel and told.channel != getattr(run, "channel", told.channel):
        yield "cách gửi khác nhật ký", "was sent another way than the log says"
    if {(p.part, p.unit_id, p.person_id) for p in parts} != told.parts:
        yield "phân công khác nhật ký", "has other parts than the log says"
    if problem := _lead_problem(state.holder == LEAD and state.name, run, parts):
        yield problem


def _lead_problem(
    led: str | bool, run: Row[Any], parts: Sequence[Row[Any]]
) -> tuple[str, str] | None:
    """Check law 2: an item in the lead's hands has exactly one lead, who holds it."""
    leads = [(p.unit_id, p.person_id) for p in parts if p.part == "lead"]
    holder = (run.holder_unit_id, run.holder_person_id)
    if led and leads != [holder]:
        return "không có đúng một chủ trì", "does not have exactly one lead"
    if not led and leads:
        return "còn chủ trì sau khi kết thúc", "still has a lead after it ended"
    return None


def _ms(at: datetime | None) -> int | None:
    return None if at is None else milliseconds(at)


def _said(document: Row[Any], key: RunKey | str, vi: str, en: str) -> Text:
    return Text(
        f"Văn bản {document.public_id}, lượt {key}: {vi}.",
        f"Document {document.public_id}, run {key}: {en}.",
    )
