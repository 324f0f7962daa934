"""Drafts: changed by their drafter while they are drafts, and by nobody afterwards."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from office.domain.documents import Content
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.paper import PAPER, PARALLEL
from office.runtime import Office
from office.services import routing
from office.services.documents import File
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from office.services.views import dossier
from tests import stories
from tests.make import acting
from tests.stories import LETTER, OUTGOING_STATES, REASON

DRAFTER = ("cv.vx", "specialist")
CHANGED = replace(LETTER, subject="V/v trả lời lần hai", body="Câu mới.")
FROZEN = OUTGOING_STATES[1:]


def revision(office: Office, document: str) -> int:
    """Return the revision a form would post back."""
    with office.look(acting(office, *DRAFTER)) as work:
        return routing.offers(work, document)[0].revision


def edit(
    office: Office, document: str, content: Content = CHANGED, login: str = "cv.vx",
    seen: int | None = None,
) -> None:  # fmt: skip
    """Let somebody change a draft as they saw it."""
    at = revision(office, document) if seen is None else seen
    with office.work(acting(office, login)) as work:
        drafting.edit(work, document, content, revision=at)


def row(office: Office, document: str):  # type: ignore[no-untyped-def]  # a row of many columns
    """Return the document's row as its drafter sees it."""
    with office.look(acting(office, *DRAFTER)) as work:
        return dossier.read(work, document).document


def test_a_draft_is_changed_as_often_as_its_drafter_likes(province: Office) -> None:
    document = stories.draft(province)
    edit(province, document)
    edit(province, document, replace(CHANGED, urgency=2))
    changed = row(province, document)
    assert (changed.subject, changed.body, changed.urgency) == (CHANGED.subject, "Câu mới.", 2)
    assert stories.problems(province) == []
    stories.act(province, document, "submit")
    assert stories.problems(province) == []


def test_the_second_of_two_edits_of_the_same_text_is_a_conflict(both_provinces: Office) -> None:
    document = stories.draft(both_provinces)
    seen = revision(both_provinces, document)
    edit(both_provinces, document, seen=seen)
    other = replace(CHANGED, body="Câu khác.")
    stories.check_refusal(
        both_provinces, Conflict, lambda: edit(both_provinces, document, other, seen=seen)
    )


@pytest.mark.parametrize("state", FROZEN)
def test_the_content_is_frozen_once_it_is_submitted(province: Office, state: str) -> None:
    document = stories.draft(province, state)
    ways: list[Callable[[], None]] = [
        lambda: edit(province, document),
        lambda: attach(province, document, b"scan"),
        lambda: detach(province, document, 1),
    ]
    for way in ways:
        stories.check_refusal(province, Refused, way)


@pytest.mark.parametrize("login", ["tp.vx", "vt.tinh", "ct.tinh"])
def test_only_the_drafter_changes_the_text(province: Office, login: str) -> None:
    document = stories.draft(province)
    stories.check_refusal(province, Refused, lambda: edit(province, document, login=login))


def test_a_stranger_is_told_that_there_is_no_such_draft(province: Office) -> None:
    document = stories.draft(province)
    stories.check_refusal(
        province, NotFound, lambda: edit(province, document, login="cv.snv", seen=1)
    )


def test_another_division_is_told_that_there_is_no_such_draft(province: Office) -> None:
    document = stories.draft(province)
    with pytest.raises(NotFound):
        edit(province, document, login="cv.th")


@pytest.mark.parametrize(
    "bad",
    [
        replace(LETTER, type_code="??"),
        replace(LETTER, subject="x" * 501),
        replace(LETTER, urgency=5),
        replace(LETTER, urgency=-1),
    ],
    ids=["type", "subject", "urgency", "negative urgency"],
)
def test_fields_that_cannot_be_are_refused(province: Office, bad: Content) -> None:
    document = stories.draft(province)
    stories.check_refusal(province, Invalid, lambda: edit(province, document, bad))
    stories.check_refusal(province, Invalid, lambda: start(province, "cv.vx", bad))


def test_submitting_again_makes_the_next_version_with_the_text_of_that_time(
    province: Office,
) -> None:
    document = stories.draft(province, "content_review")
    stories.move(province, ("tp.vx", "unit_head"), document, "return_content", REASON)
    edit(province, document)
    stories.act(province, document, "submit")
    with province.look(acting(province, *DRAFTER)) as work:
        versions = dossier.read(work, document).versions
    assert [(v.version, v.body) for v in versions] == [(1, LETTER.body), (2, CHANGED.body)]
    assert versions[0].digest != versions[1].digest
    assert row(province, document).content_digest == versions[1].digest


