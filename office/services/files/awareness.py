"""What was known of a document's signatures when somebody let it in, or sent it back.

Who accepts a document whose signatures cannot be relied on has read so and says so; the record
of the act carries each verdict as it was shown, and that a file was not looked at yet.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from office.domain.errors import Refused, Unsure
from office.domain.people import CLERK
from office.domain.signatures import (
    WAITING,
    awareness,
    doubtful,
    words_of,
    worth_another_look,
)
from office.domain.text import Text
from office.models.documents import Attachment, Document
from office.models.judgements import FileJudgement
from office.services import access, documents, mandates, outbox
from office.services.files import judgements
from office.services.step import Run, Step, lock
from office.services.views.document_files import LAST_JUDGED
from office.services.views.dossier import Dossier
from office.services.work import Work
from office.signing import trust

#: The act by which somebody asks for another look.
ASKED = "ask_judge"
#: What a recipient's state reports to the sender (QĐ 28/2018) before and after it let it in.
_ARRIVED, _ACCEPTED = "01", "03"
_READ_IT = Text(
    "Tệp “{name}”: {words} Đánh dấu đã đọc nếu vẫn tiếp nhận.",
    "File “{name}”: {words} Confirm that you read this to accept it all the same.",
)
_SAME_AGAIN = Text(
    "Chữ ký số đã được kiểm tra với chính kho tin cậy hiện nay; kiểm tra lại cũng như vậy.",
    "The signatures were looked at with the very authorities trusted now; nothing would change.",
)
_FILES = (
    select(
        Attachment.digest, Attachment.name, FileJudgement.verdict, FileJudgement.store,
        FileJudgement.seq,
    )
    .select_from(Document)
    .join(Attachment, Attachment.document_id == Document.id)
    .outerjoin(FileJudgement, LAST_JUDGED)
    .where(Document.public_id == bindparam("document"), judgements.judged_here())
    .order_by(Attachment.position)
)  # fmt: skip


class Known(NamedTuple):
    """The last verdict on a file: by which act of the log, with which store; or that it waits."""

    digest: str
    name: str
    verdict: str
    store: str
    seq: int

    @property
    def mark(self) -> str:
        """Return how somebody says that they know this very verdict."""
        return awareness(self.digest, self.verdict)

    @property
    def doubtful(self) -> bool:
        """Say whether it was looked at and cannot be relied on."""
        return doubtful(self.verdict)

    @property
    def words(self) -> Text:
        """Return the verdict in words."""
        return words_of(self.verdict)


def known(work: Work, public_id: str) -> list[Known]:
    """Return what is known of each file whose signatures are looked at."""
    rows = work.db.execute(_FILES, {"document": public_id})
    return [
        Known(row.digest, row.name, row.verdict or WAITING, row.store or "", row.seq or 0)
        for row in rows
    ]


def before(work: Work, run: Run | None) -> list[Known]:
    """Return what is to be read of signatures before a run leaves the state it arrived in."""
    if run is None or run.workflow.state(run.state).reports != _ARRIVED:
        return []
    return known(work, run.row.public_id)


def seal(work: Work, step: Step) -> None:
    """Put into the record of accepting or refusing a document what was known of its signatures.

    Raises Unsure for each doubtful verdict of which whoever accepts does not say that they know.
    """
    if step.decision.source.reports != _ARRIVED or step.decision.target.reports == _ARRIVED:
        return
    files = known(work, step.run.row.public_id)
    if not files:
        return
    if step.decision.target.reports == _ACCEPTED:
        _require_awareness(files, step.form.aware_of_files)
    step.facts["signatures"] = [
        {"sha256": one.digest, "name": one.name, "verdict": one.verdict, "judged": one.seq}
        for one in files
    ]


def _require_awareness(files: list[Known], aware_of: frozenset[str]) -> None:
    unread = [one for one in files if one.doubtful and one.mark not in aware_of]
    if unread:
        said = (_READ_IT.filled(name=one.name, words=one.words) for one in unread)
        raise Unsure(*said, files=tuple(one.mark for one in unread))


def may_ask(work: Work, read: Dossier) -> bool:
    """Say whether the actor may have the signatures looked at again, and it would help."""
    if work.actor.role != CLERK or work.actor.acting_for is not None:
        return False
    origin, files = read.document.origin, read.attachments
    return _worth_it(
        work,
        [
            Known(row.digest, row.name, row.verdict or WAITING, row.store or "", 0)
            for row in files
            if judgements.looked_at(origin, row)
        ],
    )


def ask(work: Work, public_id: str) -> None:
    """Have the signatures of a document that came here looked at again; the clerk's act.

    Raises NotFound, or Refused where nothing would change.
    """
    run = lock(work, public_id)
    mandates.require_own_capacity(work.actor)
    access.require_role(work, CLERK)
    if run.delivery_id is None or not _worth_it(work, known(work, public_id)):
        raise Refused(_SAME_AGAIN)
    facts: dict[str, Any] = {"act": ASKED, "run": run.agency_id}
    since = documents.happened(work, run.entered, facts, run.delivery_id).link.seq
    outbox.post(work, judgements.JUDGE, {"document": public_id, "since": since})


def _worth_it(work: Work, files: list[Known]) -> bool:
    now = trust.of_office(work.settings).fingerprint if files else ""
    return any(worth_another_look(one.verdict, one.store, now) for one in files)
