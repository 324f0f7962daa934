"""Packets as they really come: kept in every case, acted on once, nothing half stored."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from office.models.documents import Attachment, Document
from office.models.exchange import ChangeRequest, Packet, PacketClaim
from office.models.units import Unit
from office.runtime import Office
from office.services.views import dossier
from office.services.wire import exchange
from tests import stories
from tests.make import Clock, acting, settings_for
from tests.stories import REQUEST, SAMPLES, sample, take

NINH_THUAN = sorted((SAMPLES / "to_ninh_thuan").glob("*.edxml"))
OTHERS = sorted(SAMPLES.glob("*.edxml"))
VERDICTS = ["accepted"] * 4 + ["recorded"] * 2


def kept(office: Office):  # type: ignore[no-untyped-def]  # rows of many columns
    """Return the packets that were kept, in order."""
    with office.look() as work:
        return work.db.execute(select(Packet.__table__).order_by(Packet.id)).all()


def count(office: Office, table: type[Document] | type[Unit] | type[PacketClaim]) -> int:
    """Return how many rows a table has."""
    with office.look() as work:
        return work.db.scalar(select(func.count()).select_from(table)) or 0


def files(office: Office) -> set[str]:
    """Return the digests of every file in the store."""
    folder = Path(office.settings.instance) / "files"
    return {path.name for path in folder.rglob("*") if path.is_file() and len(path.name) >= 60}


def test_all_samples_get_the_verdict_they_deserve(both_provinces: Office) -> None:
    office = both_provinces
    received = [take(office, path.read_bytes(), path.name) for path in NINH_THUAN]
    assert [receipt.verdict for receipt in received] == VERDICTS
    assert len(OTHERS) == 13
    refused = [take(office, path.read_bytes(), path.name) for path in OTHERS]
    assert {receipt.verdict for receipt in refused} == {"refused"}
    assert count(office, Document) == 4
    assert stories.problems(office) == []


def test_every_packet_is_kept_as_its_bytes_came_with_the_verdict(both_provinces: Office) -> None:
    office = both_provinces
    came = [path.read_bytes() for path in NINH_THUAN + OTHERS]
    came += [b"", b"no packet", b"\xff\xfe", b"<!DOCTYPE a>" + came[0], came[0][:-200], came[0]]
    for data in came:
        take(office, data)
    rows = kept(office)
    assert [row.digest for row in rows] == [hashlib.sha256(data).hexdigest() for data in came]
    with office.look() as work:
        assert [work.storage.read(row.digest) for row in rows] == came
    assert [row.verdict for row in rows[-6:]] == ["refused"] * 5 + ["duplicate"]
    assert all(row.message_vi and row.message_en for row in rows)


def test_a_packet_becomes_a_document_with_its_fields_and_files(province: Office) -> None:
    document = stories.receive(province)
    with province.look(acting(province, "vt.tinh")) as work:
        read = dossier.read(work, document)
        for file in read.attachments:
            assert work.storage.check(file.digest)
    assert read.document.subject
    assert read.document.code.startswith("000.00.00.")
    assert read.document.respond_by is not None
    assert read.own_delivery is not None
    assert (read.own_delivery.state, read.own_delivery.channel) == ("arrived", "electronic")
    packet = read.story[0].record["packet"]
    assert packet["sha256"] == hashlib.sha256(sample(REQUEST)).hexdigest()


def test_a_packet_whose_paper_follows_is_counted_as_sent_with_paper(province: Office) -> None:
    document = stories.receive(province, "to_ninh_thuan/03_bnv_training_with_paper")
    with province.look(acting(province, "vt.tinh")) as work:
        own = dossier.read(work, document).own_delivery
    assert own is not None
    assert own.channel == "parallel"
    assert own.paper_reason


def test_an_urgent_packet_is_urgent_here(province: Office, clock: Clock) -> None:
    document = stories.receive(province, "to_ninh_thuan/02_vpcp_urgent")
    with province.look(acting(province, "vt.tinh")) as work:
        own = dossier.read(work, document).own_delivery
    assert own is not None
    assert own.urgency >= 3
    assert (own.due_at - clock.now).total_seconds() == 3600


def test_the_same_packet_again_changes_nothing(both_provinces: Office) -> None:
    office = both_provinces
    stories.receive(office)
    again = take(office, sample(REQUEST), "lần hai")
    assert again.verdict == "duplicate"
    assert (count(office, Document), count(office, PacketClaim)) == (1, 1)
    assert len(kept(office)) == 2


def test_the_same_identifier_with_other_content_is_refused_and_the_first_is_kept(
    province: Office,
) -> None:
    document = stories.receive(province)
    other = sample(REQUEST).replace(b"<edXML:Priority>0<", b"<edXML:Priority>1<")
    assert other != sample(REQUEST)
    receipt = take(province, other)
    assert receipt.verdict == "refused"
    assert "other content" in receipt.message.en
    assert count(province, Document) == 1
    with province.look(acting(province, "vt.tinh")) as work:
        assert dossier.read(work, document).document.urgency == 0


def test_who_is_unknown_here_gets_nothing_and_the_refusal_names_the_code(province: Office) -> None:
    stranger = sample(REQUEST).replace(b"000.00.00.H43", b"000.00.99.Z99")
    units = count(province, Unit)
    receipt = take(province, stranger)
    assert receipt.verdict == "refused"
    assert "000.00.99.Z99" in receipt.message.en
    assert (count(province, Document), count(province, Unit)) == (0, units)


def test_a_refused_packet_may_come_again_when_its_recipient_is_known(province: Office) -> None:
    stranger = sample(REQUEST).replace(b"000.00.00.H43", b"000.00.99.Z99")
    take(province, stranger)
    assert count(province, PacketClaim) == 0
    assert take(province, stranger).verdict == "refused"


def test_an_update_and_a_recall_are_recorded_and_change_nothing(province: Office) -> None:
    document = stories.receive(province, "to_ninh_thuan/04_nghe_an_visit")
    for name in ("05_nghe_an_update", "06_nghe_an_recall"):
        assert take(province, sample(f"to_ninh_thuan/{name}")).verdict == "recorded"
        assert take(province, sample(f"to_ninh_thuan/{name}")).verdict == "duplicate"
    with province.look(acting(province, "vt.tinh")) as work:
        read = dossier.read(work, document)
    assert [request.kind for request in read.requests] == ["update"]
    assert [(row.n, row.answer) for row in read.recalls] == [(1, "")]
    assert not read.content_closed
    assert read.own_delivery is not None
    assert read.own_delivery.state == "arrived"
    assert [told.record["act"] for told in read.story][1:] == ["ask_update", "ask_recall"]
    assert stories.problems(province) == []


def test_a_recall_of_what_is_not_here_is_refused(province: Office) -> None:
    assert take(province, sample("to_ninh_thuan/06_nghe_an_recall")).verdict == "refused"


def test_only_the_sender_may_recall_its_document(province: Office) -> None:
    stories.receive(province, "to_ninh_thuan/04_nghe_an_visit")
    recall = sample("to_ninh_thuan/06_nghe_an_recall")
    own = b"<edXML:OrganId>000.00.00.H41</edXML:OrganId>"
    assert own in recall
    forged = recall.replace(own, own.replace(b"H41", b"H99"))
    assert take(province, forged).verdict == "refused"
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(ChangeRequest)) == 0


def test_a_file_over_the_limit_leaves_nothing_half_stored(province: Office, tmp_path: Path) -> None:
    strict = Office(replace(settings_for(tmp_path), attachment_bytes=1000), Clock())
    before = files(strict)
    receipt = take(strict, sample(REQUEST))
    assert receipt.verdict == "refused"
    assert "larger than" in receipt.message.en
    assert (count(strict, Document), count(strict, PacketClaim)) == (0, 0)
    with strict.look() as work:
        assert work.db.scalar(select(func.count()).select_from(Attachment)) == 0
    assert len(files(strict) - before) == 1  # the packet itself
    assert take(strict, sample("to_ninh_thuan/04_nghe_an_visit")).verdict in ("accepted", "refused")
    strict.engine.dispose()
    assert take(province, sample(REQUEST)).verdict == "accepted"


def test_one_bad_packet_among_good_ones_does_not_stop_them(province: Office) -> None:
    good = [path.read_bytes() for path in NINH_THUAN[:2]]
    with province.work() as work:
        receipts = [exchange.receive(work, d, "lô") for d in (good[0], b"<", good[1])]
    assert [receipt.verdict for receipt in receipts] == ["accepted", "refused", "accepted"]
    assert stories.problems(province) == []


@pytest.mark.parametrize("pages", ["99999999999", "9223372036854775808"])
def test_an_absurd_number_of_pages_harms_nobody(both_provinces: Office, pages: str) -> None:
    data = sample(REQUEST)
    start, end = data.index(b"<edXML:PageAmount>") + 18, data.index(b"</edXML:PageAmount>")
    absurd = data[:start] + pages.encode() + data[end:]
    assert take(both_provinces, absurd).verdict in ("accepted", "refused")
    assert stories.problems(both_provinces) == []
