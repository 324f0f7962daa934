"""Following the work on pages without JavaScript: forms of supervision, the list, the book."""

import io
import re

import pytest

from office.domain.asks import CO, INFORMED, LEAD, Assignee, Form
from office.runtime import Office
from tests import stories
from tests.make import Clock
from tests.services.test_answering import answer
from tests.web.desk import Desk, words

PDF = b"%PDF-1.4 b\xc3\xbat ph\xc3\xaa"


@pytest.fixture
def document(province: Office) -> str:
    """Hand in a document in progress: cv.vx leads, one division co-handles, one is informed."""
    found = stories.incoming(province, "direction")
    informed = Assignee(part=INFORMED, unit_id=stories.unit(province, "phong-kt-ninh-thuan"))
    parts = (*stories.directive(province).assignees, informed)
    form = Form(opinion="Giao phòng VX", assignees=parts)
    stories.move(province, ("ct.tinh", "leader"), found, "direct", form)
    return found


def take(desk: Desk, document: str, action: str, **fields: object) -> str:
    """Fill in and send the form of an action; return the document's page afterwards."""
    form = f"/documents/{document}/actions/{action}"
    answer = desk.send(form, revision=desk.revision(form), **fields)
    assert answer.status_code == 302, words(answer)
    return desk.read(f"/documents/{document}")


def which(desk: Desk, document: str, action: str, name: str = "") -> str:
    """Return the key of the part that a form offers under some words."""
    page = desk.read(f"/documents/{document}/actions/{action}")
    found = re.findall(r'<option value="(\d+)"[^>]*>([^<]*)', page)
    return next(key for key, said in found if (name in said and "hạn" in said) or "xin đến" in said)


def test_a_co_handler_answers_and_the_leads_page_says_who_has(
    province: Office, document: str
) -> None:
    lead, helper = Desk(province, "cv.vx"), Desk(province, "cv.th")
    assert "Phối hợp đã trả lời: 0/1" in lead.read(f"/documents/{document}")
    page = take(helper, document, "report_part", opinion="Nhất trí với dự thảo")
    assert "Đã xong phần phối hợp" in page
    page = lead.read(f"/documents/{document}")
    assert "Phối hợp đã trả lời: 1/1" in page
    assert "Nhất trí với dự thảo" in page.split('id="parts"')[1]


def test_who_is_informed_presses_one_button(province: Office, document: str) -> None:
    reader = Desk(province, "cv.kt")
    address = f"/documents/{document}"
    seen = reader.send(f"{address}/actions/mark_seen", revision=reader.revision(address))
    assert seen.status_code == 302
    assert "Đã xem" in reader.read(address).split('id="parts"')[1]
    assert document not in reader.read("/inbox/for-information")


def test_more_time_goes_from_the_lead_to_the_leader_and_back(
    province: Office, document: str
) -> None:
    lead, leader = Desk(province, "cv.vx"), Desk(province, "ct.tinh")
    asked = {"reason": "Chờ số liệu các huyện", "due-day": "2019-12-20"}
    page = take(lead, document, "ask_extension", **asked)
    assert "Chờ trả lời" in page
    assert document in leader.read("/inbox/extension-requests")
    assert document not in Desk(province, "vt.tinh").read("/inbox/extension-requests")
    key = which(leader, document, "allow_extension")
    page = take(leader, document, "allow_extension", which=key)
    assert "hạn mới 17:00 20/12/2019" in page
    assert "Người quyết định: Trần Quốc Khải" in page
    assert "Hạn cũ 17:00 19/11/2019" in page
    assert document not in leader.read("/inbox/extension-requests")


def test_a_refused_form_keeps_what_was_typed(province: Office, document: str) -> None:
    lead = Desk(province, "cv.vx")
    form = f"/documents/{document}/actions/ask_extension"
    wrong = {"reason": "Chờ số liệu các huyện", "due-day": "2019-11-01", "due-hour": "09:15"}
    answer = lead.send(form, revision=lead.revision(form), **wrong)
    assert answer.status_code == 422
    for typed in ("Thời hạn đã qua", *wrong.values()):
        assert typed in words(answer)
    nonsense = lead.send(form, revision=lead.revision(form), **{**wrong, "due-day": "hôm nào"})
    assert nonsense.status_code == 422
    assert "hôm nào" in words(nonsense)


