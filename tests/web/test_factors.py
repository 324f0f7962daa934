"""Factors on their page: proposed, approved by another, and what an estimate shows of them."""

import re

import pytest
from flask import render_template_string

from office.app import create_app
from office.domain.cost_factors import FACTORS
from office.domain.saving import PROVINCE, Counted
from office.runtime import Office
from office.services import people
from office.services.figures import savings
from tests.make import MORNING, acting
from tests.services.factors import approve_all, propose
from tests.web.desk import Desk, words

PAGE = "/paper/factors"
TYPED = {
    "code": "post.province",
    "first_day": "2019-11-01",
    "low": "4.000",
    "base": "6.000",
    "high": "12.000",
    "source": "Bảng cước Bưu điện tỉnh 2019",
}
EXAMPLE = "Ví dụ: 100 lượt gửi hoàn toàn điện tử trong tỉnh"
PANEL = '{% from "_estimate.html" import estimate_panel %}{{ estimate_panel(estimate) }}'


def settle(desk: Desk, key: int, do: str, **fields: str) -> int:
    desk.read(PAGE)
    return desk.send(f"{PAGE}/settle", key=str(key), do=do, **fields).status_code


def test_before_anybody_approves_the_page_says_that_there_is_no_estimate(province: Office) -> None:
    page = Desk(province, "ct.tinh").read(PAGE)
    assert page.count(">giả định</span>") == len(FACTORS)
    assert page.count("chưa có hệ số được duyệt: chưa ước tính được") == len(FACTORS)
    assert "Chưa ước tính được, vì thiếu:" in page.split(EXAMPLE)[1]
    assert "đang chờ duyệt" in page.split(EXAMPLE)[1]


def test_an_administrator_proposes_and_the_head_approves(province: Office) -> None:
    approve_all(province)
    admin, head = Desk(province, "qt.tinh"), Desk(province, "ct.tinh")
    admin.read(PAGE)
    assert admin.send(PAGE, **TYPED).location == PAGE
    page = admin.read(PAGE)
    assert "Rút đề nghị" in page
    assert 'value="approve"' not in page
    again = admin.send(PAGE, **TYPED)
    assert again.status_code == 409
    assert "đã có một hệ số" in words(again)
    waiting = head.read(PAGE).split("<h2")[1]
    assert "Đề nghị: Kiều Anh Tuấn, 07:30 08/11/2019" in waiting
    (key,) = set(re.findall(r'name="key" value="(\d+)"', waiting))
    assert head.send(f"{PAGE}/settle", key=key, do="approve").location == PAGE
    page = head.read(PAGE)
    assert 'id="waiting"' not in page
    assert "100 lượt gửi × 6.000 đ/lượt gửi = 600.000 đ" in page
    assert settle(head, int(key), "approve") == 409
    assert settle(admin, int(key), "retract") == 409


def test_a_rejected_factor_stays_in_the_history_with_its_reason(province: Office) -> None:
    approve_all(province)
    key, head = propose(province), Desk(province, "ct.tinh")
    assert settle(head, key, "reject", reason="no") == 422
    assert settle(head, key, "reject", reason="Chưa có báo giá") == 302
    page = head.read(PAGE).split("Lịch sử")[1]
    assert "không duyệt: Chưa có báo giá" in page
    assert "Trần Quốc Khải, 07:30 08/11/2019" in page


def test_whoever_proposed_is_shown_why_they_cannot_approve(province: Office) -> None:
    approve_all(province)
    with province.work() as work:
        people.grant(work, "qt.tinh", "ubnd-ninh-thuan", "leader", "Chủ tịch")
    key = propose(province)
    both = Desk(province, "qt.tinh", "Chủ tịch")
    page = both.read(PAGE)
    assert "Hệ số do chính mình đề nghị phải do người khác duyệt." in page
    assert 'value="approve"' not in page
    answer = both.send(f"{PAGE}/settle", key=str(key), do="approve")
    assert answer.status_code == 422
    assert "phải do người khác duyệt" in words(answer)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"first_day": ""}, "Hãy chọn ngày."),
        ({"low": "7.000"}, "Giá trị thấp không quá"),
        ({"base": "6.5"}, "Giá trị viết như 1.500 hoặc 0,5"),
        ({"source": "giá"}, "từ 5 đến 300 ký tự"),
    ],
)
def test_what_cannot_be_a_factor_is_refused_and_stays_typed(
    province: Office, typed: dict[str, str], reason: str
) -> None:
    desk = Desk(province, "qt.tinh")
    desk.read(PAGE)
    answer = desk.send(PAGE, **{"note": "Ghi chú dài", **TYPED, **typed})
    assert answer.status_code == 422
    assert reason in words(answer)
    assert 'value="Ghi chú dài"' in words(answer)


@pytest.mark.parametrize("login", ["vt.tinh", "ct.bacai", "cv.vx", "ttra.tinh"])
def test_everybody_reads_factors_and_the_others_settle_none(province: Office, login: str) -> None:
    key, desk = propose(province), Desk(province, login)
    page = desk.read(PAGE)
    assert "Bảng cước Bưu điện tỉnh 2019" in page
    assert f'action="{PAGE}' not in page
    assert desk.send(PAGE, **TYPED).status_code == 422
    assert {settle(desk, key, do, reason="Thử cửa") for do in ("approve", "reject", "retract")} == {
        422
    }
    assert desk.send(f"{PAGE}/settle", key="x", do="approve").status_code == 404
    assert desk.send(f"{PAGE}/settle", key=str(key), do="eat").status_code == 404


def test_an_estimate_is_shown_under_its_own_heading_with_its_formula(province: Office) -> None:
    approve_all(province)
    counted = [
        Counted(day=MORNING.date(), distance=PROVINCE, channel=channel, deliveries=number, pages=30)
        for channel, number in (("electronic", 10), ("parallel", 4), ("paper", 3))
    ]
    with province.look(acting(province, "ct.tinh")) as work:
        estimate = savings.estimate(work, counted)
    with create_app(province).test_request_context("/"):
        page = render_template_string(PANEL, estimate=estimate)
    assert "Ước tính tiết kiệm (không phải số đo được)" in page
    assert "<strong>Ước tính 78.500 đ (từ " in page
    assert "30 trang × 1 bản/lượt gửi × 1 tờ/trang × 300 đ/tờ = 9.000 đ" in page
    assert "4 lượt song song, 3 lượt giấy" in page
    assert "từ 01/01/2016; Giả định của văn phòng; giả định; Trần Quốc Khải duyệt" in page
