"""Files that drafts begin with: read in a process of their own, refused in clear words."""

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement

from office.domain.documents import Content
from office.domain.errors import Invalid, NotFound
from office.reports import letter
from office.runtime import Office
from office.services.documents import File
from office.services.files import stages, written_files
from tests import papers
from tests.make import acting
from tests.reports import samples

WHO = ("cv.vx", "specialist")


def lay(office: Office, name: str, content: bytes, media_type: str) -> str:
    with office.look(acting(office, *WHO)) as work:
        laid = stages.lay(work, File(name, io.BytesIO(content), media_type))
    with office.work(acting(office, *WHO)) as work:
        stages.record(work, laid)
    return laid.key


def read(office: Office, name: str, content: bytes, media_type: str = papers.WORD) -> Content:
    key = lay(office, name, content, media_type)
    with office.look(acting(office, *WHO)) as work:
        (row,) = stages.listed(work, [key])
        return written_files.read(work, row)


def word(*paragraphs: str, centred: int = 0) -> bytes:
    """Return a DOCX; the first `centred` paragraphs stand in the middle."""
    made = docx.Document()
    for at, text in enumerate(paragraphs):
        paragraph = made.add_paragraph(text)
        if at < centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return saved(made)


def saved(made) -> bytes:  # type: ignore[no-untyped-def]  # the library has no types
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_word_file_becomes_a_draft_of_its_type(province: Office) -> None:
    found = read(
        province, "thông báo.docx",
        word("THÔNG BÁO", "Về lịch tiếp dân", "Sở thông báo lịch:", "1. Thứ hai.", centred=2),
    )  # fmt: skip
    assert (found.type_code, found.subject) == ("TB", "Về lịch tiếp dân")
    assert found.body == "Sở thông báo lịch:\n\n1. Thứ hai."


def test_numbers_that_word_writes_by_itself_are_words_of_the_text(province: Office) -> None:
    made = docx.Document()
    for text in ("Một", "Hai"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("Gạch", style="List Bullet")
    assert read(province, "a.docx", saved(made)).body == "1. Một\n\n2. Hai\n\n- Gạch"


def test_what_was_deleted_in_tracking_is_gone_and_what_was_inserted_is_there(
    province: Office,
) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Giao Sở ")
    for tag, kind, text in (("w:del", "w:delText", "Nội vụ"), ("w:ins", "w:t", "Tài chính")):
        change, run, words = (OxmlElement(name) for name in (tag, "w:r", kind))
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    assert read(province, "a.docx", saved(made)).body == "Giao Sở Tài chính"


@pytest.mark.parametrize(
    "sample", [samples.DECISION, samples.OFFICIAL, samples.TELEGRAM, samples.MINUTES],
    ids=["decision", "letter", "telegram", "minutes"],
)  # fmt: skip
def test_a_letter_printed_here_is_read_back(province: Office, sample: letter.Letter) -> None:
    found = read(province, "văn bản.pdf", letter.render(sample), "application/pdf")
    with province.look() as work:
        assert work.types[found.type_code].title == sample.type_name
    assert found.subject.casefold() == sample.subject.casefold()
    said = [line.strip(" ;.,") for line in sample.body.split("\n") if line.strip()]
    for line in said[:6]:
        assert line in " ".join(found.body.split()), line
    receivers = [line.strip(" ;.") for line in found.layout.receivers]
    assert receivers == [line.strip(" ;.") for line in sample.recipients]
    for outside in ("CỘNG HÒA", "Độc lập", "Nơi nhận", sample.number_symbol):
        assert outside not in found.body


def bomb() -> bytes:
    """Return a DOCX that unpacks to far more than it is."""
    out = io.BytesIO(word("x"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/x.bin", b"\0" * (210 * 1024 * 1024))
    return out.getvalue()


def entities() -> bytes:
    """Return a DOCX whose XML would grow without end."""
    grown = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    bad = (
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{grown}]><w:document xmlns:w="http://schemas.openxml'
        'formats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as good, zipfile.ZipFile(out, "w") as packed:
        for name in good.namelist():
            packed.writestr(name, bad if name == "word/document.xml" else good.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type", "words"),
    [
        ("hỏng.docx", papers.package(), papers.WORD, "hỏng"),
        ("nở.docx", bomb(), papers.WORD, "quá lớn"),
        ("thực thể.docx", entities(), papers.WORD, ""),
        ("rỗng.docx", word(), papers.WORD, "không có chữ"),
        ("quét.pdf", papers.pdf(""), "application/pdf", "không có chữ"),
        ("hỏng.pdf", papers.pdf_with("/Type/Catalog"), "application/pdf", "Không đọc được"),
        ("ảnh.png", papers.picture("PNG"), "image/png", "không phải tệp Word"),
    ],
)
def test_a_bad_file_is_refused_in_clear_words(
    province: Office, name: str, content: bytes, media_type: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        read(province, name, content, media_type)
    assert words in refused.value.reasons[0].vi
    assert name in refused.value.reasons[0].vi


def test_nobody_reads_an_upload_of_somebody_else(province: Office) -> None:
    key = lay(province, "a.docx", word("Chữ."), papers.WORD)
    with province.look(acting(province, "tp.vx")) as work:
        assert stages.listed(work, [key]) == []
        with pytest.raises(NotFound):
            stages.own(work, key)
