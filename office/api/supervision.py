"""Supervising work: who has how much, what is late or soon due, and the follow-up book."""

from __future__ import annotations

from office.api import current, wording
from office.api.schemas.supervision import (
    Below,
    BookShape,
    BurdenShape,
    DutyPage,
    DutyQuery,
    FollowUpPage,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.movements import milliseconds, moment
from office.services.books import follow_up, register_book
from office.services.books.follow_up import Followed
from office.services.views import supervision
from office.services.views.supervision import Duty, Key, Wanted
from office.services.work import Work

section = new_section("supervision", "Theo dõi công việc / Supervision")


@section.get("/supervision")
@section.answers(200, BurdenShape(many=True), 404)
def burdens() -> list[Json]:
    """Show what each person and unit one answers for has to do, the most late first."""
    with current.office().look(current.actor()) as work:
        return [
            {
                "unit": wording.unit(work, one.unit_id),
                "person": one.person_id,
                "name": one.person_name,
                "held": one.held,
                "late": one.late,
                "soon": one.soon,
                "since": one.since,
                "overloaded": one.overloaded,
            }
            for one in supervision.burdens(work)
        ]


@section.get("/supervision/duties")
@section.arguments(DutyQuery, location="query")
@section.answers(200, DutyPage, 404, 422)
def duties(query: Json) -> Json:
    """List what is late or due within two working days, the longest late first."""
    with current.office().look(current.actor()) as work:
        unit = query.get("unit")
        wanted = Wanted(
            unit_id=wording.unit_ids(work, [unit], "unit")[0] if unit else None,
            person_id=query.get("person"),
            late_only=query["show"] == "late",
            after=_key(query.get("after")),
        )
        page = supervision.duties(work, wanted)
        told = [_duty(work, duty) for duty in page.items]
    older = page.older
    return {
        "duties": told,
        "next": f"{milliseconds(older[0])}-{older[1]}-{older[2]}" if older else None,
    }


@section.get("/registers")
@section.answers(200, BookShape(many=True))
def registers() -> list[Json]:
    """List the registers the actor may read, the newest year first."""
    with current.office().look(current.actor()) as work:
        return [
            {
                "id": book.id,
                "unit": wording.unit(work, book.unit_id),
                "direction": book.direction,
                "series": book.series,
                "year": book.year,
                "last": book.last,
                "followed": follow_up.followable(book),
            }
            for book in register_book.books(work)
        ]


@section.get("/registers/<int(min=1, max=2147483647):register_id>/follow-up")
@section.arguments(Below, location="query")
@section.answers(200, FollowUpPage, 404, 422)
def followed(query: Json, register_id: int) -> Json:
    """Follow the documents of an incoming register, the newest number first."""
    with current.office().look(current.actor()) as work:
        page = follow_up.page(work, follow_up.book(work, register_id), query.get("after"))
        return {"lines": [_line(work, line) for line in page.lines], "next": page.older}


def _key(written: str | None) -> Key | None:
    """Return a cursor as a position in the list; its form has been checked."""
    if written is None:
        return None
    ms, kind, row = written.split("-")
    return moment(int(ms)), kind, int(row)


def _duty(work: Work, duty: Duty) -> Json:
    return {
        "kind": duty.kind,
        "document": duty.public_id,
        "subject": duty.subject,
        "state": wording.state(work, duty.procedure, duty.state),
        "unit": wording.unit(work, duty.unit_id),
        "person": duty.person_name,
        "since": duty.since,
        "due_at": duty.due_at,
        "late": duty.late,
        "part": duty.part_id,
        "actions": [action.name for action in duty.acts],
    }


def _line(work: Work, line: Followed) -> Json:
    unit, person = line.receiver if line.receiver is not None else (None, "")
    return {
        "number": line.number,
        "document": line.public_id,
        "type": line.type_code,
        "symbol": line.symbol,
        "issued_on": line.issued_on,
        "issuer": wording.unit(work, line.issuer_unit_id),
        "subject": line.subject,
        "unit": wording.unit(work, unit),
        "person": person or None,
        "due_at": line.due_at,
        "state": wording.state(work, line.procedure, line.state),
        "closed_at": line.closed_at,
        "late": line.late,
        "answers": [{"document": doc, "symbol": symbol} for doc, symbol in line.answers],
        "extended": line.extended,
        "reminders": line.chased,
    }
