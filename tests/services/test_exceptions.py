"""Exceptions are counted as a plain recount of rows and records counts them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select, text, update

from office.domain import exceptions as domain
from office.domain import movements
from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.movements import moment
from office.domain.numbering import INCOMING
from office.domain.people import Actor
from office.domain.workdays import VIETNAM, begin_of
from office.models.audit import RefusedAttempt
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.runtime import Office
from office.services import access, documents, routing
from office.services.audit import exceptions
from office.services.audit.exceptions import Asked
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.explaining import attempts
from office.services.work import Work
from tests import stories
from tests.make import MORNING, Clock, acting

AUDITOR = "ttra.tinh"
EVERYTHING = Asked(since=MORNING - timedelta(days=1))


def try_(office: Office, who: Actor, document: str, action: str, form: Form | None = None) -> None:
    """Let somebody try an act that will be refused, as pages and API do."""
    try:
        with office.work(who) as work:
            routing.move(work, document, action, form)
    except OfficeError as refusal:
        with office.work(who) as work:
            attempts.note(work, document, action, refusal)
    else:
        raise AssertionError("it was allowed")


def counted(office: Office, asked: Asked = EVERYTHING) -> dict[str, int]:
    """Return how many exceptions of each kind the auditor sees."""
    with office.look(acting(office, AUDITOR)) as work:
        return {c.definition.kind: c.count for c in exceptions.counts(work, asked)}


def found(office: Office, kind: str, asked: Asked = EVERYTHING) -> list[exceptions.Found]:
    """Return the first page of one kind."""
    with office.look(acting(office, AUDITOR)) as work:
        return list(exceptions.listed(work, kind, asked).items)


def eventful(office: Office, clock: Clock) -> None:
    """Let a week pass in which much is late and some things are out of order."""
    at_noon = stories.receive(office)  # Friday, answered on Monday, registered on Wednesday
    clock.tick(days=3)
    stories.act(office, at_noon, "accept")
    clock.tick(days=2)
    stories.act(office, at_noon, "register")
    stories.act(office, at_noon, "submit_in")
    stories.act(office, at_noon, "direct")
    heir = Assignee(
        part=LEAD,
        unit_id=stories.unit(office, "phong-vx-ninh-thuan"),
        person_id=stories.person(office, "tp.vx"),
        due_at=clock.now + timedelta(days=1),
    )
    stories.move(office, ("cv.vx", "specialist"), at_noon, "forward", Form(assignees=(heir,)))
    letter = stories.draft(office, "issued", ["ubnd-bac-ai", "snv"])
    stories.move(office, ("vt.bacai", "clerk"), letter, "accept")
    cancelled = stories.draft(office, "numbered")
    stories.move(office, ("vt.tinh", "clerk"), cancelled, "cancel_number", stories.REASON)
    with office.work(acting(office, "vt.tinh")) as work:
        snv = work.tree.by_key("snv").id
        letter_ = Letter(
            issuer_unit_id=snv, type_code="CV", number_text="7", notation="SNV", issued_on=None,
            subject="Thư giấy", arrived_on=date(2019, 11, 8),
        )  # fmt: skip
        registration.enter_paper(work, letter_)
        registration.enter_secret(work, INCOMING, "mat")
        declined(work, letter)
    review = stories.draft(office, "content_review")
    drafter_in_the_chair(office, review)
    try_(office, acting(office, "tp.vx", "unit_head"), review, "approve_content")
    try_(office, acting(office, "cv.vx", "specialist"), review, "approve_content")
    clock.tick(days=6)


def declined(work: Work, document: str) -> None:
    """Record that a recipient in another system did not agree to a recall."""
    entered = documents.locked(work, Document.public_id == document)[0]
    documents.happened(work, entered, {"act": "change_declined", "run": "", "reason": "Đã làm"})


def drafter_in_the_chair(office: Office, document: str) -> None:
    """Let the head of the division be the drafter: as if they had written it themselves."""
    with office.work() as work:
        head = stories.person(office, "tp.vx")
        work.db.execute(
            update(Document).where(Document.public_id == document).values(drafter_id=head)
        )


Told = list[tuple[int | None, dict[str, Any]]]


def recount(office: Office, clock: Clock) -> dict[str, int]:
    """Count again, without SQL: from all rows and records."""
    with office.look() as work:
        deliveries = work.db.execute(select(Delivery.__table__)).all()
        rows = work.db.execute(select(Movement.__table__)).all()
        tried = work.db.execute(select(RefusedAttempt.__table__)).all()
    told: Told = [(row.delivery_id, movements.read(row.body)) for row in rows]
    records = [record for _, record in told]
    return {
        **late([d for d in deliveries if d.arrived_at is not None], told, clock.now),
        domain.DEADLINE_MOVED: sum(
            "due_before" in r or r.get("extension", {}).get("status") == "allowed" for r in records
        ),
        domain.RECALL_REFUSED: sum(r["act"] == "change_declined" for r in records),
        domain.NUMBER_CANCELLED: sum("cancelled" in r for r in records),
        domain.ON_BEHALF: sum(bool(r["by"].get("for")) for r in records),
        domain.SELF_APPROVAL: sum("drafter_does_not_approve" in t.rules for t in tried),
        domain.REFUSED: sum("drafter_does_not_approve" not in t.rules for t in tried),
    }


def late(arrived: list[Row[Any]], told: Told, now: datetime) -> dict[str, int]:
    """Count what came late, one delivery after another."""

    def first(delivery: int, which: Callable[[str], bool]) -> datetime:
        times = [moment(r["at"]) for d, r in told if d == delivery and which(r["act"])]
        return min(times, default=now)

    return {
        domain.LATE_ACCEPTANCE: sum(
            first(d.id, lambda act: act in ("accept", "refuse")) >= after(d.arrived_at, 0)
            for d in arrived
            if d.channel != "paper"
        ),
        domain.LATE_REGISTRATION: sum(
            first(d.id, lambda act: act == "register") >= after(d.arrived_at, 1)
            for d in arrived
            if d.state != "refused"
        ),
        domain.UNTOUCHED: sum(
            first(d.id, lambda act: act not in ("receive", "arrive")) >= after(d.arrived_at, 2)
            for d in arrived
        ),
    }


def after(arrived: datetime, days: int) -> datetime:
    """Return the midnight after so many working days: no holiday falls into these weeks."""
    day = arrived.astimezone(VIETNAM).date()
    while day.weekday() > 4:
        day += timedelta(days=1)
    for _ in range(days):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return begin_of(day + timedelta(days=1))


def test_each_figure_is_that_of_a_plain_recount(both_provinces: Office, clock: Clock) -> None:
    eventful(both_provinces, clock)
    told = counted(both_provinces)
    assert told == recount(both_provinces, clock)
    # The recount is worth nothing of nothing.
    assert {kind for kind, n in told.items() if not n} == {domain.ON_BEHALF}
    assert told[domain.LATE_ACCEPTANCE] >= 2


def test_an_honest_log_still_holds_with_all_that(province: Office, clock: Clock) -> None:
    eventful(province, clock)
    assert [p for p in stories.problems(province) if "drafter" not in p] == []


def test_every_row_opens_its_document(both_provinces: Office, clock: Clock) -> None:
    eventful(both_provinces, clock)
    for kind, count in counted(both_provinces).items():
        rows = found(both_provinces, kind)
        assert len(rows) == count, kind
        with both_provinces.look(acting(both_provinces, AUDITOR)) as work:
            assert all(access.document_id(work, row.public_id) for row in rows)


def test_a_row_says_what_happened(province: Office, clock: Clock) -> None:
    eventful(province, clock)
    (moved,) = found(province, domain.DEADLINE_MOVED)
    assert moved.sealed is not None
    assert moved.sealed.record["due_before"] != moved.sealed.record["due"]
    (own,) = found(province, domain.SELF_APPROVAL)
    assert own.tried is not None
    assert own.tried.rules == ("drafter_does_not_approve",)
    assert "không tự duyệt" in own.tried.reasons.vi
    (other,) = found(province, domain.REFUSED)
    assert other.tried is not None
    assert other.tried.rules == ("place",)
    late = found(province, domain.LATE_ACCEPTANCE)
    assert all(row.due is not None and row.began is not None for row in late)
    assert {row.done is None for row in late} == {True, False}


def test_period_and_unit_narrow(province: Office, clock: Clock) -> None:
    eventful(province, clock)
    whole = counted(province)
    bac_ai = Asked(since=EVERYTHING.since, unit_id=stories.unit(province, "ubnd-bac-ai"))
    assert counted(province, bac_ai)[domain.LATE_REGISTRATION] == 1
    assert whole[domain.LATE_REGISTRATION] > 1
    before = Asked(since=MORNING - timedelta(days=9), until=MORNING - timedelta(days=1))
    assert set(counted(province, before).values()) == {0}
    monday = Asked(since=MORNING + timedelta(days=3), until=MORNING + timedelta(days=4))
    assert counted(province, monday)[domain.LATE_ACCEPTANCE] == 0


def test_pages_of_a_kind_follow_one_another(
    province: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exceptions, "PAGE", 2)
    document = stories.incoming(province, "accepted")
    for _ in range(5):
        clock.tick(minutes=1)
        try_(province, acting(province, "ct.tinh"), document, "register")
    seen: list[int] = []
    older = None
    for _ in range(9):
        with province.look(acting(province, AUDITOR)) as work:
            page = exceptions.listed(work, domain.REFUSED, EVERYTHING, older)
        seen += [item.key for item in page.items]
        older = page.older
        if older is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == page.count.count == 5


def test_exceptions_are_the_auditors_of_what_is_theirs(province: Office, clock: Clock) -> None:
    eventful(province, clock)
    for login in ("ct.tinh", "vt.tinh", "qt.tinh"):
        with province.look(acting(province, login)) as work, pytest.raises(Refused):
            exceptions.counts(work, EVERYTHING)
    with province.look(acting(province, AUDITOR)) as work:
        with pytest.raises(NotFound):
            exceptions.listed(work, "nothing", EVERYTHING)
        with pytest.raises(NotFound):
            exceptions.counts(work, Asked(unit_id=10**6))
        with pytest.raises(Invalid, match="ngày"):
            exceptions.counts(work, Asked(since=MORNING - timedelta(days=800)))


def test_secret_documents_are_counted_and_not_named(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "accepted")
    try_(province, acting(province, "ct.tinh"), document, "register")
    with province.work() as work:
        work.db.execute(text("UPDATE documents SET subject = '', body = '', secrecy = 'mat'"))
    (row,) = found(province, domain.REFUSED)
    assert (row.secret, row.subject) == (True, "")
