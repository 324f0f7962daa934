"""Many people at once: one of two wins, nothing is lost, the chain has no fork."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from sqlalchemy import func, select

from office.domain.documents import Content
from office.domain.errors import Conflict, OfficeError, Refused
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.exchange import PacketClaim
from office.models.movements import Movement
from office.models.units import Unit
from office.runtime import Office
from office.services import routing
from office.services.outgoing import drafting
from office.services.wire import exchange
from tests import stories
from tests.make import acting
from tests.stories import REASON, REQUEST, sample

Outcome = OfficeError | None


def at_once(acts: Sequence[Callable[[], object]]) -> list[Outcome]:
    """Let everybody begin in the same instant; return how each was refused, or None."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> Outcome:
        start.wait(timeout=20)
        try:
            act()
        except OfficeError as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def one_wins(outcomes: list[Outcome]) -> None:
    """Check that exactly one act succeeded and the others were told to look again."""
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert len(refused) == len(outcomes) - 1, outcomes
    assert all(isinstance(outcome, Conflict | Refused) for outcome in refused), outcomes


def taking(
    office: Office, who: tuple[str, str], document: str, action: str, **how: Any
) -> Callable[[], object]:
    """Return an act that is ready to be taken: everything is read that can be read before.

    `how` may be the `form` (one with a reason) and the `revision` (whatever it is).
    """
    actor = acting(office, *who)

    def act() -> None:
        with office.work(actor) as work:
            form = how.get("form", REASON)
            routing.move(work, document, action, form, revision=how.get("revision"))

    return act


def count(office: Office, table: type[Document] | type[Movement] | type[PacketClaim]) -> int:
    """Return how many rows a table has."""
    with office.look() as work:
        return work.db.scalar(select(func.count()).select_from(table)) or 0


def test_of_two_on_the_same_delivery_one_succeeds(both_provinces: Office) -> None:
    office = both_provinces
    clerk = ("vt.tinh", "clerk")
    document = stories.incoming(office)
    acts = [taking(office, clerk, document, name, revision=1) for name in ("accept", "refuse")]
    before = count(office, Movement)
    one_wins(at_once(acts))
    assert count(office, Movement) == before + 1
    assert stories.problems(office) == []


def test_the_same_button_pressed_by_eight_counts_once(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office)
    acts = [taking(office, ("vt.tinh", "clerk"), document, "accept") for _ in range(8)]
    one_wins(at_once(acts))
    assert stories.state_of(office, document) == "accepted"
    assert stories.problems(office) == []


def test_of_two_on_the_same_draft_one_succeeds(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.draft(office, "signing")
    acts = [
        taking(office, ("ct.tinh", "leader"), document, "sign"),
        taking(office, ("pct.tinh", "leader"), document, "return_unsigned"),
    ]
    one_wins(at_once(acts))
    assert stories.problems(office) == []


def test_a_number_is_given_once_however_often_it_is_asked_for(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.draft(office, "signed")
    one_wins(at_once([taking(office, ("vt.tinh", "clerk"), document, "number") for _ in range(4)]))
    assert stories.problems(office) == []


def test_different_recipients_act_in_parallel_and_the_chain_has_no_fork(
    both_provinces: Office,
) -> None:
    office = both_provinces
    clerks = {
        "vt.bacai": "ubnd-bac-ai", "vt.snv": "snv", "vt.sgddt": "sgddt",
        "vt.phuocdai": "ubnd-xa-phuoc-dai", "vt.phuocthang": "ubnd-xa-phuoc-thang",
    }  # fmt: skip
    document = stories.draft(office, "issued", recipients=clerks.values())
    for action in ("accept", "register"):
        acts = [taking(office, (login, "clerk"), document, action) for login in clerks]
        assert at_once(acts) == [None] * len(clerks)
    with office.look() as work:
        states = work.db.scalars(select(Delivery.state)).all()
        seqs = work.db.scalars(select(Movement.seq).order_by(Movement.seq)).all()
    assert states == ["registered"] * len(clerks)
    assert list(seqs) == list(range(1, 8 + 2 * len(clerks) + 1))
    assert stories.problems(office) == []


def test_one_packet_received_by_four_at_once_is_one_document(both_provinces: Office) -> None:
    office = both_provinces
    verdicts: list[str] = []

    def receive() -> None:
        with office.work() as work:
            verdicts.append(exchange.receive(work, sample(REQUEST), "cổng").verdict)

    assert at_once([receive] * 4) == [None] * 4
    assert sorted(verdicts) == ["accepted", "duplicate", "duplicate", "duplicate"]
    assert (count(office, Document), count(office, PacketClaim)) == (1, 1)
    assert stories.problems(office) == []


def test_packets_of_one_new_sender_at_once_make_one_sender(both_provinces: Office) -> None:
    office = both_provinces
    names = sorted((stories.SAMPLES / "to_ninh_thuan").glob("0[124]*.edxml"))

    def receiving(data: bytes) -> Callable[[], object]:
        def receive() -> None:
            with office.work() as work:
                assert exchange.receive(work, data, "cổng").verdict == "accepted"

        return receive

    assert at_once([receiving(path.read_bytes()) for path in names]) == [None] * 3
    with office.look() as work:
        keys = work.db.scalars(select(Unit.key).where(Unit.key.startswith("@"))).all()
    assert len(keys) == len(set(keys))
    assert count(office, Document) == 3
    assert stories.problems(office) == []


def test_of_two_who_save_the_same_draft_one_is_told_to_look_again(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.draft(office)
    drafter = acting(office, "cv.vx")

    def saving(body: str) -> Callable[[], object]:
        def save() -> None:
            with office.work(drafter) as work:
                content = Content(type_code="CV", subject="V/v", body=body)
                drafting.edit(work, document, content, revision=1)

        return save

    one_wins(at_once([saving("một"), saving("hai")]))
    assert stories.problems(office) == []


def test_submitting_and_editing_at_once_leave_what_was_submitted(both_provinces: Office) -> None:
    office = both_provinces
    drafter = acting(office, "cv.vx")
    for _ in range(4):
        document = stories.draft(office)

        def save(document: str = document) -> None:
            with office.work(drafter) as work:
                content = Content(type_code="CV", subject="V/v", body="sửa vội")
                drafting.edit(work, document, content, revision=1)

        at_once([save, taking(office, ("cv.vx", "specialist"), document, "submit", revision=1)])
        if stories.state_of(office, document, "cv.vx") == "draft":
            stories.act(office, document, "submit")
        for action in ("approve_content", "approve_form", "sign"):
            stories.act(office, document, action)
    assert stories.problems(office) == []
