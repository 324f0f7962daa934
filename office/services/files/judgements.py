"""Signatures of PDFs that other offices sent: looked at once, kept, told in words.

Nothing is valid by default; what was not looked at yet is said to be so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from office.database import inserting
from office.domain.signatures import WORDS, Report, Signature, Verdict
from office.domain.text import Text
from office.domain.workdays import shown
from office.models.documents import Attachment, Document
from office.models.judgements import FileJudgement
from office.services.work import Work

#: The promise to look at the signatures of a document's files.
JUDGE = "judge"
PDF = "application/pdf"
PACKET = "packet"
_WAITING = Text("Chữ ký số chưa được kiểm tra.", "Its signatures have not been looked at yet.")
_CLAIMED = Text("người ký khai ký lúc {at}", "signed at {at}, says the signer")
_STAMPED = Text("dấu thời gian {at}", "stamped at {at}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is said of a file's signatures; `sound` only where every one of them holds."""

    words: Text
    sound: bool
    unsigned: bool
    signers: Sequence[Text] = ()


def waiting(work: Work, public_id: str) -> Sequence[Row[Any]]:
    """Return the PDFs (digest, name) of a document that nobody has looked at yet."""
    known = select(FileJudgement.digest).where(FileJudgement.digest == Attachment.digest)
    return work.db.execute(
        select(Attachment.digest, Attachment.name)
        .join(Document, Document.id == Attachment.document_id)
        .where(Document.public_id == public_id, Document.origin == PACKET)
        .where(Attachment.media_type == PDF, Attachment.rendered.is_(False), ~known.exists())
        .order_by(Attachment.position)
    ).all()


def keep(work: Work, digest: str, report: Report) -> None:
    """Keep what came of looking at a file; of two who looked at once, the first."""
    row = {
        "digest": digest,
        "verdict": report.verdict.value,
        "signatures": json.dumps([_kept(one) for one in report.signatures], ensure_ascii=False),
        "judged_at": work.at,
    }
    work.db.execute(inserting(work.db, FileJudgement).values(row).on_conflict_do_nothing())


def told(origin: str, file: Row[Any]) -> Judged | None:
    """Return what is said of a file (with its `verdict` and `signatures`), None of our own."""
    if origin != PACKET or file.rendered or file.media_type != PDF:
        return None
    if file.verdict is None:
        return Judged(words=_WAITING, sound=False, unsigned=False)
    verdict = Verdict(file.verdict)
    return Judged(
        words=WORDS[verdict],
        sound=verdict is Verdict.SOUND,
        unsigned=verdict is Verdict.UNSIGNED,
        signers=[_signer(one) for one in json.loads(file.signatures)],
    )


def _kept(one: Signature) -> dict[str, Any]:
    return {
        "verdict": one.verdict.value,
        "signer": one.signer[:200],
        "unit": one.unit[:200],
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
