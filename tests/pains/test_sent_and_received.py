"""What people of such offices complain of: sending, receiving, many at once, taking back.

Each test plays a complaint as it was told, and checks what we promise instead.
"""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from office.domain import recalls
from office.domain.asks import LEAD, Assignee
from office.domain.errors import Refused
from office.jobs import run
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.notices import Notification
from office.runtime import Office
from office.services.desk.batch_lines import DONE, REFUSED
from office.services.views import dossier, inboxes
from office.services.wire import recalling
from tests import stories
from tests.make import acting
from tests.services import test_batches as batches
from tests.services.test_concurrency import at_once
from tests.services.test_intake import take
from tests.web.desk import Desk

DISTRICT, CLERK = "ubnd-bac-ai", ("vt.bacai", "clerk")
COMMUNES = tuple(
    f"ubnd-xa-phuoc-{name}" for name in ("binh", "hoa", "tan", "tien", "thang", "chinh")
)
WHY = "Gửi nhầm nơi nhận, xin thu hồi"


def test_pain_01_they_say_they_never_received_it(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    page = f"/documents/{document}"
    sender, recipient = Desk(province, "vt.tinh"), Desk(province, "vt.bacai")
    told = sender.read(page)
    assert ("đã đến lúc" in told, "chưa mở" in told, "chưa tiếp nhận" in told) == (True,) * 3
    recipient.read(page)
    told = sender.read(page)
    assert ("đã mở lúc" in told, "chưa tiếp nhận" in told) == (True, True)
    stories.move(province, CLERK, document, "accept")
    assert "đã tiếp nhận lúc" in sender.read(page)


def test_pain_02_one_document_several_units(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT, *COMMUNES))
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(Document)) == 1
        assert work.db.scalar(select(func.count()).select_from(Delivery)) == 1 + len(COMMUNES)
    for login in ("vt.bacai", "vt.phuocthang"):
        with province.look(acting(province, login)) as work:
            arrived = inboxes.page(work, "arrivals").items
            assert [item.public_id for item in arrived] == [document]


def test_pain_03_bulk_routing_silently_skips_the_notifications(province: Office) -> None:
    batches.letters(province, 3)
    lead = Assignee(part=LEAD, unit_id=stories.unit(province, "phong-vx-ninh-thuan"))
    for ticket in batches.tickets(province, "to-register"):
        take(province, ticket.document)
    asked = batches.tickets(province, "to-submit")
    report = batches.run(province, "transfer", asked, lead=lead)
    assert report.count(DONE) == len(asked)
    run.drain(province)
    head = stories.person(province, "tp.vx")
    with province.look() as work:
        told = select(func.count()).where(
            Notification.person_id == head, Notification.event == "assigned"
        )
        assert work.db.scalar(told) == len(asked)


def test_pain_04_bulk_is_all_or_nothing_or_hides_which_failed(province: Office) -> None:
    _, second, _ = batches.letters(province, 3)
    asked = batches.tickets(province, "to-register")
    take(province, second)  # a colleague was faster
    batch = batches.begin(province, batches.Wanted(action="register", tickets=asked))
    report = batches.go(province, batch)
    assert (report.count(DONE), report.count(REFUSED)) == (2, 1)
    failed = [line for line in report.lines if line.status == REFUSED]
    assert [(line.document, bool(line.outcome.vi)) for line in failed] == [(second, True)]
    assert batches.numbers(province) == [1, 2, 3]


def test_pain_10_a_mistaken_send_cannot_be_undone(both_provinces: Office) -> None:
    document = stories.draft(both_provinces, "issued", (DISTRICT, "snv"))
    stories.move(both_provinces, ("vt.snv", "clerk"), document, "accept")
    with both_provinces.work(acting(both_provinces, "vt.tinh")) as work:
        seen = {one.at.unit_id: one.way for one in recalling.prospects(work, document)}
        done = recalling.ask(work, document, WHY, seen)
    assert {one.way for one in done} == {recalls.AT_ONCE, recalls.BY_CONSENT}
    assert not any(one.other for one in done)  # what was shown before pressing is what came
    assert stories.state_of(both_provinces, document, "vt.bacai") == "recalled"
    stories.move(both_provinces, ("vt.snv", "clerk"), document, "agree_recall")
    assert stories.state_of(both_provinces, document, "vt.snv") == "recalled"


def test_pain_11_a_recall_races_with_the_recipient(both_provinces: Office) -> None:
    office = both_provinces
    documents = [stories.draft(office, "issued", (DISTRICT,)) for _ in range(3)]

    def recall(document: str) -> None:
        with office.work(acting(office, "vt.tinh")) as work:
            recalling.ask(work, document, WHY)

    for document in documents:
        at_once(
            [
                lambda: stories.move(office, CLERK, document, "accept"),  # noqa: B023  # at once
                lambda: recall(document),  # noqa: B023  # at once
            ]
        )
        with office.look(acting(office, "vt.bacai")) as work:
            (asked,) = dossier.read(work, document).recalls
        ends = (stories.state_of(office, document, "vt.bacai"), asked.answer)
        assert ends in [("recalled", "taken_back"), ("accepted", "")]
    assert stories.problems(office) == []


def test_pain_12_the_receipt_fails_and_the_case_is_open_in_both(both_provinces: Office) -> None:
    packet = stories.sample(stories.REQUEST)
    first = stories.take(both_provinces, packet)
    for _ in range(3):  # the partner did not see our receipt, and sends again
        again = stories.take(both_provinces, packet)
        assert again.verdict == "duplicate"
        assert again.digest == first.digest
    with both_provinces.look() as work:
        assert work.db.scalar(select(func.count()).select_from(Document)) == 1
        assert work.db.scalar(select(func.count()).select_from(Delivery)) == 1


def test_pain_13_refused_without_an_understandable_reason(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    with pytest.raises(Refused):
        stories.move(province, CLERK, document, "refuse")
    why = "Thiếu phụ lục 2; đề nghị gửi lại kèm phụ lục"
    stories.move(province, CLERK, document, "refuse", stories.Form(reason=why))
    assert why in Desk(province, "vt.tinh").read(f"/documents/{document}")
    run.drain(province)
    assert "Nơi nhận từ chối tiếp nhận" in Desk(province, "vt.tinh").read("/notifications")


def test_pain_14_copies_in_two_units_drift_apart(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT, "snv"))
    run.drain(province)
    seen = []
    for login in ("vt.tinh", "vt.bacai", "vt.snv"):
        with province.look(acting(province, login)) as work:
            read = dossier.read(work, document)
            files = tuple(row.digest for row in read.attachments)
            seen.append((read.document.id, read.document.subject, read.document.body, files))
    assert len(set(seen)) == 1
    assert seen[0][3]  # and there is something to drift
