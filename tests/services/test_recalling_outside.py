"""Recalling from agencies in other systems: asked by packet, answered by status 15 or 16."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from office.domain.asks import Form
from office.edxml import reader
from office.edxml.values import DocumentPacket, Kind, StatusPacket
from office.jobs import run
from office.models.deliveries import Delivery
from office.models.outbox import OutboxMessage
from office.models.recalls import Recall
from office.runtime import Office
from office.services.views import dossier
from office.services.wire import recalling
from tests import stories
from tests.make import Clock, acting
from tests.services.test_exchange_status import OURS, document, state, tell
from tests.services.test_recalling import WHY, answers, recall

__all__ = ["document"]


def packets(office: Office) -> list[Path]:
    """Return the recalls that wait to be sent."""
    run.drain(office)
    folder = Path(office.settings.instance) / "exchange" / "out"
    return sorted(folder.glob("*-recall.edxml"))


def test_before_it_was_accepted_status_13_goes_out(both_provinces: Office, document: str) -> None:
    recall(both_provinces, document)
    (sent,) = packets(both_provinces)
    packet = reader.read(sent.read_bytes())
    assert isinstance(packet, StatusPacket)
    assert (packet.code, packet.description) == (13, WHY)
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        code = dossier.read(work, document).document.code
    assert packet.response_for.document_id == code


def test_after_it_was_accepted_a_recall_packet_goes_out(
    both_provinces: Office, document: str
) -> None:
    tell(both_provinces, document, "03")
    recall(both_provinces, document)
    (sent,) = packets(both_provinces)
    packet = reader.read(sent.read_bytes())
    assert isinstance(packet, DocumentPacket)
    assert (packet.kind, packet.reason, packet.attachments) == (Kind.RECALL, WHY, ())
    assert packet.target_document_id


def test_what_was_dropped_before_it_left_is_not_sent(both_provinces: Office, document: str) -> None:
    recall(both_provinces, document)
    with both_provinces.work(acting(both_provinces, "vt.tinh")) as work:
        (one,) = recalling.prospects(work, document)
        recalling.drop(work, document, one.at.unit_id, WHY)
    assert packets(both_provinces) == []


@pytest.mark.parametrize(
    ("code", "ends", "answer"), [("15", "recalled", "agreed"), ("16", "sent", "declined")]
)
def test_its_answer_ends_the_recall(
    both_provinces: Office, document: str, code: str, ends: str, answer: str
) -> None:
    recall(both_provinces, document)
    assert tell(both_provinces, document, code).verdict == "accepted"
    assert (state(both_provinces), answers(both_provinces)) == (ends, [answer])
    assert tell(both_provinces, document, code).verdict == "duplicate"
    assert stories.problems(both_provinces) == []


def test_what_it_had_completed_stays_completed(both_provinces: Office, document: str) -> None:
    tell(both_provinces, document, "06")
    recall(both_provinces, document)
    tell(both_provinces, document, "15")
    assert (state(both_provinces), answers(both_provinces)) == ("completed", ["agreed"])
    assert stories.problems(both_provinces) == []


def asked_by_packet(office: Office, received: str, n: int) -> None:
    """Let the sender of a document ask for it back by status 13, the n-th time."""
    with office.look(acting(office, "vt.tinh")) as work:
        known = dossier.read(work, received).document.code.encode()
    asked = stories.sample("status_cancellation_13").replace(OURS, known)
    asked = asked.replace(b"</edXML:Description>", b" %d</edXML:Description>" % n)
    assert stories.take(office, asked).verdict == "recorded"


def told(office: Office, received: str, code: int) -> list[bytes]:
    """Return our reports of a code, in the order in which they were promised."""
    run.drain(office)
    unit = stories.unit(office, "ubnd-ninh-thuan")
    out = Path(office.settings.instance) / "exchange" / "out"
    sent = {path.stem: path for path in out.glob(f"{received}-{unit}-{code}*.edxml")}
    return [sent[name].read_bytes() for name in sorted(sent, key=lambda name: (len(name), name))]


def test_our_answer_to_a_recall_that_came_by_packet_goes_back_with_its_code(
    province: Office,
) -> None:
    received = stories.receive(province, "to_ninh_thuan/04_nghe_an_visit")
    for n, (action, code) in enumerate((("decline_recall", 16), ("agree_recall", 15))):
        asked_by_packet(province, received, n)
        stories.move(province, ("vt.tinh", "clerk"), received, action, stories.REASON)
        (sent,) = told(province, received, code)
        packet = reader.read(sent)
        assert isinstance(packet, StatusPacket)
        assert packet.code == code
    assert stories.state_of(province, received) == "recalled"
    assert stories.problems(province) == []


def test_two_recalls_that_are_both_declined_have_an_answer_each(province: Office) -> None:
    received = stories.receive(province, "to_ninh_thuan/04_nghe_an_visit")
    whys = [Form(reason="Đang giải quyết hồ sơ"), Form(reason="Đã trả kết quả cho dân")]
    for n, why in enumerate(whys):
        asked_by_packet(province, received, n)
        stories.move(province, ("vt.tinh", "clerk"), received, "decline_recall", why)
    answers_sent = [reader.read(packet) for packet in told(province, received, 16)]
    said = [one.description for one in answers_sent if isinstance(one, StatusPacket)]
    assert said == [why.reason for why in whys]


def test_an_answer_that_is_sent_twice_is_the_same_to_the_byte(
    province: Office, clock: Clock
) -> None:
    received = stories.receive(province, "to_ninh_thuan/04_nghe_an_visit")
    asked_by_packet(province, received, 0)
    stories.move(province, ("vt.tinh", "clerk"), received, "decline_recall", stories.REASON)
    before = told(province, received, 16)
    with province.work() as work:
        again = {"settled_at": None, "due_at": work.wall}
        work.db.execute(
            update(OutboxMessage).where(OutboxMessage.kind == "report_status").values(again)
        )
    clock.tick(hours=1)
    assert told(province, received, 16) == before


def test_a_recall_of_what_waits_already_is_noted_and_asks_nothing_twice(province: Office) -> None:
    received = stories.receive(province, "to_ninh_thuan/04_nghe_an_visit")
    with province.look(acting(province, "vt.tinh")) as work:
        known = dossier.read(work, received).document.code.encode()
    asked = stories.sample("status_cancellation_13").replace(OURS, known)
    stories.take(province, asked)
    stories.take(province, asked.replace(b"</edXML:Description>", b" nua</edXML:Description>"))
    with province.look() as work:
        assert len(work.db.scalars(select(Recall.id)).all()) == 1
        assert work.db.scalar(select(Delivery.state)) == "arrived"
    assert stories.problems(province) == []
