"""Faults planted where drafts are reviewed: each must be noticed by its check."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from office.domain.asks import Form
from office.domain.errors import Conflict
from office.domain.guards import GUARDS
from office.models.reviews import DraftApproval
from office.runtime import Office
from office.services import routing
from office.services.outgoing import approvals, comments
from tests import stories
from tests.services import reviewing
from tests.services.reviewing import CHIEF, HEAD, LEADER, remark
from tests.stories import REASON


def returned_and_submitted_again(office: Office) -> str:
    document = reviewing.draft(office)
    stories.move(office, HEAD, document, "return_content", REASON)
    stories.act(office, document, "submit")
    return document


def test_without_looking_at_the_version_an_approval_meant_for_another_one_counts(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = returned_and_submitted_again(province)
    with pytest.raises(Conflict):
        stories.move(province, HEAD, document, "approve_content", Form(version=1))
    monkeypatch.setattr(approvals, "require_seen", lambda *_: None)
    stories.move(province, HEAD, document, "approve_content", Form(version=1))
    (row,) = reviewing.rows(province, DraftApproval)
    assert row.version == 2


def test_an_approval_that_names_another_content_is_stopped_by_the_database(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = reviewing.draft(province)

    def careless(work: object, step: object) -> None:
        values = {"digest": "0" * 64}
        work.db.execute(  # type: ignore[attr-defined]  # as effects are called
            approvals._ADD,
            {"document_id": step.run.document_id, "version": 1, "kind": "content",  # type: ignore[attr-defined]  # the same
             "person_id": 1, "unit_id": 1, "role": "unit_head", "at": work.at, **values},  # type: ignore[attr-defined]  # the same
        )  # fmt: skip

    monkeypatch.setitem(routing.EFFECTS, "content_hand", careless)
    with pytest.raises(IntegrityError):
        stories.move(province, HEAD, document, "approve_content")


def test_an_approval_not_voided_by_the_return_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = reviewing.draft(province, "form_review")
    monkeypatch.setitem(
        routing.EFFECTS,
        "clear_hands",
        lambda work, step: step.values.update(content_by=None, form_by=None, content_digest=""),
    )
    stories.move(province, CHIEF, document, "return_form", REASON)
    stories.act(province, document, "submit")
    with pytest.raises(IntegrityError):  # the first one still stands: there is no room for another
        stories.act(province, document, "approve_content")


def test_without_its_guard_a_draft_is_signed_that_lost_an_approval_and_the_log_says_so(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = reviewing.draft(province, "signing")
    with province.work() as work:
        gone = {"voided_at": work.at, "voided_by": stories.person(province, "cv.vx")}
        work.db.execute(update(DraftApproval).where(DraftApproval.kind == "form").values(gone))
    monkeypatch.setitem(GUARDS, "approvals_stand", lambda situation: None)
    stories.move(province, LEADER, document, "sign")
    assert any("other approvals" in problem for problem in stories.problems(province))


def test_a_comment_that_is_not_sealed_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = reviewing.draft(province)
    remark(province, HEAD, document)
    assert stories.problems(province) == []
    monkeypatch.setattr(comments.documents, "happened", lambda *_: None)
    remark(province, HEAD, document)
    assert any("other comments" in problem for problem in stories.problems(province))
