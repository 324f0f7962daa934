"""Choosing recipients without scripts: by box, by group, by pasted names, and how each gets it."""

import re
from datetime import date

from sqlalchemy import Connection, event, insert, select

from office.domain.paper import ELECTRONIC, PAPER, PARALLEL
from office.models.units import Unit, UnitName, UnitParent
from office.runtime import Office
from office.services import facts
from office.services.outgoing import drafting, recipient_groups
from office.services.outgoing.drafting import Recipient
from office.services.places import units
from office.web.picking import MOST_BOXES
from tests import stories
from tests.make import acting
from tests.web.desk import Desk, words

VPCP = "000.00.00.G22"
SEEN = re.compile(r'name="seen" value="([0-9a-f]{32})"')


def chosen(office: Office, document: str) -> dict[str, Recipient]:
    """Return whom the draft goes to, by the key of the unit."""
    with office.look(acting(office, "cv.vx")) as work:
        return {work.tree[r.unit_id].key: r for r in drafting.addressed(work, document)}


def at_desk(office: Office) -> tuple[Desk, str, str]:
    """Return the drafter's desk, a draft without recipients, and the address of the picker."""
    document = stories.draft(office, recipients=())
    return Desk(office, "cv.vx"), document, f"/documents/{document}/recipients"


def test_seventy_two_units_and_an_agency_elsewhere_are_one_act_each(province: Office) -> None:
    with province.work() as work:
        units.external(work, VPCP, "Văn phòng Chính phủ")
    desk, document, address = at_desk(province)
    page = desk.read(address)
    assert "Chọn tất cả UBND cấp huyện (7)" in page
    assert "Chọn tất cả UBND cấp xã (65)" in page
    desk.send(address, do="group:ubnd_huyen")
    everyone = [str(r.unit_id) for r in chosen(province, document).values()]
    desk.send(address, unit=everyone, do="group:ubnd_xa")
    boxes = [str(r.unit_id) for r in chosen(province, document).values()]
    answer = desk.send(address, unit=boxes, names=VPCP, do="done")
    assert answer.location == f"/documents/{document}"
    assert len(chosen(province, document)) == 73


def test_the_communes_of_one_district_are_a_group(province: Office) -> None:
    desk, document, address = at_desk(province)
    district = stories.unit(province, "ubnd-bac-ai")
    assert "Tất cả UBND cấp xã của UBND huyện Bác Ái (9)" in desk.read(address)
    desk.send(address, do=f"group:ubnd_xa@{district}")
    found = chosen(province, document)
    assert len(found) == 9
    assert "ubnd-xa-phuoc-dai" in found


def test_a_level_with_several_kinds_is_a_group(province: Office) -> None:
    desk, document, address = at_desk(province)
    desk.send(address, do="group:level=province")
    with province.look() as work:
        kept = {u.key for u in work.tree.units.values() if u.kind.keeps_register}
        levels = {key for key in kept if work.tree.by_key(key).level == "province"}
    assert set(chosen(province, document)) == levels - {"ubnd-ninh-thuan"}


def test_names_are_found_without_accents_and_unknown_lines_stay(province: Office) -> None:
    desk, document, address = at_desk(province)
    pasted = (
        "so y te\nUBND xã Phước Đại\n- huyện Bác Ái;\nỦy ban nhân dân huyện Ninh Sơn\nSở Hải quân"
    )
    answer = desk.send(address, names=pasted, do="done")
    assert answer.status_code == 200
    assert "Không có nơi nhận nào tên “Sở Hải quân”" in words(answer)
    assert ">Sở Hải quân</textarea>" in words(answer)
    assert set(chosen(province, document)) == {
        "syt", "ubnd-xa-phuoc-dai", "ubnd-bac-ai", "ubnd-ninh-son",
    }  # fmt: skip


def test_a_box_taken_off_takes_the_recipient_off(province: Office) -> None:
    desk, document, address = at_desk(province)
    desk.send(address, names="Sở Nội vụ\nSở Y tế", do="names")
    desk.send(address, unit=str(stories.unit(province, "snv")), do="save")
    assert set(chosen(province, document)) == {"snv"}


