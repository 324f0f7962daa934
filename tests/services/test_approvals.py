"""Two approvals by two people, each of the very version it saw; a change makes them void."""

from functools import partial

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from office.domain.asks import Form
from office.domain.errors import Conflict, Refused
from office.models.documents import Document, DocumentVersion
from office.models.reviews import DraftApproval
from office.runtime import Office
from tests import stories
from tests.services import reviewing
from tests.services.reviewing import CHIEF, CLERK, HEAD, LEADER
from tests.stories import REASON, check_refusal


def test_an_approval_names_the_version_and_the_digest_it_saw(both_provinces: Office) -> None:
    office = both_provinces
    document = reviewing.draft(office, "signing")
    (version,) = reviewing.rows(office, DocumentVersion)
    told = [r["approved"] for r in reviewing.records(office, document) if "approved" in r]
    assert told == [
        {"kind": kind, "version": 1, "digest": version.digest} for kind in ("content", "form")
    ]
    kept = reviewing.rows(office, DraftApproval)
    assert [(row.kind, row.version, row.digest) for row in kept] == [
        ("content", 1, version.digest), ("form", 1, version.digest)
    ]  # fmt: skip
    assert stories.problems(office) == []


def test_a_return_voids_the_approvals_and_the_next_version_needs_both_again(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = reviewing.draft(office, "signing")
    stories.move(office, LEADER, document, "return_unsigned", REASON)
    assert [row.voided_at is not None for row in reviewing.rows(office, DraftApproval)] == [
        True
    ] * 2
    assert reviewing.records(office, document)[-1]["voided"] == [["content", 1], ["form", 1]]
    for action in ("submit", "approve_content", "approve_form", "sign"):
        stories.act(office, document, action)
    kept = [(r.version, r.kind, r.voided_at is None) for r in reviewing.rows(office, DraftApproval)]
    assert kept == [
        (1, "content", False), (1, "form", False), (2, "content", True), (2, "form", True)
    ]  # fmt: skip
    assert stories.problems(office) == []


def test_who_saw_another_version_is_told_which_one_it_is_now(province: Office) -> None:
    document = reviewing.draft(province)
    stories.move(province, HEAD, document, "return_content", REASON)
    stories.act(province, document, "submit")
    seen = Form(version=1)
    with pytest.raises(Conflict, match="Bạn đã xem bản 1; dự thảo nay là bản 2"):
        stories.move(province, HEAD, document, "approve_content", seen)
    check_refusal(
        province, Conflict, lambda: stories.move(province, HEAD, document, "approve_content", seen)
    )
    stories.move(province, HEAD, document, "approve_content", Form(version=2))


def test_what_is_no_longer_what_was_submitted_is_not_approved(province: Office) -> None:
    document = reviewing.draft(province)
    with province.work() as work:
        work.db.execute(update(Document).values(body="Lén sửa"))
    act = partial(stories.move, province, HEAD, document, "approve_content")
    check_refusal(province, Refused, act)
    offer = stories.offered(province, HEAD, document)["approve_content"]
    assert [reason.en for reason in offer.reasons] == ["The content is not what was submitted."]


def test_the_database_holds_two_people_and_one_standing_approval_of_a_version_that_is_there(
    both_provinces: Office,
) -> None:
    office = both_provinces
    reviewing.draft(office, "form_review")
    (given,) = reviewing.rows(office, DraftApproval)
    plain = {name: value for name, value in given._mapping.items() if name != "id"}
    somebody = stories.person(office, "vt.tinh")
    for wrong in (
        {"kind": "form"},  # the same person for the form
        {"person_id": somebody},  # a second approval of the content
        {"person_id": somebody, "kind": "form", "version": 2},  # a version nobody submitted
        {"person_id": somebody, "kind": "form", "digest": "0" * 64},  # another content
        {"person_id": somebody, "kind": "seal"},
    ):
        with pytest.raises(IntegrityError), office.work() as work:
            work.db.execute(insert(DraftApproval).values(plain | wrong))
    with office.work() as work:
        work.db.execute(
            insert(DraftApproval).values(plain | {"person_id": somebody, "kind": "form"})
        )


def test_nothing_is_signed_that_lost_an_approval_in_the_table(province: Office) -> None:
    document = reviewing.draft(province, "signing")
    with province.work() as work:
        voided = {"voided_at": work.at, "voided_by": stories.person(province, "ct.tinh")}
        work.db.execute(update(DraftApproval).where(DraftApproval.kind == "form").values(voided))
    offer = stories.offered(province, LEADER, document)["sign"]
    assert [reason.en for reason in offer.reasons] == ["This version lacks: Form checked."]
    assert any("other approvals" in problem for problem in stories.problems(province))


def test_an_approval_of_another_content_in_the_table_is_noticed(province: Office) -> None:
    reviewing.draft(province, "signing")
    with province.work() as work:
        work.db.execute(
            update(DraftApproval)
            .where(DraftApproval.kind == "form")
            .values(person_id=stories.person(province, "vt.tinh"))
        )
    assert any("other approvals" in problem for problem in stories.problems(province))


def test_what_the_rules_found_is_sealed_with_what_was_let_pass(province: Office) -> None:
    document = reviewing.draft(province, "form_review")
    why = Form(reason="Đơn vị nhận ghi theo danh sách kèm theo")
    stories.move(province, CHIEF, document, "approve_form", why)
    record = reviewing.records(province, document)[-1]
    assert all(len(found) == 4 for found in record["checks"])
    assert record["reason"] == why.reason
    submitted = next(r for r in reviewing.records(province, document) if r["act"] == "submit")
    assert submitted["checks"] == record["checks"]


def test_a_draft_that_began_under_the_first_procedure_goes_its_old_way(province: Office) -> None:
    document = reviewing.draft(province, "form_review")
    with province.work() as work:
        work.db.execute(update(Document).values(procedure_version=1))
    assert "answer_opinion" not in stories.offered(province, CLERK, document)
    stories.move(province, CLERK, document, "approve_form")
    assert stories.offered(province, LEADER, document)["sign"].open
