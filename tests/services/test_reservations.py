"""Numbers taken before their document: in the book with their reason, then used or cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from office.domain.asks import Form
from office.domain.documents import Content
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.workdays import VIETNAM
from office.models.documents import Document
from office.models.registers import RegisterEntry
from office.runtime import Office
from office.services import routing
from office.services.books import register_acts, reservations, reserved
from office.services.books.reservations import Wanted
from office.services.books.reserved import Kept
from tests import stories
from tests.make import Clock, acting
from tests.services.test_concurrency import at_once

CLERK = ("vt.tinh", "clerk")
WANTED = Wanted(
    reason="Chủ tịch ký trong buổi chiều", type_code="CV", subject="V/v kiểm tra", whom="Phòng VX"
)
GONE = "Lãnh đạo không ký văn bản nữa"


def reserve(office: Office, count: int = 1, **more: Any) -> list[int]:
    """Let the clerk reserve numbers; return their keys."""
    given = {name: getattr(WANTED, name) for name in Wanted.__slots__}
    with office.work(acting(office, *CLERK)) as work:
        wanted = Wanted(**{**given, "count": count, **more})
        return [one.key for one in reservations.reserve(work, wanted)]


def use(office: Office, document: str, key: int) -> None:
    """Let the clerk give a draft a reserved number."""
    stories.move(office, CLERK, document, "number", Form(which=key))


def cancel(office: Office, key: int, reason: str = GONE) -> None:
    """Let the clerk cancel a reserved number."""
    with office.work(acting(office, *CLERK)) as work:
        reservations.cancel(work, key, reason)


def waiting(office: Office) -> list[Kept]:
    """Return the numbers that wait."""
    with office.look(acting(office, *CLERK)) as work:
        return list(reserved.waiting(work))


def document(office: Office, public_id: str) -> Any:
    """Return a document's row."""
    with office.look() as work:
        return work.db.execute(
            select(Document.__table__).where(Document.public_id == public_id)
        ).one()


def statuses(office: Office) -> list[tuple[int, str, str]]:
    """Return number, status and reason of every entry, in order."""
    with office.look() as work:
        rows = work.db.execute(select(RegisterEntry.__table__).order_by(RegisterEntry.number))
        return [(row.number, row.status, row.reason) for row in rows]


def test_a_reserved_number_stands_in_its_book_and_is_passed_over(both_provinces: Office) -> None:
    office = both_provinces
    reserve(office, 2)
    first = stories.draft(office, "numbered")
    assert document(office, first).number == 3
    assert statuses(office) == [
        (1, "reserved", WANTED.reason), (2, "reserved", WANTED.reason), (3, "used", "")
    ]  # fmt: skip
    told = waiting(office)
    assert [(one.number, one.by, one.subject, one.whom) for one in told] == [
        (1, "Nguyễn Thị Bích Thủy", "V/v kiểm tra", "Phòng VX"),
        (2, "Nguyễn Thị Bích Thủy", "V/v kiểm tra", "Phòng VX"),
    ]
    assert stories.problems(office) == []


