"""The conditions a procedure may name.

A guard looks at a situation and returns a reason to refuse, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from office.domain.people import Actor
from office.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a guard may look at: plain facts, gathered before deciding.

    `agency_id` is the unit the item belongs to: a delivery's recipient, or the agency
    that issues a draft.  The hands are the people who took the steps of this version.
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
    if situation.actor.person_id != situation.drafter_id:
        return None
    return Text(
        "Người soạn thảo không tự duyệt văn bản của mình.",
        "The drafter may not approve their own draft.",
    )


def approver_does_not_sign(situation: Situation) -> Text | None:
    """Refuse a signer who drafted the document or approved it before."""
    before = {situation.drafter_id, situation.content_by, situation.form_by} - {None}
    if situation.actor.person_id not in before:
        return None
    return Text(
        "Người đã soạn thảo hoặc đã duyệt không tự ký văn bản này.",
        "Whoever drafted or approved this document may not sign it.",
    )


def reviewers_differ(situation: Situation) -> Text | None:
    """Refuse one person for both reviews: content and form are two duties (Đ12)."""
    if situation.content_by is None or situation.actor.person_id != situation.content_by:
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


def has_recipients(situation: Situation) -> Text | None:
    """Refuse to issue to nobody."""
    if situation.recipients:
        return None
    return Text("Chưa chọn nơi nhận.", "No recipient has been chosen.")


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        has_content,
        drafter_does_not_approve,
        approver_does_not_sign,
        reviewers_differ,
        is_signed,
        content_unchanged,
        has_recipients,
    )
}
