"""What else is paper: letters scanned in, letters printed again, paper that follows later."""

from datetime import date

import pypdfium2
import pytest
from sqlalchemy import select, update

from office.domain.errors import Invalid, NotFound, Refused
from office.jobs import run
from office.models.deliveries import Delivery
from office.models.papers import PaperEntry
from office.runtime import Office
from office.services.books.registration import Letter
from office.services.documents import File
from office.services.papers import again, ledger, queue, receipts, scans
from office.services.views import dossier
from office.services.wire import recalling
from tests import papers, stories
from tests.make import acting
from tests.services.paper_stories import (
    BAC_AI,
    CLERK,
    SGDDT,
    came,
    delivery,
    entries,
    issued,
    key_of,
    legs,
    posting,
    printing,
    standings,
)
from tests.services.test_concurrency import at_once, one_wins
from tests.stories import check_refusal, unit

WHY = "Nơi nhận báo chưa nhận được bản điện tử"
HAPPENED = tuple[str, str, int, int, int]


def scanned(office: Office, *files: File) -> str:
    """Let a clerk enter a letter on paper with its scans; return its public id."""
    letter = Letter(
        issuer_unit_id=unit(office, "snv"), type_code="CV", number_text="12", notation="SNV-VP",
        issued_on=date(2019, 11, 7), subject="V/v thi đua",
    )  # fmt: skip
    with office.work(acting(office, *CLERK)) as work:
        return scans.enter(work, letter, files)


def printed(office: Office, document: str, who: tuple[str, str], **order: object) -> again.Made:
    """Let somebody print a letter that came electronically."""
    wanted = again.Order(**order)  # type: ignore[arg-type]  # as the test says
    with office.look(acting(office, *who)) as work:
        made = again.make(work, document, wanted)
    with office.work(acting(office, *who)) as work:
        again.keep(work, document, wanted, made)
    return made


def happened(office: Office) -> list[HAPPENED]:
    """Return every entry: event, source, copies, pages, sheets."""
    with office.look() as work:
        columns = (PaperEntry.event, PaperEntry.source, PaperEntry.copies, PaperEntry.pages)
        rows = work.db.execute(select(*columns, PaperEntry.sheets).order_by(PaperEntry.id))
        return [tuple(row) for row in rows]


def take_back(office: Office, document: str, who: tuple[str, str], entry: int = 0) -> None:
    """Let somebody take back an entry, the last one where none is named."""
    with office.work(acting(office, *who)) as work:
        key = entry or work.db.scalar(select(PaperEntry.id).order_by(PaperEntry.id.desc())) or 0
        ledger.take_back(work, document, key, "Máy in kẹt giấy, không dùng")


def test_the_pages_of_scans_are_counted_with_the_letter(province: Office) -> None:
    document = scanned(
        province,
        File("thu.pdf", papers.pdf("Một", "Hai", "Ba"), "application/pdf"),
        File("phu-luc.jpg", papers.picture(), "image/jpeg"),
        File("bang.docx", papers.package(), papers.WORD),  # no page, no sheet
    )
    assert happened(province) == [("scan", "paper", 1, 4, 4)]
    with province.look(acting(province, *CLERK)) as work:
        assert [one.record["act"] for one in dossier.read(work, document).story][:2] == [
            "enter", "paper_scan",
        ]  # fmt: skip
    assert stories.problems(province) == []


@pytest.mark.parametrize("files", [(), (File("hong.pdf", b"%PDF-1.7"),)])
def test_a_letter_without_readable_pages_was_not_scanned(
    province: Office, files: tuple[File, ...]
) -> None:
    scanned(province, *files)
    assert happened(province) == []
    assert stories.problems(province) == []


def test_a_scan_entered_by_mistake_is_taken_back(province: Office) -> None:
    document = scanned(province, File("thu.pdf", papers.pdf("Một"), "application/pdf"))
    take_back(province, document, CLERK)
    assert happened(province) == [("scan", "paper", 1, 1, 1), ("scan", "paper", -1, 1, -1)]
    check_refusal(province, Refused, lambda: take_back(province, document, CLERK, 1))
    assert stories.problems(province) == []


@pytest.mark.parametrize("duplex", [True, False])
def test_a_recipient_prints_what_came_electronically_and_it_is_counted(
    province: Office, duplex: bool
) -> None:
    document = issued(province)
    made = printed(province, document, ("vt.sgddt", "clerk"), copies=3, duplex=duplex)
    assert len(pypdfium2.PdfDocument(made.pdf)) == made.pages == 1
    assert happened(province) == [("again", "electronic", 3, 1, 3)]
    assert standings(province, document)[BAC_AI] == "unprinted"  # no paper was sent by that
    assert stories.problems(province) == []


