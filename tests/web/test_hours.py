"""Agreed working hours on their page: previewed, kept, ended; and told where a deadline is."""

from datetime import datetime

import pytest

from office.domain.workdays import VIETNAM
from office.runtime import Office
from tests.make import Clock
from tests.stories import incoming
from tests.web.desk import Desk, words

PAGE = "/admin/hours"
EXPRESS = "to_ninh_thuan/02_vpcp_urgent"
TERMS = {
    "unit": "UBND tỉnh Ninh Thuận",
    "first_day": "2019-11-01",
    "sessions": "07:30-11:30, 13:30-17:00",
    "hours_express": "1",
    "agreed_by": "Chủ tịch UBND tỉnh",
    "paper": "Quyết định 12/QĐ-UBND",
}


@pytest.fixture(autouse=True)
def _late_on_friday(clock: Clock) -> None:
    clock.now = datetime(2019, 11, 8, 16, 30, tzinfo=VIETNAM)


def test_what_a_limit_would_become_is_shown_before_anything_is_kept(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    assert "Chưa có thỏa thuận nào" in desk.read(PAGE)
    preview = words(desk.send(PAGE, **TERMS, do="preview"))
    assert (
        "Hỏa tốc, 1 giờ, tính từ 16:30 08/11/2019: hạn thứ hai 08:00 11/11/2019"
        " (theo đồng hồ: 17:30 08/11/2019)"
    ) in preview
    assert 'value="Quyết định 12/QĐ-UBND"' in preview
    assert "Chưa có thỏa thuận nào" in preview
    assert desk.send(PAGE, **TERMS, do="save").location == PAGE
    page = desk.read(PAGE)
    assert "Thời hạn đã định giữ nguyên" in page
    assert "Kiều Anh Tuấn ghi lúc 16:30 08/11/2019" in page


def test_the_deadline_on_a_documents_page_names_the_agreement_and_what_was_counted(
    province: Office,
) -> None:
    desk = Desk(province, "qt.tinh")
    desk.read(PAGE)
    desk.send(PAGE, **TERMS, do="save")
    document = incoming(province, "arrived", EXPRESS)
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert (
        "Tính theo giờ làm việc 07:30–11:30, 13:30–17:00 mà UBND tỉnh Ninh Thuận đã thỏa thuận"
        " từ 01/11/2019: Chủ tịch UBND tỉnh, Quyết định 12/QĐ-UBND."
    ) in page
    assert "thứ sáu 08/11/2019 16:30–17:00" in page
    assert "thứ hai 11/11/2019 07:30–08:00" in page
    assert page.count("30 phút") == 2
    assert "Cộng 1 giờ; hết hạn lúc 08:00 11/11/2019." in page


def test_an_agreement_is_ended_with_a_reason_and_stays_on_the_list(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    desk.read(PAGE)
    desk.send(PAGE, **TERMS, do="save")
    assert desk.send(f"{PAGE}/end", key="1", end_reason="").status_code == 422
    assert desk.send(f"{PAGE}/end", key="x", end_reason="Thay thế").status_code == 404
    assert desk.send(f"{PAGE}/end", key="1", end_reason="Thay thỏa thuận").location == PAGE
    page = desk.read(PAGE)
    assert "Hết ngày 08/11/2019: Thay thỏa thuận" in page
    assert "Kết thúc thỏa thuận này" not in page


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"unit": "Không đâu"}, "Không có đơn vị nào tên “Không đâu”"),
        ({"first_day": ""}, "Hãy chọn ngày."),
        ({"last_day": "2019-02-30"}, "không phải một ngày"),
        ({"sessions": "cả ngày"}, "Giờ làm việc viết như"),
        ({"hours_express": "-1"}, "Số giờ là số nguyên"),
        ({"paper": "số 1"}, "từ 5 đến 200 ký tự"),
    ],
)
@pytest.mark.parametrize("do", ["preview", "save"])
def test_terms_that_cannot_be_are_refused_and_stay_typed(
    province: Office, typed: dict[str, str], reason: str, do: str
) -> None:
    desk = Desk(province, "qt.tinh")
    desk.read(PAGE)
    answer = desk.send(PAGE, **{**TERMS, **typed}, do=do)
    assert answer.status_code == 422
    assert reason in words(answer)
    assert 'value="Chủ tịch UBND tỉnh"' in words(answer)


def test_for_everybody_else_the_page_does_not_exist(province: Office) -> None:
    for login in ("vt.tinh", "ct.tinh", "ttra.tinh"):
        desk = Desk(province, login)
        assert desk.see(PAGE).status_code == 404
        assert desk.send(PAGE, **TERMS, do="save").status_code == 404
        assert desk.send(f"{PAGE}/end", key="1", end_reason="Thử cửa").status_code == 404
