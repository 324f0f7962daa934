"""Reminding recipients to accept what was sent: one act, once a day each, sealed once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from office.domain.errors import NotFound, Refused
from office.jobs import run
from office.models.movements import Movement
from office.models.notices import Notification
from office.models.outbox import OutboxMessage
from office.runtime import Office
from office.services.views import dossier
from office.services.views.dossier import Happening
from office.services.views.matrix import Sift
from office.services.wire import packets, reminding
from office.services.wire.reminding import Reminded
from tests import stories
from tests.make import Clock, acting
from tests.services.attacks import found_after
from tests.services.test_concurrency import at_once
from tests.services.test_exchange_status import tell
from tests.services.test_matrix import CLERK, DISTRICT, NO_SIFT, OTHER, by_key, document

__all__ = ["document"]


def remind(office: Office, document: str, sift: Sift = NO_SIFT, login: str = "vt.tinh") -> Reminded:
    """Let somebody remind whoever has not received it."""
    with office.work(acting(office, login)) as work:
        return reminding.remind(work, document, sift)


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