def test_the_senders_own_people_print_it_and_it_is_no_copy_to_a_recipient(province: Office) -> None:
    document = issued(province)
    printed(province, document, ("ct.tinh", "leader"))
    assert happened(province) == [("again", "inner", 1, 1, 1)]
    with province.look(acting(province, *CLERK)) as work:
        (line,) = ledger.listed(work, key_of(province, document), [work.actor.agency_id])
    assert (line.event, line.delivery_id) == ("again", None)
    assert stories.problems(province) == []


def test_a_scanned_letter_is_printed_from_its_scan(province: Office) -> None:
    document = scanned(province, File("thu.pdf", papers.pdf("Một", "Hai"), "application/pdf"))
    printed(province, document, CLERK, duplex=True)
    assert happened(province)[1:] == [("again", "paper", 1, 2, 1)]
    assert stories.problems(province) == []


def test_who_prints_here_is_told_to_no_other_recipient(province: Office) -> None:
    document = issued(province)
    printed(province, document, ("vt.sgddt", "clerk"))
    told = {}
    for login in ("vt.sgddt", "vt.bacai"):
        with province.look(acting(province, login)) as work:
            told[login] = {h.record["act"] for h in dossier.read(work, document).story}
    assert "paper_again" in told["vt.sgddt"]
    assert "paper_again" not in told["vt.bacai"]


def test_whoever_printed_takes_their_print_back_and_others_leave_it(province: Office) -> None:
    document = issued(province)
    printed(province, document, ("gd.sgddt", "leader"))
    check_refusal(province, NotFound, lambda: take_back(province, document, ("vt.bacai", "clerk")))
    take_back(province, document, ("gd.sgddt", "leader"))
    assert happened(province)[-1] == ("again", "electronic", -1, 1, -1)
    printed(province, document, ("gd.sgddt", "leader"))
    take_back(province, document, ("vt.sgddt", "clerk"))  # their clerk puts the ledger right
    assert stories.problems(province) == []


def test_what_was_recalled_is_not_printed(province: Office) -> None:
    document = issued(province)
    with province.work(acting(province, *CLERK)) as work:
        recalling.ask(work, document, "Gửi nhầm nơi nhận", None)
    check_refusal(province, Refused, lambda: printed(province, document, ("vt.sgddt", "clerk")))


@pytest.mark.parametrize("who", [("vt.sgddt", "clerk"), ("qt.tinh", "administrator")])
def test_a_stranger_prints_nothing(province: Office, who: tuple[str, str]) -> None:
    document = stories.draft(province, "issued", [BAC_AI])
    check_refusal(province, NotFound, lambda: printed(province, document, who))


def channel(office: Office, document: str, to: str) -> tuple[str, bool]:
    with office.look() as work:
        key = delivery(office, document, to)
        found = select(Delivery.channel, Delivery.late_paper).where(Delivery.id == key)
        row = work.db.execute(found).one()
    return row.channel, row.late_paper


def test_paper_follows_a_letter_that_was_sent_without_for_a_reason(province: Office) -> None:
    document = issued(province)
    check_refusal(province, Invalid, lambda: printing(province, document, SGDDT))
    printing(province, document, SGDDT, reason=WHY, stamped=True)
    assert channel(province, document, SGDDT) == ("electronic", True)  # as it was sent
    posting(province, document, to=SGDDT)
    assert legs(province, document)[unit(province, SGDDT)].leg.standing == "posted"
    assert happened(province)[0] == ("print", "late", 1, 1, 1)
    with province.look(acting(province, "vt.sgddt")) as work:
        assert [one.public_id for one in receipts.page(work).items] == [document]
    came(province, document, "vt.sgddt")
    assert standings(province, document)[SGDDT] == "received"
    assert stories.problems(province) == []


def test_late_paper_taken_back_waits_for_nobody(province: Office) -> None:
    document = stories.draft(province, "issued", [BAC_AI])
    run.drain(province)
    printing(province, document, BAC_AI, reason=WHY)
    take_back(province, document, CLERK)
    with province.look(acting(province, *CLERK)) as work:
        assert queue.page(work).items == []
    with province.look(acting(province, "vt.bacai")) as work:
        assert receipts.page(work).items == []
    assert stories.problems(province) == []


def test_of_two_clerks_who_send_late_paper_both_are_counted_or_one_is_told(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = issued(office)
    acts = [lambda: printing(office, document, SGDDT, reason=WHY) for _ in range(3)]
    assert at_once(acts) == [None] * 3  # each has a reason: each is a print
    assert sum(sheets for _, _, sheets in entries(office)) == 3
    one_wins(at_once([lambda: take_back(office, document, CLERK, 1) for _ in range(3)]))
    assert stories.problems(office) == []


def test_late_paper_noted_behind_the_office_is_found(province: Office) -> None:
    document = issued(province)
    with province.work() as work:
        key = delivery(province, document, SGDDT)
        work.db.execute(update(Delivery).where(Delivery.id == key).values(late_paper=True))
    assert any("paper sent later" in problem for problem in stories.problems(province))