def test_one_row_is_removed_although_its_box_is_ticked(province: Office) -> None:
    desk, document, address = at_desk(province)
    desk.send(address, names="Sở Nội vụ\nSở Y tế", do="names")
    boxes = [str(r.unit_id) for r in chosen(province, document).values()]
    desk.send(address, unit=boxes, row=boxes, do=f"remove:{boxes[0]}")
    assert [str(r.unit_id) for r in chosen(province, document).values()] == boxes[1:]


def test_the_way_is_chosen_for_all_and_changed_for_one(province: Office) -> None:
    desk, document, address = at_desk(province)
    desk.send(address, names="Sở Nội vụ\nSở Y tế", channel=PARALLEL, paper_reason="Kèm bản vẽ")
    boxes = [str(r.unit_id) for r in chosen(province, document).values()]
    health = stories.unit(province, "syt")
    rows = {f"channel-{key}": PARALLEL for key in boxes} | {f"reason-{key}": "Kèm" for key in boxes}
    rows |= {f"channel-{health}": PAPER, f"reason-{health}": "Không có mạng"}
    desk.send(address, unit=boxes, row=boxes, do="save", **rows)
    found = chosen(province, document)
    assert (found["snv"].channel, found["syt"].channel) == (PARALLEL, PAPER)
    assert found["syt"].paper_reason == "Không có mạng"
    desk.send(address, unit=boxes, row=boxes, do="same", channel=ELECTRONIC)
    assert {r.channel for r in chosen(province, document).values()} == {ELECTRONIC}


def test_paper_without_a_reason_is_refused_and_the_choice_stays_on_the_page(
    province: Office,
) -> None:
    desk, document, address = at_desk(province)
    box = str(stories.unit(province, "snv"))
    answer = desk.send(address, unit=box, channel=PAPER, do="done")
    assert answer.status_code == 422
    assert "Gửi bản giấy đến Sở Nội vụ phải nêu lý do." in words(answer)
    assert f'name="row" value="{box}"' in words(answer)
    assert chosen(province, document) == {}


def test_a_list_longer_than_a_page_keeps_the_rows_that_are_not_shown(province: Office) -> None:
    with province.work() as work:
        for number in range(150):
            units.external(work, f"X{number:03}", f"Cơ quan {number:03}")
    desk, document, address = at_desk(province)
    pasted = "\n".join(f"X{number:03}" for number in range(150))
    page = words(desk.send(address, names=pasted, do="names"))
    assert page.count('name="row"') == 100
    boxes = [str(r.unit_id) for r in chosen(province, document).values()]
    page = words(desk.send(address, unit=boxes, do="from:100"))
    assert page.count('name="row"') == 50
    assert len(chosen(province, document)) == 150


def test_recipients_of_what_is_issued_are_on_the_document_page(province: Office) -> None:
    document = stories.draft(province, "issued")
    desk = Desk(province, "vt.tinh")
    address = f"/documents/{document}/recipients"
    assert desk.see(address).request.path == f"/documents/{document}"
    answer = desk.send(address, do="group:ubnd_xa")
    assert answer.status_code == 422
    assert "Văn bản đã phát hành." in words(answer)


def test_the_clerk_chooses_too_but_not_another_agency(province: Office) -> None:
    document = stories.draft(province, "numbered", recipients=())
    clerk, stranger = Desk(province, "vt.tinh"), Desk(province, "vt.snv")
    address = f"/documents/{document}/recipients"
    assert clerk.send(address, names="Sở Nội vụ", do="done").status_code == 302
    assert stranger.see(address).status_code == 404
    assert stranger.send(address, do="clear").status_code == 404
    assert set(chosen(province, document)) == {"snv"}


