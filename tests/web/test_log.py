"""The log: told in sentences, searched by who, where, what and when, and checked as a whole."""

import pytest
from sqlalchemy import text

from office.runtime import Office
from tests import stories
from tests.make import Clock
from tests.web.desk import Desk, words

_CHANGE = text(
    "UPDATE movements SET body = CAST(replace(CAST(body AS TEXT), :old, :new) AS BLOB)"
    " WHERE seq = 3"
)


def told(desk: Desk, query: str = "") -> str:
    """Return the table of the log as read."""
    return desk.read(f"/log{query}").split('class="list log"')[-1]


def test_the_auditor_reads_who_did_what_in_plain_words(both_provinces: Office) -> None:
    stories.incoming(both_provinces, "in_progress")
    page = told(Desk(both_provinces, "ttra.tinh"))
    assert "Nguyễn Thị Bích Thủy (Văn thư, UBND tỉnh Ninh Thuận): Đã vào sổ; số đến 01." in page
    assert "Giao phòng VX chủ trì" in page
    assert "nguyên vẹn" in page
    assert "mắt xích 1" in page


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?person=Trần Quốc Khải", "Đã phân công", "Đã tiếp nhận"),
        ("?person=tran quoc khai", "Đã phân công", "Đã tiếp nhận"),
        ("?act=register", "Đã vào sổ", "Đã phân công"),
        ("?unit=UBND tỉnh Ninh Thuận&act=accept", "Đã tiếp nhận", "Đã vào sổ"),
        ("?since=2019-11-09", "Đã phân công", "Đã vào sổ"),
        ("?until=08/11/2019", "Đã vào sổ", "Đã phân công"),
    ],
)
def test_the_log_is_narrowed(
    province: Office, clock: Clock, query: str, there: str, gone: str
) -> None:
    document = stories.incoming(province, "registered")
    stories.act(province, document, "submit_in")
    clock.tick(days=1)
    stories.act(province, document, "direct")
    page = told(Desk(province, "ttra.tinh"), query)
    assert there in page
    assert f"): {gone}" not in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("person=Ai đó", "Không biết ai hay đơn vị nào tên “Ai đó”."),
        ("unit=Sở Hải quân", "Không biết ai hay đơn vị nào tên “Sở Hải quân”."),
        ("since=hôm qua", "“hôm qua” không phải một ngày."),
    ],
)
def test_what_cannot_be_understood_is_said_and_stays_typed(
    province: Office, query: str, said: str
) -> None:
    answer = Desk(province, "ttra.tinh").see(f"/log?{query}")
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{query.partition("=")[2]}"' in words(answer)


def test_pages_follow_one_another_and_keep_the_question(province: Office) -> None:
    for _ in range(12):
        stories.draft(province, "signed")
    desk = Desk(province, "ttra.tinh")
    first = desk.read("/log?text=trả lời")
    assert "50 mục ở trang này" in first
    older = first.split('rel="next" href="')[1].split('"')[0]
    assert "text=" in older
    assert "10 mục ở trang này" in desk.read(older)


def test_others_read_only_what_their_unit_may_know_of(province: Office) -> None:
    stories.incoming(province, "in_progress")
    assert "Không tìm thấy mục nào" in Desk(province, "ct.bacai").read("/log")
    assert Desk(province, "qt.tinh").see("/log").status_code == 422


def test_the_auditor_has_the_whole_log_checked(province: Office) -> None:
    stories.incoming(province, "completed")
    desk = Desk(province, "ttra.tinh")
    assert "Kiểm tra toàn bộ nhật ký" in desk.read("/log")
    assert "Nhật ký nguyên vẹn" in words(desk.send("/log/verify"))


def test_one_changed_byte_is_named(province: Office) -> None:
    stories.incoming(province, "registered")
    desk = Desk(province, "ttra.tinh")
    desk.read("/log")
    with province.engine.begin() as db:
        triggers = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for (name,) in triggers.all():
            db.execute(text(f'DROP TRIGGER "{name}"'))
        db.execute(_CHANGE, {"old": "Thủy", "new": "Thùy"})
    page = words(desk.send("/log/verify"))
    assert "Nhật ký KHÔNG khớp" in page
    assert "bản ghi 3" in page
    assert "KHÔNG KHỚP" in told(desk)


def test_only_an_auditor_has_it_checked(province: Office) -> None:
    desk = Desk(province, "ct.tinh")
    assert "Kiểm tra toàn bộ nhật ký" not in desk.read("/log")
    assert desk.send("/log/verify").status_code == 422
