"""Signatures of PDFs that other offices sent: looked at, sealed, told in words.

Nothing is valid by default; what was not looked at yet is said to be so.  What came of looking
is an act of the document's log, and stays when it is looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, insert, or_, select

from office.domain.movements import as_recorded, plain
from office.domain.signatures import (
    NOT_LOOKED_AT,
    WAITING,
    WORDS,
    Report,
    Signature,
    Verdict,
)
from office.domain.text import Text
from office.domain.workdays import shown
from office.models.base import table
from office.models.documents import Attachment, Document
from office.models.judgements import FileJudgement
from office.services import documents
from office.services.work import Work

#: The promise to look at the signatures of a document's files, and the act that says what came.
JUDGE = "judge"
PDF, PACKED = "application/pdf", ("application/zip", "application/vnd.rar")
PACKET = "packet"
_ENDING = ".pdf"
_INSIDE = Text(
    "Tệp nén: chữ ký số của các tệp bên trong không được kiểm tra ở đây.",
    "An archive: signatures of the files inside are not looked at here.",
)
_CLAIMED = Text("người ký khai ký lúc {at}", "signed at {at}, says the signer")
_STAMPED = Text("dấu thời gian {at}", "stamped at {at}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is said of a file's signatures; `sound` only where every one of them holds."""

    words: Text
    sound: bool
    unsigned: bool
    verdict: str
    signers: Sequence[Text] = ()
    at: datetime | None = None


def judged_here() -> ColumnElement[bool]:
    """Return the condition that a file's signatures are looked at: a PDF, or called one, that
    came in a packet.  Readers of PDF open what merely has a PDF somewhere near its beginning."""
    called = func.lower(Attachment.name).endswith(_ENDING, autoescape=True)
    came = and_(Document.origin == PACKET, Attachment.rendered.is_(False))
    return and_(came, or_(Attachment.media_type == PDF, called))


def waiting(work: Work, public_id: str, since: int = 0) -> dict[str, str]:
    """Return the files (name by digest) of a document not looked at since an act of its log."""
    known = exists().where(
        FileJudgement.document_id == Attachment.document_id,
        FileJudgement.digest == Attachment.digest,
        FileJudgement.seq > since,
    )
    rows = work.db.execute(
        select(Attachment.digest, Attachment.name)
        .join(Document, Document.id == Attachment.document_id)
        .where(Document.public_id == public_id, judged_here(), ~known)
        .order_by(Attachment.position.desc())
    )
    return {row.digest: row.name for row in reversed(rows.all())}


def keep(
    work: Work, public_id: str, found: Mapping[str, Report], *, store: str, since: int = 0
) -> None:
    """Seal what came of looking at files, by digest; of two who looked at once, the first.

    `store` is the fingerprint of whom the office trusted.
    """
    (entered,) = documents.locked(work, Document.public_id == public_id)
    open_still = waiting(work, public_id, since)
    told = [
        _fact(digest, name, found[digest]) for digest, name in open_still.items() if digest in found
    ]
    if not told:
        return
    facts = {"act": JUDGE, "run": "", "judged": told, "store": store}
    seq = documents.happened(work, entered, facts).link.seq
    work.db.execute(
        insert(table(FileJudgement)),
        [
            {
                "document_id": entered.id,
                "seq": seq,
                "digest": one["sha256"],
                "verdict": one["verdict"],
                "signatures": json.dumps(one["signatures"], ensure_ascii=False),
                "store": store,
                "judged_at": found[one["sha256"]].at,
            }
            for one in told
        ],
    )


_NOT_INSIDE = Judged(words=_INSIDE, sound=False, unsigned=True, verdict=WAITING)


def looked_at(origin: str, file: Row[Any]) -> bool:
    """Say of a file's row what `judged_here` asks of the database."""
    called = file.name.lower().endswith(_ENDING)
    return origin == PACKET and not file.rendered and (file.media_type == PDF or called)


def told(origin: str, file: Row[Any]) -> Judged | None:
    """Return what is said of a file (a row of the dossier's), None of our own and of others."""
    if not looked_at(origin, file):
        packed = origin == PACKET and not file.rendered and file.media_type in PACKED
        return _NOT_INSIDE if packed else None
    if file.verdict is None:
        return Judged(words=NOT_LOOKED_AT, sound=False, unsigned=False, verdict=WAITING)
    verdict = Verdict(file.verdict)
    return Judged(
        words=WORDS[verdict],
        sound=verdict is Verdict.SOUND,
        unsigned=verdict is Verdict.UNSIGNED,
        verdict=verdict.value,
        signers=[_signer(one) for one in json.loads(file.signatures)],
        at=file.judged_at,
    )


def as_told(row: Row[Any]) -> tuple[Any, ...]:
    """Return a kept judgement as `sealed` tells it."""
    signatures = json.loads(row.signatures)
    return row.seq, row.store, row.digest, row.verdict, signatures, plain(row.judged_at)


def sealed(record: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return the judgements that an act of a log sealed."""
    names = ("sha256", "verdict", "signatures", "at")
    return [
        (record["seq"], record["store"], *(one[name] for name in names))
        for one in record.get("judged", ())
    ]


def _fact(digest: str, name: str, report: Report) -> dict[str, Any]:
    return {
        "sha256": digest,
        "name": name,
        "verdict": report.verdict.value,
        "signatures": [_kept(one) for one in report.signatures],
        "at": plain(report.at),
    }


def _kept(one: Signature) -> dict[str, Any]:
    """Return what is kept of a signature; words of a stranger's certificate, in one spelling."""
    words = {name: getattr(one, name) for name in ("field", "signer", "unit", "issuer", "serial")}
    return {
        **{name: as_recorded(said[:200]) for name, said in words.items()},
        "verdict": one.verdict.value,
        "claimed_at": one.claimed_at.isoformat() if one.claimed_at else None,
        "stamped_at": one.stamped_at.isoformat() if one.stamped_at else None,
    }


def _signer(one: dict[str, Any]) -> Text:
    when, said = one["stamped_at"] or one["claimed_at"], Text("", "")
    if when:
        source = _STAMPED if one["stamped_at"] else _CLAIMED
        said = source.filled(at=shown(datetime.fromisoformat(when)))
    who = ", ".join(filter(None, (one["signer"], one["unit"]))) or "?"
    words = Text("{who}: {words} {when}", "{who}: {words} {when}")
    return words.filled(who=who, words=WORDS[Verdict(one["verdict"])], when=said)