def test_a_reminder_is_numbered_and_reaches_who_is_reminded(
    province: Office, document: str
) -> None:
    leader, lead = Desk(province, "ct.tinh"), Desk(province, "cv.vx")
    key = which(leader, document, "chase", "Chủ trì")
    for n in (1, 2):
        page = take(leader, document, "chase", which=key, opinion=f"Báo cáo trước {n} giờ")
        assert f"Lần đôn đốc thứ {n}" in page
        assert f"lần đôn đốc thứ {n}, Chủ trì" in page.split('id="story"')[1]
    assert document in lead.read("/inbox/chased")
    assert "Báo cáo trước 2 giờ" in lead.read(f"/documents/{document}")
    assert document not in Desk(province, "cv.th").read("/inbox/chased")


def test_an_opinion_is_asked_of_several_and_given(province: Office, document: str) -> None:
    lead, asked = Desk(province, "cv.vx"), Desk(province, "cv.kt")
    unit, person = stories.unit(province, "phong-kt-ninh-thuan"), stories.person(province, "cv.kt")
    other = stories.unit(province, "phong-th-ninh-thuan")
    rows = {
        "part-0": "info", "who-0": f"{unit}-{person}", "day-0": "2019-11-12", "hour-0": "",
        "part-1": "info", "who-1": str(other), "day-1": "", "hour-1": "",
        "part-2": "info", "who-2": "", "day-2": "", "hour-2": "",
    }  # fmt: skip
    take(lead, document, "ask_opinion", opinion="Có nên mời các huyện?", **rows)
    assert document in asked.read("/inbox/opinions")
    form = asked.read(f"/documents/{document}/actions/answer_opinion")
    assert "Có nên mời các huyện?" in form
    page = take(asked, document, "answer_opinion", opinion="Nên mời ba huyện")
    assert "Nên mời ba huyện" in page
    assert document not in asked.read("/inbox/opinions")


def test_the_clerk_types_for_the_leader_and_every_sentence_says_so(province: Office) -> None:
    document = stories.incoming(province, "direction")
    clerk = Desk(province, "vt.tinh")
    page = take(
        clerk,
        document,
        "direct_for",
        leader=str(stories.person(province, "pct.tinh")),
        scan=(io.BytesIO(PDF), "bút phê.pdf"),
        opinion="P. VX chủ trì",
        **{"part-0": "lead", "who-0": str(stories.unit(province, "phong-vx-ninh-thuan"))},
    )
    assert "Nguyễn Thị Bích Thủy (Văn thư" in page
    assert "nhập thay Phạm Thị Hồng Vân (Phó Chủ tịch" in page
    assert "bút phê.pdf" in page
    scan = Desk(province, "cv.vx").see(f"/documents/{document}/directives/1/scan")
    assert scan.data == PDF
    assert scan.headers["Content-Disposition"].startswith("attachment")
    for number in ("2", "0", "99999999999999999999"):
        assert clerk.see(f"/documents/{document}/directives/{number}/scan").status_code == 404
    log = Desk(province, "ttra.tinh").read("/log?act=direct_for")
    assert "nhập thay Phạm Thị Hồng Vân" in log


def test_a_program_is_no_scan_and_what_was_typed_stays(province: Office) -> None:
    document = stories.incoming(province, "direction")
    clerk = Desk(province, "vt.tinh")
    form = f"/documents/{document}/actions/direct_for"
    answer = clerk.send(
        form,
        revision=clerk.revision(form),
        leader=str(stories.person(province, "pct.tinh")),
        scan=(io.BytesIO(b"MZ\x90"), "bút phê.pdf"),
        opinion="P. VX chủ trì, gấp",
        **{"part-0": "lead", "who-0": str(stories.unit(province, "phong-vx-ninh-thuan"))},
    )
    assert answer.status_code == 422
    assert "PDF, JPEG hoặc PNG" in words(answer)
    assert "P. VX chủ trì, gấp" in words(answer)


def test_taking_back_and_assigning_anew_by_form(province: Office, document: str) -> None:
    leader = Desk(province, "ct.tinh")
    unit = str(stories.unit(province, "phong-th-ninh-thuan"))
    page = take(
        leader, document, "reassign", reason="Đúng việc của phòng Tổng hợp",
        **{"part-0": "lead", "who-0": unit},
    )  # fmt: skip
    assert "Đã thu hồi xử lý" in page.split('id="parts"')[1]
    page = take(leader, document, "take_back", reason="Chờ ý kiến Thường trực")
    assert "Chờ cho ý kiến" in page


# the list


