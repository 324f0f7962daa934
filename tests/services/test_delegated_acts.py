"""What a delegate may do and see in another's place, and how the record tells it."""

import pytest
from sqlalchemy import select, text

from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import NotFound, Refused
from office.models.movements import Movement
from office.runtime import Office
from office.services import routing
from office.services.outgoing import drafting
from office.services.views import inboxes
from office.services.views.dossier import read as read_document
from tests import stories
from tests.make import Clock, acting
from tests.services.lending import (
    BASIS,
    CHAIRMAN,
    DEPUTY,
    HEAD,
    lend,
    revoke,
    standing_in,
    usable,
)


def direct(office: Office, login: str, key: int, document: str) -> None:
    form = stories.directive(office)
    with office.work(standing_in(office, login, key)) as work:
        routing.move(work, document, "direct", form)


def test_a_delegate_directs_in_the_leaders_place_and_the_record_names_both(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    key = lend(office, CHAIRMAN, "tp.vx")
    direct(office, "tp.vx", key, document)
    with office.look(acting(office, "ttra.tinh")) as work:
        by = read_document(work, document).story[-1].record["by"]
    assert (by["name"], by["for"]["name"]) == ("Hồ Thị Ngọc Diệp", "Trần Quốc Khải")
    assert (by["role"], by["position"], by["for"]["delegation"]) == ("leader", "Chủ tịch", key)
    assert stories.problems(office) == []


def test_an_act_outside_the_powers_is_refused_naming_scope_and_who_can(province: Office) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "tp.vx")
    direct(province, "tp.vx", key, document)
    stories.act(province, document, "report")

    def confirm() -> None:
        with province.work(standing_in(province, "tp.vx", key)) as work:
            routing.move(work, document, "confirm")

    stories.check_refusal(province, Refused, confirm)
    with pytest.raises(Refused) as refusal:
        confirm()
    said = str(refusal.value)
    assert "Cho ý kiến, phân công" in said
    assert "Trần Quốc Khải" in said


@pytest.mark.parametrize(("types", "seen"), [((), True), (("CV",), True), (("QĐ",), False)])
def test_a_delegate_sees_only_the_field_agreed(
    province: Office, types: tuple[str, ...], seen: bool
) -> None:
    document = stories.incoming(province, "direction")
    with province.look(acting(province, *CHAIRMAN)) as work:
        assert read_document(work, document).document.type_code == "CV"
    actor = standing_in(province, "tp.vx", lend(province, CHAIRMAN, "tp.vx", types=types))
    with province.look(actor) as work:
        listed = [item.public_id for item in inboxes.page(work, "direction").items]
        counted = {folder.name: count for folder, count in inboxes.counts(work)}["direction"]
        assert (document in listed, counted == 1) == (seen, seen)
        if seen:
            assert read_document(work, document).document.public_id == document
        else:
            with pytest.raises(NotFound):
                read_document(work, document)


def test_a_mandate_reaches_no_document_in_another_state(province: Office) -> None:
    waiting = stories.incoming(province, "registered")
    draft = stories.draft(province, "signing")
    actor = standing_in(province, "tp.vx", lend(province, CHAIRMAN, "tp.vx"))
    with province.look(actor) as work:
        assert inboxes.page(work, "incoming-all").items == []
        assert inboxes.page(work, "outgoing-all").items == []
        for document in (waiting, draft):
            with pytest.raises(NotFound):
                read_document(work, document)
            with pytest.raises(NotFound):
                routing.offers(work, document)


def test_when_it_ends_only_what_was_acted_on_can_still_be_seen(
    province: Office, clock: Clock
) -> None:
    one = stories.incoming(province, "direction")
    other = stories.incoming(province, "direction", "to_ninh_thuan/02_vpcp_urgent")
    key = lend(province, CHAIRMAN, "tp.th")
    with province.work(standing_in(province, "tp.th", key)) as work:
        routing.move(work, one, "note")
    with province.look(standing_in(province, "tp.th", key)) as work:
        assert read_document(work, other)
    clock.tick(days=5)
    with pytest.raises(NotFound):
        standing_in(province, "tp.th", key)
    with province.look(acting(province, "tp.th")) as work:
        assert read_document(work, one)
        with pytest.raises(NotFound):
            read_document(work, other)


