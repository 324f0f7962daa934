"""What people of such offices complain of: numbers, secrets, rules, days, mails, keys, scans.

Each test plays a complaint as it was told, and checks what we promise instead.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import func, select

from office.domain.workdays import VIETNAM, Limit, unfold
from office.domain.workflow import INCOMING
from office.jobs import run, schedule
from office.jobs.handlers import HANDLERS
from office.models.notices import Mail, MailAddress
from office.models.registers import RegisterEntry
from office.runtime import Office
from office.services import routing
from office.services.books import registration
from tests import stories
from tests.make import Clock, acting
from tests.pages import test_reading as scans
from tests.services.test_intake import letter
from tests.web.desk import Desk, words

CLERK = ("vt.tinh", "clerk")
CANARY = "Chim hoàng yến"
EVERYBODY = ("vt.tinh", "ct.tinh", "cvp.tinh", "tp.vx", "cv.vx", "ttra.tinh", "vt.bacai")


def test_pain_15_secret_documents_leak_through_a_side_door(province: Office) -> None:
    clerk = Desk(province, "vt.tinh")
    once = re.findall(r'name="once" value="(\w+)"', clerk.read("/paper/secret"))[0]
    secret = {"direction": "in", "secrecy": "mat", "once": once}
    clerk.send("/paper/secret", **secret, subject=CANARY, body=CANARY, number=CANARY)
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(RegisterEntry)) == 1
    run.drain(province)
    for login in EVERYBODY:
        desk = Desk(province, login, "Văn phòng" if login == "cvp.tinh" else "")
        for door in (
            "/", "/inbox/incoming-all", "/search?q=chim", "/search/export?q=chim", "/log",
            "/notifications", "/registers", "/holding", "/paper", "/exceptions",
        ):  # fmt: skip
            assert CANARY not in desk.see(door).get_data(as_text=True), (login, door)
    assert CANARY.encode() not in b"".join(_everything(province))


def _everything(office: Office) -> list[bytes]:
    files = (path for path in office.settings.instance.rglob("*") if path.is_file())
    return [path.read_bytes() for path in files]


def test_pain_17_numbering_races_and_mistakes(both_provinces: Office) -> None:
    office, clerk = both_provinces, acting(both_provinces, *CLERK)
    documents = [letter(office, str(n)) for n in range(12)]

    def register(document: str) -> None:
        with office.work(clerk) as work:
            routing.move(work, document, "register")

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(register, documents))
    draft = stories.draft(office, "numbered")
    stories.move(office, CLERK, draft, "cancel_number", stories.REASON)
    with office.look() as work:
        rows = work.db.execute(select(RegisterEntry.__table__).order_by(RegisterEntry.number)).all()
    incoming = [row.number for row in rows if row.status == "used"]
    assert incoming == list(range(1, 13))
    cancelled = [(row.number, row.reason) for row in rows if row.status == "cancelled"]
    assert cancelled == [(1, stories.REASON.reason)]
    assert stories.problems(office) == []


def test_pain_18_changing_a_workflow_breaks_running_items(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = province.procedures.newest(INCOMING)
    before = province.procedures[INCOMING, newest.version - 1]
    with monkeypatch.context() as old:
        catalogue = type(province.procedures)
        known = catalogue.newest
        old.setattr(catalogue, "newest", lambda me, n: before if n == INCOMING else known(me, n))
        document = stories.receive(province)
    for action in stories.INCOMING:  # a newer version was published meanwhile
        stories.act(province, document, action)
        with province.look(acting(province, "vt.tinh")) as work:
            assert routing.offers(work, document)[0].workflow.version == before.version
    assert stories.state_of(province, document) == "completed"
    assert stories.problems(province) == []


def test_pain_21_working_days_are_not_twenty_four_hours(province: Office) -> None:
    eve = datetime(2020, 1, 20, 9, 0, tzinfo=VIETNAM)  # Tết began on Thursday, 23 January 2020
    with province.look() as work:
        due = work.calendar.due(eve, Limit(days=5)).astimezone(VIETNAM)
        days = unfold(work.calendar, eve, Limit(days=5))
        swapped = [day for day, works in work.calendar.exceptions.items() if works]
    assert due.date() > eve.replace(day=29).date()
    assert sum(day.counted for day in days) == 5
    assert all(day.name for day in days if not day.counted and day.day.weekday() < 5)
    assert all(day.weekday() >= 5 for day in swapped)
    page = Desk(province, "cv.vx").read(f"/documents/{stories.incoming(province, 'in_progress')}")
    assert "Vì sao là hạn này?" in page


def test_pain_22_a_flood_of_notifications(province: Office, clock: Clock) -> None:
    settings = {"smtp_host": "127.0.0.1", "smtp_from": "office@example.test"}
    for name, value in settings.items():
        object.__setattr__(province.settings, name, value)
    with province.work() as work:
        person = stories.person(province, "vt.bacai")
        address = {"person_id": person, "address": "clerk@example.test"}
        work.db.execute(MailAddress.__table__.insert().values(**address))
    for _ in range(5):
        stories.draft(province, "issued", ("ubnd-bac-ai",))
    _tell(province)
    assert _mails(province) == 0  # nothing at once for what is neither express nor mine
    clock.now = datetime(2019, 11, 11, 7, 31, tzinfo=VIETNAM)
    for _ in range(2):
        schedule.tick(province)
    assert _mails(province) == 1  # one digest tells of all of them
    assert Desk(province, "vt.bacai").read("/notifications").count("Văn bản mới đến") >= 5


def _tell(office: Office) -> None:
    """Keep every promise but those to send mail: no server is there."""
    with office.look() as work:
        from office.models.outbox import OutboxMessage  # only here

        waiting = work.db.execute(select(OutboxMessage.kind, OutboxMessage.payload)).all()

    for kind, payload in waiting:
        if kind == "notify":
            HANDLERS[kind](office, payload)


def _mails(office: Office) -> int:
    with office.look() as work:
        return work.db.scalar(select(func.count()).select_from(Mail)) or 0


def test_pain_23_too_many_clicks_and_the_place_in_the_list_is_lost(province: Office) -> None:
    for name in ("01_vpcp_report_request", "02_vpcp_urgent"):
        stories.receive(province, f"to_ninh_thuan/{name}")
    clerk = Desk(province, "vt.tinh")
    first, second = re.findall(
        r'<td class="wide"[^>]*>\s*<a href="(/documents/[^"]+)"', clerk.read("/inbox/arrivals")
    )
    answer = clerk.send(first.replace("?", "/actions/accept?"), revision=clerk.revision(first))
    assert answer.location.split("?")[0] == second.split("?")[0]  # the next one is open
    form = f"{second.split('?')[0]}/actions/refuse"
    short = clerk.send(form, revision=clerk.revision(form), reason="ngắn")
    assert (short.status_code, "ngắn</textarea>" in words(short)) == (422, True)
    accept = second.split("?")[0]
    assert "reason" not in clerk.read(accept).split("actions/accept")[1][:300]  # nothing forced


@scans.needs_tesseract
def test_pain_25_ocr_destroys_the_marks_and_cannot_be_corrected(province: Office) -> None:
    read, _ = scans.lines(scans.reading.off_picture(scans.Source(scans.scan(), "image/jpeg"), 0))
    printed, found = scans.marks(" ".join(scans.BODY.split())), scans.marks(read)
    assert len(found) >= len(printed) * (1 - scans.MOST_MARKS_WRONG / 100)
    issuer = stories.unit(province, "snv")
    corrected = registration.Letter(
        issuer_unit_id=issuer, type_code="CV", number_text="1587", notation="SNV-CCHC",
        issued_on=None, subject="Trích yếu do văn thư sửa lại",
    )  # fmt: skip
    with province.work(acting(province, *CLERK)) as work:
        document = registration.enter_paper(work, corrected)
    assert "Trích yếu do văn thư sửa lại" in Desk(province, "vt.tinh").read(
        f"/documents/{document}"
    )
