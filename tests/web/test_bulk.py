"""Many lines at once on pages: ticks, a result for each line, the failed again, nothing lost."""

import re

import pytest

from office.runtime import Office
from tests.services.test_batches import letters, numbers
from tests.services.test_intake import letter, take
from tests.stories import incoming, state_of, unit
from tests.web.desk import Desk, words

LIST = "/inbox/to-register"


def ticks(page: str) -> list[str]:
    """Return the value of every box of a list."""
    return re.findall(r'name="item" value="([^"]+)"', page)


def results(page: str) -> list[str]:
    """Return what came of each line, as the page says."""
    table = page.split('class="list results"')[1]
    return re.findall(r'data-label="Nội dung kết quả">([^<]*)', table)


def ended(desk: Desk, address: str) -> str:
    """Return the page of a batch once nothing waits: on a slow machine one goes on by hand."""
    page = desk.read(address)
    while "Làm tiếp" in page:
        page = desk.read(desk.send(f"{address}/go").location)
    return page


def test_a_whole_page_is_ticked_and_registered_without_a_script(province: Office) -> None:
    letters(province, 3)
    desk = Desk(province, "vt.tinh")
    page = desk.read(LIST)
    assert page.count(" checked") == 0
    whole = re.findall(r'href="([^"]+)" data-tick="all"', page)[0]
    page = desk.read(whole)
    assert page.count(" checked") == 3
    answer = desk.send(f"{LIST}/bulk", do="register", item=ticks(page), once="k")
    assert answer.status_code == 303
    page = ended(desk, answer.location)
    assert results(page) == [f"Đã vào sổ, số đến 0{n}" for n in (1, 2, 3)]
    assert "3 xong" in page
    assert ">Làm lại" not in page
    assert 'href="/inbox/to-register"' in page


def test_those_that_failed_are_done_again_and_no_other(province: Office) -> None:
    first, second = letters(province, 2)
    desk = Desk(province, "vt.tinh")
    seen = ticks(desk.read(LIST))
    take(province, second)
    answer = desk.send(f"{LIST}/bulk", do="register", item=seen, once="k")
    page = ended(desk, answer.location)
    assert "1 xong" in page
    assert "1 chưa được" in page
    assert "vừa được người khác xử lý" in page
    answer = desk.send(f"{answer.location}/retry")
    page = ended(desk, answer.location)
    assert "không ở bước vào sổ" in page
    assert numbers(province) == [1, 2]
    assert state_of(province, first) == "registered"


def test_a_double_press_is_taken_once(province: Office) -> None:
    letters(province, 2)
    desk = Desk(province, "vt.tinh")
    page = desk.read(LIST)
    (key,) = re.findall(r'name="once" value="([^"]+)"', page)
    sent = [
        desk.send(f"{LIST}/bulk", do="register", item=ticks(page), once=key).location
        for _ in range(3)
    ]
    assert len(set(sent)) == 1
    ended(desk, sent[0])
    assert numbers(province) == [1, 2]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"do": "register"}, "Hãy chọn ít nhất một văn bản."),
        ({"do": "", "item": ["x.1"]}, "Không rõ phải làm gì."),
        ({"do": "transfer", "item": ["x.1"]}, "Hãy chọn đơn vị hoặc người nhận."),
        ({"do": "transfer", "item": ["x.1"], "who-0": "một-hai"}, "Hãy chọn vai trò và người"),
        ({"do": "read", "item": [f"{n}.1" for n in range(501)]}, "nhiều nhất 500 văn bản"),
    ],
)
def test_what_is_missing_is_said_above_the_list(
    province: Office, fields: dict[str, str | list[str]], told: str
) -> None:
    take(province, letter(province))
    answer = Desk(province, "vt.tinh").send("/inbox/to-submit/bulk?show=today", **fields)
    assert answer.status_code == 422
    assert told in words(answer)
    assert "7/SNV-VT" in words(answer)


def test_ticks_and_the_lead_survive_a_refusal(province: Office) -> None:
    for number in ("1", "2"):
        take(province, letter(province, number))
    desk = Desk(province, "vt.tinh")
    address = "/inbox/to-submit"
    one, two = ticks(desk.read(address))
    answer = desk.send(f"{address}/bulk", do="transfer", item=[two], **{"who-0": ""})
    assert answer.status_code == 422
    assert f'value="{two}" aria-label="Chọn 1/SNV-VT" checked' in answer.text
    assert answer.text.count(" checked") == 1
    vx = str(unit(province, "phong-vx-ninh-thuan"))
    answer = desk.send(f"{address}/bulk", do="transfer", item=[one, two], **{"who-0": vx})
    assert results(ended(desk, answer.location)) == ["Đã chuyển xử lý"] * 2


def test_a_line_that_is_not_ones_own_is_refused_and_not_named(province: Office) -> None:
    theirs = incoming(province)
    desk = Desk(province, "vt.bacai")
    fields = {"do": "read", "item": [f"{theirs}.1", "vớ vẩn", "'; DROP TABLE--.99999999999"]}
    answer = desk.send("/inbox/arrivals/bulk", **fields)
    page = ended(desk, answer.location)
    assert results(page) == ["Không tìm thấy."] * 3
    assert theirs not in page
    assert Desk(province, "vt.tinh").see(answer.location).status_code == 404


def test_a_box_without_its_revision_is_no_licence_to_act_on_whatever_it_is(
    province: Office,
) -> None:
    document = letter(province)
    desk = Desk(province, "vt.tinh")
    answer = desk.send(f"{LIST}/bulk", do="register", item=[document])
    assert "vừa được người khác xử lý" in ended(desk, answer.location)
    assert state_of(province, document) == "accepted"


def test_the_lists_of_everything_have_no_boxes_and_other_folders_not_other_acts(
    province: Office,
) -> None:
    take(province, letter(province), "submit")
    assert ticks(Desk(province, "vt.tinh").read("/inbox/incoming-all")) == []
    page = Desk(province, "ct.tinh").read("/inbox/direction")
    assert re.findall(r'name="do" value="([^"]+)"', page) == ["read"]


def test_a_longer_page_is_offered_for_many(province: Office) -> None:
    letters(province, 52)
    desk = Desk(province, "vt.tinh")
    page = desk.read(LIST)
    assert len(ticks(page)) == 50
    assert f'href="{LIST}?lines=500"' in page
    assert len(ticks(desk.read(f"{LIST}?lines=500&show=today"))) == 52
    assert len(ticks(desk.read(f"{LIST}?lines=9999&name=x&_external=1"))) == 50
