"""Playing the three years: every act through its use case, at its moment, in the order of time.

Only the pages are not printed: that a letter is signed is a fact of its record, whatever its
bytes look like, and printing a hundred letters would take minutes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

from sqlalchemy import select

from office.domain.asks import LEAD, Assignee, Form, Scan
from office.domain.documents import Content
from office.domain.people import Actor
from office.domain.signing import NUMBERED, KeyUsed, SignedFile, Signing
from office.domain.workdays import VIETNAM
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.papers import PaperEntry
from office.models.people import Membership, Person
from office.runtime import Office
from office.services import people, routing
from office.services.accounts import demonstration_people
from office.services.books import registration
from office.services.documents import File
from office.services.files import letters
from office.services.outgoing import drafting, signatures, signing_capacity
from office.services.outgoing.drafting import Recipient
from office.services.papers import originals, post, prints
from office.services.papers.post import Sending
from office.services.papers.prints import Made, Order
from office.services.places import calendar, unit_closing
from office.services.places.unit_changes import When
from office.services.wire import recalling
from office.services.work import Work
from tests import papers
from tests.make import CHEAP, Clock
from tests.years.plan import (
    BACK,
    BACK_LATER,
    HEIR,
    KEPT,
    MERGED,
    MERGER,
    NOTED,
    PROVINCE,
    REFUSED,
    UNITS,
    Came,
    Letter,
    Plan,
    Reception,
)

PDF = papers.pdf("Bản phát hành", "Trang hai")
REASON = Form(reason="Không thuộc thẩm quyền của đơn vị")
KEY = KeyUsed(
    subject="Người ký", unit="Cơ quan", issuer="CA thử", serial="5e", level="B-B", simulated=False
)
SCAN = Scan(name="but-phe.png", content=b"\x89PNG\r\n\x1a\n" + b"\0" * 16)
#: Each agency's people: role, and the first letter of their logins.
CAST = (("clerk", "v"), ("leader", "l"), ("leader", "m"), ("specialist", "s"))
Act = Callable[[], object]


class Player:
    """An office on which the years are played."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self.office, self.clock = office, clock
        self._actors: dict[tuple[str, str], Actor] = {}
        self.ids: dict[int, str] = {}
        with office.work() as work:
            calendar.seed(work, (2020, 2021, 2022, 2023))
            demonstration_people.load(work, _people(), "mật khẩu", CHEAP)
        office.forget()
        with office.look() as work:
            self.unit = {unit.key: unit.id for unit in work.tree.units.values()}

    def play(self, plan: Plan) -> None:
        """Play everything, then let the clock stand at the end of the last year."""
        order = count()
        acts = [(at.astimezone(UTC), next(order), act) for at, act in self._acts(plan)]
        for at, _, act in sorted(acts, key=lambda one: one[:2]):
            self.clock.now = at
            act()
        self.clock.now = datetime(2022, 12, 31, 23, 59, 59, tzinfo=VIETNAM).astimezone(UTC)

    def _acts(self, plan: Plan) -> Iterator[tuple[datetime, Act]]:
        for letter in plan.letters:
            yield from self._sending(letter)
            for at in letter.receptions:
                yield from self._receiving(letter, at)
                yield from self._papers(letter, at)
        for one in plan.came:
            yield one.at, partial(self._enter, one)
        for unit, moment, direction in plan.secrets:
            yield moment, partial(self._secret, unit, direction)
        begin = datetime.combine(MERGER, datetime.min.time(), VIETNAM)
        yield begin - timedelta(days=1), self._merge

    def _sending(self, letter: Letter) -> Iterator[tuple[datetime, Act]]:
        n, unit = letter.n, letter.sender
        yield letter.signed - timedelta(minutes=40), lambda: self._draft(letter)
        for place, (who, action) in enumerate(
            (("s", "submit"), ("m", "approve_content"), ("v", "approve_form"))
        ):
            yield letter.signed - timedelta(minutes=30 - place), self._move(n, unit, who, action)
        yield letter.signed, lambda: self._sign(letter)
        ready = min(timedelta(minutes=5), letter.issued - letter.signed)
        yield letter.signed + ready * 0.5, self._move(n, unit, "v", "number")
        yield letter.signed + ready * 0.9, lambda: self._seal(letter)
        yield letter.issued, self._move(n, unit, "v", "issue")

    def _receiving(self, letter: Letter, at: Reception) -> Iterator[tuple[datetime, Act]]:
        n, unit = letter.n, at.unit
        if at.channel == "paper" and at.arrived is not None:
            yield at.arrived, self._move(n, unit, "v", "arrive")
        if at.fate == REFUSED and at.back is not None:
            yield at.back, self._move(n, unit, "v", "refuse", REASON)
        elif at.back is not None:
            yield at.back, lambda: self._recall(letter, at)
        if at.accepted is None or at.registered is None:
            return
        yield at.accepted, self._move(n, unit, "v", "accept")
        yield at.registered, self._move(n, unit, "v", "register")
        yield at.registered + timedelta(minutes=20), self._move(n, unit, "v", "submit")
        if at.fate == NOTED and at.reported is not None:
            yield at.reported, self._move(n, unit, "l", "note")
        if at.assigned is not None:
            yield at.assigned, lambda: self._assign(letter, at)
        if at.reported is not None and at.confirmed is not None:
            done = Form(opinion="Đã làm xong theo yêu cầu")
            yield at.reported, self._move(n, unit, "s", "report", done)
            yield at.confirmed, self._move(n, unit, "l", "confirm")

    def _papers(self, letter: Letter, at: Reception) -> Iterator[tuple[datetime, Act]]:
        if at.posted is not None:
            yield at.posted, lambda: self._post(letter, at)
        if at.unposted is not None:
            yield at.unposted, lambda: self._unpost(letter, at)

    # the acts themselves

    def _draft(self, letter: Letter) -> None:
        content = Content(type_code=letter.kind, subject=f"V/v số {letter.n}", body="Nội dung.")
        to = [
            Recipient(unit_id=self.unit[at.unit], channel=at.channel, paper_reason=at.reason)
            for at in letter.receptions
        ]
        with self._as(letter.sender, "s") as work:
            answered = None if letter.answers is None else self.ids[letter.answers]
            self.ids[letter.n] = drafting.start(work, content, answered)
            drafting.address(work, self.ids[letter.n], to)

    def _sign(self, letter: Letter) -> None:
        document = self.ids[letter.n]
        with self._as(letter.sender, "l") as work:
            if not letter.by_leader:
                routing.move(work, document, "sign")
                return
            step = routing.decided(work, document, "sign")
            signer = signing_capacity.capacity(work, step.run).printed(work.actor.name)
            of = letters.fingerprint(signatures.seen(work, step, signer, None))
            made = Signing(of=of, key=KEY, files=(SignedFile(PDF),))
            routing.move(work, document, "sign", Form(signature=made))

    def _seal(self, letter: Letter) -> None:
        document = self.ids[letter.n]
        with self._as(letter.sender, "v") as work:
            letters.keep(work, document, PDF)
            made = None
            if letter.by_agency:
                of = letters.forms(work, document)[NUMBERED]
                made = Signing(of=of, key=KEY, files=(SignedFile(PDF),))
            routing.move(work, document, "seal", Form(signature=made))

    def _assign(self, letter: Letter, at: Reception) -> None:
        lead = Assignee(
            part=LEAD, unit_id=self.unit[at.unit], person_id=self._actor(at.unit, "s").person_id,
            due_at=at.due.astimezone(UTC) if at.due else None,
        )  # fmt: skip
        form = Form(opinion="Giao chuyên viên", assignees=(lead,))
        document = self.ids[letter.n]
        if not at.by_hand:
            with self._as(at.unit, "l") as work:
                routing.move(work, document, "direct", form)
            return
        leader = self._actor(at.unit, "l").person_id
        typed = Form(opinion=form.opinion, assignees=form.assignees, leader_id=leader, scan=SCAN)
        with self._as(at.unit, "v") as work:
            routing.move(work, document, "direct_for", typed)

    def _recall(self, letter: Letter, at: Reception) -> None:
        document, unit = self.ids[letter.n], self.unit[at.unit]
        with self._as(letter.sender, "v") as work:
            recalling.ask(work, document, "Gửi nhầm nơi nhận, xin thu hồi", {unit: ""})
        if at.fate == BACK:
            return
        with self._as(at.unit, "v") as work:
            if at.fate == BACK_LATER:
                routing.move(work, document, "agree_recall")
            if at.fate == KEPT:
                routing.move(work, document, "decline_recall", REASON)

    def _post(self, letter: Letter, at: Reception) -> None:
        document, unit = self.ids[letter.n], self.unit[at.unit]
        late = at.channel == "electronic"
        order = Order(
            units={unit}, duplex=False, stamped=True,
            reason="Nơi nhận xin thêm bản giấy" if late else "",
        )  # fmt: skip
        with self._as(letter.sender, "v") as work:
            file = originals.issued(work, self._key(work, document))
            prints.keep(
                work, document, order,
                Made(pdf=b"", digest=file.digest, pages=2, copies=1, sheets=2),
            )  # fmt: skip
            post.send(work, [Sending(unit_id=unit, deliveries=(self._delivery(work, letter, at),))])

    def _unpost(self, letter: Letter, at: Reception) -> None:
        with self._as(letter.sender, "v") as work:
            key = self._delivery(work, letter, at)
            envelope = work.db.execute(
                select(PaperEntry.envelope_id)
                .where(PaperEntry.delivery_id == key, PaperEntry.event == "post")
            ).scalar_one()  # fmt: skip
            post.void(work, envelope, "Bì ghi nhầm, chưa gửi")

    def _enter(self, one: Came) -> None:
        scans = [
            File("quet.pdf", papers.pdf(*(f"Trang {n}" for n in range(one.pages))))
        ] if one.pages else []  # fmt: skip
        with self._as(one.unit, "v") as work:
            letter = registration.Letter(
                issuer_unit_id=self.unit["snv"], type_code="CV", number_text=str(one.n + 1),
                notation="NGOAI", issued_on=work.today, subject=f"Văn bản giấy {one.n}",
            )  # fmt: skip
            registration.enter_paper(work, letter, scans)

    def _secret(self, unit: str, direction: str) -> None:
        with self._as(unit, "v") as work:
            registration.enter_secret(work, direction, "mat")

    def _merge(self) -> None:
        with self._as(PROVINCE, "a") as work:
            heir = self.unit[HEIR]
            when = When(MERGER, "Nghị quyết sáp nhập xã, thử")
            unit_closing.close(work, self.unit[MERGED], heir, when)
        self.office.forget()

    # who and what

    def _move(self, n: int, unit: str, who: str, action: str, form: Form | None = None) -> Act:
        def act() -> None:
            with self._as(unit, who) as work:
                routing.move(work, self.ids[n], action, form)

        return act

    def _as(self, unit: str, who: str) -> AbstractContextManager[Work]:
        return self.office.work(self._actor(unit, who))

    def _actor(self, unit: str, who: str) -> Actor:
        if (unit, who) not in self._actors:
            login = "qt.tinh" if who == "a" else f"{who}.{unit}"
            with self.office.look() as work:
                key = select(Membership.id).join(Person, Person.id == Membership.person_id)
                found = work.db.scalars(key.where(Person.login == login)).first()
                self._actors[unit, who] = people.actor(work, found or 0)
        return self._actors[unit, who]

    def _key(self, work: Work, document: str) -> int:
        return int(
            work.db.execute(select(Document.id).where(Document.public_id == document)).scalar_one()
        )

    def _delivery(self, work: Work, letter: Letter, at: Reception) -> int:
        key = self._key(work, self.ids[letter.n])
        found = select(Delivery.id).where(
            Delivery.document_id == key, Delivery.unit_id == self.unit[at.unit]
        )
        return int(work.db.execute(found).scalar_one())


def _people() -> io.StringIO:
    lines = ["login,name,unit,role,position"]
    for unit in UNITS:
        lines += [f"{who}.{unit},Người {who} {unit},{unit},{role},Chức vụ" for role, who in CAST]
    return io.StringIO("\n".join(lines))
