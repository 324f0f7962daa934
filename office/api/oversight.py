"""The auditor's search of the log, and the split between wire and paper."""

from __future__ import annotations

from office.api import current, watched, wording
from office.api.schemas.oversight import LogSearch, LogShape, PaperSplit, Period
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.people import AUDITOR
from office.services import access
from office.services.audit import log
from office.services.audit.log import Entry, LogQuery
from office.services.figures import paper
from office.services.work import Work

section = new_section("oversight", "Kiểm tra, số liệu / Oversight")


@section.get("/log")
@section.arguments(LogSearch, location="query")
@section.answers(200, LogShape, 422)
def search(query: Json) -> Json:
    """Search the log, newest first: for auditors."""
    with current.office().look(current.actor()) as work:
        access.require_role(work, AUDITOR)
        page = log.search(work, _query(work, query))
    watched.shown(len(page.entries))
    return {
        "entries": [_entry(entry) for entry in page.entries],
        "next": page.older,
        "total": page.total,
        "more": page.more,
    }


@section.get("/paper-split")
@section.arguments(Period, location="query")
@section.answers(200, PaperSplit, 422)
def paper_split(query: Json) -> Json:
    """Tell how much of what the actor's agency and those below sent went by wire and on paper."""
    with current.office().look(current.actor()) as work:
        report = paper.split(work, query.get("since"), query.get("until"))
    return {
        "definition": paper.DEFINITION,
        "recipients": report.by_recipient,
        "senders": report.by_sender,
    }


def _query(work: Work, query: Json) -> LogQuery:
    unit = query.get("unit")
    return LogQuery(
        text=query.get("text", ""),
        document=query.get("document", ""),
        person_id=query.get("person"),
        unit_id=wording.unit_ids(work, [unit], "unit")[0] if unit else None,
        below=query.get("below", False),
        role=query.get("role", ""),
        action=query.get("action", ""),
        since=query.get("since"),
        until=query.get("until"),
        before=query.get("after"),
    )


def _entry(entry: Entry) -> Json:
    return {
        "document": None if entry.secret else entry.public_id,
        "secret": entry.secret,
        "subject": entry.subject,
        "symbol": entry.symbol,
        "seq": entry.seq,
        "at": entry.at,
        "record": entry.record,
        "hash": entry.hash,
        "intact": entry.intact,
    }
