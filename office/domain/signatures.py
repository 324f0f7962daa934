"""What is said of the signatures in a PDF: values and words, no cryptography.

Nothing is valid by default: a file is `sound` only when every signature in it is, and what could
not be found out is said to be unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from office.domain.text import Text


class Verdict(StrEnum):
    """What came of looking at one signature or one file; the worst comes last."""

    SOUND = "sound"
    UNSIGNED = "unsigned"
    LATE = "late"
    UNREADABLE = "unreadable"
    NOT_PDF = "not_pdf"
    LOCKED = "locked"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNKNOWN = "unknown"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    WEAK = "weak"
    REVOKED = "revoked"
    ADDED = "added"
    CHANGED = "changed"
    BROKEN = "broken"


WORDS = {
    Verdict.SOUND: Text(
        "Chữ ký hợp lệ, nội dung nguyên vẹn.", "The signature is valid, the content unchanged."
    ),
    Verdict.UNSIGNED: Text("Tệp không có chữ ký số.", "The file has no digital signature."),
    Verdict.LATE: Text(
        "Chưa kiểm tra được chữ ký: quá thời gian cho phép.",
        "The signatures could not be verified: it took too long.",
    ),
    Verdict.UNREADABLE: Text(
        "Không kiểm tra được chữ ký: tệp hỏng hoặc bất thường.",
        "The signatures cannot be verified: the file is damaged or unusual.",
    ),
    Verdict.NOT_PDF: Text(
        "Không kiểm tra được chữ ký: tệp không phải PDF.",
        "The signatures cannot be verified: the file is no PDF.",
    ),
    Verdict.LOCKED: Text(
        "Không kiểm tra được chữ ký: tệp bị mã hóa.",
        "The signatures cannot be verified: the file is encrypted.",
    ),
    Verdict.TOO_LARGE: Text(
        "Không kiểm tra được chữ ký: tệp quá lớn.",
        "The signatures cannot be verified: the file is too large.",
    ),
    Verdict.TOO_MANY: Text(
        "Không kiểm tra được: tệp có quá nhiều chữ ký.",
        "Cannot be verified: the file has too many signatures.",
    ),
    Verdict.UNKNOWN: Text(
        "Chưa xác định được chứng thư số có bị thu hồi hay không.",
        "It is not known whether the certificate has been revoked.",
    ),
    Verdict.UNTRUSTED: Text(
        "Chứng thư số của người ký không thuộc tổ chức được tin cậy.",
        "The signer's certificate does not come from a trusted authority.",
    ),
    Verdict.EXPIRED: Text(
        "Chứng thư số không có hiệu lực tại thời điểm kiểm tra.",
        "The certificate was not valid at the time looked at.",
    ),
    Verdict.WEAK: Text(
        "Chữ ký dùng thuật toán yếu, không còn được tin cậy.",
        "The signature uses a weak algorithm that is no longer trusted.",
    ),
    Verdict.REVOKED: Text(
        "Chứng thư số của người ký đã bị thu hồi.", "The signer's certificate has been revoked."
    ),
    Verdict.ADDED: Text(
        "Sau chữ ký cuối, tệp bị ghi thêm dữ liệu mà không ai ký.",
        "Data that nobody signed was added after the last signature.",
    ),
    Verdict.CHANGED: Text(
        "Nội dung bị thay đổi sau khi ký.", "The content was changed after it was signed."
    ),
    Verdict.BROKEN: Text(
        "Chữ ký không khớp với nội dung: tệp đã bị sửa.",
        "The signature does not match the content: the file was altered.",
    ),
}
_WORST = list(Verdict)
#: What nobody looked at yet, as records have it.
WAITING = "waiting"
NOT_LOOKED_AT = Text("Chữ ký số chưa được kiểm tra.", "Its signatures have not been looked at yet.")
#: Verdicts that another look may better although nothing was changed here.
PASSING = (Verdict.UNKNOWN, Verdict.LATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: of whom, for which unit, when, and what came of it.

    `stamped_at` is the time a trusted timestamp server gives; `claimed_at` is the signer's word.
    """

    field: str
    verdict: Verdict
    intact: bool
    whole_file: bool
    signer: str
    unit: str
    issuer: str
    serial: str
    claimed_at: datetime | None = None
    stamped_at: datetime | None = None

    @property
    def words(self) -> Text:
        """Return what came of it, in words."""
        return WORDS[self.verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All signatures of one file in their order; `sha256` names the very bytes looked at."""

    sha256: str
    at: datetime
    verdict: Verdict
    signatures: tuple[Signature, ...] = ()

    @property
    def sound(self) -> bool:
        """Say whether the file is signed and every signature in it holds."""
        return self.verdict is Verdict.SOUND

    @property
    def words(self) -> Text:
        """Return the verdict on the whole file, in words."""
        return WORDS[self.verdict]


def worst(verdicts: list[Verdict]) -> Verdict:
    """Return the gravest of `verdicts`; none at all means unsigned."""
    return max(verdicts, key=_WORST.index, default=Verdict.UNSIGNED)


def words_of(verdict: str) -> Text:
    """Return a verdict in words; `WAITING` is said to be just that."""
    return NOT_LOOKED_AT if verdict == WAITING else WORDS[Verdict(verdict)]


def doubtful(verdict: str) -> bool:
    """Say whether a file was looked at and cannot be relied on: nobody accepts that unawares."""
    return verdict not in (WAITING, Verdict.SOUND, Verdict.UNSIGNED)


def worth_another_look(verdict: str, store: str, store_now: str) -> bool:
    """Say whether looking again may say something else: it was not looked at, the answer was no
    answer, or the office trusts others now (`store`: fingerprint of whom it trusted)."""
    return verdict == WAITING or verdict in PASSING or store != store_now


def awareness(digest: str, verdict: str) -> str:
    """Return how somebody says that they know the verdict on a file."""
    return f"{digest}:{verdict}"