def test_a_signed_document_gets_the_number_kept_for_it_and_the_day_it_is_numbered(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    (key,) = reserve(office)
    clock.tick(days=3)  # nothing was numbered since
    draft = stories.draft(office, "signed")
    use(office, draft, key)
    row = document(office, draft)
    assert (row.number, row.issued_on) == (1, date(2019, 11, 11))
    assert waiting(office) == []
    assert statuses(office) == [(1, "used", "")]
    with office.look(acting(office, *CLERK)) as work:
        acts = register_acts.newest(work, 1)
        (used,), more = reserved.settled(work)
    assert [(act.act, act.intact) for act in acts] == [("use", True), ("reserve", True)]
    assert acts[0].record["document"] == draft
    assert (used.status, used.document, more) == ("used", draft, None)
    assert stories.problems(office) == []


def test_once_a_higher_number_bears_an_earlier_day_it_can_only_be_cancelled(
    province: Office, clock: Clock
) -> None:
    (key,) = reserve(province)
    stories.draft(province, "numbered")
    draft = stories.draft(province, "signed")
    assert waiting(province)[0].barred is None  # the same day it serves
    clock.tick(days=3)
    (held,) = waiting(province)
    assert held.barred is not None
    assert "08/11/2019" in held.barred.vi
    with pytest.raises(Refused, match="Điều 15"):
        use(province, draft, key)
    cancel(province, key)
    assert statuses(province)[0] == (1, "cancelled", GONE)
    stories.check_refusal(province, Refused, lambda: use(province, draft, key))
    stories.check_refusal(province, Refused, lambda: cancel(province, key))
    assert stories.problems(province) == []


def test_what_is_left_of_a_year_says_so_and_is_no_number_of_the_next(
    province: Office, clock: Clock
) -> None:
    clock.now = datetime(2019, 12, 31, 16, 0, tzinfo=VIETNAM)
    (key,) = reserve(province)
    clock.now = datetime(2020, 1, 2, 8, 0, tzinfo=VIETNAM)
    draft = stories.draft(province, "signed")
    (held,) = waiting(province)
    assert held.barred is not None
    assert "2019" in held.barred.vi
    with province.look(acting(province, *CLERK)) as work:
        assert reserved.for_draft(work, "CV", "") == []
    stories.check_refusal(province, Refused, lambda: use(province, draft, key))
    stories.act(province, draft, "number")
    assert document(province, draft).number == 1
    cancel(province, key)
    assert waiting(province) == []
    assert stories.problems(province) == []


def test_a_number_serves_its_own_series_alone(province: Office) -> None:
    (decision,) = reserve(province, type_code="QĐ")
    (council,) = reserve(province, council="HĐTĐKT")
    draft = stories.draft(province, "signed")  # a công văn: another group
    for key in (decision, council, 999):
        with pytest.raises((Refused, NotFound)):
            use(province, draft, key)
    with province.look(acting(province, *CLERK)) as work:
        assert reserved.for_draft(work, "CV", "") == []
        assert [one.key for one in reserved.for_draft(work, "QĐ", "")] == [decision]
        assert [one.key for one in reserved.for_draft(work, "CV", "HĐTĐKT")] == [council]
    letter = Content(type_code="CV", subject="họp", body="Mời họp.", council="HĐTĐKT")
    of_council = stories.draft(province, "signed", content=letter)
    use(province, of_council, council)
    assert stories.problems(province) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "ngắn"}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"count": 0}, "count"),
        ({"count": 21}, "count"),
        ({"type_code": "??"}, "type_code"),
        ({"type_code": ""}, "type_code"),
        ({"subject": "x" * 501}, "subject"),
        ({"council": "x" * 17}, "council"),
    ],
)
def test_what_is_wanted_is_checked(province: Office, wrong: dict[str, Any], field: str) -> None:
    stories.check_refusal(province, Invalid, lambda: reserve(province, **wrong))
    with pytest.raises(Invalid) as refusal:
        reserve(province, **wrong)
    assert refusal.value.field == field


def test_an_agency_holds_so_many_at_most(province: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reservations, "MOST_OPEN", 3)
    reserve(province, 2)
    stories.check_refusal(province, Refused, lambda: reserve(province, 2))
    reserve(province, 1)


@pytest.mark.parametrize("who", [("cv.vx", None), ("ct.tinh", "leader"), ("ttra.tinh", None)])
def test_only_the_clerk_reserves_and_cancels(province: Office, who: tuple[str, str | None]) -> None:
    (key,) = reserve(province)
    with pytest.raises(Refused), province.work(acting(province, *who)) as work:
        reservations.reserve(work, WANTED)
    with pytest.raises(Refused), province.work(acting(province, *who)) as work:
        reservations.cancel(work, key, GONE)


def test_another_agency_knows_nothing_of_it(province: Office) -> None:
    (key,) = reserve(province)
    with province.work(acting(province, "vt.snv", "clerk")) as work:
        assert reserved.waiting(work) == []
        with pytest.raises(NotFound):
            reservations.cancel(work, key, GONE)


def test_a_number_that_is_cancelled_after_it_was_reserved_and_used_keeps_its_document(
    province: Office,
) -> None:
    (key,) = reserve(province)
    draft = stories.draft(province, "signed")
    use(province, draft, key)
    stories.move(province, CLERK, draft, "cancel_number", stories.REASON)
    assert statuses(province) == [(1, "cancelled", stories.REASON.reason)]
    assert stories.problems(province) == []


def test_a_number_cannot_be_used_by_two_at_once(both_provinces: Office) -> None:
    office = both_provinces
    (key,) = reserve(office)
    drafts = [stories.draft(office, "signed") for _ in range(3)]
    clerk = acting(office, *CLERK)

    def using(draft: str) -> Callable[[], object]:
        def act() -> None:
            with office.work(clerk) as work:
                routing.move(work, draft, "number", Form(which=key))

        return act

    outcomes = at_once([*map(using, drafts), lambda: cancel(office, key)])
    assert outcomes.count(None) == 1
    assert stories.problems(office) == []
