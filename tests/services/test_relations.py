"""Replacing, amending, correcting what was issued: said by a draft, sealed on both documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.relations import AMENDS, CORRECTS, REPLACES
from office.jobs import run
from office.models.movements import Movement
from office.models.notices import Notification
from office.models.relations import DocumentRelation
from office.runtime import Office
from office.services import routing
from office.services.outgoing import drafting, form_checks, relating, widening
from office.services.outgoing.drafting import Recipient
from office.services.outgoing.relating import Mends
from office.services.views import dossier, inboxes
from office.services.wire import recalling
from tests import stories
from tests.make import acting
from tests.services.test_concurrency import at_once, one_wins
from tests.stories import LETTER, OUTGOING

DISTRICT, OTHER = "ubnd-bac-ai", "snv"
CLERK = ("vt.bacai", "clerk")
WHY = "Gửi nhầm nơi nhận, xin thu hồi"


@pytest.fixture
def document(both_provinces: Office) -> str:
    """Hand in a letter of the province to a district and a department."""
    return stories.draft(both_provinces, "issued", (DISTRICT, OTHER))


def begin(office: Office, document: str, kind: str = REPLACES, login: str = "cv.vx") -> str:
    """Let somebody begin a draft that mends a document."""
    with office.work(acting(office, login)) as work:
        mends = Mends(kind, document)
        return drafting.start(work, widening.content(work, mends), mends=mends)


def mend(office: Office, document: str, kind: str = REPLACES, upto: str = "issue") -> str:
    """Let the province mend a document, up to one of the steps of a draft."""
    draft = begin(office, document, kind)
    for action in OUTGOING[: OUTGOING.index(upto) + 1]:
        stories.act(office, draft, action)
    return draft


def shown(office: Office, document: str, login: str) -> list[tuple[str, bool, str | None]]:
    """Return the relations of a document as somebody sees them: kind, direction, the other."""
    with office.look(acting(office, login)) as work:
        found = dossier.read(work, document).relations
    return [(one.kind, one.does, one.public_id) for one in found]


def addressed(office: Office, draft: str) -> set[str]:
    """Return whom a draft goes to, by key."""
    with office.look(acting(office, "cv.vx")) as work:
        return {work.tree[one.unit_id].key for one in drafting.addressed(work, draft)}


def test_a_draft_begins_from_the_earlier_one_addressed_to_whoever_has_it(
    both_provinces: Office, document: str
) -> None:
    stories.move(both_provinces, ("vt.snv", "clerk"), document, "refuse", stories.REASON)
    draft = begin(both_provinces, document)
    assert addressed(both_provinces, draft) == {DISTRICT}
    with both_provinces.look(acting(both_provinces, "cv.vx")) as work:
        read = dossier.read(work, draft)
    assert read.document.subject == LETTER.subject
    assert "thay thế Văn bản số 01/UBND-VX ngày 08/11/2019" in read.document.body
    assert read.story[0].record["relates"]["kind"] == REPLACES
    assert stories.problems(both_provinces) == []


@pytest.mark.parametrize(
    ("kind", "begins"), [(CORRECTS, "đính chính Văn bản số"), (AMENDS, "sửa đổi, bổ sung Văn bản")]
)
def test_a_correction_and_an_amendment_begin_with_their_own_words(
    province: Office, kind: str, begins: str
) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    draft = begin(province, document, kind)
    assert stories.subject_of(province, draft).startswith(begins)


def test_each_gets_the_later_one_by_the_way_the_earlier_came(province: Office) -> None:
    paper = Recipient(
        unit_id=stories.unit(province, OTHER), channel="paper", paper_reason="Không có mạng"
    )
    document = stories.draft(province, "issued", (DISTRICT, paper))
    draft = begin(province, document)
    with province.work(acting(province, "cv.vx")) as work:
        assert paper in drafting.addressed(work, draft)
        drafting.address(work, draft, [])
        assert widening.add_left_out(work, draft) == 2
        assert paper in drafting.addressed(work, draft)


def test_until_its_issue_only_the_sender_sees_what_a_draft_will_do(
    both_provinces: Office, document: str
) -> None:
    draft = mend(both_provinces, document, upto="seal")
    assert shown(both_provinces, document, "vt.bacai") == []
    assert shown(both_provinces, document, "vt.tinh") == [(REPLACES, False, draft)]
    assert shown(both_provinces, draft, "cv.vx") == [(REPLACES, True, document)]


def test_at_its_issue_both_documents_say_so_to_everybody_who_has_them(
    both_provinces: Office, document: str
) -> None:
    newer = mend(both_provinces, document)
    for login in ("vt.tinh", "vt.bacai", "vt.snv"):
        assert shown(both_provinces, document, login) == [(REPLACES, False, newer)]
        assert shown(both_provinces, newer, login) == [(REPLACES, True, document)]
    with both_provinces.look() as work:
        acts = dict(
            work.db.execute(
                select(Movement.action, Movement.delivery_id).where(Movement.action == "replaced")
            )
            .tuples()
            .all()
        )
    assert acts == {"replaced": None}
    with both_provinces.look(acting(both_provinces, "vt.bacai")) as work:
        lines = {i.public_id: i.related for i in inboxes.page(work, "arrivals").items}
    assert lines == {document: REPLACES, newer: None}
    assert stories.problems(both_provinces) == []


def test_the_state_of_the_earlier_one_and_the_work_on_it_stay(
    both_provinces: Office, document: str
) -> None:
    for action in ("accept", "register"):
        stories.move(both_provinces, CLERK, document, action)
    mend(both_provinces, document)
    assert stories.state_of(both_provinces, document) == "issued"
    assert stories.state_of(both_provinces, document, "vt.bacai") == "registered"
    stories.move(both_provinces, CLERK, document, "submit")
    assert stories.problems(both_provinces) == []


def test_clerks_and_whoever_works_on_it_are_told(both_provinces: Office) -> None:
    document = stories.draft(both_provinces, "issued", (DISTRICT, OTHER))
    mend(both_provinces, document, CORRECTS)
    run.drain(both_provinces)
    with both_provinces.look() as work:
        told = select(Notification.person_id).where(Notification.event == "related")
        people = set(work.db.scalars(told))
    assert people == {stories.person(both_provinces, who) for who in ("vt.bacai", "vt.snv")}


def test_who_did_not_get_the_later_one_reads_its_number_and_cannot_open_it(
    both_provinces: Office, document: str
) -> None:
    draft = begin(both_provinces, document)
    with both_provinces.work(acting(both_provinces, "cv.vx")) as work:
        drafting.address(work, draft, [Recipient(unit_id=work.tree.by_key(DISTRICT).id)])
    for action in OUTGOING[: OUTGOING.index("issue") + 1]:
        stories.act(both_provinces, draft, action)
    with both_provinces.look(acting(both_provinces, "vt.snv")) as work:
        (one,) = dossier.read(work, document).relations
    assert (one.public_id, one.symbol) == (None, "02/UBND-VX")


def test_whoever_is_left_out_is_named_before_the_issue_and_added_with_one_click(
    both_provinces: Office, document: str
) -> None:
    draft = begin(both_provinces, document)
    clerk = acting(both_provinces, "cv.vx")
    with both_provinces.work(clerk) as work:
        drafting.address(work, draft, [Recipient(unit_id=work.tree.by_key(DISTRICT).id)])
    with both_provinces.look(clerk) as work:
        found = {finding.code for finding in form_checks.of_draft(work, draft)}
    assert "recipients_left_out" in found
    with both_provinces.work(clerk) as work:
        assert widening.add_left_out(work, draft) == 1
    assert addressed(both_provinces, draft) == {DISTRICT, OTHER}


def test_a_form_that_the_law_does_not_know_is_advised_against(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    for kind, wrong in ((CORRECTS, "not_corrected_by_letter"), (AMENDS, "not_of_equivalent_form")):
        with province.work(acting(province, "cv.vx")) as work:
            mends = Mends(kind, document)
            content = widening.content(work, mends)
            right = drafting.start(work, content, mends=mends)
            other = drafting.start(work, replace(content, type_code="TB"), mends=mends)
            codes = {
                draft: {f.code for f in form_checks.of_draft(work, draft)}
                for draft in (right, other)
            }
        assert wrong not in codes[right]
        assert wrong in codes[other]


def test_only_the_agency_that_issued_it_mends_it_and_only_what_was_issued(
    both_provinces: Office, document: str
) -> None:
    office = both_provinces
    numbered = stories.draft(office, "numbered")
    for kind, about, login, refusal in (
        (REPLACES, document, "vt.bacai", Refused),
        (REPLACES, document, "vt.phuocdai", NotFound),
        (REPLACES, numbered, "cv.vx", Refused),
        ("swallows", document, "cv.vx", Invalid),
    ):
        stories.check_refusal(
            office, refusal, lambda k=kind, d=about, w=login: begin(office, d, k, w)
        )


def test_what_was_replaced_is_mended_no_more_but_its_successor_is(
    both_provinces: Office, document: str
) -> None:
    newer = mend(both_provinces, document)
    for kind in (REPLACES, CORRECTS, AMENDS):
        with pytest.raises(Refused, match="02/UBND-VX"):
            begin(both_provinces, document, kind)
    newest = mend(both_provinces, newer)
    assert shown(both_provinces, newer, "vt.tinh") == [
        (REPLACES, True, document), (REPLACES, False, newest),
    ]  # fmt: skip


def test_a_document_is_corrected_and_amended_as_often_as_needed(
    both_provinces: Office, document: str
) -> None:
    later = [mend(both_provinces, document, kind) for kind in (CORRECTS, AMENDS, CORRECTS)]
    assert [one[2] for one in shown(both_provinces, document, "vt.bacai")] == later
    assert stories.problems(both_provinces) == []


def test_of_two_replacements_issued_at_once_one_is(both_provinces: Office, document: str) -> None:
    drafts = [mend(both_provinces, document, upto="seal") for _ in range(2)]
    clerk = acting(both_provinces, "vt.tinh")

    def issuing(draft: str) -> Callable[[], object]:
        def act() -> None:
            with both_provinces.work(clerk) as work:
                routing.move(work, draft, "issue")

        return act

    one_wins(at_once([issuing(draft) for draft in drafts]))
    states = sorted(stories.state_of(both_provinces, draft) for draft in drafts)
    assert states == ["issued", "numbered"]
    assert stories.problems(both_provinces) == []


def test_a_replacement_and_a_recall_at_once_are_both_done(
    both_provinces: Office, document: str
) -> None:
    draft = mend(both_provinces, document, upto="seal")
    clerk = acting(both_provinces, "vt.tinh")

    def issue() -> None:
        with both_provinces.work(clerk) as work:
            routing.move(work, draft, "issue")

    def recall() -> None:
        with both_provinces.work(clerk) as work:
            recalling.ask(work, document, WHY)

    assert at_once([issue, recall]) == [None, None]
    assert stories.state_of(both_provinces, document, "vt.bacai") == "recalled"
    assert shown(both_provinces, document, "vt.bacai") == [(REPLACES, False, draft)]
    assert stories.problems(both_provinces) == []


def test_the_database_lets_nothing_be_replaced_twice_either(
    both_provinces: Office, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = [mend(both_provinces, document, upto="seal") for _ in range(2)]
    stories.act(both_provinces, drafts[0], "issue")
    monkeypatch.setattr(relating, "_check_not_replaced", lambda *_: None)
    with pytest.raises(IntegrityError):
        stories.act(both_provinces, drafts[1], "issue")


def test_a_draft_that_is_discarded_never_counts(both_provinces: Office, document: str) -> None:
    draft = begin(both_provinces, document)
    stories.move(both_provinces, ("cv.vx", "specialist"), draft, "discard", stories.REASON)
    assert shown(both_provinces, document, "vt.tinh") == []
    mend(both_provinces, document)
    assert stories.problems(both_provinces) == []
    with both_provinces.look() as work:
        counting = select(DocumentRelation.id).where(DocumentRelation.since.is_not(None))
        assert len(work.db.scalars(counting).all()) == 1
