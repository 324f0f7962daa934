"""The time machine's pages: who held a document at a moment, what lay on a desk then."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from flask import Blueprint, render_template, request, url_for

from office.domain import movements
from office.domain.errors import Invalid, NotFound
from office.domain.people import ADMINISTRATOR, ROLES
from office.domain.text import Text
from office.domain.workdays import VIETNAM
from office.services import access
from office.services.audit import log_people, past, past_desks
from office.services.audit.past_desks import DeskThen
from office.services.work import Work
from office.web import asked, posted, watched, wording
from office.web.asked import Choices
from office.web.current import look
from office.web.errors import status_of

bp = Blueprint("past", __name__)
#: How browsers write a moment of a form.
FORM = "%Y-%m-%dT%H:%M"
#: How people write one: as on our pages.
WRITTEN = "%H:%M %d/%m/%Y"


@bp.get("/documents/<public_id>/held")
def document(public_id: str) -> str | tuple[str, int]:
    """Show where a document stood at the moment asked for (now, unless one is)."""
    with look() as work:
        access.document_id(work, public_id)
        refusal: Invalid | None = None
        at = work.at
        try:
            at = moment(work, request.args.get("at", ""))
            then = past.document(work, public_id, at)
        except Invalid as no:
            refusal, then = no, past.document(work, public_id, work.at)
        watched.shown(0 if refusal else len(then.runs))
        typed = request.args.get("at") or _form(at)
    page = render_template(
        "past_document.html",
        then=then,
        typed=typed,
        latest=_form(work.at),
        reasons=refusal.reasons if refusal else (),
        is_draft=past.is_draft,
    )
    return page, status_of(refusal) if refusal else 200


@bp.get("/held")
def desk() -> str | tuple[str, int]:
    """Show what a unit or a person held at a moment, a page at a time."""
    with look() as work:
        access.require_role(work, *(role for role in ROLES if role != ADMINISTRATOR))
        known = asked.choices(work)
        try:
            at = moment(work, request.args.get("at", ""))
            found = _found(work, known, at)
        except (Invalid, NotFound) as refusal:
            return _page(work, known, None, refusal), status_of(refusal)
        return _page(work, known, found, None, at)


def moment(work: Work, written: str) -> datetime:
    """Return the moment a form names: a minute to its end, a day to its end or until now.

    Nothing is now.  Raises Invalid for what is no moment.
    """
    written = written.strip()
    if not written:
        return work.at
    named = _read(written)
    day = posted.day(written, "at") if named is None else None
    try:
        found = _last_of(named or datetime.combine(day or work.today, time(23, 59)))
    except OverflowError as fault:
        raise Invalid(_OUTSIDE, field="at") from fault
    this_minute = _last_of(work.at.astimezone(VIETNAM).replace(tzinfo=None))
    meant_now = found <= this_minute or day == work.today
    return min(found, work.at) if meant_now else found


def _last_of(named: datetime) -> datetime:
    """Return the last millisecond of a minute of Vietnamese time: who names it means all of it."""
    last = named.replace(second=59, microsecond=999_000, tzinfo=VIETNAM)
    return last.astimezone(UTC)


def _read(written: str) -> datetime | None:
    for form in (FORM, WRITTEN):
        try:
            return datetime.strptime(written, form)  # noqa: DTZ007 (a form's time is Vietnamese)
        except ValueError:
            continue
    return None


def _found(work: Work, known: Choices, at: datetime) -> DeskThen | None:
    typed = request.args
    person = log_people.find(known.people, typed.get("person", "").strip())
    unit = asked.unit(work, typed.get("unit", ""))
    after = _after(typed.get("after", ""))
    if person is not None:
        return past_desks.of_person(work, person, at, after)
    if unit is not None:
        return past_desks.of_unit(work, unit, at, after, below=typed.get("below") == "1")
    return None


def _page(
    work: Work,
    known: Choices,
    found: DeskThen | None,
    refusal: Invalid | NotFound | None,
    at: datetime | None = None,
) -> str:
    typed = {name: request.args.get(name, "") for name in ("person", "unit", "below", "at")}
    asks: dict[str, Any] = {name: value for name, value in typed.items() if value}
    unclear = known.suggested(refusal, typed["person"]) if isinstance(refusal, Invalid) else []
    watched.shown(len(found.items) if found else 0)
    return render_template(
        "past_desk.html",
        typed={**typed, "at": typed["at"] or _form(work.at)},
        latest=_form(work.at),
        found=found,
        then=at,
        reasons=refusal.reasons if refusal else (),
        suggested=asked.addresses(unclear, "past.desk", asks),
        people=known.labels,
        units=known.units,
        older=url_for("past.desk", **asks, after="-".join(map(str, found.after)))
        if found and found.after
        else None,
        newest=url_for("past.desk", **asks) if request.args.get("after") else None,
        is_draft=past.is_draft,
    )


def _after(written: str) -> tuple[int, int]:
    kind, _, last = written.partition("-")
    return posted.key(kind) or 0, posted.key(last) or 0


@bp.app_template_filter("form_moment")
def _form(at: datetime) -> str:
    return at.astimezone(VIETNAM).strftime(FORM)


@bp.app_template_filter("ms")
def _milliseconds(ms: int | None) -> str:
    """Return a moment of a record as pages show it."""
    return wording.moment(None if ms is None else movements.moment(ms))


_OUTSIDE = Text("Thời điểm nằm ngoài lịch.", "The moment is outside the calendar.")
