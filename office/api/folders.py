"""The folders of an inbox."""

from __future__ import annotations

from office.api import current, wording
from office.api.schemas.folders import Asked, FolderCount, FolderPage, Line
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.folders import Folder
from office.domain.sieve import Sieve
from office.services.views import inboxes
from office.services.views.inboxes import Item
from office.services.work import Work

section = new_section("folders", "Hộp văn bản / Inboxes")


@section.get("/folders")
@section.answers(200, FolderCount(many=True))
def folders() -> list[Json]:
    """List the folders of the capacity the token acts in, with what is open in each."""
    with current.office().look(current.actor()) as work:
        return [
            _folder(folder) | {"count": count, "unread": unread}
            for folder, count, unread in inboxes.tallies(work)
        ]


@section.get("/folders/<string:name>")
@section.arguments(Asked, location="query")
@section.answers(200, FolderPage, 404, 422)
def folder(query: Json, name: str) -> Json:
    """Show a page of a folder: urgent first, then newest."""
    after = query.get("after")
    sieve = Sieve(query["period"], query["urgent"], query["unread"])
    key = tuple(int(part) for part in after.split("-")) if after else None
    with current.office().look(current.actor()) as work:
        place = (key[0], key[1]) if key else None
        page = inboxes.page(work, name, place, sieve=sieve)
        return {
            "folder": _folder(page.folder),
            "items": [_line(work, item) for item in page.items],
            "next": "-".join(str(part) for part in page.older) if page.older else None,
        }


@section.get("/late")
@section.answers(200, Line(many=True))
def late() -> list[Json]:
    """List what the actor's unit holds beyond its time, the longest late first."""
    with current.office().look(current.actor()) as work:
        return [_line(work, item) for item in inboxes.late(work)]


def _folder(folder: Folder) -> Json:
    return {"name": folder.name, "title": folder.title, "task": folder.task}


def _line(work: Work, item: Item) -> Json:
    return {
        "id": item.public_id,
        "subject": item.subject,
        "symbol": item.symbol,
        "type": item.type_code,
        "issuer": wording.unit(work, item.issuer_unit_id),
        "issued_on": item.issued_on,
        "urgency": item.urgency,
        "secrecy": item.secrecy,
        "state": wording.state(work, item.procedure, item.state),
        "arrival_number": item.arrival_number,
        "holder": wording.holder(
            work, item.holder_unit_id, item.holder_name, item.held_since, item.due_at
        ),
        "late": item.late,
        "read": item.read,
        "channel": item.channel,
        "revision": item.revision,
        "related": item.related,
    }
