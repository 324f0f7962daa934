"""What is unread stands out, opening it is noted, and the sender sees when it was opened."""

import re

from office.runtime import Office
from tests.make import Clock
from tests.stories import draft, incoming, move
from tests.web.desk import Desk


def test_an_unread_document_stands_out_until_it_is_opened(province: Office) -> None:
    document = incoming(province)
    desk = Desk(province, "vt.tinh")
    page = desk.read("/inbox/arrivals")
    assert 'class="is-fresh"' in page
    assert page.count("1 chưa đọc") == 1
    assert page.count("1 mới") == 2  # the menu is there for wide and narrow screens
    opened = desk.read(f"/documents/{document}?from=arrivals")
    assert "1 mới" not in opened  # its own opening counts at once
    page = desk.read("/inbox/arrivals")
    assert 'class="is-fresh"' not in page
    assert "chưa đọc</span>" not in page


def test_the_sender_sees_arrived_opened_and_accepted_apart(province: Office, clock: Clock) -> None:
    document = draft(province, "issued", ("ubnd-bac-ai", "snv"))
    sender, clerk = Desk(province, "cv.vx"), Desk(province, "vt.bacai")

    def tracked() -> list[str]:
        page = sender.read(f"/documents/{document}")
        return re.findall(r"<li>(?:<span class=\"quiet\">)?([^<]+)", page.split("list tracking")[1])

    assert tracked()[:3] == ["đã đến lúc 07:30 08/11/2019", "chưa mở", "chưa tiếp nhận"]
    clock.tick(minutes=10)
    clerk.read(f"/documents/{document}")
    assert "đã mở lúc 07:40 08/11/2019" in tracked()
    assert "đã tiếp nhận" not in " ".join(tracked())
    clock.tick(minutes=10)
    move(province, ("vt.bacai", "clerk"), document, "accept")
    assert "đã tiếp nhận lúc 07:50 08/11/2019" in tracked()
    assert tracked().count("chưa mở") == 1  # the department has not


def test_a_recipient_is_told_nothing_of_the_others(province: Office) -> None:
    document = draft(province, "issued", ("ubnd-bac-ai", "snv"))
    Desk(province, "vt.snv").read(f"/documents/{document}")
    assert "đã mở lúc" not in Desk(province, "vt.bacai").read(f"/documents/{document}")


def test_a_folder_is_narrowed_by_links_and_the_place_in_it_is_kept(province: Office) -> None:
    plain = incoming(province)
    urgent = incoming(province, name="to_ninh_thuan/02_vpcp_urgent")
    desk = Desk(province, "vt.tinh")
    page = desk.read("/inbox/arrivals")
    assert page.index(urgent) < page.index(plain)
    assert 'href="/inbox/arrivals?show=urgent"' in page
    page = desk.read("/inbox/arrivals?show=today,urgent")
    assert plain not in page
    (address,) = re.findall(r'href="(/documents/[^"]+)"', page)
    assert address.endswith(".today,urgent")
    opened = desk.read(address)
    assert 'href="/inbox/arrivals?show=today,urgent"' in opened
    assert "Văn bản sau" not in opened
    assert "Không có văn bản nào qua được bộ lọc này." in desk.read(
        "/inbox/arrivals?show=today,urgent,unread"
    )


def test_the_lines_above_and_below_are_one_step_away(province: Office) -> None:
    for name in ("01_vpcp_report_request", "02_vpcp_urgent", "04_nghe_an_visit"):
        incoming(province, name=f"to_ninh_thuan/{name}")
    desk = Desk(province, "vt.tinh")
    listed = re.findall(r'href="(/documents/[^"]+)"', desk.read("/inbox/arrivals"))
    steps = r'rel="(prev|next)" href="([^"]+)"'
    assert re.findall(steps, desk.read(listed[0])) == [("next", listed[1])]
    assert re.findall(steps, desk.read(listed[1])) == [("prev", listed[0]), ("next", listed[2])]
    assert re.findall(steps, desk.read(listed[2])) == [("prev", listed[1])]
    assert re.findall(steps, desk.read(listed[1].replace("arrivals", "signing"))) == []
