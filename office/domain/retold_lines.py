"""The lines that are counted, made of a document's story as its sealed records tell it.

The columns are those of `models.figures`, by their names; whose day and whose agency, the tree and
the calendar of that day say.  The first path makes the same lines of rows, by other code.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any, Protocol

from office.domain import paper
from office.domain.movements import moment
from office.domain.numbering import INCOMING, OUTGOING
from office.domain.retold import COMPLETED, UNWANTED, Run, Story
from office.domain.signing import AGENCY, LEADER
from office.domain.workdays import VIETNAM, Calendar, local_date

Line = dict[str, Any]
#: What stands where a document has no type or a unit no level: '' asks for all.
NONE = "-"
LATE_LEG, UNSIGNED = "late_leg", "unsigned"
_NOON = time(12)
_HOUR = 3_600_000
#: The columns of a delivery that has not come, or not to an agency here.
_NOT_HERE: Line = {
    "unit_id": None, "came_on": None, "refused": False, "intake": "", "though": False,
    "registered": False, "entry": "", "receipted": False, "receipt_same_day": False,
    "receipt_hours": None, "needed_work": False, "online": False, "taken_up_on": None,
    "dated": False, "late_from": None, "late_until": None, "finished": False,
    "finished_on": None, "outcome": "", "days_late": None,
}  # fmt: skip


class Places(Protocol):
    """What must be known of units: reference data, dated."""

    def agency(self, unit: int, day: date) -> int:
        """Return the agency that covers a unit on a day."""

    def level(self, unit: int) -> str:
        """Return the level of a unit's kind, '-' for none."""

    def hosted(self, unit: int) -> bool:
        """Say whether a unit works in this office."""


def day_of(ms: int) -> date:
    """Return the Vietnamese day of a moment."""
    return local_date(moment(ms))


def document(story: Story, places: Places, calendar: Calendar) -> Line | None:
    """Return the line of a document that was issued, or of a secret one with a number of ours."""
    if story.stub == OUTGOING:
        return _stub(story, places)
    if story.issued_at is None or story.agency is None:
        return None
    day, unit = day_of(story.issued_at), story.agency
    standing = [way(story, run) for run in story.runs.values() if not run.gone]
    valid = {whose: key for whose, key in story.signed.items() if whose not in story.void}
    return {
        "unit_id": unit,
        "on_day": day,
        "type_code": story.type_code or NONE,
        "level": places.level(unit),
        "way": paper.of_document(standing or [way(story, run) for run in story.runs.values()]),
        "leader_signed": valid.get(LEADER, (False, False))[0],
        "agency_signed": valid.get(AGENCY, (False, False))[0],
        "simulated": any(digital and simulated for digital, simulated in valid.values()),
        "from_work": story.answers,
        "prompt": _prompt(story.leader_at, story.issued_at, calendar),
        "secret": False,
        "gone": bool(story.runs) and not standing,
    }


def _stub(story: Story, places: Places) -> Line:
    day, unit = day_of(story.entered_at), story.agency or 0
    return {
        "unit_id": unit, "on_day": day, "type_code": story.type_code or NONE,
        "level": places.level(unit), "way": "", "leader_signed": False, "agency_signed": False,
        "simulated": False, "from_work": False, "prompt": "", "secret": True, "gone": False,
    }  # fmt: skip


def _prompt(signed: int | None, issued: int, calendar: Calendar) -> str:
    """Say how soon after the leader's signature it was issued (QĐ 28/2018, NĐ 30/2020 Đ18)."""
    if signed is None:
        return ""
    day, at = day_of(signed), moment(issued).astimezone(VIETNAM)
    if at.date() <= day:
        return "same_day"
    following = calendar.add(day, 1)
    morning = at.date() == following and at.time() <= _NOON
    return "next_morning" if at.date() < following or morning else "later"


def way(story: Story, run: Run) -> str:
    """Return how a document went to one recipient, by what the records say by now."""
    if run.channel != paper.ELECTRONIC:
        return run.channel
    both = all(
        story.signed.get(whose, (False,))[0] and whose not in story.void
        for whose in (LEADER, AGENCY)
    )
    return paper.ELECTRONIC if both and run.posted <= 0 else paper.PARALLEL


def deliveries(story: Story, places: Places, calendar: Calendar) -> Iterator[Line]:
    """Yield the line of each recipient, at both ends; `to` is the recipient."""
    if story.stub == INCOMING:
        yield _secret_came(story, places)
    for run in story.runs.values():
        common = {
            "to": run.unit,
            "type_code": story.type_code or NONE,
            "secret": False,
            "gone": run.gone,
            "pages": story.pages or 1,
        }
        came = _came(story, run, places, calendar)
        yield common | _sent(story, run, places) | came


