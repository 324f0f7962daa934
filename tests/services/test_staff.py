"""Managing people: within one's units, never one's own rights, the head confirms each change."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import update

from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.models.people import Person
from office.runtime import Office
from office.services import people
from office.services.accounts import readiness, rights, second_factor, staff
from office.services.work import Work
from tests import stories
from tests.make import acting
from tests.services.signing import key_for

ADMIN = ("qt.tinh", "administrator")


def as_admin(office: Office, act: Callable[[Work], object]) -> object:
    """Let the province's administrator do something, as one piece of work."""
    with office.work(acting(office, *ADMIN)) as work:
        return act(work)


def district_admin(office: Office) -> None:
    """Make the district's head of office its administrator too."""
    with office.work() as work:
        people.grant(work, "cv.vp.bacai", "ubnd-bac-ai", "administrator")


def waiting(office: Office, login: str = "ct.tinh") -> int:
    with office.look(acting(office, login)) as work:
        return rights.unconfirmed(work)


def test_a_capacity_given_counts_at_once_and_waits_for_the_head_to_confirm(
    both_provinces: Office,
) -> None:
    as_admin(both_provinces, lambda w: staff.grant(w, "cv.th", "phong-vx-ninh-thuan", "specialist"))
    assert acting(both_provinces, "cv.th").person_id
    assert waiting(both_provinces) == 1
    assert waiting(both_provinces, "cvp.tinh") == 0
    with both_provinces.work(acting(both_provinces, "ct.tinh")) as work:
        (change,) = rights.changes(work)
        assert (change.login, change.what, change.role) == ("cv.th", "grant", "specialist")
        assert change.by_name == "Kiều Anh Tuấn"
        rights.settle(work, change.id, rights.CONFIRMED)
        with pytest.raises(Conflict):
            rights.settle(work, change.id, rights.CONFIRMED)
    assert waiting(both_provinces) == 0


def test_a_capacity_the_head_rejects_ends_at_once(province: Office) -> None:
    as_admin(province, lambda w: staff.grant(w, "cv.th", "phong-vx-ninh-thuan", "unit_head"))
    with province.work(acting(province, "ct.tinh")) as work:
        staff.reject(work, rights.changes(work)[0].id, "Chưa có quyết định")
        assert rights.changes(work)[0].outcome == rights.REJECTED
        person = stories.person(province, "cv.th")
        assert "unit_head" not in {m.role for m in people.memberships(work, person)}


@pytest.mark.parametrize(
    "act",
    [
        lambda w: staff.grant(w, "qt.tinh", "ubnd-ninh-thuan", "leader"),
        lambda w: staff.reset_password(w, "qt.tinh"),
        lambda w: staff.close(w, "qt.tinh"),
    ],
)
def test_nobody_changes_their_own_rights(province: Office, act: Callable[[Work], object]) -> None:
    stories.check_refusal(province, Refused, lambda: as_admin(province, act))


def test_the_head_does_not_confirm_a_change_of_their_own_rights(province: Office) -> None:
    as_admin(province, lambda w: staff.grant(w, "ct.tinh", "ubnd-ninh-thuan", "chief_of_office"))
    with province.work(acting(province, "ct.tinh", "leader")) as work:
        change = rights.changes(work)[0]
        with pytest.raises(Refused):
            rights.settle(work, change.id, rights.CONFIRMED)
    with province.work(acting(province, "pct.tinh")) as work:
        rights.settle(work, change.id, rights.CONFIRMED)


@pytest.mark.parametrize("login", ["ct.bacai", "gd.snv", "vt.tinh", "qt.tinh"])
def test_nobody_else_confirms(province: Office, login: str) -> None:
    as_admin(province, lambda w: staff.grant(w, "cv.th", "phong-vx-ninh-thuan", "specialist"))
    with province.look(acting(province, "ct.tinh")) as work:
        change = rights.changes(work)[0].id

    def confirm() -> None:
        with province.work(acting(province, login)) as work:
            rights.settle(work, change, rights.CONFIRMED)

    stories.check_refusal(province, NotFound, confirm)


def test_an_administrator_answers_for_their_units_and_those_below(province: Office) -> None:
    district_admin(province)
    with province.work(acting(province, "cv.vp.bacai", "administrator")) as work:
        listed = {account.login for account in staff.accounts(work, limit=500)[0]}
        assert {"vt.bacai", "vt.phuocdai"} <= listed
        assert not listed & {"vt.tinh", "ct.tinh", "vt.snv"}
        staff.grant(work, "vt.phuocdai", "ubnd-xa-phuoc-thang", "clerk")
        refused: list[tuple[type[OfficeError], Callable[[], object]]] = [
            (NotFound, lambda: staff.account(work, stories.person(province, "ct.tinh"))),
            (NotFound, lambda: staff.grant(work, "ct.tinh", "ubnd-bac-ai", "leader")),
            (NotFound, lambda: staff.grant(work, "vt.bacai", "ubnd-ninh-thuan", "clerk")),
            (NotFound, lambda: staff.reset_password(work, "ct.tinh")),
        ]
        for refusal, act in refused:
            with pytest.raises(refusal):
                act()


