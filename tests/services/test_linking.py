"""Packets that replace, amend or correct: sent with their business, linked where they arrive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest
from sqlalchemy import func, select

from office.domain.relations import AMENDS, CORRECTS, REPLACES
from office.edxml import reader, writer
from office.edxml.values import DocumentPacket, Kind, Organ
from office.models.documents import Document
from office.models.exchange import Packet
from office.models.relations import DocumentRelation
from office.runtime import Office
from office.services.outgoing.drafting import Recipient
from office.services.places import units
from office.services.views import dossier
from office.services.wire import exchange, linking, packets
from tests import stories
from tests.make import acting
from tests.services.test_concurrency import at_once
from tests.services.test_relations import mend, shown

NGHE_AN = Organ(organ_id="000.00.00.H41", name="UBND tỉnh Nghệ An")
US = Organ(organ_id="000.00.00.H43", name="UBND tỉnh Ninh Thuận")
FIRST = "000.00.00.H41,2019/11/07,10/UBND-VX"
SECOND = "000.00.00.H41,2019/11/08,12/UBND-VX"


def packet(code: str, kind: Kind = Kind.NEW, sender: Organ = NGHE_AN, **more: object) -> bytes:
    """Return the bytes of a packet that carries a document to us."""
    number, _, notation = code.rpartition(",")[2].partition("/")
    made = DocumentPacket(
        sender=sender, recipients=(US,), document_id=code, number=number, notation=notation,
        promulgated_on=date(2019, 11, 8), type_name="Công văn", subject="Về việc kiểm tra",
        kind=kind, **more,  # type: ignore[arg-type]  # the fields of one kind each
    )  # fmt: skip
    ids = count()
    return writer.write(made, lambda: f"{code}-{next(ids)}")


REPLACEMENT = packet(SECOND, Kind.REPLACE, replaced=((FIRST, (US.organ_id,)),), reason="Thay thế")


def take(office: Office, data: bytes) -> str:
    """Receive a packet; return its verdict."""
    return stories.take(office, data).verdict


def named(office: Office, code: str) -> str:
    """Return the public id of the document with a code."""
    with office.look() as work:
        known = select(Document.public_id).where(Document.code == code)
        return work.db.execute(known).scalar_one()


def rows(office: Office) -> int:
    """Return how many relations there are."""
    with office.look() as work:
        return work.db.scalar(select(func.count()).select_from(DocumentRelation)) or 0


def test_a_packet_that_replaces_is_linked_with_the_document_it_replaces(
    both_provinces: Office,
) -> None:
    assert take(both_provinces, packet(FIRST)) == "accepted"
    assert take(both_provinces, REPLACEMENT) == "accepted"
    first, second = named(both_provinces, FIRST), named(both_provinces, SECOND)
    assert shown(both_provinces, first, "vt.tinh") == [(REPLACES, False, second)]
    assert shown(both_provinces, second, "vt.tinh") == [(REPLACES, True, first)]
    assert stories.state_of(both_provinces, first) == "arrived"  # nothing ended by itself
    assert stories.problems(both_provinces) == []


def test_the_same_packet_again_changes_nothing(both_provinces: Office) -> None:
    take(both_provinces, packet(FIRST))
    take(both_provinces, REPLACEMENT)
    before = stories.fingerprint(both_provinces, but={"packets", "facts"})
    assert take(both_provinces, REPLACEMENT) == "duplicate"
    other_bytes = REPLACEMENT.replace("Về việc kiểm tra".encode(), "Về việc rà soát".encode())
    assert take(both_provinces, other_bytes) == "refused"
    assert stories.fingerprint(both_provinces, but={"packets", "facts"}) == before


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("Đính chính thể thức", CORRECTS),
        ("ĐÍNH CHÍNH", CORRECTS),
        ("Cập nhật", AMENDS),
        ("", AMENDS),
    ],
)
def test_an_update_that_brings_a_document_of_its_own_amends_or_corrects(
    province: Office, reason: str, kind: str
) -> None:
    take(province, packet(FIRST))
    update = packet(SECOND, Kind.UPDATE, target_document_id=FIRST, reason=reason or None)
    assert take(province, update) == "accepted"
    assert shown(province, named(province, FIRST), "vt.tinh")[0][0] == kind
    assert stories.problems(province) == []


def test_nobody_but_its_sender_replaces_a_document_and_the_attempt_is_kept(
    both_provinces: Office,
) -> None:
    take(both_provinces, packet(FIRST))
    stranger = Organ(organ_id="000.00.00.H99", name="Nơi khác")
    forged = packet("000.00.00.H99,2019/11/08,1/X", Kind.REPLACE, stranger, replaced=((FIRST, ()),))
    receipt = stories.take(both_provinces, forged)
    assert receipt.verdict == "refused"
    assert "only its sender" in receipt.message.en
    assert shown(both_provinces, named(both_provinces, FIRST), "vt.tinh") == []
    with both_provinces.look() as work:
        kept = select(Packet.verdict).where(Packet.digest == receipt.digest)
        assert work.db.scalar(kept) == "refused"
        assert work.db.scalar(select(func.count()).select_from(Document)) == 1


def test_nobody_replaces_what_was_issued_here_by_packet(province: Office) -> None:
    ours = stories.draft(province, "issued", ("ubnd-bac-ai",))
    with province.look(acting(province, "vt.tinh")) as work:
        code = dossier.read(work, ours).document.code
    for sender in (NGHE_AN, US):
        forged = packet(f"{sender.organ_id},2019/11/08,9/X", Kind.REPLACE, sender,
                        replaced=((code, ()),))  # fmt: skip
        take(province, forged)
    assert shown(province, ours, "vt.tinh") == []
    assert stories.problems(province) == []


def test_without_its_check_a_stranger_would_bring_a_replacement(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(province, packet(FIRST))
    monkeypatch.setattr(linking, "check", lambda *_: None)
    stranger = Organ(organ_id="000.00.00.H99", name="Nơi khác")
    forged = packet("000.00.00.H99,2019/11/08,1/X", Kind.REPLACE, stranger, replaced=((FIRST, ()),))
    assert take(province, forged) == "accepted"


def test_an_original_that_comes_later_is_linked_when_it_comes(both_provinces: Office) -> None:
    assert take(both_provinces, REPLACEMENT) == "accepted"
    second = named(both_provinces, SECOND)
    assert shown(both_provinces, second, "vt.tinh") == [(REPLACES, True, None)]
    assert stories.problems(both_provinces) == []
    assert take(both_provinces, packet(FIRST)) == "accepted"
    first = named(both_provinces, FIRST)
    assert shown(both_provinces, first, "vt.tinh") == [(REPLACES, False, second)]
    assert shown(both_provinces, second, "vt.tinh") == [(REPLACES, True, first)]
    assert rows(both_provinces) == 1
    assert stories.problems(both_provinces) == []


def test_a_strangers_document_of_that_code_is_not_taken_for_the_original(
    province: Office,
) -> None:
    take(province, REPLACEMENT)
    take(province, packet(FIRST, sender=Organ(organ_id="000.00.00.H99", name="Nơi khác")))
    assert shown(province, named(province, SECOND), "vt.tinh") == [(REPLACES, True, None)]
    assert stories.problems(province) == []


def test_an_original_and_its_replacement_that_come_at_once_find_each_other(
    both_provinces: Office,
) -> None:
    with both_provinces.work() as work:
        units.external(work, NGHE_AN.organ_id, NGHE_AN.name or "")

    def taking(data: bytes) -> Callable[[], object]:
        def act() -> None:
            with both_provinces.work() as work:
                exchange.receive(work, data, "cùng lúc")

        return act

    assert at_once([taking(packet(FIRST)), taking(REPLACEMENT)]) == [None, None]
    first, second = named(both_provinces, FIRST), named(both_provinces, SECOND)
    assert shown(both_provinces, first, "vt.tinh") == [(REPLACES, False, second)]
    assert stories.problems(both_provinces) == []


def test_what_replaces_itself_only_asks_as_an_update_of_itself_does(province: Office) -> None:
    take(province, packet(FIRST))
    assert take(province, packet(FIRST, Kind.REPLACE, replaced=((FIRST, ()),))) == "recorded"
    with province.look(acting(province, "vt.tinh")) as work:
        read = dossier.read(work, named(province, FIRST))
    assert [one.kind for one in read.requests] == ["replace"]
    assert rows(province) == 0


@pytest.mark.parametrize(
    ("kind", "wire"), [(REPLACES, Kind.REPLACE), (AMENDS, Kind.UPDATE), (CORRECTS, Kind.UPDATE)]
)
def test_our_packet_says_what_it_does_and_to_which_document(
    both_provinces: Office, kind: str, wire: Kind
) -> None:
    with both_provinces.work() as work:
        nghe_an = units.external(work, NGHE_AN.organ_id, NGHE_AN.name or "")
    document = stories.draft(both_provinces, "issued", (Recipient(unit_id=nghe_an), "snv"))
    newer = mend(both_provinces, document, kind)
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        code = dossier.read(work, document).document.code
        data = packets.document(work, newer)
    assert data is not None
    sent = reader.read(data)
    assert isinstance(sent, DocumentPacket)
    assert sent.kind is wire
    if kind == REPLACES:
        assert sent.replaced == ((code, (NGHE_AN.organ_id,)),)
    else:
        assert sent.target_document_id == code
        assert sent.amendments[0].content_changed
        assert (sent.reason or "").startswith("Đính chính" if kind == CORRECTS else "Sửa đổi")
    assert linking.originals(sent) == [code]
