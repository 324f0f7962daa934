"""The files of a document, each with the last that was found of its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select

from office.domain.signing import current
from office.models.documents import Attachment
from office.models.judgements import FileJudgement
from office.services.work import Work

_judged = FileJudgement.__table__.alias().c
#: The condition that a judgement is the last one of a file of its document.
LAST_JUDGED = and_(
    FileJudgement.document_id == Attachment.document_id,
    FileJudgement.digest == Attachment.digest,
    FileJudgement.seq
    == select(func.max(_judged.seq))
    .where(_judged.document_id == Attachment.document_id, _judged.digest == Attachment.digest)
    .correlate(Attachment)
    .scalar_subquery(),
)
_FILES = (
    select(
        Attachment.__table__, FileJudgement.verdict, FileJudgement.signatures,
        FileJudgement.store, FileJudgement.judged_at, FileJudgement.seq.label("judged_seq"),
    )
    .outerjoin(FileJudgement, LAST_JUDGED)
    .where(Attachment.document_id == bindparam("document"))
    .order_by(Attachment.position.desc())
)  # fmt: skip


def of_document(work: Work, key: int, *, all_of_them: bool) -> Sequence[Row[Any]]:
    """Return the files that stand for a document; to its sender also what they were made of."""
    files = work.db.execute(_FILES, {"document": key}).all()
    stand = current(files)
    return [*stand, *(one for one in files if one not in stand)] if all_of_them else stand
