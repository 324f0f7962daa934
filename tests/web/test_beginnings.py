"""Beginning a draft in a browser without scripts: by a form, a template, an old letter, a file."""

import io

import pytest

from office.domain.layout import of_facts
from office.runtime import Office
from office.services.outgoing import beginnings
from office.services.views import dossier
from tests import papers, stories
from tests.make import acting
from tests.services.test_written_files import word
from tests.web.desk import Desk, words
from tests.web.test_recipients import count_queries


def kept(office: Office, document: str) -> dossier.Dossier:
    with office.look(acting(office, "cv.vx")) as work:
        return dossier.read(work, document)


def test_every_form_is_offered_and_opens_with_its_text(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    page = desk.read("/drafts/begin")
    with province.look() as work:
        forms = beginnings.known(work.settings.data)
    for key, form in forms.items():
        assert f"/drafts/new?skeleton={key}" in page
        assert form.title.vi in page
    opened = desk.read("/drafts/new?skeleton=quyet-dinh")
    assert "Căn cứ Luật Tổ chức chính quyền địa phương" in opened
    assert 'value="QĐ" selected' in opened
    assert desk.see("/drafts/new?skeleton=nothing").status_code == 404


def test_unsent_texts_of_two_forms_do_not_meet(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    for form, subject in (("bao-cao", "báo cáo dở"), ("ke-hoach", "kế hoạch dở")):
        desk.read(f"/drafts/new?skeleton={form}")
        desk.send(f"/kept/draft-new-{form}", type_code="BC", subject=subject, body="Đang gõ")
    assert "báo cáo dở" in desk.read("/drafts/new?skeleton=bao-cao")
    assert "kế hoạch dở" in desk.read("/drafts/new?skeleton=ke-hoach")
    page = desk.read("/drafts/begin")
    assert "báo cáo dở" in page
    assert "/drafts/new?skeleton=ke-hoach" in page
    desk.begin(begun="draft-new-bao-cao")
    assert "báo cáo dở" not in desk.read("/drafts/new?skeleton=bao-cao")
    assert "kế hoạch dở" in desk.read("/drafts/new?skeleton=ke-hoach")


def test_an_earlier_letter_is_found_and_begins_a_draft(province: Office) -> None:
    old = stories.draft(province, "issued")
    desk = Desk(province, "cv.vx")
    page = desk.read("/drafts/begin?symbol=01/UBND-VX")
    assert f"/drafts/new?like={old}" in page
    assert "Kính gửi các đơn vị." in desk.read(f"/drafts/new?like={old}")
    assert f"/drafts/new?like={old}" in desk.read(f"/documents/{old}")
    assert "Không có văn bản nào của cơ quan" in desk.read("/drafts/begin?symbol=99")
    assert Desk(province, "vt.bacai").see(f"/drafts/new?like={old}").status_code == 404


def test_the_chief_saves_a_template_and_others_begin_with_it(province: Office) -> None:
    chief, drafter = Desk(province, "cvp.tinh"), Desk(province, "cv.vx")
    document = drafter.begin(subject="mẫu này", body="Câu …", receivers="Lưu: VT.")
    fields = {"type_code": "CV", "subject": "mẫu", "body": "Câu …", "receivers": "- Lưu: VT."}
    assert chief.send("/templates", name="Mẫu tuần", **fields).status_code == 302
    page = drafter.read("/drafts/begin")
    assert "Mẫu tuần" in page
    address = page.split('href="/drafts/new?template=')[1].split('"')[0]
    begun = drafter.read(f"/drafts/new?template={address}")
    assert "Lưu: VT." in begun
    form = begun.split('name="begun" value="')[1].split('"')[0]
    drafter.begin(begun=form, receivers="Lưu: VT.")
    assert ">1<" in chief.read("/templates").split("Mẫu tuần")[1]
    assert drafter.see("/templates").status_code == 422
    assert drafter.send("/templates", name="Khác", **fields).status_code == 422
    assert of_facts(kept(province, document).document.layout).receivers == ("Lưu: VT.",)
    refused = chief.send("/templates", name="", **fields)
    assert refused.status_code == 422
    assert "Câu …" in words(refused)


def test_an_answer_may_have_any_form(province: Office) -> None:
    request = stories.incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    assert f"/drafts/begin?answers={request}" in desk.read(f"/drafts/new?answers={request}")
    page = desk.read(f"/drafts/begin?answers={request}")
    address = f"/drafts/new?skeleton=bao-cao&answers={request}"
    assert address in page
    begun = desk.read(address)
    assert 'value="BC" selected' in begun
    assert "trả lời Văn bản số" in begun
    assert "I. TÌNH HÌNH VÀ KẾT QUẢ THỰC HIỆN" in begun
    desk.send(f"/kept/draft-new-bao-cao?about={request}", type_code="BC", subject="dở", body="dở")
    assert "Đã khôi phục" in desk.read(address)
    document = desk.begin(answers=request, begun="draft-new-bao-cao")
    assert kept(province, document).answers == request
    assert "Đã khôi phục" not in desk.read(address)


def returned(office: Office, document: str) -> None:
    """Let a draft be submitted and come back."""
    stories.act(office, document, "submit")
    stories.move(office, ("tp.vx", "unit_head"), document, "return_content", stories.REASON)


def test_the_pages_cost_the_same_however_much_there_is(province: Office) -> None:
    desk, chief = Desk(province, "cv.vx"), Desk(province, "cvp.tinh")
    document = desk.begin(body="Điều 1. Một")
    returned(province, document)  # what reviewers left is asked for once they left something
    pages = ("/drafts/begin?symbol=1", f"/drafts/{document}", f"/documents/{document}/versions")
    for page in pages:
        desk.read(page)
    before = [count_queries(province, desk, page) for page in pages]
    fields = {"type_code": "CV", "subject": "mẫu", "body": "Câu …"}
    for number in range(4):
        chief.send("/templates", name=f"Mẫu {number}", **fields)
        stories.draft(province, "issued")
    for number in range(3):
        returned(province, document)
        desk.send(f"/kept/draft-new-bao-cao?n={number}", **fields)
    for page, asked in zip(pages, before, strict=True):
        assert count_queries(province, desk, page) <= asked, page


@pytest.mark.parametrize("keep", [True, False])
def test_a_file_is_read_for_correction_and_kept_if_wished(province: Office, keep: bool) -> None:
    desk = Desk(province, "cv.vx")
    desk.see("/drafts/begin")
    content = word("THÔNG BÁO", "Về lịch tiếp dân", "Sở thông báo.", centred=2)
    fields = {"keep": "1"} if keep else {}
    files = [(io.BytesIO(content), "lịch.docx", papers.WORD)]
    answer = desk.send("/drafts/from-file", files=files, **fields)
    assert answer.status_code == 200
    page = words(answer)
    assert "Đã đọc tệp “lịch.docx”" in page
    assert "Sở thông báo." in page
    assert ('name="staged"' in page) is keep
    staged = [page.split('name="staged" value="')[1].split('"')[0]] if keep else []
    document = desk.begin(begun="draft-new-file", staged=staged)
    assert [file.name for file in kept(province, document).attachments] == ["lịch.docx"] * keep


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("hỏng.docx", papers.package(), "Không đọc được tệp “hỏng.docx”"),
        ("quét.pdf", papers.pdf(""), "không có chữ đọc được"),
        ("chạy.exe", b"MZ", "chạy.exe"),
    ],
)
def test_a_bad_file_is_told_on_the_page_of_choices(
    province: Office, name: str, content: bytes, said: str
) -> None:
    desk = Desk(province, "cv.vx")
    desk.see("/drafts/begin")
    answer = desk.send("/drafts/from-file", files=[(io.BytesIO(content), name)])
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Chọn mẫu để soạn" in words(answer)
    assert "Hãy chọn một tệp" in words(desk.send("/drafts/from-file"))
