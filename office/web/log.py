"""The routing log: searching what happened, and checking that it is whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request, url_for

from office.domain.acts import ACTS
from office.domain.errors import Invalid
from office.domain.people import ADMINISTRATOR, AUDITOR, ROLES
from office.domain.text import Text, joined
from office.services import access
from office.services.audit import log, log_people, verification
from office.services.audit.log import Entry, LogPage, LogQuery
from office.services.leaving import handover
from office.services.views.dossier import Happening
from office.services.work import Work
from office.web import asked, posted, telling, watched
from office.web.asked import Choices
from office.web.current import look
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("log", __name__)
#: What the log can be asked for, by the names of the form, with the words a print says.
FIELDS: Mapping[str, Text] = {
    "text": Text("số ký hiệu hoặc trích yếu", "symbol or subject"),
    "document": Text("văn bản", "document"),
    "person": Text("người", "person"),
    "unit": Text("đơn vị", "unit"),
    "role": Text("tư cách", "capacity"),
    "act": Text("việc đã làm", "act"),
    "since": Text("từ ngày", "from"),
    "until": Text("đến hết ngày", "to the end of"),
}
NOTHING = LogPage(entries=[], older=None, total=0, more=False)


class Told(NamedTuple):
    """An act as the page tells it, with the document it is about."""

    entry: Entry
    line: telling.Line


@bp.get("/log")
def search() -> tuple[str, int] | str:
    """Show the acts that match, newest first; what cannot be understood is said."""
    with look() as work:
        access.require_role(work, *(role for role in ROLES if role != ADMINISTRATOR))
        known = asked.choices(work)
        try:
            query = read_query(work, known, request.args)
        except Invalid as refusal:
            return _page(work, known, NOTHING, refusal), status_of(refusal)
        return _page(work, known, log.search(work, query))


@bp.post("/log/verify")
def verify() -> str:
    """Check the whole log, for an auditor: the details only to who may see all of it."""
    with look() as work:
        access.require_role(work, AUDITOR)
        report = verification.verify(work)
        seen = set(access.scope(work))
        sees_all = all(unit.id in seen for unit in work.tree.units.values() if unit.kind.hosted)
        orphans = handover.orphans(work) if sees_all else []
        watched.shown(report.movements)
        return render_template(
            "log_verified.html", report=report, details=sees_all, orphans=orphans
        )


def read_query(work: Work, known: Choices, typed: Mapping[str, str]) -> LogQuery:
    """Return what is looked for; raises Invalid for a name or day that is none."""
    since, until = posted.span(typed.get("since", ""), typed.get("until", ""))
    return LogQuery(
        text=typed.get("text", ""),
        document=typed.get("document", ""),
        person_id=log_people.find(known.people, typed.get("person", "").strip()),
        unit_id=asked.unit(work, typed.get("unit", "")),
        below=True,
        role=typed.get("role", ""),
        action=typed.get("act", ""),
        since=since,
        until=until,
        before=posted.key(typed.get("before", "")),
    )


def acts(work: Work) -> list[tuple[str, str]]:
    """Return every act the log can hold, with its words, by the words."""
    words: defaultdict[str, dict[str, Text]] = defaultdict(dict)
    for procedure in work.procedures.all():
        for action in procedure.actions:
            words[action.name].setdefault(action.done.vi, action.done)
    named = {act: ACTS.get(act) or joined(words[act].values(), " / ") for act in log.actions(work)}
    return sorted(((act, said(title) or act) for act, title in named.items()), key=_second)


def _page(work: Work, known: Choices, found: LogPage, refusal: Invalid | None = None) -> str:
    watched.shown(len(found.entries))
    typed = {name: request.args.get(name, "") for name in FIELDS}
    asks: dict[str, Any] = {name: value for name, value in typed.items() if value}
    labels = known.suggested(refusal, typed["person"]) if refusal else []
    roles = [(name, said(title)) for name, title in ROLES.items()]
    known_acts = acts(work)
    words = dict([*known_acts, *roles])
    return render_template(
        "log.html",
        typed=typed,
        asks=asks,
        found=found,
        told=[Told(e, telling.tell(_happening(e), work.procedures)) for e in found.entries],
        reasons=refusal.reasons if refusal else (),
        suggested=asked.addresses(labels, "log.search", asks),
        printed=[(said(FIELDS[name]), words.get(value, value)) for name, value in asks.items()],
        acts=[("", said(Text("Mọi việc", "Any act"))), *known_acts],
        roles=[("", said(Text("Mọi tư cách", "Any capacity"))), *roles],
        people=known.labels,
        units=known.units,
        older=url_for("log.search", **asks, before=found.older) if found.older else None,
        newest=url_for("log.search", **asks) if request.args.get("before") else None,
        at=work.at,
    )


def _happening(entry: Entry) -> Happening:
    return Happening(
        seq=entry.seq, at=entry.at, record=entry.record, hash=entry.hash, intact=entry.intact
    )


def _second(pair: tuple[Any, str]) -> str:
    return pair[1].casefold()
