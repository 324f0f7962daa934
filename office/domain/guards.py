"""The conditions a procedure may name.

A guard looks at a situation and returns a reason to refuse, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from office.domain import asks
from office.domain.parts import OpenPart, Question, mine, rank
from office.domain.people import UNIT_HEAD, Actor
from office.domain.reviews import APPROVALS
from office.domain.text import Text, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a guard may look at: plain facts, gathered before deciding.

    `agency_id` is the unit the item belongs to: a delivery's recipient, or the agency
    that issues a draft.  The hands are the people who took the steps of this version;
    `stood_for` pairs who acted under a mandate on this document with whom they stood for.
    """

    actor: Actor
    agency_id: int
    holder_unit_id: int
    holder_person_id: int | None = None
    drafting_unit_id: int | None = None
    drafter_id: int | None = None
    content_by: int | None = None
    form_by: int | None = None
    signed_by: int | None = None
    subject: str = ""
    has_content: bool = True
    recipients: int = 0
    frozen_digest: str = ""
    digest: str = ""
    parts: tuple[OpenPart, ...] = ()
    questions: tuple[Question, ...] = ()
    procedure: str = ""
    type_code: str = ""
    issuer_unit_id: int | None = None
    #: Whether its sender asks for it back.
    recall_asked: bool = False
    #: Whether who holds it is away, has left, or sits in a unit that is gone.
    holder_missing: bool = False
    stood_for: frozenset[tuple[int, int]] = frozenset()
    #: Which approvals stand for this very version and content.
    approved: frozenset[str] = frozenset()

    def meets(self, *hands: int | None) -> bool:
        """Say whether one of these hands is the actor's, or of a person they stand for, or
        stood in for either."""
        behind = {absent for acting, absent in self.stood_for if acting in hands}
        return bool(self.actor.persons & (behind | {hand for hand in hands if hand is not None}))


Guard = Callable[[Situation], Text | None]


def has_content(situation: Situation) -> Text | None:
    """Refuse what has no subject, or neither text nor file."""
    if situation.subject.strip() and situation.has_content:
        return None
    return Text(
        "Văn bản chưa có trích yếu hoặc chưa có nội dung.",
        "The document has no subject or no content yet.",
    )


def drafter_does_not_approve(situation: Situation) -> Text | None:
    """Refuse the drafter as reviewer of the same draft (NĐ 30/2020 Đ12, Đ13)."""
    if not situation.meets(situation.drafter_id):
        return None
    return Text(
        "Người soạn thảo không tự duyệt văn bản của mình.",
        "The drafter may not approve their own draft.",
    )


def approver_does_not_sign(situation: Situation) -> Text | None:
    """Refuse a signer who drafted the document or approved it before."""
    if not situation.meets(situation.drafter_id, situation.content_by, situation.form_by):
        return None
    return Text(
        "Người đã soạn thảo hoặc đã duyệt không tự ký văn bản này.",
        "Whoever drafted or approved this document may not sign it.",
    )


def reviewers_differ(situation: Situation) -> Text | None:
    """Refuse one person for both reviews: content and form are two duties (Đ12)."""
    if not situation.meets(situation.content_by):
        return None
    return Text(
        "Người duyệt nội dung không đồng thời kiểm tra thể thức.",
        "Whoever approved the content may not check the form as well.",
    )


def is_signed(situation: Situation) -> Text | None:
    """Refuse a number before the signature (Đ15)."""
    if situation.signed_by is not None:
        return None
    return Text("Chưa ký thì chưa được cấp số.", "A document gets no number before it is signed.")


def content_unchanged(situation: Situation) -> Text | None:
    """Refuse when the content is no longer what was signed."""
    if situation.frozen_digest and situation.digest == situation.frozen_digest:
        return None
    return Text("Nội dung khác với bản đã ký.", "The content is not what was signed.")


def submitted_unchanged(situation: Situation) -> Text | None:
    """Refuse to approve what is no longer what was submitted as this version."""
    if situation.frozen_digest and situation.digest == situation.frozen_digest:
        return None
    return Text("Nội dung khác với bản đã trình.", "The content is not what was submitted.")


def approvals_stand(situation: Situation) -> Text | None:
    """Refuse what has not both approvals, of this very version and content (Đ12, Đ13)."""
    missing = [title for kind, title in APPROVALS.items() if kind not in situation.approved]
    if not missing:
        return None
    said = Text("Bản này chưa có: {what}.", "This version lacks: {what}.")
    return said.filled(what=joined(missing, ", "))


def has_recipients(situation: Situation) -> Text | None:
    """Refuse to issue to nobody."""
    if situation.recipients:
        return None
    return Text("Chưa chọn nơi nhận.", "No recipient has been chosen.")


def assigner_or_higher(situation: Situation) -> Text | None:
    """Refuse whoever stands below the person that assigned the item.

    The head of a unit passes: how far they may go is the deadline their unit was given.
    """
    assigned = max((rank(part.assigner_role) for part in situation.parts), default=0)
    if situation.actor.role == UNIT_HEAD or rank(situation.actor.role) >= assigned:
        return None
    return Text(
        "Việc này do người đã giao việc hoặc cấp trên của người đó làm.",
        "This is for whoever assigned the work, or somebody above them.",
    )


def extension_asked(situation: Situation) -> Text | None:
    """Refuse to decide on more time that nobody asks for."""
    if any(part.extension_asked for part in situation.parts):
        return None
    return Text("Chưa có ai xin gia hạn.", "Nobody has asked for more time.")


def no_extension_asked(situation: Situation) -> Text | None:
    """Refuse to ask for more time twice: the first request waits for an answer."""
    own = mine(situation.parts, situation.actor, asks.LEAD, asks.CO)
    if not own or not all(part.extension_asked for part in own):
        return None
    return Text(
        "Đã xin gia hạn, đang chờ người giao việc trả lời.",
        "More time was asked for already; the assigner has to answer.",
    )


def recall_asked(situation: Situation) -> Text | None:
    """Refuse an answer to a recall that nobody asks for."""
    if situation.recall_asked:
        return None
    return Text("Bên gửi không đề nghị thu hồi.", "The sender does not ask for it back.")


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        has_content,
        drafter_does_not_approve,
        approver_does_not_sign,
        reviewers_differ,
        is_signed,
        content_unchanged,
        submitted_unchanged,
        approvals_stand,
        has_recipients,
        assigner_or_higher,
        extension_asked,
        no_extension_asked,
        recall_asked,
    )
}
