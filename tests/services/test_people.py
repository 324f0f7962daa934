"""People: accounts, capacities with dates, and the actor somebody acts as."""

import csv
import unicodedata
from datetime import date, timedelta
from io import StringIO

import pytest
from sqlalchemy import select

from office.domain.errors import Invalid, NotFound
from office.domain.people import ADMINISTRATOR, AUDITOR, CLERK, LEADER, ROLES, SPECIALIST
from office.models.people import Person
from office.runtime import Office
from office.services import people
from office.services.accounts import demonstration_people, sessions
from tests.make import CHEAP, DATA, PASSWORD, Clock, acting
from tests.services.signing import key_for


@pytest.fixture
def newcomer(province: Office) -> str:
    with province.work() as work:
        people.add(work, "moi", "Người Mới", PASSWORD, hasher=CHEAP)
    return "moi"


def roles(office: Office, login: str) -> list[tuple[str, str]]:
    with office.look() as work:
        person = work.db.execute(select(Person.id).where(Person.login == login)).scalar_one()
        return [(m.role, m.unit_name) for m in people.memberships(work, person)]


def test_the_demonstration_has_every_capacity(province: Office) -> None:
    with (DATA / "people_demo.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert {row["role"] for row in rows} == set(ROLES)
    assert not any(row["name"] == "Lê Văn Bình" for row in rows)
    assert [actor.unit_name for actor in (acting(province, "vt.phuocdai"),)] == [
        "UBND xã Phước Đại"
    ]


def test_the_demonstration_is_loaded_once(province: Office) -> None:
    with province.work() as work, (DATA / "people_demo.csv").open(encoding="utf-8") as lines:
        assert demonstration_people.load(work, lines, PASSWORD, CHEAP) == 0


def test_a_password_is_kept_as_argon2_only(both: Office) -> None:
    with both.work() as work:
        people.add(work, "An ", "Nguyễn Văn An", PASSWORD)
        kept = work.db.execute(select(Person.login, Person.password)).one()
    assert kept.login == "an"
    assert kept.password.startswith("$argon2id$")
    assert PASSWORD not in kept.password


@pytest.mark.parametrize(
    ("login", "name", "password", "field"),
    [
        ("", "An", PASSWORD, "login"),
        ("a b", "An", PASSWORD, "login"),
        ("a" * 65, "An", PASSWORD, "login"),
        ("CT.TINH", "An", PASSWORD, "login"),
        ("an", " ", PASSWORD, "name"),
        ("an", "An", "short", "password"),
    ],
)
def test_an_unusable_account_is_refused(
    province: Office, login: str, name: str, password: str, field: str
) -> None:
    with province.work() as work, pytest.raises(Invalid) as refusal:
        people.add(work, login, name, password, hasher=CHEAP)
    assert refusal.value.field == field


def test_a_person_acts_in_one_of_several_capacities(province: Office) -> None:
    chief = acting(province, "cvp.tinh")
    head = acting(province, "cvp.tinh", "unit_head")
    assert (chief.person_id, chief.agency_id) == (head.person_id, head.agency_id)
    assert (chief.unit_id, head.unit_name) == (chief.agency_id, "Văn phòng UBND tỉnh Ninh Thuận")
    assert roles(province, "cvp.tinh") == [
        ("chief_of_office", "UBND tỉnh Ninh Thuận"),
        ("unit_head", "Văn phòng UBND tỉnh Ninh Thuận"),
    ]


def test_a_capacity_counts_between_its_days(province: Office, newcomer: str, clock: Clock) -> None:
    with province.work() as work:
        days = (work.today + timedelta(days=1), work.today + timedelta(days=3))
        granted = people.grant(work, newcomer, "snv", CLERK, "Văn thư", days)
    counted = []
    for _ in range(4):
        with province.look() as work:
            try:
                counted.append(people.actor(work, granted).position)
            except NotFound:
                counted.append("")
        clock.tick(days=1)
    assert counted == ["", "Văn thư", "Văn thư", ""]


def test_granting_again_changes_position_and_end(province: Office, newcomer: str) -> None:
    with province.work() as work:
        first = people.grant(work, newcomer, "snv", LEADER, "Phó Giám đốc")
        assert people.grant(work, newcomer, "snv", LEADER, "Giám đốc") == first
        assert people.actor(work, first).position == "Giám đốc"


def test_a_capacity_needs_a_known_person_unit_and_role(province: Office, newcomer: str) -> None:
    with province.work() as work:
        for login, unit in (("nobody", "snv"), (newcomer, "nowhere")):
            with pytest.raises(NotFound):
                people.grant(work, login, unit, CLERK)
        with pytest.raises(Invalid):
            people.grant(work, newcomer, "snv", "king")
        with pytest.raises(Invalid):
            people.grant(work, newcomer, "snv", CLERK, "", (date(2020, 1, 1), date(2019, 1, 1)))
    assert roles(province, newcomer) == []


def test_a_revoked_capacity_ends_at_once(both_provinces: Office) -> None:
    office = both_provinces
    with office.work() as work:
        people.revoke(work, "cvp.tinh", "vp-ubnd-ninh-thuan", "unit_head")
    assert roles(office, "cvp.tinh") == [("chief_of_office", "UBND tỉnh Ninh Thuận")]
    with office.work() as work, pytest.raises(NotFound):
        people.revoke(work, "cvp.tinh", "vp-ubnd-ninh-thuan", "unit_head")


def test_a_capacity_of_today_revoked_today_takes_its_tokens_along(
    both_provinces: Office,
) -> None:
    with both_provinces.work() as work:
        people.grant(work, "cv.kt", "snv", SPECIALIST)
        token = sessions.issue_token(work, "cv.kt", "snv", SPECIALIST)
        people.revoke(work, "cv.kt", "snv", SPECIALIST)
        with pytest.raises(NotFound):
            sessions.actor_of_token(work, token)


def test_a_closed_account_can_nothing(province: Office) -> None:
    clerk = acting(province, "vt.tinh")
    assert clerk.membership_id is not None
    with province.work() as work:
        people.deactivate(work, "VT.tinh")
        with pytest.raises(NotFound):
            people.actor(work, clerk.membership_id)
        assert "vt.tinh" not in {person.login for person in people.everybody(work)}


def test_work_is_given_to_those_who_work_there(province: Office) -> None:
    with province.look() as work:
        room = work.tree.by_key("phong-vx-ninh-thuan").id
        agency = work.tree.by_key("ubnd-ninh-thuan").id
        members = people.members_of(work, [room, agency])
        assert people.members_of(work, []) == []
    names = {member.name for member in members}
    assert {"Lâm Hoàng Nam", "Phạm Thị Hồng Vân"} <= names
    assert not {member.role for member in members} & {AUDITOR, ADMINISTRATOR}


def test_only_invented_people_are_shown_to_strangers(province: Office, newcomer: str) -> None:
    with province.look() as work:
        shown = {one.login: one.capacities for one in people.demonstration_people(work)}
        assert newcomer in {one.login for one in people.everybody(work)}
    assert newcomer not in shown
    assert shown["vt.phuocdai"] == ("Văn thư, UBND xã Phước Đại",)


def test_a_password_may_be_typed_on_any_keyboard(both: Office) -> None:
    with both.work() as work:
        people.add(work, "an", "An", unicodedata.normalize("NFD", PASSWORD))
        typed = unicodedata.normalize("NFC", PASSWORD)
        assert key_for(work, "an", typed, "10.0.0.1")


def test_a_file_with_an_unknown_unit_adds_nobody(office: Office) -> None:
    lines = "login,name,unit,role,position\nan,An,nowhere,clerk,\n"
    with pytest.raises(NotFound), office.work() as work:
        demonstration_people.load(work, StringIO(lines), PASSWORD, CHEAP)
    with office.look() as work:
        assert people.everybody(work) == []
