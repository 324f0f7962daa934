"""What came of looking at the signatures of files that came in, by the digest of the file."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Moment


class FileJudgement(Base):
    """What is said of a file's signatures (`domain.signatures.Verdict`); each of them as JSON."""

    __tablename__ = "file_judgements"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(16))
    signatures: Mapped[str] = mapped_column(default="[]", server_default="[]")
    judged_at: Mapped[Moment]
