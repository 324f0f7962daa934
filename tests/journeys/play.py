"""A play for Hypothesis: random people do random things in the province, rightly or wrongly.

After each step the promises must hold; they are checked from rows and records, not by the
rules that the office itself uses. Every play has a database of its own.
"""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)
from sqlalchemy import func, select

from office.domain import movements
from office.domain.asks import LEAD
from office.domain.documents import Content
from office.domain.errors import OfficeError
from office.domain.people import Actor
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.models.registers import Register, RegisterEntry
from office.runtime import Office
from office.services import routing
from office.services.audit import verification
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from office.services.views import holders
from office.services.wire import exchange
from tests.journeys import forms
from tests.make import Clock, acting, settings_for
from tests.stories import SAMPLES

CAST = [
    ("vt.tinh", "clerk"), ("ct.tinh", "leader"), ("pct.tinh", "leader"),
    ("cvp.tinh", "chief_of_office"), ("tp.vx", "unit_head"), ("cv.vx", "specialist"),
    ("tp.th", "unit_head"), ("cv.th", "specialist"), ("ttra.tinh", "auditor"),
    ("qt.tinh", "administrator"), ("vt.bacai", "clerk"), ("ct.bacai", "leader"),
    ("pct.bacai", "leader"), ("cvp.bacai", "chief_of_office"), ("tp.gddt.bacai", "unit_head"),
    ("cv.gddt.bacai", "specialist"), ("vt.phuocdai", "clerk"), ("ct.phuocdai", "leader"),
    ("pct.phuocdai", "leader"), ("cv.phuocdai", "specialist"),
]  # fmt: skip
PLACES = ["ubnd-bac-ai", "ubnd-xa-phuoc-dai", "snv", "phong-vx-ninh-thuan", "gddt-bac-ai"]
ACTIONS = [
    "accept", "refuse", "register", "submit", "transfer", "direct", "note", "forward", "send_back",
    "report", "confirm", "rework", "approve_content", "approve_form", "return_content",
    "return_form", "return_unsigned", "sign", "number", "seal", "issue", "file", "cancel_number",
    "discard", "arrive", "status_03", "to_issued", "return_to_sender", "direct_for", "report_part",
    "mark_seen", "ask_opinion", "answer_opinion", "ask_in_review", "ask_extension",
    "allow_extension", "refuse_extension", "extend", "chase", "take_back", "reassign", "answered",
]  # fmt: skip
#: What the happy path does not do.
DETOURS = {
    "refuse", "return_content", "return_form", "return_unsigned", "discard", "cancel_number",
    "send_back", "rework", "note", "return_to_sender", "take_back", "reassign", "chase", "extend",
    "ask_opinion", "ask_in_review", "ask_extension", "allow_extension", "refuse_extension",
    "direct_for",
}  # fmt: skip
#: A head, a chief of office, two leaders, a specialist: where they stand in the cast.
DRAFTERS = [4, 3, 1, 17, 5]
#: What goes on beside an item's way: it moves nothing, or only a deadline.
BESIDE = frozenset({
    "report_part", "mark_seen", "ask_opinion", "answer_opinion", "ask_in_review",
    "ask_extension", "allow_extension", "refuse_extension", "extend", "chase",
})  # fmt: skip
ANEW = frozenset({"take_back", "reassign"})
PACKETS = sorted(SAMPLES.rglob("*.edxml"))
PEOPLE = st.integers(0, len(CAST) - 1)
FORMS = st.sampled_from(["full", "empty", "outsider", "two leads"])


