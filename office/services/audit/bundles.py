"""Bundles of evidence: all sealed records of some documents in one file, the same every time.

The file holds what the office keeps, says nothing of when or by whom it was made, and is
checked by `office_verify`, which needs no office.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.movements import canonical, read
from office.domain.people import SYSTEM
from office.domain.text import Text
from office.models.documents import Attachment, Document
from office.models.movements import Movement
from office.services import access, sealing
from office.services.audit import log
from office.services.audit.log import LogQuery
from office.services.work import Work
from office_verify import archive, check, records
from office_verify.faults import Fault

MOST = 200
SECRET, BEYOND = "secret", "beyond"


@dataclass(slots=True)
class Bundle:
    """A bundle and what it holds; `left_out` counts what was found but may not be exported."""

    content: bytes = b""
    documents: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=lambda: {SECRET: 0, BEYOND: 0})


def of_documents(work: Work, public_ids: Iterable[str]) -> Bundle:
    """Return the bundle of the documents named.

    Raises NotFound for one the actor may not know of, Refused for a secret one and for one
    with entries beyond the actor's reach, Invalid for none or too many.
    """
    wanted = sorted(set(public_ids))
    if not 0 < len(wanted) <= MOST:
        raise Invalid(_COUNT, field="documents")
    rows = [_known(work, public_id) for public_id in wanted]
    for row in rows:
        if why := _withheld(work, row):
            raise Refused(_WHY[why].filled(id=row.public_id))
    return _made(work, rows, Bundle())


def of_search(work: Work, query: LogQuery) -> Bundle:
    """Return the bundle of every document that a search of the log finds.

    What is secret or has entries beyond the actor's reach is counted, not named.  Raises
    Invalid for none or too many, Refused when nothing is left.
    """
    keys = log.documents(work, query, MOST + 1)
    if not 0 < len(keys) <= MOST:
        raise Invalid(_COUNT)
    bundle, rows = Bundle(), []
    found = select(Document.__table__).where(Document.id.in_(keys)).order_by(Document.public_id)
    for row in work.db.execute(found).all():
        if why := _withheld(work, row):
            bundle.left_out[why] += 1
        else:
            rows.append(row)
    if not rows:
        raise Refused(_NOTHING_LEFT)
    return _made(work, rows, bundle)


def _known(work: Work, public_id: str) -> Row[Any]:
    if len(public_id) != 32:
        raise NotFound
    key = access.document_id(work, public_id)
    return work.db.execute(select(Document.__table__).where(Document.id == key)).one()


def _withheld(work: Work, row: Row[Any]) -> str:
    """Return why a document may not be exported, '' when it may."""
    if row.secrecy:
        return SECRET
    if work.actor.role == SYSTEM:
        return ""
    every = (
        select(func.count())
        .select_from(Movement)
        .join(Document, Document.id == Movement.document_id)
        .where(Movement.document_id == row.id)
    )
    told = every.where(log.told_to(work))
    return "" if work.db.scalar(told) == work.db.scalar(every) else BEYOND


def _made(work: Work, rows: Sequence[Row[Any]], bundle: Bundle) -> Bundle:
    members = {name: (work.settings.data / "bundle" / name).read_bytes() for name in check.READMES}
    members[check.SELECTION] = canonical({"left_out": bundle.left_out})
    for row in rows:
        folder = f"documents/{row.public_id}"
        bodies = list(
            work.db.scalars(
                select(Movement.body).where(Movement.document_id == row.id).order_by(Movement.seq)
            )
        )
        members[f"{folder}/movements.jsonl"] = b"".join(bytes(body) + b"\n" for body in bodies)
        members[f"{folder}/facts.json"] = _facts(work, row, bodies)
        bundle.documents.append(row.public_id)
    bundle.content = _sealed(rows, members)
    return bundle


def _sealed(rows: Sequence[Row[Any]], members: dict[str, bytes]) -> bytes:
    """Return the file, checked as anybody would check it; raises Refused where it would not hold.

    The end of each chain must also be the one the document's row keeps.
    """
    try:
        held = [check.chained(members, row.public_id) for row in rows]
        content = archive.write({**members, check.MANIFEST: check.manifest(members, held)})
        check.check(content)
    except Fault as fault:
        raise Refused(_BROKEN.filled(what=Text(fault.vi, fault.en))) from fault
    for row, one in zip(rows, held, strict=True):
        if (row.log_seq, row.log_head.hex()) != (one.entries, one.head):
            cut = Text(f"đuôi chuỗi của {row.public_id}", f"the chain's end of {row.public_id}")
            raise Refused(_BROKEN.filled(what=cut))
    return content


def _facts(work: Work, row: Row[Any], bodies: Sequence[bytes]) -> bytes:
    """Return what stands beside the records; empty lists where they cannot be read."""
    files = work.db.execute(
        select(Attachment.__table__)
        .where(Attachment.document_id == row.id)
        .order_by(Attachment.position)
    ).all()
    try:
        told = [read(body) for body in bodies]
        how = records.sealed_content(told)[0]
        names, versions = records.names(told), records.versions(told)
    except (AttributeError, KeyError, TypeError, ValueError):
        how, names, versions = "", {}, []
    return canonical(
        {
            "document": row.public_id,
            "sealed": how,
            "content": _content(row, how),
            "files": [
                {"name": f.name, "size": f.size, "sha256": f.digest, "rendered": f.rendered}
                for f in files
            ],
            "versions": versions,
            "names": names,
        }
    )


def _content(row: Row[Any], how: str) -> dict[str, object]:
    """Return the fields that the records seal, so that their digest can be computed again."""
    if how == "header":
        return sealing.header_facts(row)
    if how == "content":
        return sealing.draft_facts(row)
    return {}


_COUNT = Text(
    f"Mỗi gói có từ 1 đến {MOST} văn bản: hãy chọn lại hoặc thu hẹp điều kiện.",
    f"A bundle has 1 to {MOST} documents: choose again, or narrow the search.",
)
_NOTHING_LEFT = Text(
    "Không có văn bản nào xuất được: đều là văn bản mật hoặc có diễn biến ngoài phạm vi của bạn.",
    "Nothing can be exported: all are secret or have entries beyond your reach.",
)
_WHY = {
    SECRET: Text(
        "Văn bản {id} là văn bản mật: không xuất gói bằng chứng.",
        "Document {id} is secret and goes into no bundle.",
    ),
    BEYOND: Text(
        "Văn bản {id} có diễn biến ở đơn vị ngoài phạm vi của bạn; hãy đề nghị thanh tra cấp trên"
        " xuất gói.",
        "Document {id} has entries of units beyond your reach; ask an auditor above to export it.",
    ),
}
_BROKEN = Text(
    "Nhật ký không còn nguyên vẹn nên không lập được gói. {what}",
    "The log is not whole, so no bundle can be made of it. {what}",
)