def test_files_belong_to_what_is_reviewed(province: Office) -> None:
    document = stories.draft(province)
    attach(province, document, b"one")
    attach(province, document, b"two")
    detach(province, document, 1)
    stories.act(province, document, "submit")
    with province.look(acting(province, *DRAFTER)) as work:
        read = dossier.read(work, document)
    assert [file.name for file in read.attachments] == ["phu_luc.txt"]
    assert read.story[-1].record["files"] == [read.attachments[0].digest]
    assert stories.problems(province) == []


@pytest.mark.parametrize("login", ["ttra.tinh", "qt.tinh"])
def test_who_only_reads_or_administers_does_not_draft(province: Office, login: str) -> None:
    stories.check_refusal(province, Refused, lambda: start(province, login))


def test_an_answer_names_a_document_that_its_drafter_may_know_of(province: Office) -> None:
    asked = stories.incoming(province, "in_progress")
    answer = start(province, "cv.vx", answers=asked)
    with province.look(acting(province, *DRAFTER)) as work:
        assert dossier.read(work, answer).answers == asked
        assert [a.public_id for a in dossier.read(work, asked).answered_by] == [answer]
    stories.check_refusal(province, NotFound, lambda: start(province, "cv.kt", answers=asked))


def test_recipients_are_chosen_until_the_issue(province: Office) -> None:
    document = stories.draft(province, "numbered")
    address(province, document, "vt.tinh", "ubnd-bac-ai", "snv")
    with province.look(acting(province, "vt.tinh")) as work:
        chosen = {r.unit_id for r in drafting.addressed(work, document)}
    assert chosen == {stories.unit(province, "ubnd-bac-ai"), stories.unit(province, "snv")}
    stories.act(province, document, "issue")
    stories.check_refusal(province, Refused, lambda: address(province, document, "vt.tinh", "snv"))


@pytest.mark.parametrize(
    ("unit", "values"),
    [
        ("snv", {"channel": PAPER}),
        ("snv", {"channel": PARALLEL, "paper_reason": "  "}),
        ("snv", {"channel": "fax"}),
        ("ubnd-ninh-thuan", {}),
        ("phong-vx-ninh-thuan", {}),
    ],
    ids=["paper without reason", "blank reason", "fax", "itself", "no clerk"],
)
def test_a_recipient_that_cannot_be_sent_to_is_refused(
    province: Office, unit: str, values: dict[str, str]
) -> None:
    document = stories.draft(province)
    bad = Recipient(unit_id=stories.unit(province, unit), **values)
    stories.check_refusal(province, Invalid, lambda: address(province, document, "cv.vx", bad))


def test_nobody_is_addressed_twice(province: Office) -> None:
    document = stories.draft(province)
    stories.check_refusal(
        province, Invalid, lambda: address(province, document, "cv.vx", "snv", "snv")
    )


@pytest.mark.parametrize(
    ("login", "refusal"), [("tp.vx", Refused), ("ct.tinh", Refused), ("vt.snv", NotFound)]
)
def test_recipients_are_chosen_by_the_drafter_or_the_clerk(
    province: Office, login: str, refusal: type[OfficeError]
) -> None:
    document = stories.draft(province)
    stories.check_refusal(province, refusal, lambda: address(province, document, login, "snv"))


def start(office: Office, login: str, content: Content = LETTER, answers: str | None = None) -> str:
    """Let somebody begin a draft."""
    with office.work(acting(office, login)) as work:
        return drafting.start(work, content, answers)


def attach(office: Office, document: str, content: bytes) -> None:
    """Let the drafter add a file."""
    with office.work(acting(office, *DRAFTER)) as work:
        drafting.attach(work, document, File("phu_luc.txt", content))


def detach(office: Office, document: str, position: int) -> None:
    """Let the drafter take a file off."""
    with office.work(acting(office, *DRAFTER)) as work:
        drafting.detach(work, document, position)


def address(office: Office, document: str, login: str, *named: str | Recipient) -> None:
    """Let somebody choose the recipients."""
    listed = [
        Recipient(unit_id=stories.unit(office, one)) if isinstance(one, str) else one
        for one in named
    ]
    with office.work(acting(office, login)) as work:
        drafting.address(work, document, listed)
