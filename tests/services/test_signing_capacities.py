"""Who signs a draft and in which capacity: sealed, printed, and refused where there is none."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from office.domain.documents import Content
from office.domain.errors import Invalid, NotFound, Refused
from office.models.people import Membership
from office.runtime import Office
from office.services import routing
from office.services.cover import delegation_lists
from office.services.files import letters
from office.services.outgoing import orders
from office.services.outgoing.orders import Order
from office.services.views import dossier
from tests import stories
from tests.make import Clock, acting
from tests.services.lending import CHAIRMAN, lend, revoke, standing_in, today, usable

RULES = "Điều 8 Quy chế công tác văn thư, Quyết định 15/QĐ-UBND ngày 02/01/2019"
TM = "TM. Ủy ban nhân dân"


def given(office: Office, to: str, by: str = "qt.tinh", **terms: Any) -> int:
    """Let the administrator record that somebody signs letters by order for a year."""
    first: date = terms.pop("first_day", today(office))
    asked = {"first_day": first, "last_day": first + timedelta(days=365), "types": ("CV",)}
    person = stories.person(office, to)
    with office.work(acting(office, by)) as work:
        return orders.record(work, Order(delegate_id=person, basis=RULES, **{**asked, **terms}))


def signed(office: Office, document: str) -> dict[str, Any]:
    """Return what the record of signing says of the signature."""
    with office.look(acting(office, "ct.tinh")) as work:
        story = dossier.read(work, document).story
    found: dict[str, Any] = next(h.record for h in story if h.record["act"] == "sign")["signed"]
    return found


def positioned(office: Office, login: str, position: str) -> None:
    """Let somebody have another position."""
    person = stories.person(office, login)
    with office.work() as work:
        work.db.execute(
            update(Membership).where(Membership.person_id == person).values(position=position)
        )


@pytest.mark.parametrize(
    ("login", "position", "lines"),
    [
        ("ct.tinh", "Chủ tịch", [TM, "Chủ tịch"]),
        ("ct.tinh", "Quyền Chủ tịch", [TM, "Q. Chủ tịch"]),
        ("pct.tinh", "Phó Chủ tịch", [TM, "KT. Chủ tịch", "Phó Chủ tịch"]),
        ("pct.tinh", "Phó Chủ tịch Thường trực", [TM, "KT. Chủ tịch", "Phó Chủ tịch"]),
    ],
)
def test_a_leader_signs_for_the_committee_in_their_own_capacity(
    province: Office, login: str, position: str, lines: list[str]
) -> None:
    positioned(province, login, position)
    document = stories.draft(province, "signing")
    step = stories.move(province, (login, "leader"), document, "sign")
    assert step.facts["signed"]["capacity"] == lines == signed(province, document)["capacity"]
    assert "basis" not in step.facts["signed"]
    with province.look(acting(province, "ct.tinh")) as work:
        printed = letters.letter(work, document)
    assert (printed.authority.split("\n"), printed.position) == (lines[:-1], lines[-1].upper())
    assert printed.issuer == "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN"
    assert stories.problems(province) == []


def test_a_deputy_signs_for_the_post_when_nobody_holds_it(province: Office) -> None:
    with province.work() as work:
        key = stories.person(province, "ct.tinh")
        gone = update(Membership).where(Membership.person_id == key)
        work.db.execute(gone.values(valid_to=work.today))
    document = stories.draft(province, "signing")
    step = stories.move(province, ("pct.tinh", "leader"), document, "sign")
    assert step.facts["signed"]["capacity"] == [TM, "KT. Chủ tịch", "Phó Chủ tịch"]


def test_a_leader_whose_position_is_not_entered_cannot_sign(province: Office) -> None:
    positioned(province, "ct.tinh", "")
    document = stories.draft(province, "signing")
    with pytest.raises(Refused, match="Chưa ghi chức vụ của Trần Quốc Khải"):
        stories.move(province, CHAIRMAN, document, "sign")


def test_the_head_of_a_unit_signs_by_order_what_the_rules_of_work_name(
    both_provinces: Office,
) -> None:
    office = both_provinces
    key = given(office, "tp.th")
    document = stories.draft(office, "signing")
    with office.work(standing_in(office, "tp.th", key)) as work:
        step = routing.move(work, document, "sign")
    assert step.facts["signed"]["capacity"] == ["TL. Chủ tịch", "Trưởng phòng"]
    assert signed(office, document)["basis"] == RULES
    assert step.values["signer_authority"] == "TL. Chủ tịch"
    assert stories.problems(office) == []


def test_an_order_reaches_its_types_and_its_days_alone(province: Office, clock: Clock) -> None:
    key = given(province, "tp.th", types=("TB",))
    document = stories.draft(province, "signing")
    with (
        pytest.raises((Refused, NotFound)),
        province.work(standing_in(province, "tp.th", key)) as work,
    ):
        routing.move(work, document, "sign")
    notice = Content(type_code="TB", subject="Nghỉ Tết", body="Thông báo nghỉ.")
    reached = stories.draft(province, "signing", content=notice)
    clock.now += timedelta(days=400)
    with pytest.raises(NotFound), province.work(standing_in(province, "tp.th", key)) as work:
        routing.move(work, reached, "sign")


def test_who_was_given_no_order_signs_nothing(province: Office) -> None:
    document = stories.draft(province, "signing")
    for login, role in (("cvp.tinh", "chief_of_office"), ("tp.th", "unit_head")):
        with pytest.raises((Refused, NotFound)):
            stories.move(province, (login, role), document, "sign")


@pytest.mark.parametrize(
    ("by", "to", "terms", "refusal"),
    [
        ("qt.tinh", "cv.vx", {}, (Invalid, "người đứng đầu đơn vị")),
        ("qt.tinh", "gd.snv", {}, (Invalid, "người đứng đầu đơn vị")),
        ("qt.tinh", "tp.vx", {"types": ()}, (Invalid, "Hãy chọn loại văn bản")),
        ("qt.tinh", "tp.vx", {"types": ("XX",)}, (Invalid, "Loại văn bản không có")),
        ("qt.tinh", "tp.vx", {"first_day": date(2019, 1, 1)}, (Invalid, "đã qua")),
        ("qt.tinh", "tp.vx", {"last_day": date(2030, 1, 1)}, (Invalid, "không quá")),
        ("ct.tinh", "tp.vx", {}, (Refused, ".")),
        ("vt.tinh", "tp.vx", {}, (Refused, ".")),
        ("tp.th", "tp.vx", {}, (Refused, ".")),
    ],
)
def test_an_order_that_no_rules_could_hold_is_refused(
    province: Office, by: str, to: str, terms: dict[str, Any], refusal: tuple[Any, str]
) -> None:
    with pytest.raises(refusal[0], match=refusal[1]):
        given(province, to, by, **terms)
    with province.look() as work:
        assert work.db.scalar(text("SELECT count(*) FROM delegations")) == 0


def test_an_agency_without_a_head_has_nobody_to_order(province: Office) -> None:
    positioned(province, "ct.tinh", "Phó Chủ tịch")
    with pytest.raises(Refused, match="chưa có người đứng đầu"):
        given(province, "tp.vx", "cvp.tinh")


def test_an_order_is_listed_with_what_it_is_and_ends_at_once(province: Office) -> None:
    key = given(province, "cvp.tinh", "cvp.tinh")
    with province.look(acting(province, "cvp.tinh")) as work:
        [listed] = delegation_lists.listed(work, "agency").items
    assert (listed.terms.by_order, listed.giver) == (True, "Trần Quốc Khải")
    assert listed.scope.vi.startswith("Ký thừa lệnh (TL.)")
    assert [one.powers for one in usable(province, "cvp.tinh")] == [("sign",)]
    revoke(province, ("qt.tinh", "administrator"), key)
    assert usable(province, "cvp.tinh") == []


def test_a_mandate_to_sign_is_a_heads_to_give_and_a_heads_to_use(province: Office) -> None:
    object.__setattr__(province.settings, "delegated_signing", True)
    document = stories.draft(province, "signing")
    wrong: list[tuple[tuple[str, str], str, str]] = [
        (("pct.tinh", "leader"), "tp.th", "không giữ chức vụ đứng đầu"),
        (CHAIRMAN, "cv.th", "Chỉ người đứng đầu đơn vị"),
    ]
    for giver, to, why in wrong:
        key = lend(province, giver, to, powers=("sign",))
        with (
            pytest.raises(Refused, match=why),
            province.work(standing_in(province, to, key)) as work,
        ):
            routing.move(work, document, "sign")
        revoke(province, giver, key)


@pytest.mark.parametrize(
    "planted",
    ["DELETE FROM signing_orders", "INSERT INTO signing_orders VALUES ({other}, 1)"],
)
def test_a_mandate_made_an_order_afterwards_or_the_reverse_is_found(
    province: Office, planted: str
) -> None:
    given(province, "tp.th")
    other = lend(province, CHAIRMAN, "tp.vx")
    assert stories.problems(province) == []
    with province.work() as work:
        work.db.execute(text(planted.format(other=other)))
    assert any("its terms were changed" in one for one in stories.problems(province))