def _sent(story: Story, run: Run, places: Places) -> Line:
    ours = story.agency is not None
    how = way(story, run) if ours else run.channel
    reason = run.reason if run.channel != paper.ELECTRONIC else ""
    if ours and how != run.channel:
        reason = LATE_LEG if run.posted > 0 else UNSIGNED
    return {
        "sender_id": story.agency,
        "sent_on": day_of(run.sent_at) if ours else None,
        "to_level": places.level(run.unit),
        "way": how,
        "reason": reason,
    }


def _came(story: Story, run: Run, places: Places, calendar: Calendar) -> Line:
    level = places.level(story.issuer) if story.issuer is not None else NONE
    if not run.inside:
        return _NOT_HERE | {"from_level": level}
    day = day_of(run.arrived_at) if run.arrived_at is not None else None
    return _NOT_HERE | {
        "unit_id": run.unit,
        "came_on": day,
        "from_level": level,
        "refused": run.state in UNWANTED,
        "intake": _intake(story, run),
        "though": _though(story, run, places),
        "registered": run.registered_at is not None,
        "entry": _entry(day, run.registered_at, calendar),
        **_receipt(run, day),
        **_work(run),
    }


def _secret_came(story: Story, places: Places) -> Line:
    day, unit = day_of(story.entered_at), story.agency or 0
    level = places.level(unit)
    return _NOT_HERE | {
        "to": unit, "type_code": story.type_code or NONE, "secret": True, "gone": False,
        "pages": 1, "sender_id": None, "sent_on": None, "to_level": level, "way": "",
        "reason": "", "unit_id": unit, "came_on": day, "from_level": level,
    }  # fmt: skip


def _intake(story: Story, run: Run) -> str:
    if story.origin == "paper":
        return "digitised" if story.scanned else "paper"
    if run.channel == paper.PAPER:
        return "paper"
    return "mail" if run.mail else "electronic"


def _though(story: Story, run: Run, places: Places) -> bool:
    """Say whether paper came from somebody who could have sent without."""
    able = story.origin != "paper" or (story.issuer is not None and places.hosted(story.issuer))
    return run.channel != paper.ELECTRONIC and able


def _entry(came: date | None, registered_at: int | None, calendar: Calendar) -> str:
    if registered_at is None or came is None:
        return ""
    day = day_of(registered_at)
    if day <= came:
        return "same_day"
    return "next_day" if day <= calendar.add(came, 1) else "later"


def _receipt(run: Run, came: date | None) -> Line:
    if run.accepted_at is None or run.arrived_at is None or came is None:
        return {"receipted": run.accepted_at is not None}
    return {
        "receipted": True,
        "receipt_same_day": day_of(run.accepted_at) == came,
        "receipt_hours": max((run.accepted_at - run.arrived_at) // _HOUR, 0),
    }


def _work(run: Run) -> Line:
    if run.led_since is None:
        return {}
    finished = run.state == COMPLETED and run.led_until is not None
    done = day_of(run.led_until) if finished and run.led_until is not None else None
    due = day_of(run.due) if run.due is not None else None
    late = finished and run.due is not None and (run.led_until or 0) > run.due
    return {
        "needed_work": True,
        "taken_up_on": day_of(run.led_since),
        "online": finished and not run.typed,
        "dated": due is not None,
        "late_from": due,
        "finished": finished,
        "finished_on": done,
        "late_until": max(due, done) if due is not None and done is not None else None,
        "outcome": "" if not finished else "undated" if due is None else _punctual(late),
        "days_late": (done - due).days if late and done is not None and due is not None else None,
    }


def _punctual(late: bool) -> str:
    return "late" if late else "on_time"


def sheets(story: Story, places: Places) -> Iterator[Line]:
    """Yield a line for each fact of paper of a document."""
    common = {"type_code": story.type_code or NONE, "secret": bool(story.stub)}
    for fact in story.papers:
        day = date.fromisoformat(fact.day)
        what = (fact.event, fact.copies, fact.sheets)
        yield common | _sheet(fact.unit, day, what, places)
    for where, at, copies, count in story.slips:
        day = day_of(at)
        unit = places.agency(where, day)
        yield common | _sheet(unit, day, ("slip", copies, count), places)


def _sheet(unit: int, day: date, what: tuple[str, int, int], places: Places) -> Line:
    event, copies, count = what
    return {
        "unit_id": unit, "on_day": day, "level": places.level(unit),
        "event": event, "copies": copies, "sheets": count,
    }  # fmt: skip


def people(story: Story, places: Places) -> Iterator[tuple[int, date, int]]:
    """Yield who acted for which agency on which day: agency, day, person."""
    for unit, at, person in story.people:
        day = day_of(at)
        yield places.agency(unit, day), day, person
