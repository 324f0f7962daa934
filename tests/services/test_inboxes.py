"""Inboxes: every list is a query, its pages have every line once, its count is its length."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from office.domain.asks import CO, INFORMED, LEAD, Assignee, Form
from office.domain.errors import NotFound
from office.models.deliveries import Assignment, Delivery
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.views import inboxes
from office.services.views.inboxes import Item
from tests import stories
from tests.make import Clock, acting

CLERK = ("vt.tinh", "clerk")
PEOPLE = [
    ("vt.tinh", "clerk"), ("ct.tinh", "leader"), ("cvp.tinh", "chief_of_office"),
    ("cv.vx", "specialist"), ("tp.vx", "unit_head"), ("cv.th", "specialist"),
    ("vt.bacai", "clerk"), ("vt.snv", "clerk"),
]  # fmt: skip


def lines(office: Office, who: tuple[str, str], folder: str, limit: int = 50) -> list[Item]:
    """Read a folder to its end, page by page."""
    found: list[Item] = []
    after = None
    while True:
        with office.look(acting(office, *who)) as work:
            page = inboxes.page(work, folder, after, limit)
        found += page.items
        after = page.older
        if after is None:
            return found


def enter(office: Office, count: int) -> None:
    """Let the clerk enter so many letters."""
    issuer = stories.unit(office, "snv")
    with office.work(acting(office, *CLERK)) as work:
        for number in range(count):
            letter = Letter(
                issuer_unit_id=issuer, type_code="CV", number_text=str(number),
                notation="SNV", issued_on=None, subject=f"Thư {number}", urgency=number % 3,
            )  # fmt: skip
            registration.enter_paper(work, letter)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(limit=st.integers(1, 30))
def test_pages_have_every_line_once_however_long_they_are(province: Office, limit: int) -> None:
    with province.look() as work:
        if work.db.execute(select(Delivery.id)).first() is None:
            enter(province, 25)
    found = lines(province, CLERK, "to-register", limit)
    assert len({item.public_id for item in found}) == len(found) == 25
    assert found == sorted(found, key=lambda item: item.key, reverse=True)


def test_a_page_that_ends_with_the_last_line_has_no_next_one(both_provinces: Office) -> None:
    enter(both_provinces, 6)
    with both_provinces.look(acting(both_provinces, *CLERK)) as work:
        page = inboxes.page(work, "to-register", limit=3)
        assert page.older == page.items[-1].key
        last = inboxes.page(work, "to-register", page.older, limit=3)
        assert (len(last.items), last.older) == (3, None)


def test_what_arrives_while_somebody_reads_hides_no_line(province: Office) -> None:
    enter(province, 6)
    with province.look(acting(province, *CLERK)) as work:
        first = inboxes.page(work, "to-register", limit=3)
    enter(province, 6)
    before = {item.public_id for item in first.items}
    with province.look(acting(province, *CLERK)) as work:
        rest = inboxes.page(work, "to-register", first.older)
    assert not before & {item.public_id for item in rest.items}


def test_the_count_beside_each_folder_is_its_length(both_provinces: Office) -> None:
    office = both_provinces
    for state in ("arrived", "accepted", "registered", "direction", "confirmation"):
        name = f"to_ninh_thuan/0{1 + len(state) % 4}_"
        sample = next(stories.SAMPLES.glob(f"{name}*.edxml")).relative_to(stories.SAMPLES)
        if stories.take(office, stories.sample(str(sample)[:-6])).verdict != "accepted":
            continue
        with office.look(acting(office, *CLERK)) as work:
            newest = inboxes.page(work, "arrivals").items[0].public_id
        for action in stories.INCOMING[: stories.INCOMING_STATES.index(state)]:
            stories.act(office, newest, action)
    for state in stories.OUTGOING_STATES:
        stories.draft(office, state)
    seen = 0
    for who in PEOPLE:
        with office.look(acting(office, *who)) as work:
            counted = inboxes.counts(work)
        for folder, count in counted:
            if folder.task:
                assert count == len(lines(office, who, folder.name, 2)), (who, folder.name)
                seen += count
    assert seen > 10


#: What may be done at any time and waits for nobody; a co-handler's part has a folder of its own.
SUPERVISION = {
    "extend", "chase", "take_back", "reassign", "ask_opinion", "ask_extension", "report_part",
    "return_to_sender", "direct_for",
}  # fmt: skip


@pytest.mark.parametrize("state", stories.INCOMING_STATES[:-1])
def test_an_open_document_waits_in_the_folder_of_whoever_can_act(
    province: Office, state: str
) -> None:
    document = stories.incoming(province, state)
    for who in PEOPLE[:5]:
        with province.look(acting(province, *who)) as work:
            shown = [
                folder.name
                for folder, _ in inboxes.counts(work)
                if folder.task and folder.source == "incoming"
                and any(i.public_id == document for i in inboxes.page(work, folder.name).items)
            ]  # fmt: skip
        try:
            offered = stories.offered(province, who, document)
        except NotFound:
            offered = {}
        can = {name for name, offer in offered.items() if offer.open} - SUPERVISION
        # What somebody else is named for, the head may take away again; it is no task of theirs.
        in_anothers_hands = can <= {"forward", "send_back"}
        assert len(shown) <= 1
        assert bool(shown) == bool(can) or (in_anothers_hands and not shown), (who, state)


def test_parts_lie_in_folders_of_their_own(province: Office) -> None:
    document = stories.incoming(province, "direction")
    named = [
        (LEAD, "phong-vx-ninh-thuan"),
        (CO, "phong-th-ninh-thuan"),
        (INFORMED, "phong-kt-ninh-thuan"),
    ]
    parts = tuple(Assignee(part=p, unit_id=stories.unit(province, u)) for p, u in named)
    form = Form(opinion="Giao việc", assignees=parts)
    stories.move(province, ("ct.tinh", "leader"), document, "direct", form)
    folders = {"cv.vx": "in-progress", "cv.th": "co-handling", "cv.kt": "for-information"}
    for login, folder in folders.items():
        found = lines(province, (login, "specialist"), folder)
        assert [item.public_id for item in found] == [document]
    assert lines(province, ("cv.th", "specialist"), "in-progress") == []


def test_what_is_in_one_persons_hands_is_not_in_a_colleagues_folder(province: Office) -> None:
    stories.incoming(province, "in_progress")
    assert len(lines(province, ("cv.vx", "specialist"), "in-progress")) == 1
    assert lines(province, ("tp.vx", "unit_head"), "in-progress") == []


def test_a_folder_of_another_role_does_not_exist(province: Office) -> None:
    with province.look(acting(province, "cv.vx")) as work:
        for name in ("arrivals", "", "deliveries", "signing"):
            with pytest.raises(NotFound):
                inboxes.page(work, name)


def test_what_is_late_is_listed_the_longest_late_first(province: Office, clock: Clock) -> None:
    enter(province, 3)
    with province.look(acting(province, *CLERK)) as work:
        assert inboxes.late(work) == []
    clock.tick(days=4)
    enter(province, 1)
    with province.look(acting(province, *CLERK)) as work:
        late = inboxes.late(work)
    assert len(late) == 3
    assert [item.due_at for item in late] == sorted(item.due_at for item in late if item.due_at)
    assert all(item.late for item in late)


def test_ties_of_urgency_and_time_keep_a_fixed_order(province: Office) -> None:
    enter(province, 9)
    with province.work() as work:
        work.db.execute(update(Delivery).values(urgency=1))
        delivery, document = work.db.execute(select(Delivery.id, Delivery.document_id)).first()  # type: ignore[misc]  # there are nine
        work.db.execute(
            insert(Assignment),
            [
                {"document_id": document, "delivery_id": delivery, "part": CO,
                 "unit_id": work.tree.by_key("phong-th-ninh-thuan").id, "since": work.at}
                for _ in range(7)
            ],
        )  # fmt: skip
    found = lines(province, CLERK, "to-register", 2)
    assert len({item.key for item in found}) == 9
    assert len({i.key for i in lines(province, ("cv.th", "specialist"), "co-handling", 2)}) == 7


def test_a_recall_that_waits_for_a_person_is_counted_at_the_unit_it_was_sent_to(
    province: Office,
) -> None:
    for packet in ("04_nghe_an_visit", "05_nghe_an_update", "06_nghe_an_recall"):
        stories.take(province, stories.sample(f"to_ninh_thuan/{packet}"))
    waiting = {}
    for login in ("vt.tinh", "vt.bacai"):
        with province.look(acting(province, login, "clerk")) as work:
            page = inboxes.page(work, "change-requests")
            waiting[login] = len(page.items)
            assert waiting[login] == {f.name: n for f, n in inboxes.counts(work)}[page.folder.name]
    assert waiting == {"vt.tinh": 1, "vt.bacai": 0}
