"""Slips of a document: through the door, filled from the records, each printing kept."""

import hashlib

import pypdfium2
import pytest
import segno
from sqlalchemy import select

from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Invalid, NotFound
from office.domain.slips import HANDLING, ROUTING, head_text
from office.models.desk import Printing
from office.models.documents import Document
from office.reports.qr import BORDER, SCALE
from office.reports.render import Printed
from office.runtime import Office
from office.services.books import registration
from office.services.files import printing
from office.services.views import dossier
from tests import stories
from tests.make import acting
from tests.stories import check_refusal, unit

WORKER = ("cv.vx", "specialist")


def slip(office: Office, who: tuple[str, str], document: str, kind: str) -> Printed:
    with office.look(acting(office, *who)) as work:
        return printing.slip(work, document, kind)


def words(made: Printed) -> str:
    """Read the text of a PDF back, in one line."""
    pages = pypdfium2.PdfDocument(made.pdf)
    try:
        read = [page.get_textpage().get_text_range() for page in pages]
    finally:
        pages.close()
    return " ".join(" ".join(read).split())


def modules(made: Printed) -> list[list[bool]]:
    """Read the QR code's picture out of a PDF: its modules, True for dark, without the border."""
    pdf = pypdfium2.PdfDocument(made.pdf)
    try:
        images = [o for page in pdf for o in page.get_objects(filter=[3])]
        assert len(images) == 1
        picture = images[0].get_bitmap().to_pil().convert("L")
    finally:
        pdf.close()
    side = picture.width // SCALE - 2 * BORDER
    middle = [(BORDER + n) * SCALE + SCALE // 2 for n in range(side)]
    return [[picture.getpixel((x, y)) < 128 for x in middle] for y in middle]


def chain(office: Office, document: str) -> str:
    with office.look() as work:
        row = work.db.execute(
            select(Document.log_seq, Document.log_head).where(Document.public_id == document)
        ).one()
    return head_text(document, row.log_seq, row.log_head)


def test_the_handling_slip_has_its_three_sections_from_the_records(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    named = Assignee(part=LEAD, unit_id=unit(province, "phong-vx-ninh-thuan"))
    stories.move(province, WORKER, document, "forward", Form(assignees=(named,)))
    stories.move(province, ("tp.vx", None), document, "report", Form(opinion="Đề xuất họp ngày 15"))
    text = words(slip(province, ("vt.tinh", "clerk"), document, HANDLING))
    first, second, third = (
        text.index(title)
        for title in (
            "1. Ý kiến của lãnh đạo cơ quan", "2. Ý kiến của lãnh đạo đơn vị",
            "3. Ý kiến đề xuất của người giải quyết",
        )
    )  # fmt: skip
    assert text.index("PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN") < first
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text[:first]
    assert "Số đến: 01" in text[:first]
    assert "Giao phòng VX chủ trì" in text[first:second]
    assert "Chủ trì: Phòng Văn hóa - Xã hội — Lâm Hoàng Nam, thời hạn" in text[first:second]
    assert "Phối hợp: Phòng Tổng hợp" in text[first:second]
    assert "Trần Quốc Khải, Chủ tịch — 07:30 08/11/2019" in text[first:second]
    assert "Chủ trì: Phòng Văn hóa - Xã hội, thời hạn" in text[second:third]
    assert "Đề xuất họp ngày 15" in text[third:]


def test_an_empty_slip_says_that_nobody_has_given_an_opinion(province: Office) -> None:
    document = stories.incoming(province, "registered")
    text = words(slip(province, ("vt.tinh", "clerk"), document, HANDLING))
    assert text.count("(chưa có ý kiến)") == 3


@pytest.mark.parametrize("mine", [True, False])
def test_the_routing_slips_qr_code_is_the_end_of_the_chain(province: Office, mine: bool) -> None:
    document = stories.draft(province, "signing") if mine else stories.incoming(province)
    made = slip(province, ("vt.tinh", "clerk"), document, ROUTING)
    expected = chain(province, document)
    matrix = segno.make_qr(expected, error="m").matrix
    assert modules(made) == [[bool(module) for module in row] for row in matrix]
    other = segno.make_qr(expected[:-1] + "x", error="m").matrix
    assert modules(made) != [[bool(module) for module in row] for row in other]
    text = words(made)
    assert "PHIẾU TRÌNH" in text if mine else "PHIẾU LUÂN CHUYỂN VĂN BẢN" in text
    assert expected.replace(" ", "") in text.replace(" ", "")


def test_the_same_slip_has_the_same_bytes(province: Office) -> None:
    document = stories.draft(province, "signing")
    for kind in (ROUTING,):
        first, second = (slip(province, WORKER, document, kind) for _ in range(2))
        assert first == second
        assert first.pages == 1


def test_a_long_way_takes_more_pages_and_they_are_counted(province: Office) -> None:
    document = stories.draft(province)
    head = ("tp.vx", "unit_head")
    for _ in range(12):
        stories.act(province, document, "submit")
        reason = Form(reason="Cần sửa lại cho đúng mẫu. " * 8)
        stories.move(province, head, document, "return_content", reason)
    made = slip(province, WORKER, document, ROUTING)
    assert made.pages > 1
    assert f"Trang {made.pages}/{made.pages}" in words(made)


def test_what_is_written_as_markup_is_printed_as_written(province: Office) -> None:
    document = stories.incoming(province, "direction")
    form = stories.directive(province)
    wild = Form(opinion="<b>Giao</b> & 'x' \u202e", assignees=form.assignees)
    stories.move(province, ("ct.tinh", "leader"), document, "direct", wild)
    assert "<b>Giao</b> & 'x'" in words(slip(province, WORKER, document, HANDLING))


def test_each_printing_is_kept_and_sealed_and_tells_no_other_recipient(province: Office) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"))
    clerk = ("vt.bacai", "clerk")
    made = slip(province, clerk, document, ROUTING)
    with province.work(acting(province, *clerk)) as work:
        printing.keep(work, document, ROUTING, made, 3)
    with province.look() as work:
        row = work.db.execute(select(Printing.__table__)).one()
    assert (row.kind, row.pages, row.copies) == (ROUTING, 1, 3)
    assert row.digest == hashlib.sha256(made.pdf).hexdigest()
    assert stories.problems(province) == []
    acts = {}
    for login in ("vt.bacai", "vt.snv"):
        with province.look(acting(province, login)) as work:
            acts[login] = [h.record["act"] for h in dossier.read(work, document).story]
    assert acts["vt.bacai"][-1] == "print"
    assert "print" not in acts["vt.snv"]
    with province.work() as work:
        work.db.exec_driver_sql("UPDATE printings SET copies = 1")
    assert any("printed otherwise" in problem for problem in stories.problems(province))


def test_a_slip_opens_through_the_same_door_as_the_document(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    made = slip(province, WORKER, document, HANDLING)
    for who in (("vt.bacai", "clerk"), ("qt.tinh", "administrator"), ("cv.kt", "specialist")):
        with province.look(acting(province, *who)) as work, pytest.raises(NotFound):
            printing.slip(work, document, HANDLING)

        def attempt(who: tuple[str, str] = who) -> None:
            with province.work(acting(province, *who)) as work:
                printing.keep(work, document, HANDLING, made, 1)

        check_refusal(province, NotFound, attempt)
    with province.look(acting(province, *WORKER)) as work, pytest.raises(NotFound):
        printing.slip(work, document, "nonsense")


def test_a_draft_has_no_handling_slip_and_a_secret_none_at_all(province: Office) -> None:
    document = stories.draft(province)
    with province.look(acting(province, *WORKER)) as work, pytest.raises(NotFound):
        printing.slip(work, document, HANDLING)
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, "in", "mat")
        secret = work.db.scalar(select(Document.public_id).where(Document.secrecy != ""))
        assert secret is not None
        assert printing.kinds(dossier.read(work, secret)) == ()


@pytest.mark.parametrize("copies", [0, -1, 100, 10**9])
def test_no_number_of_copies_beyond_reason_is_kept(province: Office, copies: int) -> None:
    document = stories.incoming(province, "in_progress")

    def attempt() -> None:
        with province.work(acting(province, *WORKER)) as work:
            printing.keep(work, document, HANDLING, Printed(b"", 1), copies)

    check_refusal(province, Invalid, attempt)