def test_whoever_approved_for_the_head_does_not_sign_and_neither_does_the_head(
    province: Office,
) -> None:
    document = stories.draft(province, "content_review")
    key = lend(province, HEAD, "pct.tinh", powers=("review_content",))
    with province.work(standing_in(province, "pct.tinh", key)) as work:
        routing.move(work, document, "approve_content")
    stories.act(province, document, "approve_form")
    offers = stories.offered(province, DEPUTY, document)
    assert not offers["sign"].open
    assert stories.offered(province, CHAIRMAN, document)["sign"].open
    with province.work() as work:
        head = stories.person(province, "tp.vx")
        unit = stories.unit(province, "ubnd-ninh-thuan")
        sql = "UPDATE memberships SET role = 'leader', unit_id = :unit WHERE person_id = :head"
        work.db.execute(text(sql), {"unit": unit, "head": head})
    assert not stories.offered(province, ("tp.vx", "leader"), document)["sign"].open


def test_a_drafter_approves_their_own_draft_under_no_mandate(province: Office) -> None:
    document = stories.draft(province, "content_review")
    key = lend(province, HEAD, "cv.vx", powers=("review_content",))
    with province.look(standing_in(province, "cv.vx", key)) as work:
        offers = {offer.action.name: offer for offer in routing.offers(work, document)[1]}
    assert not offers["approve_content"].open


def test_a_delegate_begins_and_changes_nothing_else(province: Office) -> None:
    draft = stories.draft(province)
    chief = ("cvp.tinh", "chief_of_office")
    actor = standing_in(province, "tp.vx", lend(province, chief, "tp.vx", powers=("submit",)))

    def begin() -> None:
        with province.work(actor) as work:
            drafting.start(work, stories.LETTER)

    stories.check_refusal(province, Refused, begin)

    def address() -> None:
        with province.work(actor) as work:
            drafting.address(work, draft, [])

    stories.check_refusal(province, NotFound, address)


def test_signing_is_lent_only_where_the_office_says_so_and_then_reads_tuq(
    province: Office,
) -> None:
    object.__setattr__(province.settings, "delegated_signing", True)
    document = stories.draft(province, "signing")
    key = lend(province, CHAIRMAN, "cvp.tinh", powers=("sign",))
    checked_the_form = standing_in(province, "cvp.tinh", key)
    with pytest.raises(Refused), province.work(checked_the_form) as work:
        routing.move(work, document, "sign")
    revoke(province, CHAIRMAN, key)
    key = lend(province, CHAIRMAN, "tp.th", powers=("sign",))
    with province.work(standing_in(province, "tp.th", key)) as work:
        step = routing.move(work, document, "sign")
    assert step.facts["signed"]["basis"] == BASIS
    assert step.values["signer_authority"] == "TUQ. Chủ tịch"
    assert step.values["signer_position"] == "Trưởng phòng"
    object.__setattr__(province.settings, "delegated_signing", False)
    assert usable(province, "tp.th")[0].powers == ()
    assert stories.problems(province) == []


def test_the_movement_of_a_delegate_is_theirs_in_the_columns_too(province: Office) -> None:
    document = stories.incoming(province, "direction")
    direct(province, "tp.vx", lend(province, CHAIRMAN, "tp.vx"), document)
    with province.look() as work:
        last = work.db.scalars(select(Movement.person_id).order_by(Movement.id.desc())).first()
    assert last == stories.person(province, "tp.vx")


def test_a_delegate_reports_what_the_head_holds_in_person(province: Office) -> None:
    document = stories.incoming(province, "direction")
    unit = stories.unit(province, "phong-vx-ninh-thuan")
    head = Assignee(part=LEAD, unit_id=unit, person_id=stories.person(province, "tp.vx"))
    form = Form(opinion="Giao trưởng phòng", assignees=(head,))
    stories.move(province, CHAIRMAN, document, "direct", form)
    own = ("cv.vx", "specialist")
    assert not stories.offered(province, own, document)["report"].open
    key = lend(province, HEAD, "cv.vx", powers=("handle",))
    with province.look(standing_in(province, "cv.vx", key)) as work:
        assert [i.public_id for i in inboxes.page(work, "in-progress").items] == [document]
        assert {folder.name for folder, _ in inboxes.counts(work)} == {
            "in-progress", "incoming-all", "outgoing-all"
        }  # fmt: skip
    with province.work(standing_in(province, "cv.vx", key)) as work:
        routing.move(work, document, "report", stories.RESULT)
    assert stories.state_of(province, document) == "confirmation"
    assert stories.problems(province) == []
