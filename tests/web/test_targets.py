"""Targets on their page: read by everybody, with their sources; entered and ended by few."""

import pytest

from office.runtime import Office
from tests.web.desk import Desk, words

PAGE = "/paper/targets"
TYPED = {
    "indicator": "sent.electronic",
    "level": "commune",
    "first_day": "2024-01-01",
    "last_day": "2024-12-31",
    "per_cent": "92,5",
    "source": "Kế hoạch 12/KH-UBND",
}


@pytest.mark.parametrize("login", ["vt.tinh", "ct.bacai", "cv.vx", "ttra.tinh", "qt.tinh"])
def test_everybody_reads_what_was_set_by_which_text(province: Office, login: str) -> None:
    page = Desk(province, login).read(PAGE)
    assert "Nghị quyết 17/NQ-CP ngày 07/3/2019" in page
    assert "01/01/2020 – 31/12/2020" in page
    assert page.count("cần kiểm tra</span>") == 5, "as many as nobody compared with the text"
    assert ("Thêm chỉ tiêu" in page) == (login == "qt.tinh")


def test_a_target_is_added_and_ended_on_the_page(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    desk.read(PAGE)
    assert desk.send(PAGE, **TYPED).location == PAGE
    page = desk.read(PAGE)
    assert "92,5 %" in page
    assert "Kiều Anh Tuấn ghi lúc 07:30 08/11/2019" in page
    again = desk.send(PAGE, **TYPED)
    assert again.status_code == 409
    assert "Hãy kết thúc dòng ấy trước" in words(again)
    key = page.split("Kế hoạch 12/KH-UBND")[1].split('name="key" value="')[1].split('"')[0]
    ending = {"key": key, "ended_on": "2024-06-30", "end_reason": "Kế hoạch mới"}
    assert desk.send(f"{PAGE}/end", **{**ending, "ended_on": "2025-01-01"}).status_code == 422
    assert desk.send(f"{PAGE}/end", **ending).location == PAGE
    assert "Kiều Anh Tuấn cho hết ngày 30/06/2024: Kế hoạch mới" in desk.read(PAGE)
    assert desk.send(f"{PAGE}/end", **ending).status_code == 409
    assert desk.send(f"{PAGE}/end", key="x").status_code == 404


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"first_day": ""}, "Hãy chọn ngày."),
        ({"first_day": "2024-02-30"}, "không phải một ngày"),
        ({"per_cent": "92.5"}, "ví dụ 90 hoặc 88,5"),
        ({"level": "village"}, "Hãy chọn cấp."),
        ({"source": "KH"}, "từ 5 đến 300 ký tự"),
    ],
)
def test_what_cannot_be_a_target_is_refused_and_stays_typed(
    province: Office, typed: dict[str, str], reason: str
) -> None:
    desk = Desk(province, "qt.tinh")
    desk.read(PAGE)
    answer = desk.send(PAGE, **{"note": "Ghi chú dài", **TYPED, **typed})
    assert answer.status_code == 422
    assert reason in words(answer)
    assert 'value="Ghi chú dài"' in words(answer)


def test_nobody_else_sets_a_target(province: Office) -> None:
    for login in ("vt.tinh", "ct.tinh", "ttra.tinh"):
        desk = Desk(province, login)
        desk.read(PAGE)
        assert desk.send(PAGE, **TYPED).status_code == 422
        ending = desk.send(f"{PAGE}/end", key="1", ended_on="2019-11-08", end_reason="Thử cửa")
        assert ending.status_code == 422
        assert "92,5 %" not in desk.read(PAGE)
