"""Why can't I: on the page of a document, with one press to ask who can."""

import re

from office.runtime import Office
from tests.services.lending import CHAIRMAN, lend
from tests.services.test_absences import enter
from tests.stories import act, incoming, person
from tests.web.desk import Desk, words


def test_a_closed_action_says_who_can_whether_they_are_there_and_asks_by_one_press(
    province: Office,
) -> None:
    document = incoming(province, "direction")
    leader, clerk = Desk(province, "ct.tinh"), Desk(province, "vt.tinh")
    page = clerk.read(f"/documents/{document}")
    able = page[page.index("Người làm được:") :]
    assert able.index("Trần Quốc Khải") < able.index("đang làm việc trên hệ thống")
    assert able.index("đang làm việc trên hệ thống") < able.index("Phạm Thị Hồng Vân")
    assert "chưa thấy trên hệ thống" in able
    form = f"/documents/{document}/nudges/direct"
    assert f'action="{form}"' in page
    answer = clerk.send(form, person=str(person(province, "ct.tinh")))
    assert answer.location == f"/documents/{document}"
    assert "Đã nhờ Trần Quốc Khải." in clerk.read(f"/documents/{document}")
    home = leader.read("/")
    assert home.index("Bạn được nhờ") < home.index(">Việc đang chờ<")
    assert "Nguyễn Thị Bích Thủy nhờ" in home
    assert "Nguyễn Thị Bích Thủy nhờ Trần Quốc Khải" in leader.read(f"/documents/{document}")
    act(province, document, "direct")
    assert "Bạn được nhờ" not in leader.read("/")
    assert "Đang nhờ xử lý" not in clerk.read(f"/documents/{document}")


def test_a_refused_ask_keeps_what_was_typed_and_where_one_came_from(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "vt.tinh")
    form = f"/documents/{document}/nudges/direct?from=incoming-all.0-9"
    assert "Nhờ xử lý" in desk.read(form)
    chosen = str(person(province, "pct.tinh"))
    first = desk.send(form, person=chosen, word="Xin <sớm>")
    assert first.location == f"/documents/{document}?from=incoming-all.0-9"
    again = desk.send(form, person=chosen, word="Xin <sớm>")
    assert again.status_code == 422
    assert "chưa đầy một giờ trước" in words(again)
    assert "Xin &lt;sớm&gt;</textarea>" in again.text
    assert re.search(rf'value="{chosen}" required checked', again.text)
    for nobody in ("", "x", "999999", "-1"):
        assert desk.send(form, person=nobody).status_code == 422


def test_the_form_of_an_ask_is_closed_to_strangers_and_for_unknown_actions(
    province: Office,
) -> None:
    document = incoming(province, "direction")
    assert Desk(province, "vt.bacai").see(f"/documents/{document}/nudges/direct").status_code == 404
    desk = Desk(province, "vt.tinh")
    assert desk.see(f"/documents/{document}/nudges/nonsense").status_code == 404
    answer = desk.send(f"/documents/{document}/nudges/nonsense", person="1", word="giữ lại")
    assert answer.status_code == 422
    assert "giữ lại" in words(answer)


def test_an_auditor_sees_who_can_and_asks_nobody(province: Office) -> None:
    document = incoming(province, "direction")
    page = Desk(province, "ttra.tinh").read(f"/documents/{document}")
    assert "Người làm được:" in page
    assert "/nudges/" not in page


def test_each_due_date_opens_into_its_days(province: Office) -> None:
    document = incoming(province, "in_progress")
    page = Desk(province, "cv.vx").read(f"/documents/{document}")
    assert "7 ngày làm việc, theo quy trình “Văn bản đến” bản 3, trạng thái “Đang xử lý”" in page
    assert "chủ nhật 10/11/2019" in page
    assert "không tính: cuối tuần" in page
    assert "Cộng 7 ngày làm việc; hết hạn lúc 17:00 19/11/2019." in page


def test_the_page_says_until_when_somebody_is_away_and_who_stands_in(province: Office) -> None:
    document = incoming(province, "direction")
    lend(province, CHAIRMAN, "cv.th")
    enter(province, ("vt.tinh", "clerk"), "ct.tinh", 0, 2)
    clerk = Desk(province, "vt.tinh")
    for address in (f"/documents/{document}", f"/documents/{document}/nudges/direct"):
        page = clerk.read(address)
        assert "vắng đến hết ngày 10/11/2019" in page
        assert "làm thay Trần Quốc Khải" in page
