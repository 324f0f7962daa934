"""The page of one document, and its files."""

import io
from urllib.parse import unquote

from sqlalchemy import select, update

from office.models.documents import Document
from office.models.movements import Movement
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.documents import File
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from tests.make import acting
from tests.services.attacks import disarm
from tests.stories import LETTER, OUTGOING, act, incoming, receive, sample, take, unit
from tests.web.desk import Desk, bare, words


def paper(office: Office, name: str = "Công văn.pdf", subject: str = "V/v báo cáo") -> str:
    """Enter a paper letter with one PDF at the province; return its public id."""
    letter = Letter(
        issuer_unit_id=unit(office, "snv"), type_code="CV", number_text="12", notation="SNV-VT",
        issued_on=None, subject=subject,
    )  # fmt: skip
    with office.work(acting(office, "vt.tinh")) as work:
        scan = File(name, io.BytesIO(b"%PDF-1.4 scan"), "application/pdf")
        return registration.enter_paper(work, letter, [scan])


def issued(office: Office) -> str:
    """Draft at the province and issue to one district and one commune; return the public id."""
    with office.work(acting(office, "cv.vx")) as work:
        draft = drafting.start(work, LETTER)
        to = [unit(office, key) for key in ("ubnd-bac-ai", "ubnd-xa-phuoc-dai")]
        drafting.address(work, draft, [Recipient(unit_id=one) for one in to])
    for action in OUTGOING[: OUTGOING.index("issue") + 1]:
        act(office, draft, action)
    return draft


def test_the_page_says_what_it_is_who_holds_it_and_until_when(province: Office) -> None:
    document = incoming(province, "in_progress")
    page = Desk(province, "cv.vx").read(f"/documents/{document}")
    assert "<strong>Phòng Văn hóa - Xã hội</strong> — Lâm Hoàng Nam" in page
    assert "Báo cáo kết quả…" in page
    assert "Đã phân công" in page
    assert "Giao phòng VX chủ trì" in page
    assert "Dấu niêm nguyên vẹn" in page
    assert "DẤU NIÊM KHÔNG KHỚP" not in page


def test_a_document_of_others_answers_exactly_like_none(province: Office) -> None:
    document = incoming(province, "in_progress")
    desk = Desk(province, "vt.bacai")
    for path in ("", "/files/1", "/actions/accept", "/actions/nonsense"):
        theirs = desk.client.get(f"/documents/{document}{path}")
        none = desk.client.get(f"/documents/{'0' * 32}{path}")
        assert theirs.status_code == none.status_code == 404
        assert bare(theirs, document) == bare(none)
    for action in ("accept", "nonsense"):
        theirs = desk.send(f"/documents/{document}/actions/{action}", revision="1")
        none = desk.send(f"/documents/{'0' * 32}/actions/{action}", revision="1")
        assert theirs.status_code == none.status_code == 404
        assert bare(theirs, document) == bare(none)


def test_an_administrator_sees_no_document(province: Office) -> None:
    document = receive(province)
    desk = Desk(province, "qt.tinh")
    assert desk.see(f"/documents/{document}").status_code == 404
    assert desk.see("/inbox/arrivals").status_code == 404


def test_a_record_somebody_changed_is_shown_as_broken(province: Office) -> None:
    document = incoming(province, "registered")
    with province.work() as work:
        disarm(work)
        newest = select(Movement.id, Movement.body).order_by(Movement.id.desc())
        changed = work.db.execute(newest).first()
        assert changed is not None
        forged = changed.body.replace(b'"act":"register"', b'"act":"submit"')
        work.db.execute(update(Movement).where(Movement.id == changed.id).values(body=forged))
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert page.count("DẤU NIÊM KHÔNG KHỚP") == 1
    assert "Dấu niêm nguyên vẹn" in page


def test_a_recall_that_the_sender_asks_for_is_shown_and_changes_nothing(province: Office) -> None:
    document = receive(province, "to_ninh_thuan/04_nghe_an_visit")
    assert take(province, sample("to_ninh_thuan/06_nghe_an_recall")).verdict == "recorded"
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert "Bên gửi đề nghị THU HỒI văn bản này" in page
    assert "Chờ tiếp nhận</span>" in page


def test_what_may_not_be_done_is_greyed_and_says_who_may(province: Office) -> None:
    document = incoming(province, "direction")
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert '<span class="closed-words">Bút phê và phân công</span>' in page
    assert "Lãnh đạo" in page.split("closed-words")[1]


def test_the_sender_follows_every_recipient(province: Office) -> None:
    document = issued(province)
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert "Theo dõi nơi nhận" in page
    assert "UBND huyện Bác Ái" in page
    assert "UBND xã Phước Đại" in page


def test_a_recipient_sees_its_own_delivery_and_not_the_others(province: Office) -> None:
    document = issued(province)
    page = Desk(province, "vt.bacai").read(f"/documents/{document}")
    assert "Tiếp nhận" in page
    assert "Theo dõi nơi nhận" not in page
    assert "UBND xã Phước Đại" not in page


def test_a_secret_document_is_a_number_without_text_or_file(province: Office) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, "in", "toi_mat")
        stub = work.db.scalars(select(Document.public_id)).one()
    page = Desk(province, "vt.tinh").read(f"/documents/{stub}")
    assert "Văn bản mật" in page
    assert "Tối mật" in page
    assert "Tệp đính kèm" not in page
    assert "Nội dung" not in page


def test_words_of_others_are_shown_and_never_run(province: Office) -> None:
    document = paper(province, subject='<script>alert(1)</script> & "x"')
    answer = Desk(province, "vt.tinh").see(f"/documents/{document}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert "<script>alert" not in answer.text


def test_a_file_is_handed_out_under_its_own_name_to_be_kept(province: Office) -> None:
    document = paper(province, name="Số 12 - về việc “báo cáo”.pdf")
    answer = Desk(province, "vt.tinh").see(f"/documents/{document}/files/1")
    assert answer.data == b"%PDF-1.4 scan"
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment;")
    assert "Số 12 - về việc “báo cáo”.pdf" in unquote(said)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" not in answer.headers["Content-Security-Policy"]


def test_the_name_of_a_file_cannot_add_a_header(province: Office) -> None:
    document = paper(province, name="a\r\nSet-Cookie: x=1.pdf")
    answer = Desk(province, "vt.tinh").see(f"/documents/{document}/files/1")
    assert answer.status_code == 200
    assert "Set-Cookie: x" not in str(answer.headers).split("Content-Disposition")[0]
    assert "\r\n" not in answer.headers["Content-Disposition"]


def test_only_a_pdf_may_be_seen_inside_a_page(province: Office) -> None:
    document = paper(province)
    desk = Desk(province, "vt.tinh")
    shown = desk.see(f"/documents/{document}/files/1?view=1")
    assert shown.mimetype == "application/pdf"
    assert shown.headers["Content-Disposition"].startswith("inline")
    with province.work(acting(province, "cv.vx")) as work:
        draft = drafting.start(work, LETTER)
        drafting.attach(work, draft, File("a.txt", b"a <script>alert(1)</script>", "text/plain"))
    page = Desk(province, "cv.vx").see(f"/documents/{draft}/files/1?view=1")
    assert page.mimetype == "application/octet-stream"
    assert page.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_not_there_is_not_found(province: Office) -> None:
    document = paper(province)
    answer = Desk(province, "vt.tinh").see(f"/documents/{document}/files/9")
    assert answer.status_code == 404
    assert "Không tìm thấy." in words(answer)
