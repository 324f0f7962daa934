"""The working calendar on its page: what is set, what it would move, for administrators only."""

import pytest

from office.runtime import Office
from tests.stories import incoming
from tests.web.desk import Desk, words

PAGE = "/admin/calendar"
DAY = {"day": "2019-11-11", "working": "no", "name": "Nghỉ thử", "reason": "TB số 1"}


def test_an_administrator_sees_what_a_day_would_move_before_setting_it(province: Office) -> None:
    incoming(province, "arrived")
    desk = Desk(province, "qt.tinh")
    assert "Quốc khánh" in desk.read(f"{PAGE}?year=2019")
    preview = words(desk.send(PAGE, **DAY, do="preview"))
    assert "1 thời hạn đang chạy sẽ tính ra khác nếu định lại" in preview
    assert "GIỮ NGUYÊN" in preview
    assert 'value="Nghỉ thử"' in preview
    assert "Nghỉ thử" not in desk.read(f"{PAGE}?year=2019")
    assert desk.send(PAGE, **DAY, do="save").location == f"{PAGE}?year=2019"
    page = desk.read(f"{PAGE}?year=2019")
    assert "Đã ghi ngày 11/11/2019. Thời hạn đã định giữ nguyên." in page
    assert "thứ hai 11/11/2019" in page
    assert "theo thứ trong tuần" in page
    assert "Kiều Anh Tuấn" in page


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"day": ""}, "Hãy chọn ngày."),
        ({"day": "2019-02-30"}, "không phải một ngày"),
        ({"day": "0001-01-01"}, "Ngày nằm ngoài lịch"),
        ({"name": " "}, "Hãy ghi tên ngày"),
        ({"name": "ơ" * 201}, "200 ký tự"),
    ],
)
def test_a_day_that_cannot_be_set_is_refused_and_stays_typed(
    province: Office, typed: dict[str, str], reason: str
) -> None:
    desk = Desk(province, "qt.tinh")
    desk.read(PAGE)
    answer = desk.send(PAGE, **{**DAY, **typed}, do="save")
    assert answer.status_code == 422
    assert reason in words(answer)
    assert 'value="TB số 1"' in words(answer)


def test_a_year_that_is_none_shows_this_one(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    for year in ("x", "0", "99999999", "-5"):
        assert "Lịch làm việc 2019" in desk.read(f"{PAGE}?year={year}")


def test_for_everybody_else_the_page_does_not_exist(province: Office) -> None:
    for login in ("vt.tinh", "ct.tinh", "ttra.tinh"):
        desk = Desk(province, login)
        assert desk.see(PAGE).status_code == 404
        assert desk.send(PAGE, **DAY, do="save").status_code == 404
        assert desk.send(PAGE, **DAY, do="preview").status_code == 404
