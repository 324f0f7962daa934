"""The tracking matrix: every recipient and step, who is overdue, reminding once a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from office.domain.errors import NotFound, Refused
from office.jobs import run
from office.models.movements import Movement
from office.models.notices import Notification
from office.models.outbox import OutboxMessage
from office.runtime import Office
from office.services.outgoing.drafting import Recipient
from office.services.places import units
from office.services.views import dossier, inboxes, matrix
from office.services.views.dossier import Happening
from office.services.views.matrix import Line, Matrix, Sift
from office.services.views.tracked import NOWHERE
from office.services.wire import packets, reminding
from office.services.wire.reminding import Reminded
from tests import stories
from tests.make import Clock, acting
from tests.services.attacks import found_after
from tests.services.test_concurrency import at_once
from tests.services.test_exchange_status import tell

DISTRICT, OTHER = "ubnd-bac-ai", "snv"
CLERK = ("vt.bacai", "clerk")
NO_SIFT = Sift()


@pytest.fixture
def document(both_provinces: Office) -> str:
    """Hand in a letter of the province to a district, a department and Nghệ An elsewhere."""
    with both_provinces.work() as work:
        nghe_an = units.external(work, "000.00.00.H41", "UBND tỉnh Nghệ An")
    sent = (DISTRICT, OTHER, Recipient(unit_id=nghe_an))
    return stories.draft(both_provinces, "issued", sent)


def seen(office: Office, document: str, sift: Sift = NO_SIFT, login: str = "vt.tinh") -> Matrix:
    """Return a page of the matrix as somebody sees it."""
    with office.look(acting(office, login)) as work:
        return matrix.page(work, document, sift)


def by_key(office: Office, document: str, sift: Sift = NO_SIFT) -> dict[str, Line]:
    """Return the lines of the matrix by the recipients' keys."""
    with office.look(acting(office, "vt.tinh")) as work:
        lines = matrix.page(work, document, sift).lines
        return {work.tree[line.recipient.unit_id].key: line for line in lines}


def remind(office: Office, document: str, sift: Sift = NO_SIFT, login: str = "vt.tinh") -> Reminded:
    """Let somebody remind whoever has not received it."""
    with office.work(acting(office, login)) as work:
        return reminding.remind(work, document, sift)


