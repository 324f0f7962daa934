"""The way of a draft to issue: four eyes, every return, and what each refusal leaves alone."""

from functools import partial

import pytest

from office.domain.documents import Content
from office.domain.errors import NotFound, Refused
from office.runtime import Office
from office.services.outgoing import drafting
from office.services.views import dossier
from tests import stories
from tests.make import acting
from tests.stories import HANDS, OUTGOING, OUTGOING_STATES, REASON

DRAFTER, HEAD, CHIEF = HANDS["submit"], HANDS["approve_content"], HANDS["approve_form"]
LEADER, CLERK = HANDS["sign"], HANDS["number"]
PEOPLE = [DRAFTER, HEAD, CHIEF, LEADER, CLERK, ("pct.tinh", "leader"), ("cvp.tinh", "unit_head")]


def test_a_draft_goes_the_whole_way_to_the_file(both_provinces: Office) -> None:
    document = stories.draft(both_provinces, "filed")
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        read = dossier.read(work, document)
    assert [told.record["act"] for told in read.story] == ["draft", *OUTGOING]
    assert read.symbol == "01/UBND-VX"
    assert read.document.code == "000.00.00.H43,2019/11/08,01/UBND-VX"
    assert read.document.signer_name == "Trần Quốc Khải"
    assert stories.problems(both_provinces) == []


@pytest.mark.parametrize("state", OUTGOING_STATES[:-1])
def test_in_each_state_every_closed_action_is_refused_and_changes_nothing(
    province: Office, state: str
) -> None:
    document = stories.draft(province, state)
    refused = 0
    for who in PEOPLE:
        try:
            offers = stories.offered(province, who, document)
        except NotFound:
            continue
        for name, offer in offers.items():
            if not offer.open:
                refused += 1
                stories.check_refusal(
                    province,
                    Refused,
                    partial(stories.move, province, who, document, name, REASON),
                )
    assert refused > 0


@pytest.mark.parametrize(
    ("state", "action", "who"),
    [
        ("content_review", "return_content", HEAD),
        ("form_review", "return_form", CHIEF),
        ("form_review", "return_form", CLERK),
        ("signing", "return_unsigned", LEADER),
    ],
)
def test_every_review_can_return_it_and_the_next_submission_is_the_next_version(
    province: Office, state: str, action: str, who: tuple[str, str]
) -> None:
    document = stories.draft(province, state)
    stories.check_refusal(province, Refused, lambda: stories.move(province, who, document, action))
    stories.move(province, who, document, action, REASON)
    assert stories.state_of(province, document) == "draft"
    for again in OUTGOING[:4]:
        stories.act(province, document, again)
    with province.look(acting(province, "vt.tinh")) as work:
        read = dossier.read(work, document)
    assert [version.version for version in read.versions] == [1, 2]
    assert read.document.state == "signed"
    assert stories.problems(province) == []


def test_a_returned_version_forgets_its_approvals(province: Office) -> None:
    document = stories.draft(province, "signing")
    stories.move(province, LEADER, document, "return_unsigned", REASON)
    with province.look(acting(province, "vt.tinh")) as work:
        row = dossier.read(work, document).document
    assert (row.content_by, row.form_by, row.signed_by) == (None, None, None)


def test_the_drafter_approves_neither_content_nor_form_of_their_own_draft(province: Office) -> None:
    document = own_draft(province, "tp.vx", "unit_head")
    stories.move(province, ("tp.vx", "unit_head"), document, "submit")
    offer = stories.offered(province, ("tp.vx", "unit_head"), document)["approve_content"]
    assert [reason.en for reason in offer.reasons] == [
        "The drafter may not approve their own draft."
    ]


def test_one_person_does_not_do_both_reviews_in_two_capacities(province: Office) -> None:
    document = own_draft(province, "vt.tinh", "clerk")
    stories.move(province, ("vt.tinh", "clerk"), document, "submit")
    stories.move(province, CHIEF, document, "approve_content")
    offers = stories.offered(province, CHIEF, document)
    assert not offers["approve_form"].open
    assert not stories.offered(province, ("vt.tinh", "clerk"), document)["approve_form"].open


def test_a_leader_who_approved_does_not_sign_and_another_does(province: Office) -> None:
    document = own_draft(province, "cvp.tinh", "chief_of_office")
    stories.move(province, CHIEF, document, "submit")
    stories.move(province, LEADER, document, "approve_content")
    stories.move(province, CLERK, document, "approve_form")
    assert not stories.offered(province, LEADER, document)["sign"].open
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, LEADER, document, "sign")
    )
    stories.move(province, ("pct.tinh", "leader"), document, "sign")
    assert stories.state_of(province, document) == "signed"


def test_a_draft_without_text_is_not_submitted(province: Office) -> None:
    content = Content(type_code="CV", subject="V/v", body="  ")
    document = stories.draft(province, content=content)
    assert not stories.offered(province, DRAFTER, document)["submit"].open
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, DRAFTER, document, "submit")
    )


def test_nothing_is_issued_to_nobody(province: Office) -> None:
    document = stories.draft(province, "numbered", recipients=())
    offer = stories.offered(province, CLERK, document)["issue"]
    assert [reason.en for reason in offer.reasons] == ["No recipient has been chosen."]


def test_a_discarded_draft_is_over(province: Office) -> None:
    document = stories.draft(province)
    stories.move(province, DRAFTER, document, "discard", REASON)
    assert stories.state_of(province, document) == "cancelled"
    assert stories.problems(province) == []


def test_another_division_of_the_agency_does_not_see_the_draft(province: Office) -> None:
    document = stories.draft(province, "content_review")
    with pytest.raises(NotFound):
        stories.offered(province, ("cv.th", "specialist"), document)


def own_draft(office: Office, login: str, role: str) -> str:
    """Let somebody draft a letter in the capacity given."""
    with office.work(acting(office, login, role)) as work:
        return drafting.start(work, stories.LETTER)
