"""An administrator changes the tree: from a day on, nothing overwritten, nothing left behind."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.models.units import UnitName
from office.runtime import Office
from office.services import people
from office.services.accounts import rights
from office.services.leaving import handover
from office.services.places import unit_adding, unit_changes, unit_closing
from office.services.places.unit_adding import NewUnit
from office.services.places.unit_changes import When
from tests import stories
from tests.make import Clock, acting

ADMIN = ("qt.tinh", "administrator")
NOW = When(None, "Quyết định 12/QĐ-UBND")
NEXT_MONDAY = When(date(2019, 11, 11), "Quyết định 12/QĐ-UBND")
VX, TH = "phong-vx-ninh-thuan", "phong-th-ninh-thuan"
NEW = NewUnit(key="phong-cds", kind="phong", name="Phòng Chuyển đổi số", abbreviation="CĐS")


def change(office: Office, act: object, *given: object) -> object:
    """Let the province's administrator change the tree."""
    with office.work(acting(office, *ADMIN)) as work:
        done = act(work, *given)  # type: ignore[operator]  # one of the four acts
    office.forget()
    return done


def refused(office: Office, refusal: type[OfficeError], act: object, *given: object) -> str:
    """Return why an act is refused."""
    with pytest.raises(refusal) as why:
        change(office, act, *given)
    return " ".join(reason.en for reason in why.value.reasons)


def name_of(office: Office, unit: int) -> str:
    with office.look() as work:
        return work.tree[unit].name


def told(office: Office, login: str = "ct.tinh") -> int:
    with office.look(acting(office, login)) as work:
        return rights.unconfirmed(work)


def test_a_unit_renamed_from_a_day_keeps_its_old_name_until_then(
    both_provinces: Office, clock: Clock
) -> None:
    room = stories.unit(both_provinces, VX)
    old = name_of(both_provinces, room)
    change(both_provinces, unit_changes.rename, room, "Phòng Văn hóa", "VH", NEXT_MONDAY)
    assert name_of(both_provinces, room) == old
    clock.now += timedelta(days=3)
    assert name_of(both_provinces, room) == "Phòng Văn hóa"
    with both_provinces.look() as work:
        rows = work.db.execute(
            select(UnitName.name, UnitName.valid_to).where(UnitName.unit_id == room)
        )
        assert (old, date(2019, 11, 11)) in {tuple(row) for row in rows}


def test_the_past_is_not_renamed_nor_a_change_made_without_a_decision(province: Office) -> None:
    room = stories.unit(province, VX)
    for when in (When(date(2019, 11, 7), "QĐ"), When(None, " ")):
        refused(province, Invalid, unit_changes.rename, room, "Phòng Văn hóa", "", when)
    change(province, unit_changes.rename, room, "Phòng Văn hóa", "", NEXT_MONDAY)
    assert "planned" in refused(province, Refused, unit_changes.rename, room, "Khác", "", NOW)


def test_the_head_of_the_agency_is_told_of_each_change_until_they_confirm(
    both_provinces: Office,
) -> None:
    room = stories.unit(both_provinces, VX)
    change(both_provinces, unit_changes.rename, room, "Phòng Văn hóa", "VH", NOW)
    assert (told(both_provinces), told(both_provinces, "cvp.tinh")) == (1, 0)
    with both_provinces.work(acting(both_provinces, "ct.tinh")) as work:
        (kept,) = unit_changes.changes(work)
        assert (kept.what, kept.becomes, kept.reason) == ("rename", "Phòng Văn hóa", NOW.reason)
        assert kept.by_name == "Kiều Anh Tuấn"
        unit_changes.confirm(work, kept.id)
        with pytest.raises(Conflict):
            unit_changes.confirm(work, kept.id)
    assert told(both_provinces) == 0


def test_nobody_else_changes_the_tree_and_a_head_confirms_their_own_agency_only(
    province: Office,
) -> None:
    room = stories.unit(province, VX)
    change(province, unit_changes.rename, room, "Phòng Văn hóa", "VH", NOW)
    for login in ("ct.tinh", "vt.tinh", "ttra.tinh"):
        with province.work(acting(province, login)) as work, pytest.raises(Refused):
            unit_changes.rename(work, room, "Khác", "", NOW)
    with province.work(acting(province, "ct.bacai")) as work, pytest.raises(NotFound):
        unit_changes.confirm(work, 1)


