"""The page on which a draft is written: its shape, its print, its layout; without scripts too."""

import base64
import io
from threading import BoundedSemaphore

import pypdfium2
import pytest
from PIL import Image

from office.runtime import Office
from office.services.files import letters, sketches
from office.services.views import dossier
from tests import stories
from tests.make import acting
from tests.web.desk import Desk, words

FIELDS = {"type_code": "QĐ", "subject": "về việc thử", "urgency": "0"}
BODY = "Căn cứ Luật A;\n\nĐiều 1. Một …\n\nĐiều 3. Ba\n\n| a | b |\n| 1 | 2 |"
PAGE = {
    "addressees": "- Sở Nội vụ\r\n- Sở Tài chính", "receivers": "Như trên\r\nLưu: VT, VX.",
    "typist_mark": "PL", "copies": "72", "contact": "450 Thống Nhất",
    "circulation": "LƯU HÀNH NỘI BỘ",
}  # fmt: skip


def said(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_page_of_a_draft_is_kept_shown_again_and_printed(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    document = desk.begin(**PAGE)
    page = desk.read(f"/drafts/{document}")
    for typed in ("Sở Nội vụ\nSở Tài chính", 'value="PL"', 'value="72"', "450 Thống Nhất"):
        assert typed in page
    printed = said(desk.see(f"/drafts/{document}/preview.pdf").data)
    for words_ in ("Sở Tài chính", "PL.(72)", "450 Thống Nhất", "LƯU HÀNH NỘI BỘ", "Lưu: VT, VX."):
        assert words_ in printed


@pytest.mark.parametrize(
    "bad", [{"copies": "nhiều"}, {"circulation": "x"}, {"receivers": "a" * 201}]
)
def test_a_page_that_cannot_be_is_refused_with_all_that_was_typed(
    province: Office, bad: dict[str, str]
) -> None:
    answer = Desk(province, "cv.vx").send("/drafts/new", **FIELDS, body="câu đang viết", **bad)
    assert answer.status_code == 422
    assert "câu đang viết" in words(answer)


def test_what_is_typed_is_told_as_outline_findings_and_lines(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.see("/drafts/new")
    before = stories.fingerprint(province, but={"user_sessions"})
    told = desk.send("/drafts/live", **FIELDS, body=BODY).json
    assert told is not None
    for part in ("Căn cứ (1)", "Điều 1.", "nên là Điều 2.", "Bảng (2 hàng)", "Còn 1 chỗ"):
        assert part in told["outline"]
    assert told["computed"] == {"addressees": "", "receivers": "Lưu: VT, VX."}
    assert "pages" not in told
    half = desk.send("/drafts/live", **{**FIELDS, "type_code": ""}, body=BODY).json
    assert half == {"words": "Loại văn bản không có trong danh mục."}
    assert stories.fingerprint(province, but={"user_sessions"}) == before


def test_pages_are_drawn_from_the_bytes_that_would_be_printed(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    document = desk.begin()
    sent = {**FIELDS, "subject": "gõ mà chưa lưu", "body": "Dòng.\n\n" * 300}
    told = desk.send(f"/drafts/{document}/live", **sent, pictures="1").json
    assert told is not None
    drawn = told["pages"].split("data:image/webp;base64,")[1:]
    assert len(drawn) == 6
    picture = Image.open(io.BytesIO(base64.b64decode(drawn[0].split('"')[0])))
    assert picture.width == 900
    printed = desk.send(f"/drafts/{document}/typed.pdf", **sent).data
    with pypdfium2.PdfDocument(printed) as pdf:
        pages = len(pdf)
        sheet = pdf[0].render(scale=900 / pdf[0].get_size()[0]).to_pil()
    assert f"Trang 1–6 trong {pages} trang." in told["pages"]
    one, other = (image.convert("L").resize((60, 85)).tobytes() for image in (sheet, picture))
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) < 40
    rest = desk.send(f"/drafts/{document}/live", **sent, pictures="1", first="6").json
    assert rest is not None
    assert "Về trang đầu" in rest["pages"]
    with province.look(acting(province, "cv.vx")) as work:
        assert said(letters.render(work, document)) != said(printed)


def test_whoever_types_while_many_do_is_told_and_waits_for_nobody(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(province, "cv.vx")
    desk.see("/drafts/new")
    monkeypatch.setattr(sketches, "_ROOM", BoundedSemaphore(1))
    monkeypatch.setattr(sketches, "_PATIENCE", 0.05)
    with sketches._ROOM:
        told = desk.send("/drafts/live", **FIELDS, body=BODY, pictures="1").json
    assert told is not None
    assert told["busy"] is True
    assert "Điều 1." in told["outline"]  # what costs little is told all the same
    told = desk.send("/drafts/live", **FIELDS, body=BODY, pictures="1").json
    assert told is not None
    assert "busy" not in told


def test_a_new_draft_prints_what_is_typed(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.see("/drafts/new")
    answer = desk.send("/drafts/typed.pdf", **FIELDS, body=BODY)
    assert answer.mimetype == "application/pdf"
    assert "QUYẾT ĐỊNH" in said(answer.data)
    assert desk.send("/drafts/typed.pdf", **{**FIELDS, "type_code": ""}).status_code == 422


def test_a_stranger_is_told_nothing_of_a_draft_by_its_help(province: Office) -> None:
    document = stories.draft(province)
    desk = Desk(province, "cv.th")
    desk.see("/drafts/new")
    for door in ("live", "typed.pdf"):
        assert desk.send(f"/drafts/{document}/{door}", **FIELDS, body="x").status_code == 404


def test_parts_are_counted_anew_with_a_script_and_without(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.see("/drafts/new")
    told = desk.send("/drafts/renumbered", body=BODY).json
    assert told is not None
    assert "Điều 2. Ba" in told["body"]
    assert told["words"] == "Đã đánh lại 1 số thứ tự, sửa 0 chỗ viện dẫn."
    page = words(desk.send("/drafts/new", **FIELDS, body=BODY, do="renumber"))
    assert "Điều 2. Ba" in page
    assert "Đã đánh lại 1 số thứ tự" in page
    document = desk.begin(body=BODY)
    address = f"/drafts/{document}"
    page = words(desk.send(address, **FIELDS, body=BODY, do="renumber", revision="1"))
    assert "Điều 2. Ba" in page
    with province.look(acting(province, "cv.vx")) as work:
        assert dossier.read(work, document).document.body == BODY  # nothing is kept by it


def test_the_outline_stands_on_the_page_without_scripts(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    page = desk.read(f"/drafts/{desk.begin(body=BODY)}")
    assert 'href="#body" data-line="2"' in page
    assert "nên là Điều 2." in page


def test_versions_are_compared_on_a_page_that_reviewers_are_led_to(province: Office) -> None:
    document = stories.draft(province, "content_review")
    head = Desk(province, "tp.vx")
    stories.move(province, ("tp.vx", "unit_head"), document, "return_content", stories.REASON)
    drafter = Desk(province, "cv.vx")
    address = f"/drafts/{document}"
    assert f"/documents/{document}/versions" in drafter.read(address)
    sent = drafter.send(
        address, type_code="CV", subject="V/v trả lời", body="Kính gửi Sở Nội vụ.", urgency="0",
        do="forward", revision=drafter.revision(address),
    )  # fmt: skip
    assert sent.status_code == 302
    for screen in (f"/documents/{document}", f"/documents/{document}/actions/return_content"):
        assert f"/documents/{document}/versions" in head.read(screen)
    page = head.read(f"/documents/{document}/versions")
    assert "[thêm: </span>Sở Nội vụ" in page
    assert "[bỏ: </span>các đơn vị" in page
    assert stories.REASON.reason in page
    side = head.read(f"/documents/{document}/versions?old=1&new=2&view=side")
    assert side.count('class="cell changed"') == 2
    same = head.read(f"/documents/{document}/versions?old=2&new=0")
    assert "Nội dung không đổi." in same
    for bad in ("old=9", "new=x"):
        assert head.see(f"/documents/{document}/versions?{bad}").status_code == 404
