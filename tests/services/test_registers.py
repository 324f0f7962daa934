"""Numbers: no gap, no double, nothing given twice; a new series each year."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import select, update

from office.domain.documents import Content
from office.domain.errors import Refused
from office.domain.numbering import INCOMING, OUTGOING
from office.domain.workdays import VIETNAM
from office.models.registers import Register, RegisterEntry
from office.models.units import Unit
from office.runtime import Office
from office.services import facts, routing
from office.services.books import registers, registration
from office.services.books.registration import Letter
from tests import stories
from tests.make import Clock, acting

CLERK = ("vt.tinh", "clerk")
THREADS = 8
ROUNDS = 6


class Broken(Exception):
    """Something went wrong after the number was given."""


def letter(office: Office, number: str = "15") -> str:
    """Let the clerk enter a paper letter; return its public id."""
    issuer = stories.unit(office, "snv")
    entered = Letter(
        issuer_unit_id=issuer, type_code="CV", number_text=number, notation="SNV-VP",
        issued_on=None, subject="Báo cáo biên chế",
    )  # fmt: skip
    with office.work(acting(office, *CLERK)) as work:
        return registration.enter_paper(work, entered)


def numbers(office: Office, direction: str = INCOMING) -> dict[tuple[str, int], list[int]]:
    """Return the numbers given in a direction, by series and year, in order."""
    found: dict[tuple[str, int], list[int]] = {}
    with office.look() as work:
        for row in work.db.execute(
            select(Register.series, Register.year, RegisterEntry.number)
            .join(RegisterEntry, RegisterEntry.register_id == Register.id)
            .where(Register.direction == direction)
            .order_by(RegisterEntry.number)
        ):
            found.setdefault((row.series, row.year), []).append(row.number)
    return found


def test_paper_and_electronic_share_one_incoming_series(province: Office) -> None:
    stories.incoming(province, "registered")
    stories.move(province, CLERK, letter(province), "register")
    assert numbers(province) == {("all", 2019): [1, 2]}
    with province.look(acting(province, *CLERK)) as work:
        assert registers.next_number(work) == 3
        assert registers.next_number(work, OUTGOING, "nhom:B") == 1


def test_many_clerks_at_once_leave_no_gap_and_no_double(both_provinces: Office) -> None:
    office = both_provinces
    clerk = acting(office, *CLERK)
    documents = [letter(office, str(count)) for count in range(THREADS * ROUNDS)]

    def fail(document: str) -> None:
        with office.work(clerk) as work:
            routing.move(work, document, "register")
            raise Broken

    def register(turn: int) -> None:
        for count, document in enumerate(documents[turn::THREADS]):
            if count % 3 == 2:
                with pytest.raises(Broken):
                    fail(document)
            with office.work(clerk) as work:
                routing.move(work, document, "register")

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(register, range(THREADS)))
    assert numbers(office) == {("all", 2019): list(range(1, THREADS * ROUNDS + 1))}
    assert stories.problems(office) == []


def test_the_year_turns_at_midnight_and_numbers_begin_again(province: Office, clock: Clock) -> None:
    clock.now = datetime(2019, 12, 31, 23, 59, 59, tzinfo=VIETNAM)
    early, late = letter(province, "1"), letter(province, "2")
    stories.move(province, CLERK, early, "register")
    clock.tick(seconds=1)
    stories.move(province, CLERK, letter(province, "3"), "register")
    assert numbers(province) == {("all", 2019): [1], ("all", 2020): [1]}
    stories.move(province, CLERK, late, "register")  # arrived in the old year
    assert numbers(province) == {("all", 2019): [1, 2], ("all", 2020): [1]}
    assert stories.problems(province) == []


def test_a_cancelled_number_stays_with_its_reason_and_is_not_given_again(province: Office) -> None:
    document = stories.draft(province, "numbered")
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, CLERK, document, "cancel_number")
    )
    stories.move(province, CLERK, document, "cancel_number", stories.REASON)
    stories.draft(province, "numbered")
    with province.look() as work:
        rows = work.db.execute(select(RegisterEntry.__table__).order_by(RegisterEntry.id)).all()
    assert [(row.number, row.status, row.reason) for row in rows] == [
        (1, "cancelled", stories.REASON.reason),
        (2, "used", ""),
    ]
    assert stories.state_of(province, document) == "cancelled"
    assert stories.problems(province) == []


@pytest.mark.parametrize(
    ("scheme", "series"),
    [
        ("all", {"all": [1, 2, 3]}),
        ("group", {"nhom:A": [1], "nhom:B": [1, 2]}),
        ("type", {"loai:CV": [1], "loai:QĐ": [1], "loai:TB": [1]}),
    ],
)
def test_outgoing_series_follow_the_scheme_of_the_agency(
    province: Office, scheme: str, series: dict[str, list[int]]
) -> None:
    with province.work() as work:
        work.db.execute(update(Unit).where(Unit.key == "ubnd-ninh-thuan").values(numbering=scheme))
        facts.reference_changed(work.db)
    for kind in ("QĐ", "TB", "CV"):
        content = Content(type_code=kind, subject="Về việc", body="Nội dung")
        stories.draft(province, "numbered", content=content)
    given = numbers(province, OUTGOING)
    assert given == {(name, 2019): listed for name, listed in series.items()}


def test_a_council_has_a_series_and_a_notation_of_its_own(province: Office) -> None:
    stories.draft(province, "numbered")
    letter = Content(type_code="CV", subject="họp", body="Mời họp.", council="HĐTĐKT")
    stories.draft(province, "numbered", content=letter)
    given = numbers(province, OUTGOING)
    assert given == {("nhom:B", 2019): [1], ("hd:HĐTĐKT", 2019): [1]}


def test_secret_stubs_have_a_series_of_their_own_in_each_direction(province: Office) -> None:
    stories.incoming(province, "registered")
    with province.work(acting(province, *CLERK)) as work:
        given = [
            registration.enter_secret(work, direction, "mat").number
            for direction in (INCOMING, INCOMING, OUTGOING)
        ]
    assert given == [1, 2, 1]
    assert numbers(province) == {("all", 2019): [1], ("mat", 2019): [1, 2]}
    assert stories.problems(province) == []


def test_each_agency_numbers_for_itself(province: Office) -> None:
    stories.draft(province, "issued")
    document = stories.draft(province, "issued")
    for action in ("accept", "register"):
        stories.move(province, ("vt.bacai", "clerk"), document, action)
    stories.incoming(province, "registered")
    with province.look() as work:
        rows = work.db.execute(select(Register.unit_id, Register.last).where(
            Register.direction == INCOMING
        ))  # fmt: skip
        assert [row.last for row in rows] == [1, 1]


@pytest.mark.parametrize("damage", [{"last": 5}, {"last": 0}])
def test_a_gap_is_noticed(province: Office, damage: dict[str, int]) -> None:
    stories.incoming(province, "registered")
    with province.work() as work:
        assert registers.first_gap(work) is None
        assert work.db.execute(update(Register).values(damage)).rowcount == 1
        assert registers.first_gap(work) is not None
