"""What auditors looked at: recorded as they look, read by other auditors and administrators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from office.domain.people import ADMINISTRATOR, AUDITOR
from office.domain.text import Text
from office.models.audit import AuditAct
from office.models.documents import Document
from office.models.people import Person
from office.services import access
from office.services.work import Work

PAGE = 50
LONGEST_ASKED = 500

#: What an auditor can have done, in words.
KINDS: dict[str, Text] = {
    "search": Text("tìm trong nhật ký", "searched the log"),
    "view": Text("mở văn bản", "opened a document"),
    "file": Text("tải tệp", "fetched a file"),
    "held": Text("hỏi ai giữ lúc trước", "asked who held it"),
    "exceptions": Text("xem việc bất thường", "looked at exceptions"),
    "figures": Text("xem văn bản sau một con số", "looked at documents behind a figure"),
    "export": Text("xuất gói bằng chứng", "exported evidence"),
    "verify": Text("kiểm tra toàn bộ nhật ký", "had the whole log checked"),
    "acts": Text("xem thanh tra đã xem gì", "looked at what auditors saw"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One look of an auditor; `asked` and `document` are None to an administrator."""

    id: int
    at: datetime
    person: str | None
    unit_id: int | None
    kind: str
    asked: str | None
    document: str | None
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """A page of what auditors looked at, newest first; `older` asks for the next one."""

    acts: Sequence[Seen]
    older: int | None


def note(
    work: Work, kind: str, asked: str = "", shown: int = 1, document: str | None = None
) -> None:
    """Record that the actor looked: what was asked, how much was shown, of which document."""
    if kind not in KINDS:
        raise ValueError(kind)
    person = work.actor.person_id
    key = select(Document.id).where(Document.public_id == document) if document else None
    work.db.execute(
        insert(AuditAct).values(
            at=work.at,
            person_id=person,
            unit_id=work.actor.unit_id if person is not None else None,
            kind=kind,
            asked="".join(c for c in asked if c.isprintable())[:LONGEST_ASKED],
            document_id=work.db.scalar(key) if key is not None else None,
            shown=shown,
        )
    )


def page(work: Work, before: int | None = None, limit: int = PAGE) -> SeenPage:
    """Return what auditors of the actor's unit and those below it looked at, newest first.

    An administrator learns who looked when and at how much, not what was asked.  Raises
    Refused for everybody else.
    """
    access.require_role(work, AUDITOR, ADMINISTRATOR)
    units = [work.actor.unit_id, *(unit.id for unit in work.tree.below(work.actor.unit_id))]
    found = (
        select(AuditAct.__table__, Person.name.label("person"), Document.public_id)
        .outerjoin(Person, Person.id == AuditAct.person_id)
        .outerjoin(Document, Document.id == AuditAct.document_id)
        .where(AuditAct.unit_id.in_(units))
        .order_by(AuditAct.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        found = found.where(AuditAct.id < before)
    rows = work.db.execute(found).all()
    content = work.actor.role == AUDITOR
    acts = [
        Seen(
            id=row.id,
            at=row.at,
            person=row.person,
            unit_id=row.unit_id,
            kind=row.kind,
            asked=row.asked if content else None,
            document=row.public_id if content else None,
            shown=row.shown,
        )
        for row in rows[:limit]
    ]
    return SeenPage(acts=acts, older=acts[-1].id if len(rows) > limit else None)


def kind_of(code: str) -> Text:
    """Return what an auditor did, in words."""
    return KINDS.get(code, Text(code, code))
