"""Parts beside the lead, of people who cannot go on: shown, handed over, sealed with both names."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, text

from office.domain.asks import CO, INFORMED, LEAD, Assignee, Form
from office.domain.errors import Conflict, Invalid, NotFound, Refused, Unsure
from office.models.deliveries import Assignment
from office.runtime import Office
from office.services.leaving import handover
from office.services.leaving.handover import Heir, Waiting
from office.services.notifying import telling
from office.services.views.dossier import read as read_document
from tests import stories
from tests.make import Clock, acting
from tests.services.test_absences import enter
from tests.services.test_concurrency import at_once, one_wins
from tests.services.test_handover import HEAD, LEADER, WHY, left, piles

TH_HEAD = ("tp.th", "unit_head")


def shared(office: Office, part: str = CO) -> str:
    """Bring a document to where cv.vx leads and cv.th has a part of their own."""
    document = stories.incoming(office, "direction")
    vx, th = (stories.unit(office, f"phong-{name}-ninh-thuan") for name in ("vx", "th"))
    lead = Assignee(part=LEAD, unit_id=vx, person_id=stories.person(office, "cv.vx"))
    beside = Assignee(part=part, unit_id=th, person_id=stories.person(office, "cv.th"))
    form = Form(opinion="Giao các phòng", assignees=(lead, beside))
    stories.move(office, LEADER, document, "direct", form)
    return document


def waiting(office: Office, who: tuple[str, str | None] = TH_HEAD) -> Waiting:
    (pile,) = piles(office, who)
    (item,) = pile.items
    return item


def hand(
    office: Office, who: tuple[str, str | None], key: str, to: str = "tp.th", giver: str = "cv.th"
) -> None:
    unit = stories.unit(office, "phong-th-ninh-thuan")
    to_unit = stories.unit(office, "phong-vx-ninh-thuan") if to.endswith("vx") else unit
    heir = Heir(unit_id=to_unit, person_id=stories.person(office, to), reason=WHY)
    with office.work(acting(office, *who)) as work:
        handover.hand_over(work, [key], (stories.person(office, giver), unit), heir)


def open_parts(office: Office, part: str) -> list[tuple[int | None, object, object, str]]:
    with office.look() as work:
        rows = work.db.execute(
            select(Assignment.__table__).where(Assignment.until.is_(None), Assignment.part == part)
        )
        return [(r.person_id, r.due_at, r.outer_due_at, r.assigner_role) for r in rows]


@pytest.mark.parametrize("part", [CO, INFORMED])
def test_a_part_of_who_left_is_handed_over_keeping_its_deadline(
    both_provinces: Office, part: str
) -> None:
    office = both_provinces
    document = shared(office, part)
    ((_, *terms),) = open_parts(office, part)
    assert piles(office, TH_HEAD) == []
    left(office, "cv.th")
    item = waiting(office)
    assert (item.public_id, item.part, item.due_at) == (document, part, terms[0])
    assert waiting(office, LEADER) == item
    hand(office, TH_HEAD, item.key)
    assert open_parts(office, part) == [(stories.person(office, "tp.th"), *terms)]
    assert piles(office, TH_HEAD) == []
    assert stories.problems(office) == []


def test_the_record_names_who_had_the_part_and_who_has_it_now(province: Office) -> None:
    document = shared(province)
    left(province, "cv.th")
    hand(province, TH_HEAD, waiting(province).key)
    with province.look(acting(province, *LEADER)) as work:
        record = read_document(work, document).story[-1].record
    assert (record["act"], record["reason"]) == ("hand_part", WHY)
    assert record["handed"]["person"] == stories.person(province, "cv.th")
    assert record["handed"]["name"]
    assert record["parts"][0]["person"] == stories.person(province, "tp.th")
    assert record["holder"][1] == stories.person(province, "cv.vx")


def test_the_heir_is_told_and_reports_the_part(province: Office) -> None:
    document = shared(province)
    left(province, "cv.th")
    hand(province, LEADER, waiting(province).key)
    with province.work(acting(province, *LEADER)) as work:
        assert telling.spread(work, document, read_document(work, document).document.log_seq) == 1
    stories.move(province, TH_HEAD, document, "report_part", Form(opinion="Phòng đã góp ý xong"))
    assert stories.problems(province) == []


def test_more_time_asked_for_ends_with_the_part(province: Office) -> None:
    document = shared(province)
    with province.look() as work:
        later = work.at + timedelta(days=365)
    form = Form(reason="Cần thêm số liệu", due_at=later)
    stories.move(province, ("cv.th", None), document, "ask_extension", form)
    left(province, "cv.th")
    hand(province, TH_HEAD, waiting(province).key)
    with province.look() as work:
        assert work.db.scalar(text("SELECT status FROM extensions")) == "lapsed"
    assert stories.problems(province) == []


def test_what_an_absent_person_only_has_to_know_waits_for_them(province: Office) -> None:
    shared(province, INFORMED)
    enter(province, ("cv.th", None), "cv.th", 0, 2)
    assert piles(province, TH_HEAD) == []


def test_a_co_handler_away_when_the_part_is_due_is_shown(province: Office) -> None:
    shared(province)
    enter(province, ("cv.th", None), "cv.th", 0, 2)
    assert waiting(province).part == CO


def test_a_part_in_a_unit_that_closed_goes_to_another(province: Office) -> None:
    shared(province)
    with province.work() as work:
        work.db.execute(
            text("UPDATE units SET valid_to = '2019-11-08' WHERE key = 'phong-th-ninh-thuan'")
        )
    province.forget()
    (pile,) = piles(province, LEADER)
    assert (pile.why, pile.items[0].part) == ("closed", CO)
    heir = Heir(
        unit_id=stories.unit(province, "phong-vx-ninh-thuan"),
        person_id=stories.person(province, "tp.vx"),
        reason=WHY,
    )
    with province.work(acting(province, *LEADER)) as work:
        handover.hand_over(work, [pile.items[0].key], (pile.person_id, pile.unit_id), heir)
    assert [one[0] for one in open_parts(province, CO)] == [stories.person(province, "tp.vx")]
    assert stories.problems(province) == []


def test_two_who_hand_over_at_once_hand_over_once(both_provinces: Office) -> None:
    office = both_provinces
    shared(office)
    left(office, "cv.th")
    key = waiting(office).key
    acts: list[Callable[[], object]] = [
        lambda: hand(office, TH_HEAD, key),
        lambda: hand(office, LEADER, key),
    ]
    one_wins(at_once(acts))
    assert len(open_parts(office, CO)) == 1
    assert stories.problems(office) == []


def test_orphaned_parts_are_named_to_who_checks(province: Office) -> None:
    document = shared(province)
    left(province, "cv.th")
    with province.look() as work:
        (named,) = [orphan.en for orphan in handover.orphans(work)]
    assert document in named
    assert "Co-handler" in named


def test_who_may_not_hand_a_part_over_is_refused(province: Office) -> None:
    document = shared(province)
    with province.look() as work:
        part = work.db.scalar(select(Assignment.id).where(Assignment.part == CO))
        lead = work.db.scalar(select(Assignment.id).where(Assignment.part == LEAD))
    key = f"{document}.p{part}"
    check = stories.check_refusal
    check(province, Refused, lambda: hand(province, LEADER, key))  # cv.th is at work
    left(province, "cv.th")
    check(province, Refused, lambda: hand(province, HEAD, key))
    check(province, Refused, lambda: hand(province, ("vt.tinh", None), key))
    check(province, Invalid, lambda: hand(province, TH_HEAD, key, to="cv.vx"))  # leads it already
    check(province, Conflict, lambda: hand(province, TH_HEAD, key, giver="tp.th"))
    check(province, Conflict, lambda: hand(province, TH_HEAD, f"{document}.p{lead}"))
    for nonsense in (f"{document}.", f"{document}.12", f"{document}.p{'9' * 12}", "x.p1"):
        check(province, NotFound, partial(hand, province, TH_HEAD, nonsense))


def test_an_heir_who_is_away_gets_a_part_only_knowingly(province: Office, clock: Clock) -> None:
    shared(province)
    left(province, "cv.th")
    enter(province, TH_HEAD, "tp.th", 0, 1)
    key = next(item.key for pile in piles(province, TH_HEAD) for item in pile.items)
    stories.check_refusal(province, Unsure, lambda: hand(province, TH_HEAD, key))


def test_an_opinion_asked_of_who_left_is_asked_of_another(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office, "in_progress")
    th, adviser = stories.unit(office, "phong-th-ninh-thuan"), stories.person(office, "cv.th")
    asked = Assignee(part=CO, unit_id=th, person_id=adviser)
    form = Form(opinion="Cho ý kiến về số liệu", assignees=(asked,))
    stories.move(office, ("cv.vx", None), document, "ask_opinion", form)
    left(office, "cv.th")
    item = next(item for pile in piles(office, TH_HEAD) for item in pile.items)
    assert (item.public_id, item.part) == (document, "ask")
    with office.look() as work:
        assert len(handover.orphans(work)) == 1
    hand(office, TH_HEAD, item.key)
    assert piles(office, TH_HEAD) == []
    stories.check_refusal(office, Conflict, lambda: hand(office, TH_HEAD, item.key))
    answer = Form(opinion="Số liệu đã khớp với báo cáo")
    stories.move(office, TH_HEAD, document, "answer_opinion", answer)
    with office.look(acting(office, *LEADER)) as work:
        record = read_document(work, document).story[-2].record
    assert (record["act"], record["handed"]["person"]) == ("hand_part", adviser)
    assert stories.problems(office) == []
