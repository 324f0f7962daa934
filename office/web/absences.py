"""Absences: who of the agency is away, entering one, taking one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.absences import KINDS, LONGEST_NOTE
from office.domain.errors import Invalid, Refused
from office.domain.text import Text
from office.services import people
from office.services.cover import absences
from office.services.cover.absences import Entry
from office.services.work import Work
from office.services.writing import submissions
from office.web import current, posted
from office.web.delegations import read_key
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("absences", __name__)


@bp.get("/absences")
def index() -> str:
    """Show who is away, and the form to enter an absence."""
    with current.look() as work:
        return _page(work, {}, ())


@bp.post("/absences")
def enter() -> Response | tuple[str, int]:
    """Enter an absence; a refusal shows the form again with all that was typed."""
    form = request.form
    try:
        with current.work() as work:
            submissions.once(
                work, form.get("once", ""), lambda: str(absences.enter(work, _entry(work)))
            )
    except (Invalid, Refused) as refusal:
        with current.look() as work:
            return _page(work, form, refusal.reasons), status_of(refusal)
    flash(said(Text("Đã ghi vắng mặt.", "The absence was entered.")), "done")
    return redirect(url_for("absences.index"))


@bp.post("/absences/<int:key>/withdraw")
def withdraw(key: int) -> Response:
    """Take an absence back from today on; raises NotFound for one that is not the actor's."""
    with current.work() as work:
        absences.withdraw(work, key)
    flash(said(Text("Đã bỏ ghi vắng mặt từ hôm nay.", "Taken back from today on.")), "done")
    return redirect(url_for("absences.index"))


def _entry(work: Work) -> Entry:
    form = request.form
    first = posted.day(form.get("first_day", ""), "first_day")
    if first is None:
        raise Invalid(Text("Hãy ghi ngày đầu.", "Give the first day."), field="first_day")
    return Entry(
        person_id=posted.key(form.get("person", "")) or work.actor.person_id or 0,
        first_day=first,
        last_day=posted.day(form.get("last_day", ""), "last_day") or first,
        kind=form.get("kind", ""),
        note=form.get("note", ""),
    )


def _page(work: Work, typed: Mapping[str, str], reasons: Sequence[Text]) -> str:
    page = absences.listed(work, read_key(request.args.get("after", "")))
    address = url_for("absences.index")
    return render_template(
        "absences.html",
        typed=typed,
        reasons=reasons,
        page=page,
        kinds=[("", said(Text("— chọn —", "— choose —"))), *_kinds()],
        people=_people(work),
        away_today=absences.count_today(work),
        most=LONGEST_NOTE,
        today=work.today.isoformat(),
        older=f"{address}?after={page.older[0]}.{page.older[1]}" if page.older else None,
        newest=address if request.args.get("after") else None,
    )


def _kinds() -> list[tuple[str, str]]:
    return [(code, said(words)) for code, words in KINDS.items()]


def _people(work: Work) -> list[tuple[Any, str]]:
    """Return whose absence the actor may enter; nobody to choose from means their own."""
    if work.actor.role not in absences.KEEPERS:
        return []
    units = [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]
    found = {
        member.person_id: f"{member.name} — {work.tree[member.unit_id].name}"
        for member in people.members_of(work, units)
    }
    own = (work.actor.person_id, said(Text("Tôi", "Myself")))
    return [own, *((key, words) for key, words in found.items() if key != own[0])]