def test_ten_thousand_recipients_are_no_more_boxes_and_no_more_questions(
    province: Office,
) -> None:
    desk, document, address = at_desk(province)
    asked = count_queries(province, desk, address)
    many_communes(province, 10_000)
    desk.send(address, do="group:ubnd_xa")
    assert len(chosen(province, document)) == 10_065
    assert count_queries(province, desk, address) <= asked
    district = stories.unit(province, "ubnd-bac-ai")
    for page in (desk.read(address), desk.read(f"{address}?under={district}")):
        assert page.count('type="checkbox"') <= MOST_BOXES + 1
        assert page.count('name="row"') == 100
    desk.send(address, names="xã số 9999", do="clear")
    assert chosen(province, document) == {}
    desk.send(address, names="xa so 9999", do="names")
    assert set(chosen(province, document)) == {"xa-9999"}


def many_communes(office: Office, many: int) -> None:
    """Put `many` more communes below one district."""
    since = {"valid_from": date(2019, 1, 1)}
    parent = stories.unit(office, "ubnd-bac-ai")
    with office.work() as work:
        rows = [{"key": f"xa-{n}", "kind": "ubnd_xa", **since} for n in range(many)]
        work.db.execute(insert(Unit), rows)
        made = work.db.execute(select(Unit.id, Unit.key).where(Unit.key.like("xa-%"))).all()
        named = [
            {"unit_id": u.id, "name": f"Xã số {u.key[3:]}", "abbreviation": "UBND", **since}
            for u in made
        ]
        work.db.execute(insert(UnitName), named)
        placed = [{"unit_id": u.id, "parent_id": parent, **since} for u in made]
        work.db.execute(insert(UnitParent), placed)
        facts.reference_changed(work.db)


def count_queries(office: Office, desk: Desk, address: str) -> int:
    """Return how many statements a page takes, once the tree is remembered."""
    desk.read(address)
    asked: list[str] = []

    def note(_db: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(office.engine, "before_cursor_execute", note)
    desk.read(address)
    event.remove(office.engine, "before_cursor_execute", note)
    return len(asked)


def test_what_is_chosen_is_kept_as_a_group_and_chosen_again_by_one_press(province: Office) -> None:
    desk, document, address = at_desk(province)
    snv, sgddt = (str(stories.unit(province, key)) for key in ("snv", "sgddt"))
    kept = desk.send(address, unit=[snv, sgddt], do="keep-group", group_name="Khối nội chính")
    assert "Chọn Khối nội chính (2)" in words(kept)
    desk.send(address, do="clear")
    assert chosen(province, document) == {}
    with province.look(acting(province, "cv.vx")) as work:
        (group,) = recipient_groups.listed(work)
    desk.send(address, do=f"saved:{group.id}")
    assert set(chosen(province, document)) == {"snv", "sgddt"}
    desk.send(address, unit=[snv, sgddt], do=f"forget:{group.id}")
    assert "Khối nội chính" not in desk.read(address)
    assert set(chosen(province, document)) == {"snv", "sgddt"}


def test_a_group_that_cannot_be_kept_says_why_and_keeps_what_was_typed(province: Office) -> None:
    desk, _, address = at_desk(province)
    answer = desk.send(address, do="keep-group", group_name="Nhóm trống")
    assert answer.status_code == 422
    assert "Nhóm chưa có nơi nhận nào." in words(answer)
    assert 'value="Nhóm trống"' in words(answer)


def test_of_two_who_change_the_list_at_once_the_second_is_told_and_sees_both(
    province: Office,
) -> None:
    drafter, document, address = at_desk(province)
    clerk = Desk(province, "vt.tinh")
    found = [SEEN.search(desk.read(address)) for desk in (drafter, clerk)]
    assert found[0] is not None
    assert found[1] is not None
    first, second = (match.group(1) for match in found if match)
    drafter.send(address, names="Sở Nội vụ", seen=first, do="names")
    answer = clerk.send(address, names="Sở Công Thương", seen=second, do="names")
    assert answer.status_code == 409
    assert set(chosen(province, document)) == {"snv"}
    assert "Sở Công Thương" in words(answer)
    assert "Sở Nội vụ" in words(answer)
    again = SEEN.search(answer.text)
    assert again is not None
    both = [str(stories.unit(province, key)) for key in ("snv", "sct")]
    assert clerk.send(address, unit=both, seen=again.group(1), do="done").status_code == 302
    assert set(chosen(province, document)) == {"snv", "sct"}
