"""Comments at a passage: who may, on which version, where they are after a change."""

from functools import partial

import pytest
from sqlalchemy import update

from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.models.reviews import DraftComment
from office.runtime import Office
from tests import stories
from tests.services import reviewing
from tests.services.reviewing import CHIEF, CLERK, DRAFTER, HEAD, LEADER, SISTER, remark, settle
from tests.stories import REASON, check_refusal


def test_a_reviewer_comments_on_words_of_the_version_and_it_is_sealed(
    both_provinces: Office,
) -> None:
    document = reviewing.draft(both_provinces)
    assert remark(both_provinces, HEAD, document) == 1
    (row,) = reviewing.rows(both_provinces, DraftComment)
    assert (row.version, row.paragraph, row.start, row.quote) == (1, 2, 22, "ngày 20")
    assert reviewing.records(both_provinces, document)[-1]["comment"] == {
        "n": 1, "version": 1, "paragraph": 2, "start": 22, "quote": "ngày 20",
        "words": reviewing.WORDS,
    }  # fmt: skip
    assert stories.problems(both_provinces) == []


def test_without_a_quotation_the_whole_paragraph_is_meant(province: Office) -> None:
    document = reviewing.draft(province)
    remark(province, HEAD, document, quote="", paragraph=3)
    (row,) = reviewing.rows(province, DraftComment)
    assert (row.start, row.quote) == (0, "Trân trọng cảm ơn.")


@pytest.mark.parametrize(
    ("who", "state", "said", "refusal"),
    [
        (CHIEF, "content_review", {}, Refused),  # not the one who reviews it now
        (CLERK, "content_review", {}, Refused),
        (HEAD, "draft", {"version": 0}, Refused),  # nothing was submitted yet
        (HEAD, "signed", {}, Refused),
        (SISTER, "content_review", {}, NotFound),  # outside the door
        (HEAD, "content_review", {"version": 2}, Conflict),
        (HEAD, "content_review", {"paragraph": 4}, Invalid),
        (HEAD, "content_review", {"quote": "ngày 21"}, Invalid),
        (HEAD, "content_review", {"words": "  "}, Invalid),
        (HEAD, "content_review", {"words": "ơ" * 4001}, Invalid),
    ],
)
def test_what_may_not_be_said_is_refused_and_nothing_changes(
    province: Office,
    who: tuple[str, str],
    state: str,
    said: dict[str, object],
    refusal: type[OfficeError],
) -> None:
    document = reviewing.draft(province, state)
    check_refusal(province, refusal, partial(remark, province, who, document, **said))


def test_the_drafter_settles_each_once_and_nobody_else_does(both_provinces: Office) -> None:
    office = both_provinces
    document = reviewing.draft(office)
    first, second = (
        remark(office, HEAD, document),
        remark(office, HEAD, document, paragraph=1, quote=""),
    )
    stories.move(office, HEAD, document, "return_content", REASON)
    settle(office, document, first)
    check_refusal(office, Invalid, lambda: settle(office, document, second, "answered"))
    settle(office, document, second, "answered", "Đã có danh sách kèm theo")
    check_refusal(office, Conflict, lambda: settle(office, document, first))
    assert [row.status for row in reviewing.rows(office, DraftComment)] == ["done", "answered"]
    assert stories.problems(office) == []


def test_a_return_names_the_comments_that_are_open(province: Office) -> None:
    document = reviewing.draft(province)
    remark(province, HEAD, document)
    settle(province, document, remark(province, HEAD, document, paragraph=1, quote=""))
    stories.move(province, HEAD, document, "return_content", REASON)
    assert reviewing.records(province, document)[-1]["comments"] == [1]


def test_after_the_return_the_reviewer_comments_no_more_and_the_text_typed_is_not_taken(
    province: Office,
) -> None:
    document = reviewing.draft(province)
    stories.move(province, HEAD, document, "return_content", REASON)
    check_refusal(province, Refused, lambda: remark(province, HEAD, document))


def test_each_who_returns_it_may_comment_in_their_own_review(province: Office) -> None:
    document = reviewing.draft(province, "form_review")
    for who in (CHIEF, CLERK, DRAFTER, HEAD):  # the head has approved this version
        remark(province, who, document)
    stories.act(province, document, "approve_form")
    remark(province, LEADER, document)
    assert len(reviewing.rows(province, DraftComment)) == 5


def test_a_comment_changed_in_the_table_is_noticed(province: Office) -> None:
    document = reviewing.draft(province)
    remark(province, HEAD, document)
    with province.work() as work:
        work.db.execute(update(DraftComment).values(words="Không có gì"))
    assert any("other comments" in problem for problem in stories.problems(province))