class RandomOffice(RuleBasedStateMachine):
    """The province, with somebody doing something at each step."""

    def __init__(self, template: Path, folder: Path, seen: set[str]) -> None:
        super().__init__()
        folder.mkdir()
        shutil.copyfile(template, folder / "office.db")
        self.clock = Clock()
        self.office = Office(settings_for(folder), self.clock)
        self.people: list[Actor] = [acting(self.office, *who) for who in CAST]
        with self.office.look() as work:
            self.units = {key: work.tree.by_key(key).id for key in PLACES}
        self.documents: list[str] = []
        self.seen = seen

    def teardown(self) -> None:
        """Close the database."""
        self.office.engine.dispose()

    @initialize(who=st.sampled_from(DRAFTERS), worked_on=st.booleans())
    def something_has_arrived(self, who: int, worked_on: bool) -> None:
        """Begin with a packet, perhaps assigned already, and a draft by somebody who could
        also review or sign it."""
        self.receive_packet(PACKETS[-6])
        for _ in range(4 if worked_on else 0):
            self._take_open(self.documents[0], 0, detours=False)
        self.begin_draft(who, None)
        self.address(who, 0, PLACES[:1])

    @rule(path=st.sampled_from(PACKETS))
    def receive_packet(self, path: Path) -> None:
        """Receive any packet, once more or for the first time."""
        with self.office.work() as work:
            exchange.receive(work, path.read_bytes(), path.name)
        self._find_documents()

    @rule(who=PEOPLE, number=st.integers(1, 3))
    def enter_paper(self, who: int, number: int) -> None:
        """Let anybody try to enter a letter."""
        letter = Letter(
            issuer_unit_id=self.units["snv"], type_code="CV", number_text=str(number),
            notation="SNV-VP", issued_on=None, subject="Thư giấy",
        )  # fmt: skip
        self._try(who, lambda work: registration.enter_paper(work, letter))

    @rule(who=PEOPLE, answers=st.none() | st.integers(0, 99))
    def begin_draft(self, who: int, answers: int | None) -> None:
        """Let anybody try to draft, as an answer or of their own accord."""
        asked = self._document(answers) if answers is not None and self.documents else None
        content = Content(type_code="CV", subject="V/v", body="Nội dung")
        self._try(who, lambda work: drafting.start(work, content, asked))

    @rule(who=PEOPLE, which=st.integers(0, 99), revision=st.integers(1, 4))
    def edit(self, who: int, which: int, revision: int) -> None:
        """Let anybody try to change a text."""
        document, content = self._document(which), Content(type_code="TB", subject="S", body="B")
        self._try(who, lambda work: drafting.edit(work, document, content, revision=revision))

    @rule(who=PEOPLE, which=st.integers(0, 99), places=st.lists(st.sampled_from(PLACES)))
    def address(self, who: int, which: int, places: list[str]) -> None:
        """Let anybody try to choose recipients, sensible or not."""
        document = self._document(which)
        recipients = [Recipient(unit_id=self.units[place]) for place in places]
        self._try(who, lambda work: drafting.address(work, document, recipients))

    @rule(who=PEOPLE, which=st.integers(0, 99), action=st.sampled_from(ACTIONS), form=FORMS)
    def act(self, who: int, which: int, action: str, form: str) -> None:
        """Let anybody try anything; what succeeds must have been offered."""
        self._act(who, self._document(which), action, form)

    @rule(which=st.integers(0, 99), picks=st.lists(st.integers(0, 99), min_size=3, max_size=9))
    def advance(self, which: int, picks: list[int]) -> None:
        """Follow the happy path for a while: whoever may takes an action that is open."""
        document = self._document(which)
        for pick in picks:
            self._take_open(document, pick, detours=False)

    @rule(which=st.integers(0, 99), pick=st.integers(0, 99))
    def take_a_detour(self, which: int, pick: int) -> None:
        """Let somebody who may take any open action, returns and refusals too."""
        self._take_open(self._document(which), pick, detours=True)

    @rule(which=st.integers(0, 99) | st.just(-1), pick=st.integers(0, 999))
    def supervise(self, which: int, pick: int) -> None:
        """Let somebody who may do what goes on beside an item's way, or assign it anew."""
        self._take_open(self._document(which), pick, detours=True, only=BESIDE | ANEW)

    @rule(hours=st.sampled_from([1, 20, 24 * 60]))
    def time_passes(self, hours: int) -> None:
        """Let time pass: into the evening, overnight, into the next year."""
        self.clock.tick(hours=hours)

    @invariant()
    def the_log_holds(self) -> None:
        """Every seal holds and every row is as the log says."""
        with self.office.look() as work:
            report = verification.verify(work)
        assert report.holds, report.problems

    @invariant()
    def work_in_progress_has_exactly_one_lead(self) -> None:
        """Count the leads straight from the rows."""
        leads = (
            select(func.count())
            .where(
                Assignment.delivery_id == Delivery.id,
                Assignment.part == LEAD,
                Assignment.until.is_(None),
            )
            .scalar_subquery()
        )
        with self.office.look() as work:
            for state, found in work.db.execute(select(Delivery.state, leads)):
                assert found == (state == "in_progress")

    @invariant()
    def numbers_have_no_gap_and_no_double(self) -> None:
        """Compare each register with 1, 2, 3 …"""
        with self.office.look() as work:
            for register, last in work.db.execute(select(Register.id, Register.last)):
                given = work.db.scalars(
                    select(RegisterEntry.number)
                    .where(RegisterEntry.register_id == register)
                    .order_by(RegisterEntry.number)
                )
                assert list(given) == list(range(1, last + 1))

    @invariant()
    def every_open_item_is_held_once(self) -> None:
        """Compare `holding` with the open rows."""
        with self.office.look() as work:
            held = Counter((h.public_id, h.run_unit_id) for h in holders.holding(work, limit=9999))
            open_rows = work.db.execute(
                select(Document.public_id, Delivery.unit_id)
                .join(Delivery, Delivery.document_id == Document.id)
                .where(Delivery.closed_at.is_(None))
                .union_all(
                    select(Document.public_id, Document.agency_id).where(
                        Document.state.is_not(None), Document.closed_at.is_(None)
                    )
                )
            )
            assert held == Counter(tuple(row) for row in open_rows)

    @invariant()
    def four_eyes_saw_what_was_signed(self) -> None:
        """Read from the records who did what to the version that was signed."""
        for acts in self._records().values():
            hands: dict[str, int] = {}
            for record in acts:
                if record["act"] == "submit" and record["run"] == "draft":
                    hands = {"submit": record["by"]["person"]}
                elif record["act"] in ("approve_content", "approve_form", "sign"):
                    assert record["by"]["person"] not in hands.values(), acts
                    hands[record["act"]] = record["by"]["person"]
                elif record["act"] == "number":
                    assert len(hands) == 4, "numbered before it was reviewed and signed"

    @invariant()
    def what_was_issued_is_what_was_signed(self) -> None:
        """Compare the digests that the records of signing and issuing name."""
        for acts in self._records().values():
            named = {r["content"] for r in acts if r["act"] in ("sign", "number", "issue")}
            assert len(named) <= 1

    def _records(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        with self.office.look() as work:
            for body in work.db.scalars(select(Movement.body).order_by(Movement.id)):
                record = movements.read(body)
                found.setdefault(record["doc"], []).append(record)
        return found

    def _document(self, which: int) -> str:
        return self.documents[-1 - which % len(self.documents)]

    def _find_documents(self) -> None:
        with self.office.look() as work:
            self.documents = list(work.db.scalars(select(Document.public_id).order_by(Document.id)))

    def _try(self, who: int, use: Any) -> bool:
        try:
            with self.office.work(self.people[who]) as work:
                use(work)
        except OfficeError:
            return False
        self._find_documents()
        return True

    def _offered(self, who: int, document: str) -> dict[str, bool]:
        try:
            with self.office.look(self.people[who]) as work:
                offers = routing.offers(work, document)[1]
                return {offer.action.name: offer.open for offer in offers}
        except OfficeError:
            return {}

    def _act(self, who: int, document: str, action: str, form: str) -> bool:
        offered = self._offered(who, document).get(action, False)
        given = forms.form(self.office, self.people, (who, form), (document, action))
        done = self._try(who, lambda work: routing.move(work, document, action, given))
        assert offered or not done, f"{CAST[who]} took {action}, which was not offered"
        self.seen |= {action} if done else set()
        return done

    def _take_open(
        self, document: str, pick: int, *, detours: bool, only: frozenset[str] = frozenset()
    ) -> None:
        ways = [
            (who, action)
            for who in range(len(CAST))
            for action, is_open in self._offered(who, document).items()
            if is_open and (detours or action not in DETOURS) and (not only or action in only)
        ]
        if ways:
            who, action = ways[pick % len(ways)]
            # More time may be beyond what a unit head can give; all else that is open can be done.
            done = self._act(who, document, action, "full")
            assert done or action in BESIDE, (CAST[who], action)
