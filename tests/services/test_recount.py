"""Every figure is counted twice, by rows and by the sealed log: both come to the same."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import select, text

from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Refused
from office.domain.paper import PARALLEL
from office.models.documents import Document
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.documents import File
from office.services.figures import counting, recount
from office.services.outgoing.drafting import Recipient
from office.services.papers import post
from office.services.wire import recalling
from tests import papers, stories
from tests.make import Clock, acting
from tests.services import paper_stories, recounts
from tests.services.attacks import Undone, disarm
from tests.services.test_answering import answer
from tests.services.test_extensions import HEAD, LEADER, asking, assigned, part_id

BAC_AI = ("vt.bacai", "clerk")
WHY = "Gửi nhầm nơi nhận, xin thu hồi"


def on_paper(office: Office, clock: Clock) -> None:
    document = paper_stories.issued(office)
    paper_stories.printing(office, document, "ubnd-bac-ai", "snv", own=1, stamped=True)
    paper_stories.posting(office, document)
    paper_stories.posting(office, document, to="snv", way="hand")
    clock.tick(hours=20)
    paper_stories.came(office, document)


def taken_back_in_the_books(office: Office, clock: Clock) -> None:
    document = paper_stories.issued(office)
    paper_stories.printing(office, document, "ubnd-bac-ai", stamped=True)
    line = paper_stories.posting(office, document)
    clock.tick(days=3)
    with office.work(acting(office, "vt.tinh", "clerk")) as work:
        post.void(work, line, "Ghi nhầm bì thư")


def answered(office: Office, clock: Clock) -> None:
    document = stories.incoming(office, "in_progress")
    clock.tick(days=20)
    stories.act(office, answer(office, document), "issue")


def worked_on(office: Office, clock: Clock) -> None:
    stories.incoming(office, "completed")
    document = stories.incoming(office, "confirmation", "to_ninh_thuan/04_nghe_an_visit")
    clock.tick(hours=30)
    stories.move(office, LEADER, document, "rework", stories.REASON)
    clock.tick(days=30)
    stories.act(office, document, "report")
    stories.act(office, document, "confirm")


def given_more_time(office: Office, clock: Clock) -> None:
    document = assigned(office)
    stories.move(office, ("cv.vx", "specialist"), document, "ask_extension", asking())
    form = Form(which=part_id(office))
    stories.move(office, LEADER, document, "allow_extension", form)
    stories.move(office, HEAD, document, "forward", handing_on(office))


def handing_on(office: Office) -> Form:
    unit = stories.unit(office, "phong-vx-ninh-thuan")
    heir = Assignee(part=LEAD, unit_id=unit, person_id=stories.person(office, "tp.vx"))
    return Form(assignees=(heir,))


def sent_back(office: Office, clock: Clock) -> None:
    document = stories.incoming(office, "in_progress")
    stories.move(office, ("cv.vx", "specialist"), document, "send_back", stories.REASON)
    clock.tick(hours=5)
    stories.move(office, LEADER, document, "note")


def transferred(office: Office, clock: Clock) -> None:
    document = stories.incoming(office, "registered")
    form = Form(assignees=stories.directive(office).assignees)
    stories.move(office, ("vt.tinh", "clerk"), document, "transfer", form)


def refused(office: Office, clock: Clock) -> None:
    document = stories.draft(office, "issued", ("ubnd-bac-ai", "snv"))
    stories.move(office, BAC_AI, document, "refuse", stories.REASON)
    other = stories.incoming(office, "registered")
    stories.move(office, ("vt.tinh", "clerk"), other, "return_to_sender", stories.REASON)


def recalled(office: Office, clock: Clock) -> None:
    document = stories.draft(office, "issued", ("ubnd-bac-ai", "snv"))
    stories.move(office, BAC_AI, document, "accept")
    with office.work(acting(office, "vt.tinh")) as work:
        recalling.ask(work, document, WHY, None)
    stories.move(office, BAC_AI, document, "agree_recall")
    kept = stories.draft(office, "issued", ("ubnd-bac-ai",))
    stories.move(office, BAC_AI, kept, "accept")
    with office.work(acting(office, "vt.tinh")) as work:
        recalling.ask(work, kept, WHY, None)
    stories.move(office, BAC_AI, kept, "decline_recall", stories.REASON)


def secret(office: Office, clock: Clock) -> None:
    with office.work(acting(office, "vt.tinh")) as work:
        registration.enter_secret(work, "out", "mat")
        registration.enter_secret(work, "in", "mat")


def letters(office: Office, clock: Clock) -> None:
    """Enter letters with and without a scan, one of them from an agency that works here."""
    for issuer, files in (("snv", ()), ("ubnd-bac-ai", (File("quet.pdf", papers.pdf("Một")),))):
        letter = Letter(
            issuer_unit_id=stories.unit(office, issuer), type_code="CV", number_text="12",
            notation="SNV-VP", issued_on=None, subject="Thư giấy",
        )  # fmt: skip
        with office.work(acting(office, "vt.tinh", "clerk")) as work:
            document = registration.enter_paper(work, letter, files)
        clock.tick(hours=9)
        stories.move(office, ("vt.tinh", "clerk"), document, "register")


def from_elsewhere(office: Office, clock: Clock) -> None:
    for path in sorted((stories.SAMPLES / "to_ninh_thuan").glob("*.edxml")):
        stories.take(office, path.read_bytes(), "mail:vpubnd@example.vn")
        clock.tick(hours=1)


def in_the_district(office: Office, clock: Clock) -> None:
    """Let what the province sent be worked on in a district, after a weekend."""
    why = "Cần bản giấy"
    to = Recipient(unit_id=stories.unit(office, "ubnd-bac-ai"), channel=PARALLEL, paper_reason=why)
    document = stories.draft(office, "issued", [to])
    clock.tick(days=4)
    for action in ("accept", "register", "submit"):
        stories.move(office, BAC_AI, document, action)
        clock.tick(hours=30)
    stories.move(office, ("ct.bacai", "leader"), document, "note")


STORIES: tuple[Callable[[Office, Clock], None], ...] = (
    on_paper, taken_back_in_the_books, answered, worked_on, given_more_time, sent_back, transferred,
    refused, recalled, secret, letters, from_elsewhere, in_the_district,
)  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_both_paths_come_to_the_same(
    both_provinces: Office, clock: Clock, story: Callable[[Office, Clock], None]
) -> None:
    story(both_provinces, clock)
    assert recounts.otherwise(both_provinces) == []


CHANGES = (
    "UPDATE deliveries SET channel = 'paper', paper_reason = 'Sửa tay' WHERE channel <> 'paper'",
    "UPDATE deliveries SET arrived_at = sent_at, sent_at = '2019-10-01 00:00:00.000000'",
    "UPDATE documents SET type_code = 'TB' WHERE origin = 'drafted'",
    "UPDATE documents SET pages = 40 WHERE origin = 'drafted'",
    "UPDATE paper_entries SET sheets = sheets + 1 WHERE event = 'print'",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_that_was_changed_is_found_and_its_document_named(
    province: Office, clock: Clock, change: str
) -> None:
    on_paper(province, clock)
    assert recounts.otherwise(province) == []
    with province.work() as work:
        work.db.execute(text("DROP TRIGGER paper_entries_no_update"))
        assert work.db.execute(text(change)).rowcount
        counting.keep_all(work, counting.batch(work, 0))
    found = recounts.check(province)
    assert not found.agrees
    assert found.many
    assert {one.public_id for one in found.differences} == {document_of(province)}


def test_a_sum_that_was_changed_is_found_though_every_line_agrees(
    province: Office, clock: Clock
) -> None:
    on_paper(province, clock)
    recounts.check(province)
    with province.work() as work:
        work.db.execute(text("UPDATE month_tallies SET amount = 9 WHERE measure = 'sent.paper'"))
    found = recounts.check(province)
    assert [one.second.indicator.code for one in found.compared if not one.agrees] == [
        "paper.deliveries"
    ]
    assert not found.many


ATTACKS = (
    "UPDATE movements SET body = CAST(replace(body, 'clerk', 'chief') AS BLOB)"
    " WHERE action = 'paper_print'",
    "DELETE FROM movements WHERE action = 'paper_receive'",
    "DELETE FROM movements WHERE action = 'paper_post'",
    "DELETE FROM movements",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_broken_log_is_not_counted(province: Office, clock: Clock, attack: str) -> None:
    on_paper(province, clock)
    what = recounts.asked(province)
    with suppress(Undone), province.work() as work:
        disarm(work)
        assert work.db.execute(text(attack)).rowcount
        with pytest.raises(Refused, match="nhật ký"):
            recount.run(work, what)
        raise Undone


def document_of(office: Office) -> str:
    with office.look() as work:
        return str(work.db.scalars(select(Document.public_id)).one())
