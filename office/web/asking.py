"""What forms of actions ask beside reason, opinion and parts: whose, until when, a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from office.domain.asks import CO, LEAD, PARTS, Form, Scan
from office.domain.decision import Offer
from office.domain.parts import mine
from office.domain.people import ROLES
from office.domain.text import Text
from office.services.parts import directives, open_parts, opinions
from office.services.step import read as read_run
from office.services.views import proceedings
from office.services.views.dossier import Dossier
from office.services.views.proceedings import Proceedings
from office.services.work import Work
from office.web import posted
from office.web.assigning import Row, due_of, people_of, read_rows, rows_of
from office.web.wording import moment, said, unit

#: Rows for people whose opinion is asked.
ASKED_ROWS = 3
#: Of a draft many are asked at once.
MANY_ASKED = 6
#: What the field of words is called where it is no leader's opinion.
WORDS = {
    "chase": Text("Nội dung đôn đốc", "What to say"),
    "ask_opinion": Text("Nội dung xin ý kiến", "The question"),
    "ask_in_review": Text("Nội dung xin ý kiến", "The question"),
    "direct_for": Text("Ý kiến chỉ đạo, đúng như bút phê", "The directive, as it was written"),
    "report_part": Text("Ý kiến, kết quả phối hợp", "What the co-handler did or says"),
}
OPINION = Text("Ý kiến", "Opinion")
_REQUEST = Text("{whose}; xin đến {at}: {reason}", "{whose}; until {at}: {reason}")
_PART = Text("{part}: {whose}; hạn {at}", "{part}: {whose}; due {at}")


def read_form() -> Form:
    """Return the posted form of an action; raises Invalid for what cannot be read."""
    form = request.form
    return Form(
        reason=form.get("reason", ""),
        opinion=form.get("opinion", ""),
        assignees=read_rows(form),
        which=posted.key(form.get("which", "")),
        due_at=due_of(Row(day=form.get("due-day", ""), hour=form.get("due-hour", "")), "due_at"),
        leader_id=posted.key(form.get("leader", "")),
        scan=_scan(),
        aware_of=frozenset(posted.keys(form.getlist("aware"))),
        aware_of_files=frozenset(form.getlist("aware-file")),
        version=posted.key(form.get("version", "")),
        stance=form.get("stance", ""),
        within=posted.key(form.get("within", "")),
    )


def words_of(action: str) -> str:
    """Return what the field of words is called in the form of an action."""
    return said(WORDS.get(action, OPINION))


def needed(work: Work, offer: Offer, read: Dossier, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the choices that the form of `offer` needs for these asks."""
    asks, found = set(offer.action.asks), dict[str, Any]()
    if "which_part" in asks:
        beside = proceedings.read(work, read.own_delivery.id if read.own_delivery else None)
        only_asked = "extension_asked" in offer.action.guards
        found["whose"] = _requests(beside) if only_asked else _parts(read)
    if "asked_people" in asks:
        found["choices"] = people_of(work)
        many = "opinion_due" in asks
        found["asked_rows"] = rows_of(typed, MANY_ASKED if many else ASKED_ROWS)
    if "on_behalf" in asks:
        found["leaders"] = [
            (row.person_id, f"{row.name} ({row.position or said(ROLES[row.role])})")
            for row in directives.leaders(work, work.actor.agency_id)
        ]
    if offer.action.name == "answer_opinion":
        found["questions"] = _questions(work, read)
    return found


def _scan() -> Scan | None:
    sent = request.files.get("scan")
    return Scan(name=sent.filename or "", content=sent.read()) if sent and sent.filename else None


def _whose(row: Any) -> str:
    name = f" — {row.person_name}" if row.person_name else ""
    return unit(row.unit_id) + name


def _parts(read: Dossier) -> list[tuple[int, str]]:
    return [
        (row.id, said(_PART.filled(part=PARTS[row.part], whose=_whose(row), at=moment(row.due_at))))
        for row in read.parts
        if row.until is None and row.part in (LEAD, CO)
    ]


def _requests(beside: Proceedings) -> list[tuple[int, str]]:
    told = []
    for row in beside.extensions:
        if row.status == "asked":
            at = moment(row.asked_due_at)
            words = _REQUEST.filled(whose=_whose(row), at=at, reason=row.reason)
            told.append((row.assignment_id, said(words)))
    return told


def _questions(work: Work, read: Dossier) -> list[tuple[int, str]]:
    """Return what the actor was asked and has not answered: (row, the question)."""
    run = read_run(work, read.document.public_id)
    own = {one.id for one in mine(open_parts.questions(work, run), work.actor)}
    asks = opinions.asked(work, run)
    return [(row.id, f"{row.asked_name}: {row.question}") for row in asks if row.id in own]
