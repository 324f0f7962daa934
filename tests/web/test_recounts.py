"""Recounting on the pages: asked for, made afterwards, taken along by who asked alone."""

from io import BytesIO

import pytest
from sqlalchemy import text

from office.jobs import run
from office.runtime import Office
from office.services.figures import recounts
from tests import stories
from tests.services import paper_stories
from tests.services.workbooks import Workbook
from tests.web.desk import Desk

PAGE = "/paper/recounts"
ASKED = {
    "unit": "ubnd-ninh-thuan", "since": "2019-01-01", "until": "2019-12-31", "mapped": "then",
}  # fmt: skip
AUDITOR = "ttra.tinh"


def counted(office: Office, desk: Desk, **more: str) -> str:
    """Let somebody ask for a recount and wait for it; return its address."""
    answer = desk.send(PAGE, **ASKED | more)
    assert answer.status_code == 302, answer.text
    run.drain(office)
    return str(answer.location)


def test_a_recount_is_asked_for_made_and_taken_along(province: Office) -> None:
    paper_stories.issued(province)
    stories.incoming(province, "completed")
    auditor = Desk(province, AUDITOR)
    assert "Chưa đếm lại lần nào" in auditor.read(PAGE)
    address = auditor.send(PAGE, **ASKED).location
    assert "Đang chờ đến lượt" in auditor.read(address)
    run.drain(province)
    said = auditor.read(address)
    assert "Mọi chỉ tiêu và mọi dòng của hai cách đếm đều bằng nhau" in said
    assert "electronic.documents/1" in said
    assert "Khớp" in auditor.read(PAGE)
    answer = auditor.see(f"{address}/file")
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert (
        "dem-lai-ubnd-ninh-thuan-2019-01-01-2019-12-31.xlsx"
        in answer.headers["Content-Disposition"]
    )
    assert len(Workbook(answer.data).rows("Lượt gửi")) == 4
    assert "xuất gói bằng chứng" in auditor.read("/log/looks")


def test_what_differs_is_named(province: Office) -> None:
    paper_stories.issued(province)
    run.drain(province)
    with province.work() as work:
        work.db.execute(text("UPDATE counted_documents SET way = 'electronic'"))
        work.db.execute(text("UPDATE outbox SET settled_at = posted_at"))
    auditor = Desk(province, AUDITOR)
    auditor.see(PAGE)
    said = auditor.read(counted(province, auditor))
    assert "1 dòng khác nhau" in said
    assert "01/UBND-VX" in said
    assert "bảng Điện tử, nhật ký Song song" in said


def test_a_broken_log_is_told_and_nothing_is_handed_out(province: Office) -> None:
    paper_stories.issued(province)
    run.drain(province)
    with province.work() as work:
        work.db.execute(text("DROP TRIGGER movements_no_update"))
        work.db.execute(text("UPDATE movements SET hash = prev WHERE seq = 2"))
    auditor = Desk(province, AUDITOR)
    auditor.see(PAGE)
    address = counted(province, auditor)
    said = auditor.read(address)
    assert "không còn nguyên vẹn" in said
    assert auditor.see(f"{address}/file").status_code == 404


def test_nobody_else_sees_a_recount_nor_takes_it(province: Office) -> None:
    auditor = Desk(province, AUDITOR)
    auditor.see(PAGE)
    address = counted(province, auditor)
    leader = Desk(province, "ct.tinh")
    assert leader.see(address).status_code == 404
    assert leader.see(f"{address}/file").status_code == 404
    assert "Chưa đếm lại lần nào" in leader.read(PAGE)


def test_a_second_one_waits_for_the_first(province: Office) -> None:
    auditor = Desk(province, AUDITOR)
    auditor.see(PAGE)
    auditor.send(PAGE, **ASKED)
    answer = auditor.send(PAGE, **ASKED)
    assert answer.status_code == 422
    assert "chưa xong" in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [("until", "2018-12-31"), ("until", "2039-01-01"), ("mapped", "never"), ("unit", "x")],
)
def test_what_cannot_be_counted_is_told(province: Office, field: str, value: str) -> None:
    auditor = Desk(province, AUDITOR)
    auditor.see(PAGE)
    answer = auditor.send(PAGE, **ASKED | {field: value})
    assert answer.status_code == 422


def test_a_leader_counts_their_own_and_those_below_and_no_other(province: Office) -> None:
    leader = Desk(province, "ct.bacai")
    leader.see(PAGE)
    said = leader.read(PAGE)
    assert "UBND tỉnh Ninh Thuận</option>" not in said
    assert "— UBND xã Phước Đại" in said
    assert leader.send(PAGE, **ASKED).status_code == 404
    assert "Khớp" in leader.read(counted(province, leader, unit="ubnd-bac-ai"))


@pytest.mark.parametrize("login", ["cv.vx", "vt.tinh", "qt.tinh"])
def test_who_answers_for_no_figures_counts_nothing_again(province: Office, login: str) -> None:
    other = Desk(province, login)
    assert other.see(PAGE).status_code != 200
    assert other.send(PAGE, **ASKED).status_code != 302
    assert not list((province.settings.instance / "recounts").glob("*.json"))


def test_a_recount_that_was_cut_off_is_made_again(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor = Desk(province, AUDITOR)
    auditor.see(PAGE)
    address = str(auditor.send(PAGE, **ASKED).location)
    with monkeypatch.context() as broken:
        broken.setattr(recounts.recount_check, "check", _dies)
        run.drain(province)
    assert "văn bản" in auditor.read(address)
    with province.work() as work:
        work.db.execute(text("UPDATE outbox SET due_at = posted_at"))
    run.drain(province)
    assert "Khớp" in auditor.read(address)
    assert Workbook(BytesIO(auditor.see(f"{address}/file").data).getvalue()).rows("Số đo")


def _dies(*_given: object) -> None:
    raise OSError("the disk is full")
