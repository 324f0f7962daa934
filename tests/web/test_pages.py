"""Pages of files as people look at them: behind the one door, with their words, page by page."""

import io

import pytest
from flask.testing import FlaskClient
from PIL import Image

from office.domain.documents import Content
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.documents import File
from office.services.outgoing import drafting
from tests import papers
from tests.make import acting
from tests.stories import unit
from tests.web.desk import Desk, bare, words


def letter(office: Office, *files: tuple[str, bytes]) -> str:
    """Enter a letter at the province with these files."""
    told = Letter(
        issuer_unit_id=unit(office, "snv"), type_code="CV", number_text="12", notation="SNV-VP",
        issued_on=None, subject="báo cáo", place="Tủ 2",
    )  # fmt: skip
    with office.work(acting(office, "vt.tinh")) as work:
        came = [File(name, io.BytesIO(content)) for name, content in files]
        return registration.enter_paper(work, told, came)


def draw(client: FlaskClient, address: str) -> Image.Image:
    answer = client.get(address, buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    return Image.open(io.BytesIO(answer.data))


def test_a_page_is_a_picture_with_its_words_upon_it(province: Office) -> None:
    document = letter(province, ("công văn.pdf", papers.pdf("Kính gửi Ủy ban", "Trang thứ hai")))
    desk = Desk(province, "vt.tinh")
    page = desk.read(f"/documents/{document}/files/1/pages/1")
    assert ">Kính gửi Ủy ban</text>" in page
    assert 'alt="Ảnh trang 1 của công văn.pdf"' in page
    assert "Trang 1 / 2" in page
    assert f"/documents/{document}/files/1/pages/2" in page
    assert "style=" not in page.split("<main")[1]
    second = desk.read(f"/documents/{document}/files/1/pages/2")
    assert ">Trang thứ hai</text>" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert draw(desk.client, f"/documents/{document}/files/1/pages/2.webp").width == 1100
    small = draw(desk.client, f"/documents/{document}/files/1/pages/2.webp?size=thumb")
    assert small.width == 220


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_scans_have_pages_like_a_pdf(province: Office, kind: str) -> None:
    document = letter(province, (f"quét.{kind.lower()}", papers.picture(kind)))
    desk = Desk(province, "vt.tinh")
    assert "chưa có chữ để chọn" in desk.read(f"/documents/{document}/files/1/pages/1")
    assert draw(desk.client, f"/documents/{document}/files/1/pages/1.webp").width == 1100


def test_the_document_shows_its_first_page_beside_the_facts(province: Office) -> None:
    files = (("phụ lục.txt", b"x"), ("công văn.pdf", papers.pdf("Công văn")))
    document = letter(province, *files)
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert f'src="/documents/{document}/files/2/pages/1.webp"' in page
    assert 'alt="Trang 1 của công văn.pdf"' in page
    assert 'loading="lazy"' in page
    assert "Tủ 2" in page


@pytest.mark.parametrize("login", ["cv.th", "vt.bacai", "qt.tinh"])
@pytest.mark.parametrize("end", ["pages/1", "pages/1.webp"])
def test_pages_of_others_are_not_there(province: Office, login: str, end: str) -> None:
    with province.work(acting(province, "cv.vx")) as work:
        content = Content(type_code="CV", subject="thử", body="")
        document = drafting.start(work, content)
        drafting.attach(work, document, File("a.pdf", papers.pdf("Riêng"), "application/pdf"))
    assert Desk(province, "cv.vx").see(f"/documents/{document}/files/1/{end}").status_code == 200
    desk = Desk(province, login)
    theirs = desk.see(f"/documents/{document}/files/1/{end}")
    nobodys = desk.see(f"/documents/{'0' * 32}/files/1/{end}")
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert bare(theirs, document) == bare(nobodys)


@pytest.mark.parametrize(
    "end", ["1/pages/0", "1/pages/2", "1/pages/2.webp", "2/pages/1", "1/pages/1.webp?size=huge"]
)
def test_a_page_that_is_not_there_is_not_found(province: Office, end: str) -> None:
    document = letter(province, ("a.pdf", papers.pdf("Một")), ("b.txt", b"x"))
    assert Desk(province, "vt.tinh").see(f"/documents/{document}/files/{end}").status_code == 404


def test_a_file_nobody_can_read_says_so_and_breaks_nothing(province: Office) -> None:
    document = letter(province, ("hỏng.pdf", b"%PDF-1.7 nothing"))
    desk = Desk(province, "vt.tinh")
    page = desk.see(f"/documents/{document}/files/1/pages/1")
    assert page.status_code == 422
    assert "Không đọc được các trang" in words(page)
    picture = desk.see(f"/documents/{document}/files/1/pages/1.webp")
    assert (picture.status_code, picture.mimetype) == (422, "image/svg+xml")
    assert desk.see(f"/documents/{document}").status_code == 200


def test_a_page_is_drawn_once(province: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    document = letter(province, ("a.pdf", papers.pdf("Một")))
    desk = Desk(province, "vt.tinh")
    first = desk.see(f"/documents/{document}/files/1/pages/1.webp").data
    monkeypatch.setattr("office.pages.process._CHILD", "/nowhere")
    assert desk.see(f"/documents/{document}/files/1/pages/1.webp").data == first


def test_words_of_a_page_are_shown_and_never_run(province: Office) -> None:
    document = letter(province, ("a.pdf", papers.pdf("&lt;script&gt;alert(1)&lt;/script&gt;")))
    page = Desk(province, "vt.tinh").see(f"/documents/{document}/files/1/pages/1").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