def test_an_administrator_of_a_district_changes_its_own_tree_only(province: Office) -> None:
    with province.work() as work:
        people.grant(work, "cv.vp.bacai", "ubnd-bac-ai", "administrator")
    of_district = acting(province, "cv.vp.bacai", "administrator")
    own = stories.unit(province, "ubnd-bac-ai")
    with province.work(of_district) as work:
        with pytest.raises(NotFound):
            unit_changes.rename(work, stories.unit(province, VX), "Khác", "", NOW)
        with pytest.raises(Refused):
            unit_closing.close(work, own, None, NOW)
        with pytest.raises(Refused):
            unit_changes.move(work, own, stories.unit(province, "gddt-bac-ai"), NOW)


def test_a_unit_is_added_below_another_by_the_rules_of_the_file(both_provinces: Office) -> None:
    province = stories.unit(both_provinces, "ubnd-ninh-thuan")
    made = change(both_provinces, unit_adding.add, province, NEW, NOW)
    with both_provinces.look() as work:
        unit = work.tree[made]  # type: ignore[index]  # an id
        assert (unit.name, unit.parent_id) == ("Phòng Chuyển đổi số", province)
    assert told(both_provinces) == 1
    assert "already" in refused(both_provinces, Invalid, unit_adding.add, province, NEW, NOW)
    taken = NewUnit(key="khac", kind="phong", name="Khác", identifiers="qcvn102:000.00.00.H43")
    assert "belongs" in refused(both_provinces, Invalid, unit_adding.add, province, taken, NOW)
    for key in ("@ABC", "#x", "Có dấu"):
        bad = NewUnit(key=key, kind="phong", name="Khác")
        refused(both_provinces, Invalid, unit_adding.add, province, bad, NOW)


def test_a_unit_moves_but_never_below_itself_on_any_day(both_provinces: Office) -> None:
    a, b = (stories.unit(both_provinces, key) for key in ("snv", "stttt"))
    change(both_provinces, unit_changes.move, a, b, NEXT_MONDAY)
    assert "below" in refused(both_provinces, Invalid, unit_changes.move, b, a, NOW)
    with both_provinces.look() as work:
        assert work.tree[a].parent_id != b


def test_a_part_that_holds_work_is_not_moved_out_of_its_agency(province: Office) -> None:
    stories.draft(province)
    room, elsewhere = stories.unit(province, VX), stories.unit(province, "snv")
    assert "holds 1" in refused(province, Refused, unit_changes.move, room, elsewhere, NOW)


def test_a_part_with_work_closes_only_for_an_heir_who_can_take_it(both_provinces: Office) -> None:
    stories.draft(both_provinces)
    room, heir = (stories.unit(both_provinces, key) for key in (VX, TH))
    stranger = stories.unit(both_provinces, "snv")
    close = unit_closing.close
    assert "takes its place" in refused(both_provinces, Refused, close, room, None, NOW)
    assert "same agency" in refused(both_provinces, Refused, close, room, stranger, NOW)
    with both_provinces.look(acting(both_provinces, *ADMIN)) as work:
        held = unit_closing.consequences(work, room)
        assert (held.drafts, held.deliveries) == (1, 0)
        assert held.capacities
    change(both_provinces, close, room, heir, NOW)
    with both_provinces.look(acting(both_provinces, "cvp.tinh")) as work:
        assert room not in work.tree.units
        (pile,) = [pile for pile in handover.piles(work) if pile.unit_id == room]
        assert (pile.why, pile.count) == (handover.CLOSED, 1)
        assert people.memberships(work, stories.person(both_provinces, "tp.vx")) == []
    with both_provinces.look(acting(both_provinces, "ct.tinh")) as work:
        assert next(c for c in unit_changes.changes(work)).heir_id == heir
        assert {c.what for c in rights.changes(work)} == {rights.REVOKE}


def test_an_agency_with_open_work_or_units_below_does_not_close(province: Office) -> None:
    stories.draft(province, "issued", recipients=["ubnd-bac-ai"])
    district, heir = (stories.unit(province, key) for key in ("ubnd-bac-ai", "ubnd-ninh-son"))
    why = refused(province, Refused, unit_closing.close, district, heir, NOW)
    assert "units stand below" in why
    assert "keeps a register and has 1 open items" in why


def test_a_unit_about_to_close_is_neither_changed_nor_given_units(province: Office) -> None:
    room, heir = (stories.unit(province, key) for key in (VX, TH))
    change(province, unit_closing.close, room, heir, NEXT_MONDAY)
    assert "closes on" in refused(province, Refused, unit_changes.rename, room, "Khác", "", NOW)
    refused(province, Invalid, unit_adding.add, room, NEW, NOW)
    refused(province, Invalid, unit_closing.close, heir, room, NOW)