def test_each_step_stands_with_its_moment_and_who_took_it(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    sent = clock.now
    for action in ("accept", "register", "submit"):
        clock.tick(minutes=10)
        stories.move(both_provinces, CLERK, document, action)
    stories.move(both_provinces, ("vt.snv", "clerk"), document, "refuse", stories.REASON)
    lines = by_key(both_provinces, document)
    marks = lines[DISTRICT].marks
    assert (marks["sent"].at, marks["arrived"].at) == (sent, sent)
    assert marks["received"].at == sent + timedelta(minutes=10)
    assert marks["received"].who == "Katơr Thị Hương"
    assert marks["assigned"].at == sent + timedelta(minutes=30)
    refused = lines[OTHER]
    assert (refused.recipient.step, refused.marks["refused"].reason) == (
        "refused", stories.REASON.reason,
    )  # fmt: skip
    assert seen(both_provinces, document).steps == {"sent": 1, "assigned": 1, "refused": 1}


def test_what_another_system_reports_stands_with_the_others(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    for code, step in (("01", "arrived"), ("03", "received"), ("05", "assigned"), ("06", "done")):
        clock.tick(hours=1)
        tell(both_provinces, document, code)
        line = by_key(both_provinces, document)["@000.00.00.H41"]
        assert (line.recipient.step, line.marks[step].at) == (step, clock.now)
        assert line.recipient.elsewhere
    assert line.marks["received"].who == ""  # a system said so, and names nobody


def test_what_was_not_received_on_its_day_is_overdue_and_later_it_was_late(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    assert seen(both_provinces, document).filters["overdue"] == 0
    clock.tick(days=1)  # Friday has ended
    found = seen(both_provinces, document)
    assert found.filters == {"unreceived": 3, "overdue": 3, "late": 0}
    stories.move(both_provinces, CLERK, document, "accept")
    found = seen(both_provinces, document)
    assert found.filters == {"unreceived": 2, "overdue": 2, "late": 1}
    assert list(by_key(both_provinces, document, Sift(step="late"))) == [DISTRICT]


def test_paper_alone_is_never_overdue_by_wire(province: Office, clock: Clock) -> None:
    paper = Recipient(
        unit_id=stories.unit(province, OTHER), channel="paper", paper_reason="Kèm đĩa bản vẽ"
    )
    document = stories.draft(province, "issued", (paper,))
    clock.tick(days=7)
    (line,) = seen(province, document).lines
    assert (line.recipient.overdue, line.recipient.receive_by) == (False, None)
    assert line.recipient.paper_reason == "Kèm đĩa bản vẽ"
    assert line.marks.keys() == {"sent"}


def test_it_is_sifted_by_step_kind_place_and_a_name_without_accents(
    both_provinces: Office, document: str
) -> None:
    kind = by_key(both_provinces, document)[DISTRICT].recipient.kind
    place = by_key(both_provinces, document)[DISTRICT].recipient.place
    for sift, keys in (
        (Sift(step="sent"), {"@000.00.00.H41"}),
        (Sift(kind=kind), {DISTRICT}),
        (Sift(place=place), {DISTRICT, OTHER}),
        (Sift(place=NOWHERE), {"@000.00.00.H41"}),
        (Sift(name="bac ai"), {DISTRICT}),
        (Sift(name="Sở NỘI vụ"), {OTHER}),
        (Sift(name="không có"), set()),
    ):
        assert set(by_key(both_provinces, document, sift)) == keys
        assert seen(both_provinces, document, sift).found == len(keys)
        assert seen(both_provinces, document, sift).all == 3


def test_pages_follow_each_other_without_gap_or_double(both_provinces: Office) -> None:
    with both_provinces.look() as work:
        keys = [u.id for u in work.tree.units.values() if u.kind.code == "ubnd_xa"][:23]
    document = stories.draft(both_provinces, "issued", [Recipient(unit_id=key) for key in keys])
    found: list[int] = []
    after = None
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        while True:
            page = matrix.page(work, document, NO_SIFT, after, limit=5)
            found += [line.recipient.unit_id for line in page.lines]
            if (after := page.older) is None:
                break
        whole = [line.recipient.unit_id for line in matrix.every(work, document, NO_SIFT)]
    assert found == whole
    assert sorted(found) == sorted(keys)


def test_a_page_begins_where_the_last_one_ended_though_its_last_line_was_sifted_out(
    both_provinces: Office, document: str
) -> None:
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        first = matrix.page(work, document, Sift(step="arrived"), limit=1)
        assert first.older is not None
        key = work.tree[first.older].key
    clerk = {"snv": ("vt.snv", "clerk"), DISTRICT: CLERK}[key]
    stories.move(both_provinces, clerk, document, "accept")
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        rest = matrix.page(work, document, Sift(step="arrived"), first.older)
        assert len(rest.lines) == 1
        assert rest.lines[0].recipient.unit_id != first.older


def test_only_the_senders_side_sees_it(both_provinces: Office, document: str) -> None:
    for login in ("vt.bacai", "vt.phuocdai", "cv.th"):
        with pytest.raises(NotFound):
            seen(both_provinces, document, login=login)
    assert seen(both_provinces, document, login="cv.vx").all == 3
    assert seen(both_provinces, document, login="ttra.tinh").all == 3


def test_one_act_reminds_all_who_have_not_received_it(
    both_provinces: Office, document: str
) -> None:
    stories.move(both_provinces, CLERK, document, "accept")
    run.drain(both_provinces)
    done = remind(both_provinces, document)
    assert (done.here, done.again, done.unreachable, done.today) == (1, 1, 0, 0)
    run.drain(both_provinces)
    with both_provinces.look() as work:
        told = select(Notification.person_id).where(Notification.event == "receipt_reminded")
        assert list(work.db.scalars(told)) == [stories.person(both_provinces, "vt.snv")]
        acts = select(Movement.seq).where(Movement.action == "remind_receipt")
        assert len(work.db.scalars(acts).all()) == 1
    lines = by_key(both_provinces, document)
    assert {key for key, line in lines.items() if line.recipient.reminded_at} == {
        OTHER, "@000.00.00.H41",
    }  # fmt: skip
    assert stories.problems(both_provinces) == []


def test_nobody_is_reminded_twice_on_one_day(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    remind(both_provinces, document, Sift(name="noi vu"))
    assert remind(both_provinces, document).today == 1
    stories.check_refusal(both_provinces, Refused, lambda: remind(both_provinces, document))
    clock.tick(hours=16)  # Friday, 23:30
    with pytest.raises(Refused, match="Hôm nay"):
        remind(both_provinces, document)
    clock.tick(hours=1)
    assert remind(both_provinces, document).here == 2
    assert stories.problems(both_provinces) == []


def test_of_two_who_remind_at_once_one_does(both_provinces: Office, document: str) -> None:
    clerk = acting(both_provinces, "vt.tinh")

    def act() -> None:
        with both_provinces.work(clerk) as work:
            reminding.remind(work, document, NO_SIFT)

    outcomes = at_once([act, act, act])
    assert sum(outcome is None for outcome in outcomes) == 1
    with both_provinces.look() as work:
        acts = select(Movement.seq).where(Movement.action == "remind_receipt")
        assert len(work.db.scalars(acts).all()) == 1
    assert stories.problems(both_provinces) == []


def test_the_packet_goes_again_as_the_very_same_bytes(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    run.drain(both_provinces)
    with both_provinces.look() as work:
        first = packets.document(work, document)
    clock.tick(days=1)
    assert remind(both_provinces, document).again == 1
    with both_provinces.look() as work:
        promised = select(OutboxMessage.id).where(OutboxMessage.kind == "send_packets")
        assert len(work.db.scalars(promised).all()) == 2
        assert packets.document(work, document) == first
    run.drain(both_provinces)
    sent = both_provinces.settings.instance / "exchange" / "out" / f"{document}.edxml"
    assert sent.read_bytes() == first


def test_who_reported_the_arrival_from_elsewhere_can_only_be_called(
    both_provinces: Office, document: str
) -> None:
    tell(both_provinces, document, "01")
    assert remind(both_provinces, document).unreachable == 1
    with pytest.raises(Refused, match="hệ thống khác"):
        remind(both_provinces, document, Sift(name="nghe an"))


def test_when_everybody_answered_there_is_nobody_to_remind(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    stories.move(province, CLERK, document, "accept")
    stories.check_refusal(province, Refused, lambda: remind(province, document))


def test_only_the_clerk_the_chief_and_the_leader_of_the_sender_remind(
    both_provinces: Office, document: str
) -> None:
    for login in ("cv.vx", "tp.vx", "ttra.tinh"):
        stories.check_refusal(
            both_provinces, Refused, lambda who=login: remind(both_provinces, document, login=who)
        )
    stories.check_refusal(
        both_provinces, NotFound, lambda: remind(both_provinces, document, login="vt.bacai")
    )


@pytest.mark.parametrize(
    "change",
    ["reminded_at = '2019-11-07 00:00:00.000000' WHERE reminded_at IS NOT NULL",
     "reminded_at = NULL", "reminded_at = '2019-11-08 00:30:00.000000'"],
)  # fmt: skip
def test_a_reminder_changed_behind_the_office_is_found(province: Office, change: str) -> None:
    document = stories.draft(province, "issued", (DISTRICT, OTHER))
    remind(province, document, Sift(name="noi vu"))
    found = found_after(province, f"UPDATE deliveries SET {change}")  # noqa: S608  # our own words
    assert any("was reminded otherwise" in problem for problem in found)


def test_a_recipient_reads_of_its_own_reminder_and_of_no_other(
    both_provinces: Office, document: str
) -> None:
    remind(both_provinces, document, Sift(name="noi vu"))
    acts = {
        login: [h.record["act"] for h in _story(both_provinces, document, login)]
        for login in ("vt.snv", "vt.bacai", "vt.tinh")
    }
    assert "remind_receipt" in acts["vt.snv"]
    assert "remind_receipt" in acts["vt.tinh"]
    assert "remind_receipt" not in acts["vt.bacai"]


def _story(office: Office, document: str, login: str) -> Sequence[Happening]:
    with office.look(acting(office, login)) as work:
        return dossier.read(work, document).story


def test_the_clerk_has_the_documents_with_overdue_receipts_in_a_folder(
    both_provinces: Office, document: str, clock: Clock
) -> None:
    def listed() -> list[str]:
        with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
            page = inboxes.page(work, "receipts-overdue")
            counted = {folder.name: n for folder, n in inboxes.counts(work)}
        assert counted["receipts-overdue"] == len(page.items)
        return [item.public_id for item in page.items]

    assert listed() == []
    clock.tick(days=1)
    assert listed() == [document]
    stories.move(both_provinces, CLERK, document, "accept")
    stories.move(both_provinces, ("vt.snv", "clerk"), document, "refuse", stories.REASON)
    assert listed() == [document]
    tell(both_provinces, document, "03")
    assert listed() == []
