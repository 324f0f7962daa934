"""The leader's form: parts proposed from the opinion, phrases, loads; all without a script."""

import re
from html import unescape

import pytest

from office.runtime import Office
from office.services.views import dossier
from office.services.writing import kept_texts, phrases
from tests.make import Clock, acting
from tests.stories import act, incoming, person, problems, unit
from tests.web.desk import Desk, words
from tests.web.test_actions import state
from tests.web.test_inbox import counted

WORDS = (
    "Chuyển Phòng Văn xã xử lý, đ/c Nam tham mưu; VP theo dõi, để biết. P. Nội chính phối hợp."
    " Hạn 3 ngày làm việc."
)
#: Statements of the leader's form, whatever the agency and the document have: frozen.
FORM_STATEMENTS = 22
#: Statements of the first page of somebody who works on documents: frozen as well.
HOME_STATEMENTS = 11


def fields_of(page: str) -> dict[str, str]:
    """Return the rows of the assignment form as a browser would send them."""
    found = {}
    for name, inside in re.findall(
        r'<select[^>]*name="((?:part|who)-\d+)".*?>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        found[name] = chosen.group(1) if chosen else ""
    for name, value in re.findall(r'name="((?:day|hour)-\d+)" value="([^"]*)"', page):
        found[name] = value
    return found


def test_the_opinion_proposes_rows_with_reasons_and_the_leader_confirms(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    page = words(desk.send(f"{form}/prepare", revision=revision, opinion=WORDS, do="propose"))
    vx, nam = unit(province, "phong-vx-ninh-thuan"), person(province, "cv.vx")
    typed = fields_of(page)
    assert (typed["part-0"], typed["who-0"]) == ("lead", f"{vx}-{nam}")
    assert (typed["day-0"], typed["hour-0"]) == ("2019-11-13", "17:00")
    assert (typed["part-1"], typed["who-1"]) == ("info", str(unit(province, "vp-ubnd-ninh-thuan")))
    assert "vì ghi: “Phòng Văn xã xử lý … đ/c Nam tham mưu”; hạn “Hạn 3 ngày làm việc”" in page
    assert "“P. Nội chính phối hợp”: không có ai hoặc đơn vị nào tên như vậy" in page
    assert f"{WORDS}</textarea>" in page
    assert state(province, document) == "direction"
    answer = desk.send(form, revision=revision, opinion=WORDS, **typed)
    assert answer.status_code == 302, words(answer)
    with province.look(acting(province, "ct.tinh")) as work:
        record = dossier.read(work, document).story[-1].record
    assert record["opinion"] == WORDS
    assert [(part["part"], part["person"]) for part in record["parts"]] == [
        ("lead", nam),
        ("info", None),
    ]
    assert problems(province) == []


def test_rows_chosen_by_hand_stay_beside_the_proposed_ones(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    th = str(unit(province, "phong-th-ninh-thuan"))
    typed = {"part-0": "info", "who-0": th, "day-0": "", "hour-0": ""}
    sent = desk.send(
        f"{form}/prepare",
        revision=desk.revision(form),
        opinion="P. VX chủ trì",
        do="propose",
        **typed,
    )
    found = fields_of(words(sent))
    assert (found["part-0"], found["part-1"], found["who-1"]) == ("lead", "info", th)


def test_where_no_lead_is_read_the_first_row_waits_for_one(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    th, vx = (str(unit(province, f"phong-{key}-ninh-thuan")) for key in ("th", "vx"))
    for chosen, expected in (("", [("lead", ""), ("co", th)]), (vx, [("co", th), ("lead", vx)])):
        rows = {"part-0": "lead", "who-0": chosen, "opinion": "P. TH phối hợp", "do": "propose"}
        sent = words(desk.send(f"{form}/prepare", revision=desk.revision(form), **rows))
        found = fields_of(sent)
        assert [(found[f"part-{n}"], found[f"who-{n}"]) for n in (0, 1)] == expected
        assert ("chưa đọc được ai chủ trì: hãy chọn ở đây" in sent) == (not chosen)


def test_a_script_is_sent_the_rows_alone(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    desk.read(f"/documents/{document}/actions/direct")
    answer = desk.client.post(
        f"/documents/{document}/actions/direct/prepare",
        data={"csrf_token": desk.token, "opinion": "P. VX chủ trì", "do": "propose"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert '<fieldset id="assignment">' in answer.text
    assert "<html" not in answer.text


def test_whoever_may_not_direct_is_proposed_nothing_of_others(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "vt.bacai")
    desk.read("/")
    answer = desk.send(
        f"/documents/{document}/actions/direct/prepare", opinion="P. VX", do="propose"
    )
    assert answer.status_code == 404
    administrator = Desk(province, "qt.tinh")
    administrator.read("/admin")
    answer = administrator.send(
        f"/documents/{document}/actions/direct/prepare", opinion="P. VX", do="propose"
    )
    assert answer.status_code in (404, 422)
    assert "Lâm Hoàng Nam" not in words(answer)


def test_a_phrase_is_saved_and_put_at_the_end_of_the_opinion(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    assert "Chưa có mẫu nào" in desk.read("/phrases")
    desk.send("/phrases", words="Giao <P. VX> chủ trì", owner="agency")
    assert "Giao <P. VX> chủ trì" in desk.read("/phrases")
    with province.look(acting(province, "pct.tinh")) as work:
        (saved,) = phrases.offered(work)
    form = f"/documents/{document}/actions/direct"
    sent = desk.send(
        f"{form}/prepare",
        revision=desk.revision(form),
        opinion="Đồng ý.",
        do="phrase",
        phrase=saved.id,
    )
    assert "Đồng ý.\nGiao &lt;P. VX&gt; chủ trì</textarea>" in sent.text
    desk.send("/phrases", remove=saved.id)
    assert "Chưa có mẫu nào" in desk.read("/phrases")


def test_a_phrase_too_long_comes_back_as_it_was_typed(province: Office) -> None:
    desk = Desk(province, "ct.tinh")
    desk.read("/phrases")
    answer = desk.send("/phrases", words="dài " * 200)
    assert answer.status_code == 422
    assert "Mẫu dài quá 500 ký tự" in words(answer)
    assert "dài dài" in words(answer)


def test_the_select_says_what_somebody_carries_already(province: Office, clock: Clock) -> None:
    incoming(province, "in_progress")
    clock.tick(days=40)
    document = incoming(province, "direction", "to_ninh_thuan/02_vpcp_urgent")
    page = Desk(province, "ct.tinh").read(f"/documents/{document}/actions/direct")
    assert "Lâm Hoàng Nam (Chuyên viên) · 1 việc, 1 quá hạn" in page
    assert "chính bạn: sẽ tự xác nhận kết quả của mình" in page
    assert '<meter min="0"' in page


def test_the_leaders_form_costs_what_it_costs(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    desk.read(f"/documents/{document}/actions/direct")
    with counted(province) as said:
        desk.read(f"/documents/{document}/actions/direct")
    assert len(said) == FORM_STATEMENTS


def test_the_first_page_costs_the_same_however_much_there_is_to_do(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.read("/")
    asked = []
    for name in ("01_vpcp_report_request", "02_vpcp_urgent"):
        incoming(province, "in_progress", f"to_ninh_thuan/{name}")
        with counted(province) as said:
            desk.read("/")
        asked.append(len(said))
    assert asked == [HOME_STATEMENTS] * 2


def test_the_document_stands_beside_the_form(province: Office) -> None:
    document = incoming(province, "direction")
    page = Desk(province, "ct.tinh").read(f"/documents/{document}/actions/direct")
    assert "read-beside" in page
    assert f"/documents/{document}/files/" in page


def test_my_work_is_on_the_first_page_with_an_answer_one_click_away(
    province: Office, clock: Clock
) -> None:
    document = incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    page = desk.read("/")
    assert "Tôi chủ trì" in page
    assert f"/drafts/new?answers={document}" in page
    clock.tick(days=40)
    assert "quá hạn, 1 tháng trước" in desk.read("/")


@pytest.mark.parametrize("opinion", ["", "🙂" * 300, "a\x00b", "x" * 50_000])
def test_no_opinion_breaks_the_proposal(province: Office, opinion: str) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    desk.read(f"/documents/{document}/actions/direct")
    answer = desk.send(
        f"/documents/{document}/actions/direct/prepare", opinion=opinion, do="propose"
    )
    assert answer.status_code == 200
    assert "Chưa đề xuất được dòng nào" in unescape(answer.text)


def test_what_was_kept_is_gone_with_the_act_and_stays_with_a_refusal(province: Office) -> None:
    document = incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    form = f"/documents/{document}/actions/report"
    revision = desk.revision(form)
    desk.send(f"/kept/report?about={document}", opinion="Đã làm", revision=revision)
    assert "Đã khôi phục nội dung bạn đang viết lúc 07:30 08/11/2019." in desk.read(form)
    assert desk.send(form, revision=revision, opinion=" ").status_code == 422
    assert "Đã làm</textarea>" in desk.read(form)
    assert desk.send(form, revision=revision, opinion="Đã làm xong").status_code == 302
    with province.look(acting(province, "cv.vx")) as work:
        assert kept_texts.count(work) == 0


def test_somebody_faster_is_told_when_a_text_comes_back(province: Office) -> None:
    document = incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    form = f"/documents/{document}/actions/send_back"
    desk.send(
        f"/kept/send_back?about={document}",
        reason="Không thuộc phòng",
        revision=desk.revision(form),
    )
    act(province, document, "report")
    from_leader = Desk(province, "ct.tinh")
    rework = f"/documents/{document}/actions/rework"
    sent = from_leader.send(rework, revision=from_leader.revision(rework), reason="làm lại cho đủ")
    assert sent.status_code == 302, words(sent)
    page = desk.read(form)
    assert "Văn bản đã có thay đổi từ lúc đó" in page
    assert "Không thuộc phòng</textarea>" in page
