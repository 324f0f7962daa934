"""The routing log: searching what happened, and checking that it is whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request, url_for

from office.domain.errors import Invalid
from office.domain.people import ADMINISTRATOR, AUDITOR, ROLES
from office.domain.text import Text, joined
from office.services import access, handover, log, people, verification
from office.services.dossier import Happening
from office.services.log import Entry, LogQuery
from office.services.naming import Names, plain
from office.services.people import Member
from office.services.work import Work
from office.web import posted, telling
from office.web.current import look
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("log", __name__)
FIELDS = ("text", "person", "unit", "act", "since", "until")
#: So many names are offered while typing; any other may be typed all the same.
MOST_NAMES = 500
BETWEEN = " — "


class Told(NamedTuple):
    """An act as the page tells it, with the document it is about."""

    entry: Entry
    line: telling.Line


@bp.get("/log")
def search() -> tuple[str, int] | str:
    """Show the acts that match, newest first; what cannot be understood is said."""
    with look() as work:
        access.require_role(work, *(role for role in ROLES if role != ADMINISTRATOR))
        staff = people.members_of(work, _units(work))
        try:
            query = _query(work, staff)
        except Invalid as refusal:
            return _page(work, staff, [], reasons=refusal.reasons), status_of(refusal)
        found = log.search(work, query)
        told = [Told(e, telling.tell(_happening(e), work.procedures)) for e in found.entries]
        return _page(work, staff, told, older=found.older)


@bp.post("/log/verify")
def verify() -> str:
    """Check the whole log, for an auditor: the details only to who may see all of it."""
    with look() as work:
        access.require_role(work, AUDITOR)
        report = verification.verify(work)
        seen = set(access.scope(work))
        sees_all = all(unit.id in seen for unit in work.tree.units.values() if unit.kind.hosted)
        orphans = handover.orphans(work) if sees_all else []
        return render_template(
            "log_verified.html", report=report, details=sees_all, orphans=orphans
        )


def acts(work: Work) -> list[tuple[str, str]]:
    """Return every act the log can hold, with its words, by the words."""
    words: defaultdict[str, dict[str, Text]] = defaultdict(dict)
    for procedure in work.procedures.all():
        for action in procedure.actions:
            words[action.name].setdefault(action.done.vi, action.done)
    named = {
        act: telling.ACTS.get(act) or joined(words[act].values(), " / ")
        for act in log.actions(work)
    }
    return sorted(((act, said(title) or act) for act, title in named.items()), key=_second)


def _page(
    work: Work,
    staff: Sequence[Member],
    told: Sequence[Told],
    older: int | None = None,
    reasons: Sequence[Text] = (),
) -> str:
    typed = {name: request.args.get(name, "") for name in FIELDS}
    asked: dict[str, Any] = {name: value for name, value in typed.items() if value}
    units = [unit.name for unit in work.tree.units.values()]
    return render_template(
        "log.html",
        typed=typed,
        told=told,
        reasons=reasons,
        acts=[("", said(Text("Mọi việc", "Any act"))), *acts(work)],
        people=sorted({_called(work, member) for member in staff})[:MOST_NAMES],
        units=sorted(units)[:MOST_NAMES],
        older=url_for("log.search", **asked, before=older) if older else None,
        newest=url_for("log.search", **asked) if request.args.get("before") else None,
    )


def _query(work: Work, staff: Sequence[Member]) -> LogQuery:
    """Return what is looked for; raises Invalid for a name or day that is none."""
    asked = request.args
    since, until = posted.span(asked.get("since", ""), asked.get("until", ""))
    return LogQuery(
        text=asked.get("text", ""),
        person_id=_person(work, staff, asked.get("person", "").strip()),
        unit_id=_unit(work, asked.get("unit", "").strip()),
        action=asked.get("act", ""),
        since=since,
        until=until,
        before=posted.key(asked.get("before", "")),
    )


def _units(work: Work) -> list[int]:
    """Return the units whose people are offered by name."""
    if work.actor.role == AUDITOR:
        return access.scope(work)
    return [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]


def _person(work: Work, staff: Sequence[Member], written: str) -> int | None:
    if not written:
        return None
    wanted = plain(written)
    found = {
        member.person_id
        for member in staff
        if wanted in (plain(member.name), plain(_called(work, member)))
    }
    if len(found) != 1:
        raise Invalid(
            (_NAMESAKES if found else _UNKNOWN).filled(name=written, n=len(found)), field="person"
        )
    return found.pop()


def _unit(work: Work, written: str) -> int | None:
    if not written:
        return None
    found = Names(work.tree).find(written)
    if len(found) != 1:
        raise Invalid(
            (_NAMESAKES if found else _UNKNOWN).filled(name=written, n=len(found)), field="unit"
        )
    return found[0].id


def _called(work: Work, member: Member) -> str:
    return f"{member.name}{BETWEEN}{work.tree[member.unit_id].name}"


def _happening(entry: Entry) -> Happening:
    return Happening(
        seq=entry.seq, at=entry.at, record=entry.record, hash=entry.hash, intact=entry.intact
    )


def _second(pair: tuple[Any, str]) -> str:
    return pair[1].casefold()


_UNKNOWN = Text("Không biết ai hay đơn vị nào tên “{name}”.", "Nobody is called “{name}”.")
_NAMESAKES = Text(
    "Có {n} “{name}”: hãy chọn trong danh sách.", "{n} are called “{name}”: choose from the list."
)