def test_the_page_counts_who_has_what_and_lists_what_is_late_with_what_can_be_done(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    document = stories.incoming(office, "in_progress")
    stories.draft(office, "form_review")
    leader = Desk(office, "ct.tinh")
    clock.tick(days=8)
    page = leader.read("/supervision")
    assert "sắp đến hạn" in page
    clock.tick(days=30)
    page = leader.read("/supervision")
    assert '<strong class="late">3 quá hạn' in page  # the lead's, the co-handler's, the draft
    assert "Lâm Hoàng Nam" in page
    for action in ("chase", "extend", "take_back", "reassign"):
        assert f"/documents/{document}/actions/{action}" in page
    link = re.search(rf"/documents/{document}/actions/chase\?which=\d+", page)
    assert link is not None
    assert "selected" in leader.read(link.group(0))
    unit, person = stories.unit(office, "phong-vx-ninh-thuan"), stories.person(office, "cv.vx")
    only = leader.read(f"/supervision?unit={unit}&person={person}&show=late").split("#duties")[-1]
    assert only.count('<tr class="is-late">') == 1


def test_the_informed_are_never_late(province: Office, document: str, clock: Clock) -> None:
    clock.tick(days=90)
    page = Desk(province, "ct.tinh").read("/supervision").split("<main")[1]
    assert "Phòng Kinh tế ngành" not in page


def test_a_unit_head_sees_the_unit_alone_and_a_specialist_has_no_such_page(
    province: Office, document: str, clock: Clock
) -> None:
    clock.tick(days=30)
    head = Desk(province, "tp.vx").read("/supervision").split("<main")[1]
    assert "Lâm Hoàng Nam" in head
    assert "Phòng Tổng hợp" not in head
    assert "/actions/take_back" not in head
    other = stories.unit(province, "phong-th-ninh-thuan")
    assert Desk(province, "tp.vx").see(f"/supervision?unit={other}").status_code == 404
    for login in ("cv.vx", "qt.tinh"):
        desk = Desk(province, login)
        assert desk.see("/supervision").status_code == 404
        assert 'href="/supervision"' not in desk.read(
            "/inbox/in-progress" if login == "cv.vx" else "/admin"
        )
    auditor = Desk(province, "ttra.tinh").read("/supervision")
    assert "Lâm Hoàng Nam" in auditor
    assert "/actions/chase" not in auditor


@pytest.mark.parametrize(
    "query",
    ["unit=x", "person=99999999999", "after=1-item", "after=9999999999999999999-item-1",
     "after=99999999999999999-item-1", "after=1573171200000-part-1", "show=khác", "unit=&person="],
)  # fmt: skip
def test_a_strange_address_of_the_list_is_no_fault(province: Office, query: str) -> None:
    stories.incoming(province, "in_progress")
    assert Desk(province, "ct.tinh").see(f"/supervision?{query}").status_code == 200


# the book


def test_the_follow_up_has_seven_columns_and_names_the_answer(
    province: Office, document: str
) -> None:
    clerk = Desk(province, "vt.tinh")
    leader = Desk(province, "ct.tinh")
    key = which(leader, document, "chase", "Chủ trì")
    take(leader, document, "chase", which=key, opinion="Báo cáo ngay")
    stories.act(province, answer(province, document), "issue")
    books = clerk.read("/registers")
    address = re.search(r'href="(/registers/\d+/follow-up)"', books)
    assert address is not None
    page = clerk.read(address.group(1))
    assert page.count('<th scope="col">') == 7
    row = page.split("<tbody>")[1]
    for said in ("01/", "Lâm Hoàng Nam", "Hoàn thành", "đôn đốc 1 lần", "17:00 19/11/2019"):
        assert said in row
    assert "văn bản trả lời số 01/" in clerk.read(f"/documents/{document}")


def test_only_incoming_books_are_followed_and_only_by_their_readers(
    province: Office, document: str
) -> None:
    stories.draft(province, "numbered")
    clerk = Desk(province, "vt.tinh")
    books = clerk.read("/registers")
    (followed,) = re.findall(r'href="(/registers/\d+/follow-up)"', books)
    every = re.findall(r'href="(/registers/\d+)"', books)
    (outgoing,) = {f"{book}/follow-up" for book in every} - {followed}
    assert clerk.see(outgoing).status_code == 404
    for login in ("cv.vx", "vt.bacai", "qt.tinh"):
        assert Desk(province, login).see(followed).status_code == 404
    assert clerk.see("/registers/99999999999999/follow-up").status_code == 404


def test_a_lead_is_the_heading_of_the_first_row_only(province: Office, document: str) -> None:
    page = Desk(province, "ct.tinh").read(f"/documents/{document}/actions/reassign")
    rows = re.findall(r'name="part-\d+"[^>]*>(.*?)</select>', page, re.DOTALL)
    assert [f'value="{LEAD}" selected' in row for row in rows[:2]] == [True, False]
    assert f'value="{CO}" selected' in rows[1]
