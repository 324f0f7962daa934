"""Reviewers at once, on both databases: one of two decides, nothing said is lost or doubled."""

from collections import Counter
from functools import partial

from office.domain.asks import Form
from office.domain.errors import Conflict
from office.models.reviews import DraftApproval, DraftComment
from office.models.supervision import OpinionAsk
from office.runtime import Office
from office.services import routing
from office.services.views import dossier
from tests import stories
from tests.make import acting
from tests.services import reviewing
from tests.services.reviewing import CHIEF, CLERK, HEAD, SISTER
from tests.services.test_concurrency import at_once, one_wins, taking


def test_of_two_who_check_the_form_at_once_one_does(both_provinces: Office) -> None:
    office = both_provinces
    document = reviewing.draft(office, "form_review")
    acts = [taking(office, who, document, "approve_form", form=Form()) for who in (CHIEF, CLERK)]
    one_wins(at_once(acts))
    assert len(reviewing.rows(office, DraftApproval)) == 2
    assert stories.problems(office) == []


def test_of_an_approval_and_a_return_at_once_one_stands(both_provinces: Office) -> None:
    office = both_provinces
    document = reviewing.draft(office, "form_review")
    acts = [
        taking(office, CHIEF, document, "approve_form", form=Form(version=1)),
        taking(office, CLERK, document, "return_form"),
    ]
    one_wins(at_once(acts))
    standing = [row.voided_at is None for row in reviewing.rows(office, DraftApproval)]
    state = stories.state_of(office, document)
    assert (state, standing) in [("signing", [True, True]), ("draft", [False])]
    assert stories.problems(office) == []


def test_a_comment_made_while_it_is_returned_is_kept_or_refused_and_never_half(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = reviewing.draft(office)
    acts = [
        partial(reviewing.remark, office, HEAD, document),
        taking(office, HEAD, document, "return_content"),
    ]
    outcomes = at_once(acts)
    assert outcomes[1] is None
    kept = len(reviewing.rows(office, DraftComment))
    assert kept == (0 if outcomes[0] else 1)
    gathered = [r["comments"] for r in reviewing.records(office, document) if "comments" in r]
    assert gathered == ([[1]] if kept else [])
    assert stories.problems(office) == []


def test_many_comments_at_once_have_each_a_number_of_their_own(both_provinces: Office) -> None:
    office = both_provinces
    document = reviewing.draft(office)
    assert at_once([partial(reviewing.remark, office, HEAD, document)] * 4) == [None] * 4
    assert [row.n for row in reviewing.rows(office, DraftComment)] == [1, 2, 3, 4]
    assert stories.problems(office) == []


def test_an_answer_while_the_draft_goes_on_is_kept_or_refused(both_provinces: Office) -> None:
    office = both_provinces
    document = reviewing.draft(office)
    reviewing.ask(office, HEAD, document)
    acts = [
        taking(office, SISTER, document, "answer_opinion", form=Form(stance="agree")),
        taking(office, HEAD, document, "approve_content", form=Form(version=1)),
    ]
    outcomes = at_once(acts)
    assert outcomes[1] is None
    (row,) = reviewing.rows(office, OpinionAsk)
    assert row.closed_at is not None
    assert row.stance == ("" if outcomes[0] else "agree")
    assert stories.problems(office) == []


def test_two_answers_to_one_question_are_one(both_provinces: Office) -> None:
    office = both_provinces
    document = reviewing.draft(office)
    reviewing.ask(office, HEAD, document)
    acts = [
        taking(office, who, document, "answer_opinion", form=Form(stance=stance, opinion="Vì thế"))
        for who, stance in ((SISTER, "agree"), (("tp.th", "unit_head"), "disagree"))
    ]
    one_wins(at_once(acts))
    assert stories.problems(office) == []


def test_the_drafter_writes_while_opinions_are_asked_for_and_come_in(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = reviewing.draft(office, "draft")
    reviewing.ask(office, reviewing.DRAFTER, document)
    acts = [
        partial(reviewing.answer, office, SISTER, document),
        partial(reviewing.ask, office, reviewing.DRAFTER, document),
        partial(reviewing.rewrite, office, document, "Bản viết tiếp."),
    ]
    outcomes = at_once(acts)
    assert [one for one in outcomes if not isinstance(one, Conflict)] == [None] * 3
    assert Counter(row.version for row in reviewing.rows(office, OpinionAsk))[1] >= 1
    assert stories.problems(office) == []


def test_a_page_opened_before_an_answer_still_decides(both_provinces: Office) -> None:
    office = both_provinces
    document = reviewing.draft(office)
    reviewing.ask(office, HEAD, document)
    with office.look(acting(office, *HEAD)) as work:
        seen = dossier.read(work, document).document.revision
    reviewing.answer(office, SISTER, document)
    with office.work(acting(office, *HEAD)) as work:
        routing.move(work, document, "approve_content", Form(version=1), revision=seen)
    assert stories.problems(office) == []
