"""A leader signs several letters with one press: each by itself, each the file that was seen."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from office.domain import bulk
from office.domain.errors import Invalid, NotFound, OfficeError
from office.runtime import Office
from office.services.desk import batches
from office.services.desk.batch_lines import DONE, REFUSED
from office.services.desk.batches import Report, Ticket, Wanted
from office.services.signing import queue
from office.services.signing.queue import Queue
from tests import holders, stories
from tests.holders import ring
from tests.make import acting
from tests.services.test_concurrency import at_once
from tests.services.test_signing_steps import both_keyed, keyed, ways

__all__ = ["both_keyed", "keyed", "ring"]
CHIEF = holders.LEADER


def waiting(office: Office, who: tuple[str, str] = CHIEF) -> Queue:
    """Return what a leader is shown."""
    actor = acting(office, *who)
    return queue.read(lambda: office.look(actor))


def tickets(shown: Queue) -> list[Ticket]:
    """Tick every letter that can be signed."""
    return [
        Ticket(one.item.public_id, one.shown.revision, one.shown.digest)
        for one in shown.letters
        if one.shown is not None
    ]


def begun(office: Office, ticked: list[Ticket], who: tuple[str, str] = CHIEF) -> str:
    with office.work(acting(office, *who)) as work:
        return batches.begin(work, Wanted(action=bulk.SIGN, tickets=ticked))


def gone(office: Office, batch: str, who: tuple[str, str] = CHIEF, turns: int = 99) -> Report:
    """Take a batch's lines, `turns` at most, and return how far it is."""
    actor = acting(office, *who)
    left: Iterator[int] = iter(range(turns - 1))
    batches.go(lambda: office.work(actor), batch, lambda: next(left, None) is not None)
    with office.look(actor) as work:
        return batches.report(work, batch)


def test_the_queue_shows_the_very_file_of_each_letter(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    (one,) = waiting(keyed).letters
    assert one.shown is not None
    assert one.item.public_id == document
    assert "UBND-VX" in one.shown.symbol
    assert one.drafter == "Lâm Hoàng Nam"
    assert one.shown.key is not None
    assert one.shown.key.subject == "Lưu Xuân Vĩnh"
    assert one.shown.signer["signer_position"] == "Chủ tịch"


def test_only_leaders_have_a_queue(province: Office) -> None:
    with pytest.raises(NotFound):
        waiting(province, ("cv.vx", "specialist"))


def test_those_ticked_are_signed_and_no_other(keyed: Office) -> None:
    first, second = (stories.draft(keyed, "signing") for _ in range(2))
    ticked = [one for one in tickets(waiting(keyed)) if one.document == first]
    report = gone(keyed, begun(keyed, ticked))
    assert [(line.document, line.status) for line in report.lines] == [(first, DONE)]
    assert stories.state_of(keyed, first) == "signed"
    assert stories.state_of(keyed, second) == "signing"
    assert [row[:2] for row in ways(keyed)] == [("leader", "digital")]
    assert stories.problems(keyed) == []


def test_one_that_changed_meanwhile_is_refused_alone_in_words(keyed: Office) -> None:
    first, second = (stories.draft(keyed, "signing") for _ in range(2))
    ticked = [
        one._replace(seen="0" * 64) if one.document == first else one
        for one in tickets(waiting(keyed))
    ]
    report = gone(keyed, begun(keyed, ticked))
    told = {line.document: (line.status, line.outcome.vi) for line in report.lines}
    assert told[first][0] == REFUSED
    assert "khác bản mà người ký đã xem" in told[first][1]
    assert told[second][0] == DONE
    assert stories.state_of(keyed, first) == "signing"
    assert stories.problems(keyed) == []


def test_one_returned_meanwhile_is_refused_alone(keyed: Office) -> None:
    first, second = (stories.draft(keyed, "signing") for _ in range(2))
    batch = begun(keyed, tickets(waiting(keyed)))
    stories.move(keyed, holders.DEPUTY, first, "return_unsigned", stories.REASON)
    report = gone(keyed, batch)
    assert {line.document: line.status for line in report.lines} == {first: REFUSED, second: DONE}
    assert stories.state_of(keyed, first) == "draft"


def test_without_having_seen_a_file_nothing_is_signed(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    with pytest.raises(Invalid, match="SHA-256"):
        begun(keyed, [Ticket(document)])
    other = Ticket(document, seen=hashlib.sha256(b"another file").hexdigest())
    assert gone(keyed, begun(keyed, [other])).count(REFUSED) == 1
    assert ways(keyed) == []


def test_a_server_that_stops_leaves_the_rest_waiting(keyed: Office) -> None:
    for _ in range(2):
        stories.draft(keyed, "signing")
    batch = begun(keyed, tickets(waiting(keyed)))
    assert gone(keyed, batch, turns=1).count(DONE) == 1
    assert gone(keyed, batch).count(DONE) == 2
    assert len(ways(keyed)) == 2


def test_two_tabs_on_one_batch_sign_each_letter_once(both_keyed: Office) -> None:
    office = both_keyed
    for _ in range(2):
        stories.draft(office, "signing")
    batch = begun(office, tickets(waiting(office)))
    acts: list[Callable[[], object]] = [lambda: gone(office, batch)] * 2
    refused: list[OfficeError | None] = at_once(acts)
    assert refused == [None, None]
    assert gone(office, batch).count(DONE) == 2
    assert len(ways(office)) == 2
    assert stories.problems(office) == []


def test_without_a_key_the_ticked_are_signed_on_paper(province: Office, ring: Path) -> None:
    stories.draft(province, "signing")
    (one,) = waiting(province).letters
    assert one.shown is not None
    assert one.shown.key is None
    assert gone(province, begun(province, tickets(waiting(province)))).count(DONE) == 1
    assert ways(province) == [("leader", "paper", "")]
