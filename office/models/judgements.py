"""What came of looking at the signatures of files that came in: a projection of sealed acts."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Digest, DocumentId, Moment


class FileJudgement(Base):
    """What was said of a file of a document by the act `seq` of its log; rows are only added.

    `verdict` is one of `domain.signatures.Verdict`, `signatures` each of them as JSON, `store`
    the fingerprint of whom the office trusted then, `judged_at` the moment that was judged for.
    """

    __tablename__ = "file_judgements"
    __table_args__ = (CheckConstraint("seq > 0", name="sealed"),)

    document_id: Mapped[DocumentId] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[Digest] = mapped_column(primary_key=True)
    verdict: Mapped[str] = mapped_column(String(16))
    signatures: Mapped[str]
    store: Mapped[Digest]
    judged_at: Mapped[Moment]
