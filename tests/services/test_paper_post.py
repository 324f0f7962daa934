"""What goes by post is one line an envelope; what came is noted by its recipient."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.notices import PAPER_LATE
from office.runtime import Office
from office.services import step
from office.services.papers import late_watch, post, post_book, queue, receipts
from office.services.papers.post import Sending
from office.services.papers.post_book import Period
from office.services.papers.receipts import Came
from tests import stories
from tests.make import Clock, acting
from tests.services.paper_stories import (
    BAC_AI,
    CLERK,
    SNV,
    came,
    delivery,
    entries,
    issued,
    posting,
    printing,
    standings,
)
from tests.services.test_concurrency import at_once, one_wins
from tests.services.test_telling import told
from tests.stories import check_refusal, unit
from tests.web.test_inbox import counted

TODAY = date(2019, 11, 8)
ALWAYS = Period()


def stamped(office: Office) -> str:
    document = issued(office)
    printing(office, document, BAC_AI, SNV, stamped=True)
    return document


def lines(office: Office, period: Period = ALWAYS, login: str = "vt.tinh") -> list[post_book.Line]:
    with office.look(acting(office, login)) as work:
        return post_book.every(work, period)


def prove(office: Office, line: int, code: str, day: date | None = None) -> None:
    with office.work(acting(office, *CLERK)) as work:
        post.prove(work, line, code, day)


def void(office: Office, line: int, reason: str = "Ghi nhầm nơi nhận") -> None:
    with office.work(acting(office, *CLERK)) as work:
        post.void(work, line, reason)


def ready(office: Office) -> list[tuple[int, int]]:
    with office.look(acting(office, *CLERK)) as work:
        return [(one.unit_id, one.copies) for one in post.ready(work)]


def test_several_letters_to_one_recipient_share_an_envelope(province: Office) -> None:
    first, second = stamped(province), stamped(province)
    bac_ai, snv = unit(province, BAC_AI), unit(province, SNV)
    assert sorted(ready(province)) == sorted([(bac_ai, 1), (bac_ai, 1), (snv, 1), (snv, 1)])
    line = posting(province, first, second, note="Bì to")
    (told,) = lines(province)
    assert (told.id, told.to_unit_id, told.count, told.way) == (line, bac_ai, 1, "post")
    assert [name for name, _ in told.symbols] == [first, second]
    assert (told.day, told.note) == (TODAY, "Bì to")
    assert ready(province) == [(snv, 1), (snv, 1)]
    assert standings(province, first) == {BAC_AI: "posted", SNV: "stamped"}
    assert entries(province)[-2:] == [("post", 1, 1), ("post", 1, 1)]
    assert stories.problems(province) == []


def test_only_what_was_printed_and_stamped_is_sent(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI)
    check_refusal(province, OfficeError, lambda: posting(province, document))
    assert lines(province) == []


def test_the_proof_of_posting_is_noted_later_and_may_be_noted_again(province: Office) -> None:
    line = posting(province, stamped(province))
    prove(province, line, "RN123456789VN")
    prove(province, line, "EMS-77", TODAY)
    assert lines(province)[0].proofs == (("RN123456789VN", TODAY), ("EMS-77", TODAY))
    check_refusal(province, Invalid, lambda: prove(province, line, ""))
    check_refusal(province, Invalid, lambda: prove(province, line, "x" * 65))
    check_refusal(province, Invalid, lambda: prove(province, line, "x", TODAY + timedelta(1)))
    assert stories.problems(province) == []


def test_a_void_line_stays_with_its_reason_and_its_copies_wait_again(province: Office) -> None:
    document = stamped(province)
    line = posting(province, document)
    check_refusal(province, Invalid, lambda: void(province, line, " "))
    void(province, line)
    assert [one.void for one in lines(province)] == ["Ghi nhầm nơi nhận"]
    assert standings(province, document)[BAC_AI] == "stamped"
    check_refusal(province, Refused, lambda: void(province, line))
    check_refusal(province, Refused, lambda: prove(province, line, "RN1"))
    posting(province, document)
    assert [sheets for event, _, sheets in entries(province) if event == "post"] == [1, -1, 1]
    assert stories.problems(province) == []


def test_what_its_recipient_has_noted_is_not_void(province: Office) -> None:
    document = stamped(province)
    line = posting(province, document)
    came(province, document)
    check_refusal(province, Refused, lambda: void(province, line))


@pytest.mark.parametrize(
    "wrong", [{"way": "pigeon"}, {"count": 0}, {"count": 100}, {"deliveries": ()}]
)
def test_a_line_that_cannot_be_is_refused(province: Office, wrong: dict[str, object]) -> None:
    document = stamped(province)
    right = {"deliveries": (delivery(province, document, BAC_AI),), "way": "post", "count": 1}

    def attempt() -> None:
        with province.work(acting(province, *CLERK)) as work:
            given = {**right, **wrong}
            post.send(work, [Sending(unit_id=unit(province, BAC_AI), **given)])  # type: ignore[arg-type]  # wrong on purpose

    check_refusal(province, Invalid, attempt)


def test_no_day_to_come_and_no_recipient_of_another_is_kept(province: Office) -> None:
    document = stamped(province)
    key = delivery(province, document, BAC_AI)

    def sent(to: str, day: date | None) -> None:
        with province.work(acting(province, *CLERK)) as work:
            post.send(work, [Sending(unit_id=unit(province, to), deliveries=(key,))], day)

    check_refusal(province, Invalid, lambda: sent(BAC_AI, TODAY + timedelta(1)))
    check_refusal(province, Refused, lambda: sent(SNV, None))
    sent(BAC_AI, TODAY - timedelta(1))
    assert lines(province, Period(since=TODAY)) == []
    assert len(lines(province, Period(until=TODAY))) == 1


def test_another_agencys_book_is_nobodys(province: Office) -> None:
    line = posting(province, stamped(province))
    assert lines(province, login="vt.bacai") == []

    def attempt() -> None:
        with province.work(acting(province, "vt.bacai", "clerk")) as work:
            post.void(work, line, "Không phải của tôi")

    check_refusal(province, NotFound, attempt)
    assert len(lines(province, login="ttra.tinh")) == 1
    with province.look(acting(province, "cv.vx")) as work, pytest.raises(NotFound):
        post_book.every(work, Period())


def test_of_two_clerks_who_post_the_same_one_is_told(both_provinces: Office) -> None:
    office = both_provinces
    document = stamped(office)
    one_wins(at_once([lambda: posting(office, document) for _ in range(4)]))
    assert len(lines(office)) == 1
    assert stories.problems(office) == []


def test_two_envelopes_crossing_in_another_order_both_get_through(both_provinces: Office) -> None:
    """Both lock the same two letters; in the order of the letters, so nobody waits for ever."""
    office = both_provinces
    first, second = stamped(office), stamped(office)
    acts = [
        lambda: posting(office, first, second, to=BAC_AI),
        lambda: posting(office, second, first, to=SNV),
    ]
    assert at_once(acts) == [None, None]
    assert len(lines(office)) == 2
    assert stories.problems(office) == []


def test_an_envelope_changed_behind_the_office_is_found(province: Office) -> None:
    line = posting(province, stamped(province))
    prove(province, line, "RN1")
    for change in ("envelopes SET count = 3", "envelope_notes SET code = 'RN2'"):
        with province.work() as work:
            work.db.execute(text(f"UPDATE {change}"))
        assert stories.problems(province) != []


def awaited(office: Office, login: str = "vt.bacai") -> list[tuple[str, bool]]:
    with office.look(acting(office, login, "clerk")) as work:
        return [(one.public_id, one.late) for one in receipts.page(work).items]


def test_paper_is_awaited_until_its_recipient_notes_it(province: Office) -> None:
    document = stamped(province)
    assert awaited(province) == [(document, False)]
    posting(province, document)
    came(province, document, sheets=2)
    assert awaited(province) == []
    assert standings(province, document)[BAC_AI] == "received"
    assert entries(province)[-1] == ("receive", 1, 2)
    check_refusal(province, Refused, lambda: came(province, document))
    assert stories.problems(province) == []


def test_a_letter_on_paper_alone_arrives_by_the_note(province: Office) -> None:
    document = stamped(province)
    with province.look(acting(province, "vt.snv", "clerk")) as work:
        assert step.read(work, document).state == "sent"
    came(province, document, "vt.snv")
    with province.look(acting(province, "vt.snv", "clerk")) as work:
        assert step.read(work, document).state == "arrived"
    assert stories.problems(province) == []


def test_paper_that_never_came_is_told_late(province: Office, clock: Clock) -> None:
    document = stamped(province)
    clock.tick(days=3)
    posting(province, document)
    clock.tick(days=3)
    assert awaited(province) == [(document, False)]  # counted from the posting
    clock.tick(days=2)
    assert awaited(province) == [(document, True)]


def test_no_paper_is_noted_where_none_was_sent_or_by_a_stranger(province: Office) -> None:
    document = stamped(province)
    check_refusal(province, Refused, lambda: came(province, document, "vt.sgddt"))
    check_refusal(province, NotFound, lambda: came(province, document, "vt.phuocdai"))
    check_refusal(province, NotFound, lambda: came(province, document, "vt.tinh"))


@pytest.mark.parametrize(
    "wrong", [{"sheets": 0}, {"sheets": 10**6}, {"condition": "?"}, {"day": date(2019, 11, 9)},
              {"day": date(2019, 11, 7)}],
)  # fmt: skip
def test_what_cannot_have_come_is_refused(province: Office, wrong: dict[str, object]) -> None:
    document = stamped(province)

    def attempt() -> None:
        with province.work(acting(province, "vt.bacai", "clerk")) as work:
            given = {"day": None, "sheets": 1, **wrong}
            receipts.note(work, document, Came(**given))  # type: ignore[arg-type]  # wrong on purpose

    check_refusal(province, Invalid, attempt)


def test_two_hands_note_the_same_paper_once(both_provinces: Office) -> None:
    office = both_provinces
    document = stamped(office)
    one_wins(at_once([lambda: came(office, document) for _ in range(4)]))
    assert [event for event, _, _ in entries(office)].count("receive") == 1
    assert stories.problems(office) == []


def test_both_sides_are_told_once_of_paper_that_never_came(province: Office, clock: Clock) -> None:
    lost, found = stamped(province), stamped(province)
    for document in (lost, found):
        posting(province, document)
    looks = []
    for days in (0, 3, 1, 3, 7):
        clock.tick(days=days)
        if days == 1:
            came(province, found)
        with province.work() as work:
            late_watch.watch(work)
        looks.append([told(province, login).count(PAPER_LATE) for login in ("vt.tinh", "vt.bacai")])
    assert looks == [[0, 0], [0, 0], [0, 0], [1, 1], [1, 1]]
    assert PAPER_LATE not in told(province, "vt.snv")


def test_a_look_costs_no_more_with_more_paper(province: Office) -> None:
    costs = []
    for _ in range(2):
        stamped(province)
        posting(province, stamped(province))
        with (
            province.look(acting(province, *CLERK)) as work,
            counted(province) as said,
        ):
            queue.page(work)
            post.ready(work)
            post_book.page(work, ALWAYS)
        with (
            province.look(acting(province, "vt.bacai")) as work,
            counted(province) as more,
        ):
            receipts.page(work)
        costs.append((len(said), len(more)))
    assert costs[0] == costs[1] == (6, 2)
