"""What is looked for, written as fields of text: a page's address, a saved search, the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from office.domain.documents import URGENCIES
from office.domain.errors import Invalid
from office.domain.people import AUDITOR
from office.domain.text import Text
from office.domain.workdays import begin_of
from office.search.terms import Term, parse
from office.services import access, people
from office.services.naming import Names, plain
from office.services.work import Work

INCOMING, OUTGOING = "in", "out"
KINDS: Mapping[str, Text] = {
    "": Text("Đến và đi", "Incoming and outgoing"),
    INCOMING: Text("Văn bản đến", "Incoming"),
    OUTGOING: Text("Văn bản đi", "Outgoing"),
}
#: Every field a search may have, in the order of its address.
FIELDS = (
    "q", "kind", "type", "issuer", "urgency", "state", "holder", "unit", "arrived_from",
    "arrived_to", "issued_from", "issued_to", "due_from", "due_to", "late",
)  # fmt: skip
LONGEST = 300
LONGEST_KEY = 9
ON = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What is looked for; what is empty does not narrow.

    `holders`: (persons, units) of whom one holds it.  Days include both ends.
    """

    terms: Sequence[Term] = ()
    kind: str = ""
    type_code: str = ""
    issuers: Sequence[int] = ()
    urgency: int | None = None
    state: str = ""
    holders: tuple[Sequence[int], Sequence[int]] | None = None
    units: Sequence[int] = ()
    arrived_days: tuple[date | None, date | None] = (None, None)
    issued: tuple[date | None, date | None] = (None, None)
    due_days: tuple[date | None, date | None] = (None, None)
    late: bool = False
    #: Only what is open can match: it is late, held by somebody, or in a state before the last.
    open_only: bool = False
    before: int | None = None
    #: Something was typed that has no word in it: nothing can match.
    wordless: bool = False


def read(work: Work, fields: Mapping[str, str], before: str = "") -> SearchQuery:
    """Return what `fields` look for; raises Invalid naming everything that cannot be understood."""
    asked = {name: fields.get(name, "").strip() for name in FIELDS}
    faults: list[Text] = [
        _LONG.filled(n=LONGEST) for value in asked.values() if len(value) > LONGEST
    ][:1]
    if faults:
        raise Invalid(*faults, field="q")
    days = {name: _day(asked[name], faults) for name in FIELDS if name.endswith(("_from", "_to"))}
    late, state = asked["late"] == ON, asked["state"]
    query = SearchQuery(
        terms=parse(asked["q"]),
        kind=_known(asked["kind"], KINDS, faults),
        type_code=_known(asked["type"], {"": None, **work.types}, faults),
        issuers=_units(work, asked["issuer"], faults),
        urgency=_urgency(asked["urgency"], faults),
        state=_known(state, {"": None, **_final(work)}, faults),
        holders=_holders(work, asked["holder"], faults),
        units=_units(work, asked["unit"], faults),
        arrived_days=(days["arrived_from"], days["arrived_to"]),
        issued=(days["issued_from"], days["issued_to"]),
        due_days=(days["due_from"], days["due_to"]),
        late=late,
        open_only=late or bool(asked["holder"]) or _final(work).get(state) is False,
        before=key(before),
        wordless=bool(asked["q"]) and not parse(asked["q"]),
    )
    if faults:
        raise Invalid(*faults)
    return query


def key(written: str) -> int | None:
    """Return a list's position, None for anything else."""
    plain_number = written.isascii() and written.isdecimal() and len(written) <= LONGEST_KEY
    return int(written) if plain_number else None


def _known(value: str, known: Mapping[str, object], faults: list[Text]) -> str:
    if value not in known:
        faults.append(_NO_CHOICE.filled(value=value))
    return value


def _final(work: Work) -> dict[str, bool]:
    """Return every state of a procedure, with whether it ends a run in any of them."""
    found: dict[str, bool] = {}
    for procedure in work.procedures.all():
        for state in procedure.states:
            found[state.name] = found.get(state.name, False) or state.final
    return found


def _urgency(written: str, faults: list[Text]) -> int | None:
    code = key(written)
    if written and (code is None or code >= len(URGENCIES)):
        faults.append(_NO_CHOICE.filled(value=written))
    return code


def _units(work: Work, written: str, faults: list[Text]) -> list[int]:
    if not written:
        return []
    found = [unit.id for unit in Names(work.tree).find(written)]
    if not found:
        faults.append(_UNKNOWN.filled(name=written))
    return found


def _holders(
    work: Work, written: str, faults: list[Text]
) -> tuple[Sequence[int], Sequence[int]] | None:
    """Return the colleagues and units of a name; everybody of that name is meant."""
    if not written:
        return None
    wanted = plain(written)
    persons = [m.person_id for m in people.members_of(work, near(work)) if plain(m.name) == wanted]
    found = sorted(set(persons)), [unit.id for unit in Names(work.tree).find(written)]
    if not any(found):
        faults.append(_UNKNOWN.filled(name=written))
    return found


def near(work: Work) -> list[int]:
    """Return the units whose people somebody may name as holders."""
    if work.actor.role == AUDITOR:
        return access.scope(work)
    return [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]


def _day(written: str, faults: list[Text]) -> date | None:
    if not written:
        return None
    try:
        if "/" in written:
            of_month, month, year = (int(part) for part in written.split("/"))
            return date(year, month, of_month)
        return date.fromisoformat(written)
    except ValueError:
        faults.append(_NO_DAY.filled(day=written))
        return None


def moments(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """Return the moments from the first day's beginning to the last day's end, in UTC."""
    end = last + timedelta(days=1) if last is not None and last < date.max else None
    return _midnight(first), _midnight(end)


def _midnight(day: date | None) -> datetime | None:
    """Return a day's beginning in UTC; the calendar's first day has no such moment to ask for."""
    if day is None or day.year == 1:
        return None
    return begin_of(day)


_LONG = Text(
    "Mỗi ô tìm kiếm chỉ nhận {n} ký tự. Hãy rút ngắn lại.",
    "A field takes {n} characters. Shorten it.",
)
_NO_CHOICE = Text("“{value}” không có trong danh sách chọn.", "“{value}” is none of the choices.")
_UNKNOWN = Text(
    "Không biết ai hay đơn vị nào tên “{name}”.", "Nobody and no unit is called “{name}”."
)
_NO_DAY = Text("“{day}” không phải một ngày.", "“{day}” is no date.")
