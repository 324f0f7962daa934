"""The two months before the demonstration day: what an inspection of Bác Ái has to tell of.

Every act goes through its use case at its moment, and every matter is finished before the day
begins.  Only the pages are not printed one by one: all letters share one, or it would take minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from office.demonstration.day import NO_LINE, ORIGINAL
from office.demonstration.past_letters import LETTERS, Past, To
from office.demonstration.stage import Stage
from office.domain.asks import LEAD, Assignee, Form
from office.domain.documents import Content
from office.domain.paper import ELECTRONIC, PAPER, PARALLEL
from office.domain.signing import NUMBERED, KeyUsed, SignedFile, Signing
from office.domain.workdays import VIETNAM
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.reports.letter import Letter, render
from office.runtime import Office
from office.services import facts, routing
from office.services.files import letters
from office.services.outgoing import drafting, signatures, signing_capacity
from office.services.outgoing.drafting import Recipient
from office.services.papers import originals, post, prints
from office.services.papers.post import Sending
from office.services.papers.prints import Made, Order
from office.services.places import demonstration_clock
from office.services.work import Work

BEGUN = "demonstration.history"
MINUTE, DUE = timedelta(minutes=1), timedelta(days=6)
FIRST = datetime(2019, 9, 3, 7, 30, tzinfo=VIETNAM)
KEY = KeyUsed(
    subject="Người ký (trình diễn)", unit="Cơ quan (trình diễn)", issuer="CA trình diễn",
    serial="5e", level="B-B", simulated=True,
)  # fmt: skip


class House(NamedTuple):
    """The people of an agency in the order their hands touch a letter."""

    unit: str
    clerk: str
    leader: str
    worker: str
    part: str
    hands: tuple[str, str, str] = ("", "", "")


PROVINCE = House("ubnd-ninh-thuan", "vt.tinh", "ct.tinh", "cv.th", "phong-th-ninh-thuan",
                 ("cv.th", "tp.th", "cvp.tinh:chief_of_office"))  # fmt: skip
BAC_AI = House("ubnd-bac-ai", "vt.bacai", "ct.bacai", "cv.vp.bacai", "vp-bac-ai",
               ("cv.vp.bacai", "cvp.bacai:unit_head", "vt.bacai"))  # fmt: skip
DAI = House("ubnd-xa-phuoc-dai", "vt.phuocdai", "ct.phuocdai", "cv.phuocdai", "ubnd-xa-phuoc-dai")
THANG = House("ubnd-xa-phuoc-thang", "vt.phuocthang", "ct.phuocthang", "cv.phuocthang",
              "ubnd-xa-phuoc-thang")  # fmt: skip
HOUSES = {one.unit: one for one in (PROVINCE, BAC_AI, DAI, THANG)}
WHY = {"line": NO_LINE, "original": ORIGINAL, "asked": "Nơi nhận đề nghị có bản giấy",
       "habit": "Đơn vị chưa quen nhận văn bản điện tử"}  # fmt: skip
DONE = "Đã thực hiện xong, báo cáo đồng chí Chủ tịch."


def play(office: Office) -> None:
    """Play the months from wherever they were cut off."""
    with office.work() as work:
        if BEGUN not in facts.read(work.db):
            demonstration_clock.start(work.db, work.wall, FIRST)
            facts.write(work.db, BEGUN, "1")
    months = _Months(office, render(_page()))
    acts = [act for past in LETTERS for act in (*_sent(past), *_received(past))]
    for act in sorted(acts, key=lambda one: one.at):
        act.do(months, f"{act.at:%Y-%m-%d %H:%M}")
    months.play("past.end", "2019-11-07 17:00", "", lambda work: None)


class _Act(NamedTuple):
    at: datetime
    do: Callable[[_Months, str], object]


class _Months(Stage):
    """A stage whose acts bear their day as well, and whose letters share one page."""

    def __init__(self, office: Office, pdf: bytes) -> None:
        super().__init__(office)
        self.pdf = pdf

    def document(self, past: Past) -> str:
        """Return the id of a letter that was drafted."""
        return self._played[f"past.{past.day}.{past.sender}"]

    def step(self, past: Past, at: str, who: str, action: str, form: Form | None = None) -> None:
        """Let `who` take an action on a letter."""
        self.move(at, who, self.document(past), action, form)

    def sign(self, at: str, who: str, document: str) -> None:
        """Let a leader sign, with a key that says of itself that it is simulated."""

        def signed(work: Work) -> None:
            step = routing.decided(work, document, "sign")
            signer = signing_capacity.capacity(work, step.run).printed(work.actor.name)
            of = letters.fingerprint(signatures.seen(work, step, signer, None))
            routing.move(work, document, "sign", self._signed_form(of))

        self.play(f"past.sign.{document[:12]}", at, who, signed)

    def seal(self, at: str, who: str, document: str) -> None:
        """Let a clerk sign for the agency, with such a key."""

        def sealed(work: Work) -> None:
            letters.keep(work, document, self.pdf)
            of = letters.forms(work, document)[NUMBERED]
            routing.move(work, document, "seal", self._signed_form(of))

        self.play(f"past.seal.{document[:12]}", at, who, sealed)

    def _signed_form(self, of: str) -> Form:
        return Form(signature=Signing(of=of, key=KEY, files=(SignedFile(self.pdf),)))

    def _move_clock(self, at: str) -> None:
        shown = datetime.fromisoformat(at).replace(tzinfo=VIETNAM)
        with self.office.work() as work:
            if work.at < shown:
                demonstration_clock.start(work.db, work.wall, shown)


def _sent(past: Past) -> Iterator[_Act]:
    """Yield drafting, reviews, signature, number, seal, issue, and the paper that goes along."""
    house, begin = HOUSES[past.sender], datetime.fromisoformat(past.day)
    name = f"past.{past.day}.{past.sender}"
    hands = zip(house.hands, ("submit", "approve_content", "approve_form"), strict=True)
    drafter = house.hands[0]
    yield _Act(begin, lambda m, at: m.play(name, at, drafter, lambda work: _draft(work, past)))
    for nth, (who, action) in enumerate(hands, 1):
        yield _Act(begin + nth * MINUTE, _stepping(past, who, action))
    clerk = house.clerk
    yield _Act(begin + 4 * MINUTE, lambda m, at: m.sign(at, house.leader, m.document(past)))
    yield _Act(begin + 5 * MINUTE, _stepping(past, clerk, "number"))
    yield _Act(begin + 6 * MINUTE, lambda m, at: m.seal(at, clerk, m.document(past)))
    yield _Act(begin + 7 * MINUTE, _stepping(past, clerk, "issue"))
    if any(one.paper for one in past.to):
        yield _Act(
            begin + 30 * MINUTE,
            lambda m, at: m.play(f"{name}.post", at, clerk, lambda w: _post(w, m.document(past))),
        )


def _received(past: Past) -> Iterator[_Act]:
    """Yield what each recipient did with a letter."""
    for to in past.to:
        if not to.handled:
            continue
        house, came = HOUSES[to.unit], datetime.fromisoformat(past.day) + timedelta(hours=1)
        if to.paper and to.days > 6:
            came += timedelta(days=1)
        for nth, action in enumerate(("accept", "register", "submit")):
            yield _Act(came + nth * MINUTE, _stepping(past, house.clerk, action))
        read = came + 20 * MINUTE
        if to.handled == "note":
            yield _Act(read, _stepping(past, house.leader, "note"))
            continue
        yield _Act(read, _directing(past, house, read))
        done = read + timedelta(days=to.days)
        yield _Act(done, _stepping(past, house.worker, "report", Form(opinion=DONE)))
        yield _Act(done + 10 * MINUTE, _stepping(past, house.leader, "confirm"))


def _stepping(
    past: Past, who: str, action: str, form: Form | None = None
) -> Callable[[_Months, str], object]:
    return lambda months, at: months.step(past, at, who, action, form)


def _directing(past: Past, house: House, read: datetime) -> Callable[[_Months, str], object]:
    due_at = (read + DUE).replace(tzinfo=VIETNAM).astimezone(UTC)

    def direct(months: _Months, at: str) -> None:
        person = months.actor(house.worker).person_id
        part = Assignee(part=LEAD, unit_id=months.unit[house.part], person_id=person, due_at=due_at)
        form = Form(opinion="Giao tham mưu, thực hiện đúng hạn.", assignees=(part,))
        months.step(past, at, house.leader, "direct", form)

    return direct


def _draft(work: Work, past: Past) -> str:
    body = "Nội dung của lịch sử trình diễn."
    content = Content(type_code=past.kind, subject=past.subject, body=body)
    document = drafting.start(work, content, None)
    drafting.address(work, document, [_recipient(work, to) for to in past.to])
    return document


def _recipient(work: Work, to: To) -> Recipient:
    unit = work.tree.by_key(to.unit).id
    if not to.paper:
        return Recipient(unit_id=unit)
    channel = PAPER if to.paper.startswith("!") else PARALLEL
    return Recipient(unit_id=unit, channel=channel, paper_reason=WHY[to.paper.lstrip("!")])


def _post(work: Work, document: str) -> None:
    """Print, stamp and send the paper that goes along with a letter."""
    legs = work.db.execute(
        select(Delivery.id, Delivery.unit_id, Delivery.document_id)
        .join(Document, Document.id == Delivery.document_id)
        .where(Document.public_id == document, Delivery.channel != ELECTRONIC)
    ).all()
    file = originals.issued(work, legs[0].document_id)
    order = Order(units={leg.unit_id for leg in legs}, duplex=False, stamped=True)
    sheets = len(legs)
    made = Made(pdf=b"", digest=file.digest, pages=1, copies=sheets, sheets=sheets)
    prints.keep(work, document, order, made)
    post.send(work, [Sending(unit_id=leg.unit_id, deliveries=(leg.id,)) for leg in legs])


def _page() -> Letter:
    return Letter(
        organ="Văn phòng điện tử",
        number_symbol="…/TD",
        place="Ninh Thuận",
        type_name="Thông báo",
        subject="Bản lưu của lịch sử trình diễn",
        body="Văn bản này thuộc hai tháng trước ngày trình diễn. Nội dung xem ở trích yếu.",
        position="Người ký",
        signer_name="Chữ ký mô phỏng",
    )
