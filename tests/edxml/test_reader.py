"""What the office understands of packets as other systems really write them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from office.edxml.reader import read
from office.edxml.values import Kind, ResponseFor, Unreadable
from tests.edxml.packets import PATHS, document, sample, status

NEW = sample("edoc_new")
RECALL = sample("edoc_revocation")
STATUS = sample("status_acceptance_03")


def changed(data: bytes, *changes: tuple[str, str]) -> bytes:
    """Replace texts in a packet, each of which must be there."""
    for old, new in changes:
        assert old.encode() in data
        data = data.replace(old.encode(), new.encode())
    return data


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_sample_is_read_without_a_warning(path: Path) -> None:
    assert read(path.read_bytes()).warnings == ()


def test_a_letter_says_what_is_printed_on_it() -> None:
    letter = document(sample("to_ninh_thuan/01_vpcp_report_request"))
    assert (letter.number, letter.notation) == ("9871", "VPCP-KSTT")
    assert letter.sender.name == "Văn phòng Chính phủ"
    assert [organ.organ_id for organ in letter.recipients] == ["000.00.00.H43"]
    assert (letter.promulgated_on, letter.due_on) == (date(2019, 11, 5), date(2019, 11, 25))
    assert letter.sent_at == datetime(2019, 11, 5, 1, 15, tzinfo=UTC)
    assert [file.name for file in letter.attachments] == [
        "9871-VPCP-KSTT.pdf",
        "de-cuong-bao-cao.xlsx",
    ]
    assert letter.attachments[1].content_type.endswith("spreadsheetml.sheet")


def test_a_letter_with_paper_on_its_way_says_so() -> None:
    assert document(sample("to_ninh_thuan/03_bnv_training_with_paper")).paper is True


@pytest.mark.parametrize(
    ("name", "kind", "target"),
    [
        ("edoc_new", Kind.NEW, None),
        ("edoc_revocation", Kind.RECALL, "000.00.00.H43,2024/05/01,100/UBND-VXNV"),
        ("edoc_update", Kind.UPDATE, "000.00.00.H43,2024/05/01,100/UBND-VXNV"),
        ("edoc_replace", Kind.REPLACE, None),
    ],
)
def test_each_kind_names_the_document_it_is_about(
    name: str, kind: Kind, target: str | None
) -> None:
    packet = document(sample(name))
    assert (packet.kind, packet.target_document_id) == (kind, target)


def test_a_replacement_names_the_replaced_and_its_recipients() -> None:
    expected = ("000.00.00.H43,2024/05/01,100/UBND-VXNV", ("000.00.00.H41", "000.00.00.G22"))
    assert document(sample("edoc_replace")).replaced == (expected,)


def test_an_update_says_who_was_added_and_who_was_dropped() -> None:
    (amendment,) = document(sample("edoc_update")).amendments
    assert amendment.recipients == (("000.00.00.H41", False), ("000.00.00.H14", True))


def test_a_recall_without_business_id_recalls_the_document_in_its_header() -> None:
    line = "<edXML:DocumentId>000.00.00.H43,2024/05/01,100/UBND-VXNV</edXML:DocumentId>"
    packet = document(changed(RECALL, (line, "")))
    assert packet.target_document_id == "000.00.00.H43,2024/05/06,123/UBND-VXNV"


def test_a_new_letter_ignores_a_business_id() -> None:
    kind = "<edXML:BussinessDocType>0"
    packet = document(changed(NEW, (kind, f"<edXML:DocumentId>x</edXML:DocumentId>{kind}")))
    assert packet.target_document_id is None


def test_business_may_be_spelt_with_one_s() -> None:
    assert document(changed(RECALL, ("Bussiness", "Business"))) == document(RECALL)


def test_a_packet_without_business_is_a_new_document_with_unknown_paper() -> None:
    packet = document(changed(RECALL, ("edXML:Bussiness>", "edXML:Ignored>")))
    assert (packet.kind, packet.paper, packet.staff) == (Kind.NEW, None, None)


def test_paper_may_stand_beside_business() -> None:
    old = "<edXML:Paper>1</edXML:Paper>"
    moved = changed(NEW, (old, ""), ("<edXML:TraceHeader>", f"{old}<edXML:TraceHeader>"))
    assert document(moved).paper is True


def test_prefixes_and_namespaces_do_not_matter() -> None:
    plain = NEW.replace(b"<edXML:", b"<").replace(b"</edXML:", b"</")
    assert document(plain) == document(NEW)


def test_the_order_of_elements_does_not_matter() -> None:
    line = b"<edXML:DocumentId>000.00.00.H43,2024/05/06,123/UBND-VXNV</edXML:DocumentId>"
    end = b"</edXML:MessageHeader>"
    assert document(NEW.replace(line, b"").replace(end, line + end)) == document(NEW)


@pytest.mark.parametrize("nothing", ["", "null", "NULL", "N/A", "\u200b", " \ufeff\u200b "])
def test_a_placeholder_says_nothing(nothing: str) -> None:
    packet = document(changed(NEW, (">Liên thông<", f">{nothing}<")))
    assert packet.sphere is None


@pytest.mark.parametrize(
    ("wire", "priority"), [("4", 4), ("Hỏa tốc", 3), ("THƯỢNG KHẨN", 2), ("Thường", 0)]
)
def test_urgency_is_a_number_or_a_word(wire: str, priority: int) -> None:
    packet = document(changed(NEW, ("<edXML:Priority>1<", f"<edXML:Priority>{wire}<")))
    assert (packet.priority, packet.warnings) == (priority, ())


def test_an_unknown_urgency_is_ordinary_with_a_warning() -> None:
    packet = document(changed(NEW, ("<edXML:Priority>1<", "<edXML:Priority>5<")))
    assert packet.priority == 0
    assert "Độ khẩn “5”" in packet.warnings[0]


def test_an_impossible_date_is_a_warning() -> None:
    packet = document(changed(NEW, (">2024/05/10<", ">2024/02/30<")))
    assert packet.due_on is None
    assert packet.warnings == (
        "DueDate: không hiểu “2024/02/30”. | DueDate: “2024/02/30” not understood.",
    )


def test_a_recipient_named_twice_is_kept_once() -> None:
    packet = document(changed(NEW, (">000.00.00.G22<", ">000.00.00.H41<")))
    assert len(packet.recipients) == 1
    assert len(packet.warnings) == 1


def test_what_gateways_would_miss_is_a_warning() -> None:
    packet = document(changed(NEW, ("OrganName>", "Ignored>"), ("CodeNumber>", "Ignored>")))
    assert [warning.partition("|")[0] for warning in packet.warnings] == [
        "Thiếu OrganName. ",
        "Thiếu CodeNumber. ",
    ]


def test_a_text_that_is_too_long_is_kept_whole_with_a_warning() -> None:
    packet = document(changed(NEW, (">TVC<", ">mot hai ba bon<")))
    assert packet.typist == "mot hai ba bon"
    assert packet.warnings[0].startswith("typist dài hơn 10 ký tự.")


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        (changed(NEW, ("edXML:From>", "edXML:Ignored>")), "From/OrganId"),
        (changed(NEW, ("edXML:To>", "edXML:Ignored>")), "To/OrganId"),
        (changed(NEW, ("edXML:Subject>", "edXML:Ignored>")), "Subject"),
        (changed(NEW, ("MessageHeader>", "Ignored>")), "MessageHeader"),
        (changed(NEW, ("edXML:Code>", "edXML:X>"), ("DocumentId>", "X>")), "CodeNumber"),
        (changed(STATUS, ("edXML:From>", "edXML:Ignored>")), "From/OrganId"),
        (changed(STATUS, ("edXML:ResponseFor>", "edXML:Ignored>")), "ResponseFor"),
        (changed(STATUS, ("<edXML:StatusCode>03", "<edXML:StatusCode>ba")), "StatusCode"),
        (b"<edXML/>", "MessageHeader"),
    ],
)
def test_a_packet_nobody_could_work_with_says_what_it_lacks(data: bytes, missing: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert missing in refusal.value.vi
    assert missing in refusal.value.en


def test_a_status_says_what_became_of_which_document() -> None:
    packet = status(STATUS)
    assert packet.code == 3
    assert packet.sender.organ_id == "000.00.00.H41"
    assert packet.response_for == ResponseFor(
        organ_id="000.00.00.H43",
        code="123/UBND-VXNV",
        document_id="000.00.00.H43,2024/05/06,123/UBND-VXNV",
        promulgated_on=date(2024, 5, 6),
    )
    assert packet.at == datetime(2024, 5, 6, 2, 10, 11, tzinfo=UTC)


def test_the_container_of_a_status_may_have_other_names() -> None:
    soap = changed(
        STATUS,
        ("edXML:edXMLEnvelope", "edXML:Envelope"),
        ("edXML:edXMLHeader>", "edXML:Header>"),
        ("edXML:MessageHeader>", "edXML:Status>"),
    )
    bare = changed(STATUS, ("<edXML:MessageHeader>", ""), ("</edXML:MessageHeader>", ""))
    assert status(soap) == status(bare) == status(STATUS)


@pytest.mark.parametrize("container", ["Status", "Report"])
def test_a_status_may_stand_beside_the_header_that_names_its_sender(container: str) -> None:
    code = "<edXML:StatusCode>03</edXML:StatusCode>"
    beside = f"</edXML:MessageHeader><edXML:{container}>{code}</edXML:{container}>"
    packet = status(changed(STATUS, (code, ""), ("</edXML:MessageHeader>", beside)))
    assert (packet.code, packet.sender.organ_id) == (3, "000.00.00.H41")


@pytest.mark.parametrize(
    ("wire", "code", "warnings"), [("3", 3, 0), ("14", 15, 1), ("103", 103, 0)]
)
def test_a_status_code_is_a_number_and_14_means_15(wire: str, code: int, warnings: int) -> None:
    packet = status(changed(STATUS, (">03<", f">{wire}<")))
    assert (packet.code, len(packet.warnings)) == (code, warnings)
