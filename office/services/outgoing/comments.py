"""Comments at a passage of a draft (góp ý tại đoạn): made on one version, settled by the drafter.

All of them are sealed and kept for ever with the drafts they are about (NĐ 30/2020 PL VI.5a).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from office.domain import passages, reviews
from office.domain.errors import Conflict, Invalid, Refused
from office.domain.guards import Situation
from office.domain.movements import as_recorded
from office.domain.passages import Passage
from office.domain.text import Text
from office.engine import machine
from office.models.base import table
from office.models.documents import DocumentVersion
from office.models.reviews import DraftComment
from office.models.supervision import OpinionAsk
from office.services import documents, mandates
from office.services.step import Run, Step, lock
from office.services.work import Work

_ADD = insert(table(DraftComment))
_LAST = select(func.max(DraftComment.n)).where(DraftComment.document_id == bindparam("document"))
_BODY = select(DocumentVersion.body).where(
    DocumentVersion.document_id == bindparam("document"),
    DocumentVersion.version == bindparam("version"),
)
_ASKED = select(OpinionAsk.version).where(
    OpinionAsk.document_id == bindparam("document"),
    OpinionAsk.version.is_not(None),
    OpinionAsk.unit_id == bindparam("unit"),
    or_(OpinionAsk.person_id.is_(None), OpinionAsk.person_id == bindparam("person")),
    or_(OpinionAsk.closed_at.is_(None), OpinionAsk.version == bindparam("now")),
)
_OPEN = (
    select(DraftComment.n)
    .where(DraftComment.document_id == bindparam("document"), DraftComment.status == reviews.OPEN)
    .order_by(DraftComment.n)
)
_NOT_YOURS = Text(
    "Góp ý là việc của người soạn thảo, người đang duyệt và người được xin ý kiến về bản này.",
    "Comments are for the drafter, for whoever reviews it now, and for those asked about it.",
)
_SETTLED_BY_DRAFTER = Text("Chỉ người soạn thảo xử lý góp ý.", "Only the drafter settles comments.")
_OVER = Text(
    "Văn bản đã ký hoặc đã kết thúc, không góp ý được nữa.",
    "The document is signed or over; it takes no comments any more.",
)
_ANOTHER = Text(
    "Bạn góp ý cho bản {seen}; dự thảo nay là bản {now}. Hãy xem lại đoạn này ở bản mới.",
    "Your comment is on version {seen}; the draft is version {now} now. Look at the passage again.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody says of a passage: of which version, where, in which words."""

    version: int | None
    paragraph: int | None
    words: str
    quote: str = ""
    start: int | None = None


def add(work: Work, public_id: str, said: Remark) -> int:
    """Keep a comment and return its number.

    Raises NotFound, Refused for who has no hand in the draft, Conflict when the version is
    another one by now, Invalid for no words or a passage that is not there.
    """
    mandates.require_own_capacity(work.actor)
    run = lock(work, public_id)
    words = _words(said.words)
    _require_version(work, run, said)
    meant = passages.passage(
        body(work, run.document_id, said.version), said.paragraph, said.quote, said.start
    )
    n = (work.db.scalar(_LAST, {"document": run.document_id}) or 0) + 1
    _keep(work, run, (n, said.version or 0), meant, words)
    return n


def settle(work: Work, public_id: str, n: int, how: str, answer: str = "") -> None:
    """Let the drafter say that a comment is done, or answer it with words.

    Raises NotFound, Refused for others, Conflict when it is settled already, Invalid.
    """
    mandates.require_own_capacity(work.actor)
    run = lock(work, public_id)
    if not _takes_comments(run):
        raise Refused(_OVER)
    if work.actor.person_id != run.row.drafter_id:
        raise Refused(_SETTLED_BY_DRAFTER)
    answer = as_recorded(answer)
    _check_answer(how, answer)
    settled = work.db.execute(
        update(DraftComment)
        .where(
            DraftComment.document_id == run.document_id,
            DraftComment.n == n,
            DraftComment.status == reviews.OPEN,
        )
        .values(status=how, answer=answer, settled_by=work.actor.person_id, settled_at=work.at)
        .returning(DraftComment.author_id, DraftComment.unit_id)
    ).first()
    if settled is None:
        raise Conflict(Text("Góp ý này đã được xử lý.", "That comment is settled already."))
    said = {"n": n, "how": how, "answer": answer, "to": [settled.author_id, settled.unit_id]}
    documents.happened(work, run.entered, _frame(work, run, "settle_comment") | {"settled": said})


