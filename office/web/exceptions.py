"""The exceptions page: what is out of order, how often, and the documents behind each figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request, url_for

from office.domain import exceptions as domain
from office.domain.errors import Invalid, NotFound
from office.domain.people import AUDITOR
from office.domain.text import Text
from office.services import access
from office.services.audit import exceptions
from office.services.audit.exceptions import Asked, Found
from office.services.views.dossier import Happening
from office.services.work import Work
from office.web import asked, posted, telling, watched
from office.web.current import look
from office.web.errors import status_of
from office.web.log import acts

bp = Blueprint("exceptions", __name__)
FIELDS = ("since", "until", "unit")
LONGEST_MOMENT = 40


class Told(NamedTuple):
    """One exception with its sentence, where a sealed record tells it."""

    found: Found
    line: telling.Line | None


@bp.get("/exceptions")
def index() -> str | tuple[str, int]:
    """Show how many exceptions of each kind there are, with what counts and by which rule."""
    with look() as work:
        access.require_role(work, AUDITOR)
        try:
            wanted = _wanted(work)
            counted = exceptions.counts(work, wanted)
        except (Invalid, NotFound) as refusal:
            return _index(work, Asked(), [], refusal), status_of(refusal)
        return _index(work, wanted, counted, None)


@bp.get("/exceptions/<kind>")
def listed(kind: str) -> str | tuple[str, int]:
    """Show the exceptions of one kind, newest first, each with its document."""
    with look() as work:
        access.require_role(work, AUDITOR)
        if kind not in domain.BY_KIND:
            raise NotFound
        try:
            page = exceptions.listed(work, kind, _wanted(work), _older())
        except Invalid as refusal:
            return _index(work, Asked(), [], refusal), status_of(refusal)
        watched.shown(len(page.items))
        return render_template(
            "exceptions_of.html",
            page=page,
            told=[_told(work, found) for found in page.items],
            acts=dict(acts(work)),
            asks=_asks(),
            older=url_for("exceptions.listed", kind=kind, **_asks(), before=_written(page.older))
            if page.older
            else None,
            newest=url_for("exceptions.listed", kind=kind, **_asks())
            if request.args.get("before")
            else None,
        )


def _index(work: Work, wanted: Asked, counted: Any, refusal: Invalid | NotFound | None) -> str:
    watched.shown(sum(one.count for one in counted))
    since, until = exceptions.period_of(work, wanted)
    typed = {name: request.args.get(name, "") for name in FIELDS}
    return render_template(
        "exceptions.html",
        counted=counted,
        typed=typed,
        asks=_asks(),
        since=since,
        until=until,
        units=asked.choices(work).units,
        reasons=refusal.reasons if refusal else (),
        definition=domain.DEFINITION,
    )


def _wanted(work: Work) -> Asked:
    since, until = posted.span(request.args.get("since", ""), request.args.get("until", ""))
    unit_id = asked.unit(work, request.args.get("unit", ""))
    if since and until and since >= until:
        raise Invalid(_BACKWARDS, field="until")
    return Asked(since=since, until=until, unit_id=unit_id)


def _asks() -> Mapping[str, Any]:
    return {name: value for name in FIELDS if (value := request.args.get(name, ""))}


def _told(work: Work, found: Found) -> Told:
    if found.sealed is None or found.secret:
        return Told(found, None)
    one = found.sealed
    happening = Happening(
        seq=one.seq, at=found.at, record=one.record, hash=one.hash, intact=one.intact
    )
    return Told(found, telling.tell(happening, work.procedures))


def _older() -> tuple[datetime, int] | None:
    """Return where the page before ended; what is no such place begins anew."""
    at, _, key = request.args.get("before", "")[:LONGEST_MOMENT].rpartition("_")
    last = posted.key(key)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, last) if last is not None and moment.tzinfo is not None else None


def _written(older: tuple[datetime, int]) -> str:
    return f"{older[0].isoformat()}_{older[1]}"


_BACKWARDS = Text(
    "Ngày cuối phải không trước ngày đầu.", "The last day must not come before the first."
)
