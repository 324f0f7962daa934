"""Agreed working hours: dated, for a unit and all below, ended and never edited."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select

from office.domain.deadlines import Unfolded
from office.domain.documents import Content
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.workdays import VIETNAM
from office.models.deliveries import Delivery
from office.runtime import Office
from office.services.places import hours
from office.services.places.hours import Terms
from office.services.views import deadlines, dossier
from tests import stories
from tests.make import Clock, acting
from tests.stories import check_refusal

ADMIN = ("qt.tinh", "administrator")
PROVINCE, DISTRICT = "ubnd-ninh-thuan", "ubnd-bac-ai"
EXPRESS = "to_ninh_thuan/02_vpcp_urgent"
FRIDAY = date(2019, 11, 8)
HALF_PAST_FOUR = datetime(2019, 11, 8, 16, 30, tzinfo=VIETNAM)
BY_CLOCK = datetime(2019, 11, 8, 17, 30, tzinfo=VIETNAM)
ON_MONDAY = datetime(2019, 11, 11, 8, 0, tzinfo=VIETNAM)
URGENT_LETTER = Content(type_code="CĐ", subject="Bão số 6", body="Gấp", urgency=3)


@pytest.fixture(autouse=True)
def _late_on_friday(clock: Clock) -> None:
    clock.now = HALF_PAST_FOUR


def terms(office: Office, unit: str = PROVINCE, express: str = "1") -> Terms:
    return Terms(
        unit_id=stories.unit(office, unit),
        first_day=date(2019, 11, 1),
        sessions="07:30-11:30, 13:30-17:00",
        hours={"express": express},
        agreed_by="Chủ tịch UBND tỉnh",
        paper="Quyết định 12/QĐ-UBND",
    )


def agree(office: Office, entered: Terms | None = None) -> int:
    with office.work(acting(office, *ADMIN)) as work:
        return hours.agree(work, entered or terms(office))


def end(office: Office, key: int, last_day: date = FRIDAY, reason: str = "Thay thỏa thuận") -> None:
    with office.work(acting(office, *ADMIN)) as work:
        hours.end(work, key, last_day, reason)


def due(office: Office) -> datetime:
    with office.look() as work:
        found = work.db.execute(select(Delivery.due_at)).scalar_one()
    assert found is not None
    return found


def laid_open(office: Office, document: str, login: str = "vt.tinh") -> Unfolded:
    with office.look(acting(office, login)) as work:
        (laid,) = deadlines.unfolded(work, dossier.read(work, document)).values()
    return laid


def test_an_hour_for_what_is_express_goes_on_on_monday_and_the_page_says_why(
    both_provinces: Office,
) -> None:
    agree(both_provinces)
    document = stories.incoming(both_provinces, "arrived", EXPRESS)
    assert due(both_provinces) == ON_MONDAY
    laid = laid_open(both_provinces, document)
    assert [span.minutes for span in laid.spans] == [30, 30]
    (agreed,) = laid.agreements
    assert (agreed.agreed_by, agreed.paper) == ("Chủ tịch UBND tỉnh", "Quyết định 12/QĐ-UBND")
    assert stories.problems(both_provinces) == []


def test_without_an_agreement_an_hour_runs_by_the_clock(province: Office) -> None:
    document = stories.incoming(province, "arrived", EXPRESS)
    assert due(province) == BY_CLOCK
    assert laid_open(province, document).spans == ()


def test_a_sealed_deadline_stays_and_the_next_step_counts_as_agreed(province: Office) -> None:
    document = stories.incoming(province, "arrived", EXPRESS)
    agree(province)
    assert due(province) == BY_CLOCK
    assert laid_open(province, document).agreements == (), "it was counted before they agreed"
    stories.act(province, document, "accept")
    assert due(province) == ON_MONDAY
    assert stories.problems(province) == []


def test_the_part_of_whoever_has_the_lead_is_counted_as_agreed_too(province: Office) -> None:
    agree(province)
    document = stories.incoming(province, "in_progress", EXPRESS)
    with province.look(acting(province, "cv.vx")) as work:
        parts = dossier.read(work, document).parts
    assert {part.due_at for part in parts} == {ON_MONDAY}


def test_an_issue_counts_by_the_clock_and_the_recipients_first_step_as_is_agreed_there(
    province: Office,
) -> None:
    agree(province)
    document = stories.draft(province, "issued", (DISTRICT,), content=URGENT_LETTER)
    assert due(province) == BY_CLOCK
    assert laid_open(province, document, "vt.bacai").agreements == ()
    stories.move(province, ("vt.bacai", "clerk"), document, "accept")
    assert due(province) == ON_MONDAY, "the province's agreement holds for all below"


def test_the_nearest_unit_that_agreed_something_decides(province: Office) -> None:
    agree(province)
    agree(province, terms(province, DISTRICT, express="2"))
    document = stories.draft(province, "issued", (DISTRICT,), content=URGENT_LETTER)
    stories.move(province, ("vt.bacai", "clerk"), document, "accept")
    assert due(province) == datetime(2019, 11, 11, 9, 0, tzinfo=VIETNAM)


def test_after_its_last_day_the_clock_counts_and_what_was_counted_is_still_explained(
    both_provinces: Office, clock: Clock
) -> None:
    key = agree(both_provinces)
    document = stories.incoming(both_provinces, "arrived", EXPRESS)
    clock.tick(minutes=1)
    end(both_provinces, key)
    assert [span.minutes for span in laid_open(both_provinces, document).spans] == [30, 30]
    stories.act(both_provinces, document, "accept")
    assert due(both_provinces) == datetime(2019, 11, 9, 0, 31, tzinfo=VIETNAM)
    assert stories.problems(both_provinces) == []


def test_two_agreements_of_a_unit_share_no_day(both_provinces: Office) -> None:
    key = agree(both_provinces)
    with pytest.raises(Invalid, match="đã có thỏa thuận"):
        agree(both_provinces)
    agree(both_provinces, terms(both_provinces, DISTRICT))
    end(both_provinces, key)
    agree(both_provinces, replace(terms(both_provinces), first_day=date(2019, 11, 9)))


def test_every_agreement_stays_on_the_list_with_who_entered_and_who_ended_it(
    province: Office,
) -> None:
    key = agree(province)
    end(province, key)
    with province.look(acting(province, *ADMIN)) as work:
        (row,) = hours.listed(work)
        assert not hours.may_end(work, row)
    assert (row.enterer, row.ender) == ("Kiều Anh Tuấn", "Kiều Anh Tuấn")
    assert (row.last_day, row.ended_on, row.end_reason) == (None, FRIDAY, "Thay thỏa thuận")


def test_an_example_says_what_a_limit_would_become_and_keeps_nothing(province: Office) -> None:
    before = stories.fingerprint(province)
    with province.look(acting(province, *ADMIN)) as work:
        (express,) = hours.examples(work, terms(province))
        (any_urgency,) = hours.examples(work, replace(terms(province), hours={}))
    assert (express.at, express.due_at) == (HALF_PAST_FOUR, ON_MONDAY)
    assert str(express.urgency) == "Hỏa tốc"
    assert (any_urgency.urgency, any_urgency.by_clock) == (None, BY_CLOCK)
    assert stories.fingerprint(province) == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unit_id": 0}, "unit"),
        ({"first_day": date(1, 1, 1)}, "first_day"),
        ({"last_day": date(2019, 10, 31)}, "last_day"),
        ({"last_day": date(2019, 11, 7)}, "last_day"),
        ({"sessions": "cả ngày"}, "sessions"),
        ({"hours": {"express": "0"}}, "hours_express"),
        ({"hours": {"express": "9" * 500}}, "hours_express"),
        ({"hours": {"sometimes": "1"}}, "hours_sometimes"),
        ({"agreed_by": " ông "}, "agreed_by"),
        ({"paper": "số 1"}, "paper"),
        ({"paper": "x" * 201}, "paper"),
    ],
)
def test_terms_that_cannot_be_kept_are_refused_with_the_field_to_mend(
    province: Office, wrong: dict[str, object], field: str
) -> None:
    entered = replace(terms(province), **wrong)  # type: ignore[arg-type]  # one field of any kind
    with pytest.raises(Invalid) as refusal:
        agree(province, entered)
    assert refusal.value.field == field


def test_an_agreement_ends_once_on_a_day_to_come_with_a_reason(province: Office) -> None:
    key = agree(province, replace(terms(province), last_day=date(2019, 12, 31)))
    for day in (date(2019, 11, 7), date(2020, 1, 1)):
        with pytest.raises(Invalid):
            end(province, key, day)
    with pytest.raises(Invalid):
        end(province, key, reason="")
    end(province, key)
    with pytest.raises(NotFound):
        end(province, key)
    with pytest.raises(NotFound):
        end(province, key + 1)


@pytest.mark.parametrize("login", ["vt.tinh", "ct.tinh", "cv.vx", "ttra.tinh"])
def test_nobody_but_an_administrator_agrees_ends_or_asks(province: Office, login: str) -> None:
    key, entered = agree(province), terms(province)

    def agreeing() -> None:
        with province.work(acting(province, login)) as work:
            hours.agree(work, entered)

    def ending() -> None:
        with province.work(acting(province, login)) as work:
            hours.end(work, key, FRIDAY, "Thay thỏa thuận")

    check_refusal(province, Refused, agreeing)
    check_refusal(province, Refused, ending)
    with province.look(acting(province, login)) as work, pytest.raises(Refused):
        hours.examples(work, entered)


def test_an_administrator_agrees_for_their_own_units_only(province: Office) -> None:
    with province.look(acting(province, *ADMIN)) as work:
        below = replace(work, actor=replace(work.actor, unit_id=stories.unit(province, DISTRICT)))
        with pytest.raises(Invalid, match="mình quản trị"):
            hours.checked(below, terms(province))
        assert hours.checked(below, terms(province, DISTRICT))
