"""Many documents at once: each line is an act of its own, with exactly one result."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from office.domain.asks import LEAD, Assignee
from office.domain.bulk import MOST
from office.domain.errors import Invalid, NotFound
from office.models.deliveries import Delivery
from office.models.movements import Movement
from office.models.registers import Register
from office.runtime import Office
from office.services.desk import batches
from office.services.desk.batch_lines import DONE, REFUSED, WAITING
from office.services.desk.batches import Report, Ticket, Wanted
from office.services.views import inboxes
from tests import stories
from tests.make import acting
from tests.services.test_concurrency import at_once
from tests.services.test_intake import letter, take

CLERK = ("vt.tinh", "clerk")


def letters(office: Office, count: int) -> list[str]:
    """Let the clerk enter so many letters, each with a number of its own."""
    return [letter(office, str(number)) for number in range(1, count + 1)]


def tickets(office: Office, folder: str, who: tuple[str, str] = CLERK) -> list[Ticket]:
    """Return every line of a folder as it is seen now."""
    with office.look(acting(office, *who)) as work:
        items = inboxes.page(work, folder, limit=MOST).items
        return [Ticket(item.public_id, item.revision) for item in items]


def begin(office: Office, wanted: Wanted, key: str = "", login: str = "vt.tinh") -> str:
    """Keep what is wanted."""
    with office.work(acting(office, login)) as work:
        return batches.begin(work, wanted, key)


def go(office: Office, batch: str, turns: int = 10_000, login: str = "vt.tinh") -> Report:
    """Take so many lines of a batch, and return what came of it."""
    left = iter(range(turns - 1))
    actor = acting(office, login)
    batches.go(lambda: office.work(actor), batch, lambda: next(left, None) is not None)
    with office.look(actor) as work:
        return batches.report(work, batch)


def run(office: Office, action: str, asked: list[Ticket], **more: object) -> Report:
    """Begin a batch and take it to its end."""
    return go(office, begin(office, Wanted(action=action, tickets=asked, **more)))  # type: ignore[arg-type]  # a lead at most


def numbers(office: Office) -> list[int]:
    """Return the incoming numbers of the province, in order."""
    with office.look() as work:
        unit = work.tree.by_key("ubnd-ninh-thuan").id
        found = select(Delivery.arrival_number).where(
            Delivery.unit_id == unit, Delivery.arrival_number.is_not(None)
        )
        return sorted(work.db.scalars(found))


def test_a_folder_is_registered_submitted_and_done(both_provinces: Office) -> None:
    office = both_provinces
    letters(office, 4)
    stories.incoming(office)
    report = run(office, "register", tickets(office, "to-register"))
    assert [line.status for line in report.lines] == [DONE] * 4
    assert [line.number for line in report.lines] == [1, 2, 3, 4]
    assert report.lines[0].outcome.vi == "Đã vào sổ, số đến 01"
    report = run(office, "register", tickets(office, "arrivals"))  # accepted on the way
    assert [line.outcome.vi for line in report.lines] == ["Đã tiếp nhận; Đã vào sổ, số đến 05"]
    assert run(office, "submit", tickets(office, "to-submit")).count(DONE) == 5
    assert tickets(office, "to-submit") == []
    assert stories.problems(office) == []


def test_one_failure_harms_no_other_and_the_failed_are_done_again_alone(
    both_provinces: Office,
) -> None:
    office = both_provinces
    first, second, third, fourth = letters(office, 4)
    asked = [Ticket(one, 1) for one in (first, second, third, fourth)]
    take(office, second)  # somebody was faster
    asked[2] = Ticket(third, 7)  # seen otherwise
    asked.append(Ticket("0" * 32, 1))
    report = run(office, "register", asked)
    statuses = [DONE, REFUSED, REFUSED, DONE, REFUSED]
    assert [line.status for line in report.lines] == statuses
    assert [line.number for line in report.lines] == [2, None, None, 3, None]
    assert "vừa được người khác xử lý" in report.lines[1].outcome.vi
    assert report.lines[4] == (("0" * 32), "", "", REFUSED, report.lines[4].outcome, None)
    with office.work(acting(office, *CLERK)) as work:
        batches.retry(work, report.public_id)
    report = go(office, report.public_id)
    assert [line.status for line in report.lines] == [DONE, REFUSED, DONE, DONE, REFUSED]
    assert "không ở bước vào sổ" in report.lines[1].outcome.vi
    assert report.lines[2].number == 4
    assert numbers(office) == [1, 2, 3, 4]
    assert stories.problems(office) == []


def test_what_looks_like_another_is_left_for_the_clerks_eyes(both_provinces: Office) -> None:
    office = both_provinces
    take(office, letter(office, "5"))
    again, other = letter(office, "5"), letter(office, "6")
    report = run(office, "register", [Ticket(again, 1), Ticket(other, 1)])
    assert [line.status for line in report.lines] == [REFUSED, DONE]
    assert "Có thể trùng với 5/SNV-VT (số đến 01)" in report.lines[0].outcome.vi


def test_everything_ticked_goes_to_one_lead(both_provinces: Office) -> None:
    office = both_provinces
    for one in letters(office, 3):
        take(office, one)
    asked = tickets(office, "to-submit")
    unit = stories.unit(office, "phong-vx-ninh-thuan")
    lead = Assignee(part=LEAD, unit_id=unit, person_id=stories.person(office, "cv.vx"))
    assert run(office, "transfer", asked, lead=lead).count(DONE) == 3
    assert len(tickets(office, "in-progress", ("cv.vx", "specialist"))) == 3
    wrong = Assignee(part=LEAD, unit_id=unit, person_id=stories.person(office, "cv.th"))
    take(office, letter(office, "9"))
    report = run(office, "transfer", tickets(office, "to-submit"), lead=wrong)
    assert "không làm việc được ở đơn vị đó" in report.lines[0].outcome.vi


def test_marking_as_read_moves_nothing(both_provinces: Office) -> None:
    office = both_provinces
    letters(office, 3)
    with office.look() as work:
        before = work.db.scalar(select(func.count()).select_from(Movement))
    assert run(office, "read", tickets(office, "to-register")).count(DONE) == 3
    with office.look(acting(office, *CLERK)) as work:
        assert work.db.scalar(select(func.count()).select_from(Movement)) == before
        assert all(item.read for item in inboxes.page(work, "to-register").items)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(action="register", tickets=[]),
        Wanted(action="issue", tickets=[Ticket("0" * 32)]),
        Wanted(action="transfer", tickets=[Ticket("0" * 32)]),
        Wanted(
            action="transfer", tickets=[Ticket("0" * 32)], lead=Assignee(part=LEAD, unit_id=10**6)
        ),
        Wanted(action="read", tickets=[Ticket(f"{n:032x}") for n in range(MOST + 1)]),
    ],
)
def test_what_cannot_be_wanted_begins_nothing(both_provinces: Office, wanted: Wanted) -> None:
    office = both_provinces
    stories.check_refusal(office, Invalid, lambda: begin(office, wanted, "key"))


def test_a_form_sent_twice_is_one_batch(both_provinces: Office) -> None:
    office = both_provinces
    wanted = Wanted(action="register", tickets=[Ticket(one, 1) for one in letters(office, 3)])
    made: list[str] = []

    def send() -> None:
        batch = begin(office, wanted, "one key")
        made.append(batch)
        go(office, batch)

    assert at_once([send] * 4) == [None] * 4
    assert len(set(made)) == 1
    assert go(office, made[0]).count(DONE) == 3
    assert numbers(office) == [1, 2, 3]


def test_a_batch_cut_off_in_the_middle_goes_on_where_it_was(both_provinces: Office) -> None:
    office = both_provinces
    asked = [Ticket(one, 1) for one in letters(office, 5)]
    batch = begin(office, Wanted(action="register", tickets=asked))
    report = go(office, batch, turns=2)
    assert (report.count(DONE), report.count(WAITING)) == (2, 3)
    assert numbers(office) == [1, 2]
    assert go(office, batch).count(DONE) == 5


def test_a_batch_is_its_makers_alone(both_provinces: Office) -> None:
    office = both_provinces
    asked = [Ticket(letter(office), 1)]
    batch = begin(office, Wanted(action="register", tickets=asked))
    for login in ("vt.bacai", "ct.tinh"):
        looks: list[Callable[[], object]] = [
            lambda login=login: go(office, batch, login=login),  # type: ignore[misc]  # bound now
            lambda login=login: begin_retry(office, batch, login),  # type: ignore[misc]  # bound now
        ]
        for look in looks:
            stories.check_refusal(office, NotFound, look)
    assert numbers(office) == []


def begin_retry(office: Office, batch: str, login: str) -> None:
    """Let somebody ask for the refused lines again."""
    with office.work(acting(office, login)) as work:
        batches.retry(work, batch)


def test_two_clerks_who_register_one_folder_at_once_give_each_letter_one_number(
    both_provinces: Office,
) -> None:
    office = both_provinces
    letters(office, 8)
    asked = tickets(office, "to-register")
    made = [
        begin(office, Wanted(action="register", tickets=order)) for order in (asked, asked[::-1])
    ]
    assert at_once([lambda batch=batch: go(office, batch) for batch in made]) == [None, None]  # type: ignore[misc]  # bound now
    first, second = (go(office, batch) for batch in made)
    for report in (first, second):
        assert report.count(WAITING) == 0
    outcomes = {line.document: {line.status} for line in first.lines}
    for line in second.lines:
        outcomes[line.document] |= {line.status}
    assert all(found == {DONE, REFUSED} for found in outcomes.values()), outcomes
    assert numbers(office) == list(range(1, 9))
    with office.look() as work:
        assert work.db.scalar(select(func.max(Register.last))) == 8
    assert stories.problems(office) == []
