"""Writing a draft in a browser without scripts: nothing typed is lost, what is kept is shown."""

import io

import pytest

from office.runtime import Office
from office.services.outgoing import drafting
from office.services.views import dossier
from tests import stories
from tests.make import acting
from tests.web.desk import Desk, words

TEXT = "Căn cứ Luật Tổ chức chính quyền địa phương;\n\nĐề nghị các đơn vị báo cáo."


def kept(office: Office, document: str) -> dossier.Dossier:
    """Return what the office has of the draft, as its drafter sees it."""
    with office.look(acting(office, "cv.vx")) as work:
        return dossier.read(work, document)


def test_a_draft_is_kept_with_all_its_fields(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    document = desk.begin(
        type_code="QĐ", subject="ban hành quy chế", body=TEXT, urgency="2", respond_by="2019-11-20"
    )
    row = kept(province, document).document
    assert (row.type_code, row.subject, row.body, row.urgency) == (
        "QĐ", "ban hành quy chế", TEXT, 2,
    )  # fmt: skip
    page = desk.read(f"/drafts/{document}")
    assert "Căn cứ Luật Tổ chức chính quyền địa phương;" in page
    assert 'value="2019-11-20"' in page


def test_all_twenty_nine_types_are_offered(province: Office) -> None:
    page = Desk(province, "cv.vx").read("/drafts/new")
    select = page.split('id="type_code"')[1].split("</select>")[0]
    assert select.count("<option") == 29 + 1
    assert "Bản thỏa thuận" in select


def test_what_was_typed_stays_when_the_office_refuses_it(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    answer = desk.send(
        "/drafts/new", type_code="lạ", subject="chữ gõ dở", body="câu đang viết", urgency="1"
    )
    assert answer.status_code == 422
    assert "Loại văn bản không có trong danh mục" in words(answer)
    assert "chữ gõ dở" in words(answer)
    assert "câu đang viết" in words(answer)


@pytest.mark.parametrize("bad", [{"respond_by": "31/02/2019"}, {"urgency": "99"}, {"urgency": "x"}])
def test_a_day_or_degree_that_is_none_is_refused(province: Office, bad: dict[str, str]) -> None:
    desk = Desk(province, "cv.vx")
    fields = {"type_code": "CV", "subject": "a", "body": "b", "urgency": "0", **bad}
    assert desk.send("/drafts/new", **fields).status_code == 422


def test_a_text_kept_meanwhile_is_shown_beside_what_was_typed(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    document = desk.begin(subject="bản đầu")
    address = f"/drafts/{document}"
    old = desk.revision(address)
    fields = {"type_code": "CV", "body": TEXT, "urgency": "0", "revision": old}
    assert desk.send(address, **fields, subject="bản của cửa sổ kia").status_code == 302
    answer = desk.send(address, **{**fields, "body": "câu của tôi"}, subject="bản của tôi")
    assert answer.status_code == 409
    for both in ("bản của cửa sổ kia", "bản của tôi", "câu của tôi"):
        assert both in words(answer)
    assert kept(province, document).document.subject == "bản của cửa sổ kia"


def test_a_form_without_revision_changes_nothing(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    document = desk.begin(subject="bản đầu")
    answer = desk.send(f"/drafts/{document}", type_code="CV", subject="khác", body="", urgency="0")
    assert answer.status_code == 409
    assert kept(province, document).document.subject == "bản đầu"


def test_files_are_added_and_removed_without_losing_what_was_typed(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    document = desk.begin(
        files=[(io.BytesIO(b"mot"), "phụ lục 1.txt"), (io.BytesIO(b"hai"), "phụ lục 2.txt")]
    )
    page = desk.read(f"/drafts/{document}")
    assert "phụ lục 1.txt" in page
    assert "phụ lục 2.txt" in page
    desk.send(
        f"/drafts/{document}",
        type_code="CV", subject="đã sửa cùng lúc", body=TEXT, urgency="0", do="remove-1",
        revision=desk.revision(f"/drafts/{document}"),
    )  # fmt: skip
    now = kept(province, document)
    assert [file.name for file in now.attachments] == ["phụ lục 2.txt"]
    assert now.document.subject == "đã sửa cùng lúc"


def test_an_answer_begins_with_what_it_answers_and_goes_to_the_sender(province: Office) -> None:
    request = stories.incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    page = desk.read(f"/drafts/new?answers={request}")
    with province.look(acting(province, "cv.vx")) as work:
        asked = dossier.read(work, request)
    assert f"trả lời Văn bản số {asked.symbol}" in page
    document = desk.begin(answers=request)
    assert kept(province, document).answers == request
    with province.look(acting(province, "cv.vx")) as work:
        (recipient,) = drafting.addressed(work, document)
    assert recipient.unit_id == asked.document.issuer_unit_id


def test_handing_on_saves_first_and_then_submits(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    document = desk.begin()
    answer = desk.send(
        f"/drafts/{document}",
        type_code="CV", subject="đã xong", body=TEXT, urgency="0", do="forward",
        revision=desk.revision(f"/drafts/{document}"),
    )  # fmt: skip
    assert answer.location == f"/documents/{document}"
    row = kept(province, document).document
    assert (row.state, row.subject) == ("content_review", "đã xong")


def test_an_empty_draft_is_kept_but_not_handed_on(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    answer = desk.send(
        "/drafts/new", type_code="CV", subject="", body="", urgency="0", do="forward"
    )
    assert answer.status_code == 422
    assert "chưa có trích yếu hoặc chưa có nội dung" in words(answer)


def test_a_draft_under_review_shows_the_document_and_keeps_what_was_typed(
    province: Office,
) -> None:
    document = stories.draft(province, "content_review")
    desk = Desk(province, "cv.vx")
    assert desk.see(f"/drafts/{document}").request.path == f"/documents/{document}"
    answer = desk.send(
        f"/drafts/{document}",
        type_code="CV", subject="gõ muộn", body="một trang chữ", urgency="0", revision="9",
    )  # fmt: skip
    assert answer.status_code in (409, 422)
    assert "một trang chữ" in words(answer)


def test_a_draft_of_another_unit_is_nowhere(province: Office) -> None:
    document = stories.draft(province)
    desk = Desk(province, "cv.snv")
    for address in (f"/drafts/{document}", f"/drafts/{document}/preview.pdf"):
        assert desk.see(address).status_code == 404
    assert desk.send(f"/drafts/{document}", type_code="CV", urgency="0").status_code == 404


def test_the_draft_is_seen_in_print(province: Office) -> None:
    document = stories.draft(province)
    answer = Desk(province, "cv.vx").see(f"/drafts/{document}/preview.pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_what_came_from_outside_has_no_print_of_ours(province: Office) -> None:
    letter = stories.incoming(province, "arrived")
    assert Desk(province, "vt.tinh").see(f"/drafts/{letter}/preview.pdf").status_code == 404


def test_an_auditor_drafts_nothing(province: Office) -> None:
    desk = Desk(province, "ttra.tinh")
    assert desk.see("/drafts/new").status_code == 422
    assert desk.send("/drafts/new", type_code="CV", urgency="0").status_code == 422