def gather(work: Work, step: Step) -> None:
    """Name the open comments of a draft in the record of its return."""
    found = list(work.db.scalars(_OPEN, {"document": step.run.document_id}))
    if found:
        step.facts["comments"] = found


def open_versions(work: Work, run: Run) -> frozenset[int]:
    """Return the versions of a draft that the actor may comment on; none where they may not."""
    if not _takes_comments(run) or work.actor.acting_for is not None:
        return frozenset()
    asked = {
        "document": run.document_id, "unit": work.actor.unit_id,
        "person": work.actor.person_id, "now": run.row.version,
    }  # fmt: skip
    about = {int(version) for version in work.db.scalars(_ASKED, asked) if version}
    return frozenset(about | {run.row.version} if _has_a_hand(work, run) else about)


def body(work: Work, document_id: int, version: int | None) -> str:
    """Return the text of a version, '' where there is none."""
    return work.db.scalar(_BODY, {"document": document_id, "version": version}) or ""


def _takes_comments(run: Run) -> bool:
    drafted = run.delivery_id is None and run.row.version > 0
    return drafted and run.row.signed_by is None and run.closed_at is None


def _has_a_hand(work: Work, run: Run) -> bool:
    """Say whether the actor drafted it, approved this version, or may return it now."""
    row = run.row
    if work.actor.person_id in (row.drafter_id, row.content_by, row.form_by):
        return True
    situation = Situation(
        actor=work.actor,
        agency_id=run.agency_id,
        holder_unit_id=run.holder_unit_id,
        drafting_unit_id=row.drafting_unit_id,
        drafter_id=row.drafter_id,
    )
    returning = (a for a in run.workflow.actions_from(run.state) if "clear_hands" in a.effects)
    return any(not machine.reasons(action, situation) for action in returning)


def _require_version(work: Work, run: Run, said: Remark) -> None:
    if not _takes_comments(run):
        raise Refused(_OVER)
    versions = open_versions(work, run)
    if not versions:
        raise Refused(_NOT_YOURS)
    if said.version not in versions:
        raise Conflict(_ANOTHER.filled(seen=said.version, now=run.row.version))


def _words(written: str) -> str:
    words = as_recorded(written)
    if not words:
        raise Invalid(Text("Hãy ghi nội dung góp ý.", "Write the comment."), field="words")
    if len(words) > reviews.LONGEST_COMMENT:
        long = Text("Góp ý dài nhất {n} ký tự.", "A comment: {n} characters at most.")
        raise Invalid(long.filled(n=reviews.LONGEST_COMMENT), field="words")
    return words


def _check_answer(how: str, answer: str) -> None:
    if how not in (reviews.DONE, reviews.ANSWERED):
        raise Invalid(Text("Hãy chọn đã sửa hay trả lời.", "Say done, or answer."), field="how")
    if how == reviews.ANSWERED and not answer:
        raise Invalid(Text("Hãy ghi câu trả lời.", "Write the answer."), field="answer")
    if len(answer) > reviews.LONGEST_COMMENT:
        long = Text("Câu trả lời dài nhất {n} ký tự.", "An answer: {n} characters at most.")
        raise Invalid(long.filled(n=reviews.LONGEST_COMMENT), field="answer")


def _keep(work: Work, run: Run, which: tuple[int, int], meant: Passage, words: str) -> None:
    told = {
        "n": which[0], "version": which[1], "paragraph": meant.paragraph, "start": meant.start,
        "quote": meant.quote, "words": words,
    }  # fmt: skip
    whose = {"author_id": work.actor.person_id, "unit_id": work.actor.unit_id}
    work.db.execute(_ADD, {"document_id": run.document_id, **told, **whose, "at": work.at})
    documents.happened(work, run.entered, _frame(work, run, "comment") | {"comment": told})


def _frame(work: Work, run: Run, act: str) -> dict[str, Any]:
    return {"run": "draft", "run_name": work.tree[run.agency_id].name, "act": act}