def test_whoever_also_works_elsewhere_is_not_shut_out_from_below(province: Office) -> None:
    district_admin(province)
    with province.work() as work:
        people.grant(work, "ct.tinh", "ubnd-bac-ai", "specialist")
    with province.work(acting(province, "cv.vp.bacai", "administrator")) as work:
        for act in (staff.reset_password, staff.close, staff.take_second_factor):
            with pytest.raises(Refused):
                act(work, "ct.tinh")


def test_a_password_made_for_somebody_opens_their_account_and_the_old_one_no_more(
    province: Office,
) -> None:
    new = as_admin(province, lambda w: staff.reset_password(w, "cv.th"))
    assert isinstance(new, str)
    with province.work() as work:
        assert key_for(work, "cv.th", new)
    assert waiting(province) == 1


def test_a_new_account_has_no_rights_and_nobody_to_alert(province: Office) -> None:
    person, password = as_admin(province, lambda w: staff.open_account(w, "moi", "Người Mới"))  # type: ignore[misc]  # a pair
    with province.look(acting(province, *ADMIN)) as work:
        assert staff.account(work, person).capacities == []
        assert len(password) >= people.SHORTEST_PASSWORD
    assert waiting(province) == 0
    with pytest.raises(Invalid):
        as_admin(province, lambda w: staff.open_account(w, "moi", "Người Khác"))


def test_a_lost_second_factor_is_taken_away(province: Office) -> None:
    person = stories.person(province, "cv.th")
    with province.work() as work:
        second_factor.begin(work, person)
    as_admin(province, lambda w: staff.take_second_factor(w, "cv.th"))
    with province.look() as work:
        assert second_factor.secret_of(work, person) is None


def test_accounts_are_listed_page_by_page_and_found_by_part_of_a_name(province: Office) -> None:
    with province.look(acting(province, *ADMIN)) as work:
        first, after = staff.accounts(work, limit=7)
        rest, end = staff.accounts(work, after=after or "", limit=500)
        assert end is None
        logins = [account.login for account in (*first, *rest)]
        assert logins == sorted(set(logins))
        assert [a.login for a in staff.accounts(work, "Bích Thủy")[0]] == ["vt.tinh"]
        assert staff.accounts(work, "%")[0] == []


def test_of_two_heads_who_settle_a_change_at_once_one_is_late(both_provinces: Office) -> None:
    as_admin(both_provinces, lambda w: staff.grant(w, "cv.th", "phong-vx-ninh-thuan", "specialist"))
    with both_provinces.look(acting(both_provinces, "ct.tinh")) as work:
        change = rights.changes(work)[0].id
    outcomes: list[str] = []

    def settle(login: str, outcome: str) -> None:
        try:
            with both_provinces.work(acting(both_provinces, login)) as work:
                rights.settle(work, change, outcome)
            outcomes.append(outcome)
        except Conflict:
            outcomes.append("late")

    pairs = (("ct.tinh", rights.CONFIRMED), ("pct.tinh", rights.REJECTED))
    threads = [threading.Thread(target=settle, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("late") == 1


def test_what_cannot_work_is_named(both_provinces: Office) -> None:
    stories.draft(both_provinces, "issued", recipients=("ubnd-ninh-phuoc",))
    stories.incoming(both_provinces, "in_progress")
    with both_provinces.work() as work:
        for role in ("clerk", "chief_of_office"):
            people.grant(work, "cv.snv", "sct", role)
        work.db.execute(update(Person).where(Person.login == "cv.vx").values(active=False))
        people.add(work, "khong.viec", "Không Việc", "mật khẩu dài")
    with both_provinces.look(acting(both_provinces, *ADMIN)) as work:
        found = readiness.findings(work)
    said = [one.text.vi for one in found]
    assert any(words == "UBND huyện Ninh Phước: chưa có người dùng nào." for words in said)
    assert any("Công Thương: chưa có ai là Lãnh đạo để làm: Chờ ký" in words for words in said)
    assert found[0].waiting >= 1
    assert any(words.startswith("Lâm Hoàng Nam không còn làm việc") for words in said)
    assert any("khong.viec" in words for words in said)
    assert not any("UBND huyện Bác Ái" in words for words in said)
    with both_provinces.look(acting(both_provinces, "ct.tinh")) as work, pytest.raises(Refused):
        readiness.findings(work)
