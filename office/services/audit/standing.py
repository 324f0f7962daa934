"""Comparing the runs of a document with where its sealed records say they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from office.domain.fold import DRAFT, Part, RunKey, Standing, fold
from office.domain.movements import plain
from office.domain.text import Text
from office.domain.workflow import LEAD
from office.services.audit import side_rows
from office.services.audit.side_rows import SideRows
from office.services.work import Work


class Runs(NamedTuple):
    """A document, its deliveries, the parts in them and what went on beside, as rows."""

    document: Row[Any]
    deliveries: Sequence[Row[Any]]
    parts: Sequence[Row[Any]]
    sides: SideRows


def differences(work: Work, runs: Runs, records: Sequence[dict[str, Any]]) -> list[Text]:
    """Return where the rows and the records disagree."""
    told = fold(records)
    kept: dict[RunKey, Row[Any]] = {delivery.unit_id: delivery for delivery in runs.deliveries}
    if runs.document.state is not None:
        kept[DRAFT] = runs.document
    found = [
        _said(runs.document, key, "chỉ có ở một bên", "is known to one side only")
        for key in sorted(map(str, kept.keys() ^ told.keys()))
    ]
    for key in kept.keys() & told.keys():
        run = kept[key]
        mine = [] if key == DRAFT else [part for part in runs.parts if part.delivery_id == run.id]
        open_parts = [part for part in mine if part.until is None]
        for vi, en in _compare(work, run, told[key], open_parts):
            found.append(_said(runs.document, key, vi, en))
        delivery = None if key == DRAFT else run.id
        beside = side_rows.differences(runs.sides, delivery, mine, told[key].sides)
        found += [_said(runs.document, key, vi, en) for vi, en in beside]
        if key != DRAFT and run.urgency != runs.document.urgency:
            found.append(_said(runs.document, key, "độ khẩn khác văn bản", "has another urgency"))
    return found


def _compare(
    work: Work, run: Row[Any], told: Standing, parts: Sequence[Row[Any]]
) -> Iterator[tuple[str, str]]:
    try:
        state = work.procedures[run.procedure, run.procedure_version].state(run.state)
    except KeyError:
        yield "trạng thái không có trong quy trình", "is in a state that its procedure has not"
        return
    if run.state != told.state:
        yield f"trạng thái {run.state}, nhật ký {told.state}", f"is {run.state}, log {told.state}"
    if (run.holder_unit_id, run.holder_person_id) != told.holder:
        yield "người giữ khác nhật ký", "is held by another than the log says"
    if plain(run.due_at) != told.due:
        yield "thời hạn khác nhật ký", "has another deadline than the log says"
    if run.revision < told.revision or (run.revision > told.revision and not state.editable):
        yield "số lần chuyển khác nhật ký", "has moved another number of times"
    if (run.closed_at is not None) != state.final:
        yield "kết thúc sai trạng thái", "is closed in a state that is open, or the reverse"
    number = run.arrival_number if hasattr(run, "arrival_number") else run.number
    if number != told.number:
        yield "số khác nhật ký", "has another number than the log says"
    for name, value in told.row.items():
        if plain(getattr(run, name)) != value:
            yield f"{name} khác nhật ký", f"has another {name} than the log says"
    if plain(getattr(run, "reminded_at", None)) != told.reminded:
        yield "lần nhắc tiếp nhận khác nhật ký", "was reminded otherwise than the log says"
    if {_part(part) for part in parts} != told.parts:
        yield "phân công khác nhật ký", "has other parts than the log says"
    if problem := _lead_problem(state.holder == LEAD, run, parts):
        yield problem


def _part(row: Row[Any]) -> Part:
    due = plain(row.due_at)
    return row.part, row.unit_id, row.person_id, due if isinstance(due, int) else None


def _lead_problem(led: bool, run: Row[Any], parts: Sequence[Row[Any]]) -> tuple[str, str] | None:
    """Check law 2: an item in the lead's hands has exactly one lead, who holds it."""
    leads = [(p.unit_id, p.person_id) for p in parts if p.part == "lead"]
    holder = (run.holder_unit_id, run.holder_person_id)
    if led and leads != [holder]:
        return "không có đúng một chủ trì", "does not have exactly one lead"
    if not led and leads:
        return "còn chủ trì sau khi kết thúc", "still has a lead after it ended"
    return None


def _said(document: Row[Any], key: RunKey | str, vi: str, en: str) -> Text:
    return Text(
        f"Văn bản {document.public_id}, lượt {key}: {vi}.",
        f"Document {document.public_id}, run {key}: {en}.",
    )
