"""Who holds what: counted for the units one answers for, listed for each of them."""

from office.runtime import Office
from tests import stories
from tests.make import Clock
from tests.web.desk import Desk


def test_the_leader_sees_what_lies_where_and_what_is_late(
    both_provinces: Office, clock: Clock
) -> None:
    stories.incoming(both_provinces, "in_progress")
    stories.draft(both_provinces, "form_review")
    clock.tick(days=30)
    desk = Desk(both_provinces, "ct.tinh")
    page = desk.read("/holding")
    assert "2 việc đang mở ở 2 đơn vị" in page
    assert "2 quá hạn" in page
    unit = stories.unit(both_provinces, "phong-vx-ninh-thuan")
    listed = desk.read(f"/holding/{unit}")
    assert "Lâm Hoàng Nam" in listed
    assert "quá hạn" in listed


def test_the_auditor_sees_the_units_below_as_well(province: Office) -> None:
    stories.draft(province, "issued", recipients=("ubnd-bac-ai", "ubnd-xa-phuoc-dai"))
    page = Desk(province, "ttra.tinh").read("/holding")
    assert "UBND xã Phước Đại" in page
    leader = Desk(province, "ct.tinh")
    assert "UBND xã Phước Đại" not in leader.read("/holding").split("<main")[1]
    commune = stories.unit(province, "ubnd-xa-phuoc-dai")
    assert leader.see(f"/holding/{commune}").status_code == 404


def test_a_specialist_sees_their_own_unit_alone(province: Office) -> None:
    stories.incoming(province, "in_progress")
    stories.incoming(province, "arrived", "to_ninh_thuan/02_vpcp_urgent")
    page = Desk(province, "cv.vx").read("/holding").split("<main")[1]
    assert "Phòng Văn hóa - Xã hội" in page
    assert "UBND tỉnh Ninh Thuận" not in page


def test_administrators_have_no_such_page(province: Office) -> None:
    assert Desk(province, "qt.tinh").see("/holding").status_code == 404
