"""What was issued with paper waits to be printed, is counted in sheets, and is never lost."""

import pypdfium2
import pytest
from sqlalchemy import select, text

from office.domain.asks import Form
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.signing import SEALED
from office.models.papers import PaperEntry
from office.runtime import Office
from office.services import documents
from office.services.documents import File
from office.services.papers import ledger, originals, post, prints, queue, receipts
from office.services.papers.prints import Order
from office.services.views import dossier
from office.services.wire import recalling
from tests import stories
from tests.make import acting
from tests.services.paper_stories import (
    BAC_AI,
    CLERK,
    SGDDT,
    SNV,
    came,
    entries,
    issued,
    legs,
    printing,
    standings,
)
from tests.services.test_concurrency import at_once, one_wins
from tests.stories import check_refusal, unit


def waiting(office: Office, after: int = 0, limit: int = 25) -> queue.Page:
    with office.look(acting(office, *CLERK)) as work:
        return queue.page(work, after, limit)


def take_back(office: Office, document: str, event: str, reason: str = "In nhầm mẫu giấy") -> None:
    with office.work(acting(office, *CLERK)) as work:
        row = queue.document(work, document)
        found = ledger.listed(work, row.id, [work.actor.agency_id])
        key = next(e.id for e in found if e.event == event and e.copies > 0 and not e.taken_back)
        ledger.take_back(work, document, key, reason)


def test_a_letter_with_paper_waits_to_be_printed_and_then_to_be_stamped(province: Office) -> None:
    document = issued(province)
    stories.draft(province, "issued", [BAC_AI])  # fully electronic: nothing to print
    page = waiting(province)
    assert [(one.public_id, one.to_print, one.to_stamp) for one in page.items] == [(document, 2, 0)]
    assert (page.total, page.after) == (1, None)
    made = printing(province, document, BAC_AI, SNV)
    assert (made.copies, made.sheets) == (2, 2)
    assert [(one.to_print, one.to_stamp) for one in waiting(province).items] == [(0, 2)]
    with province.work(acting(province, *CLERK)) as work:
        assert prints.stamp(work, document) == 2
    assert waiting(province).items == []
    assert standings(province, document) == {BAC_AI: "stamped", SNV: "stamped"}
    assert entries(province) == [("print", 1, 1), ("print", 1, 1), ("stamp", 1, 0), ("stamp", 1, 0)]
    assert stories.problems(province) == []


@pytest.mark.parametrize("duplex", [True, False])
def test_in_one_file_each_copy_begins_on_a_sheet_of_its_own(province: Office, duplex: bool) -> None:
    document = issued(province)
    with province.look(acting(province, *CLERK)) as work:
        order = Order(units={unit(province, BAC_AI)}, own=2, duplex=duplex, whole=True)
        made = prints.make(work, document, order)
    pages = len(pypdfium2.PdfDocument(made.pdf))
    assert made.pages == 1
    assert pages == (5 if duplex else 3)  # a blank side between odd copies
    assert (made.copies, made.sheets) == (3, 3)


def test_one_copy_is_printed_and_the_number_of_copies_told(province: Office) -> None:
    document = issued(province)
    made = printing(province, document, BAC_AI, SNV, each=3)
    assert len(pypdfium2.PdfDocument(made.pdf)) == 1
    assert (made.copies, made.sheets) == (6, 6)
    assert entries(province) == [("print", 3, 3), ("print", 3, 3)]


def test_a_file_that_bears_the_letters_name_is_not_printed_for_it(province: Office) -> None:
    document = issued(province)
    with province.work(acting(province, *CLERK)) as work:
        row = queue.document(work, document)
        letter = originals.issued(work, row.id)
        beside = File(letter.name, b"%PDF-", originals.PDF, form=SEALED, original=77)
        documents.attach(work, row.id, beside)
    assert printing(province, document, BAC_AI).digest == letter.digest


def test_a_second_print_needs_a_reason_and_is_counted_as_another(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI)

    def again() -> None:
        printing(province, document, BAC_AI, SNV)

    check_refusal(province, Refused, again)
    printing(province, document, BAC_AI, reason="Bản trước bị kẹt giấy", stamped=True)
    assert entries(province) == [
        ("print", 1, 1), ("print", 1, 1), ("stamp", 1, 0),
    ]  # fmt: skip
    with province.look() as work:
        rows = work.db.execute(select(PaperEntry.source, PaperEntry.n, PaperEntry.reason)).all()
    assert [tuple(row) for row in rows[:2]] == [
        ("issue", 1, ""), ("again", 2, "Bản trước bị kẹt giấy"),
    ]  # fmt: skip
    assert stories.problems(province) == []


def test_a_mistake_is_taken_back_by_an_entry_of_its_own(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI, each=2)
    check_refusal(province, Invalid, lambda: take_back(province, document, "print", "x"))
    take_back(province, document, "print")
    assert entries(province) == [("print", 2, 2), ("print", -2, -2)]
    assert standings(province, document)[BAC_AI] == "unprinted"
    check_refusal(province, StopIteration, lambda: take_back(province, document, "print"))
    printing(province, document, BAC_AI)
    assert sum(sheets for _, _, sheets in entries(province)) == 1
    assert stories.problems(province) == []


def test_a_print_is_not_taken_back_under_its_stamp(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI, stamped=True)
    check_refusal(province, Refused, lambda: take_back(province, document, "print"))
    take_back(province, document, "stamp")
    take_back(province, document, "print")
    assert standings(province, document)[BAC_AI] == "unprinted"
    assert stories.problems(province) == []


def test_paper_is_printed_for_those_alone_who_get_paper(province: Office) -> None:
    document = issued(province)
    for units in ((SGDDT,), ("ubnd-ninh-thuan",), ()):
        check_refusal(province, Invalid, lambda u=units: printing(province, document, *u))  # type: ignore[misc]  # bound now


@pytest.mark.parametrize(
    "who",
    [("vt.bacai", "clerk"), ("cv.vx", "specialist"), ("vt.sgddt", "clerk"), ("ct.tinh", "leader"),
     ("qt.tinh", "administrator")],
)  # fmt: skip
def test_only_the_clerk_of_the_sender_prints(province: Office, who: tuple[str, str]) -> None:
    document = issued(province)

    def attempt() -> None:
        with province.work(acting(province, *who)) as work:
            prints.stamp(work, document)

    check_refusal(province, NotFound, attempt)


def test_what_has_not_been_issued_is_not_printed(province: Office) -> None:
    draft = stories.draft(province, "numbered", [BAC_AI])
    with province.look(acting(province, *CLERK)) as work, pytest.raises(NotFound):
        queue.document(work, draft)


def test_where_the_letter_was_recalled_no_paper_goes(province: Office) -> None:
    document = issued(province)
    with province.work(acting(province, *CLERK)) as work:
        recalling.ask(work, document, "Gửi nhầm nơi nhận", None)
    assert waiting(province).items == []
    check_refusal(province, Invalid, lambda: printing(province, document, BAC_AI))


def test_to_whoever_sent_the_letter_back_no_paper_goes(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI, stamped=True)
    clerk = ("vt.bacai", "clerk")
    stories.move(province, clerk, document, "accept")
    reason = Form(reason="Không thuộc thẩm quyền giải quyết")
    stories.move(province, clerk, document, "return_to_sender", reason)
    assert legs(province, document)[unit(province, BAC_AI)].gone
    with province.look(acting(province, *CLERK)) as work:
        assert post.ready(work) == []
    with province.look(acting(province, *clerk)) as work:
        assert receipts.page(work).items == []
    check_refusal(province, Refused, lambda: came(province, document))


def test_printing_is_told_to_the_sender_and_to_no_recipient(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI)
    told = {}
    for login in ("vt.tinh", "vt.bacai"):
        with province.look(acting(province, login)) as work:
            told[login] = [h.record["act"] for h in dossier.read(work, document).story]
    assert told["vt.tinh"][-1] == "paper_print"
    assert "paper_print" not in told["vt.bacai"]


def test_of_two_clerks_who_print_the_same_one_is_told(both_provinces: Office) -> None:
    office = both_provinces
    document = issued(office)
    acts = [lambda: printing(office, document, BAC_AI, SNV) for _ in range(4)]
    one_wins(at_once(acts))
    assert entries(office) == [("print", 1, 1), ("print", 1, 1)]
    assert stories.problems(office) == []


def test_the_database_lets_nobody_change_an_entry(both_provinces: Office) -> None:
    office = both_provinces
    document = issued(office)
    printing(office, document, BAC_AI)
    for act in ("UPDATE paper_entries SET copies = 9", "DELETE FROM paper_entries"):
        with pytest.raises(Exception, match="only ever added"), office.work() as work:
            work.db.execute(text(act))


def test_an_entry_changed_behind_the_office_is_found(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI)
    with province.work() as work:
        work.db.execute(text("DROP TRIGGER paper_entries_no_update"))
        work.db.execute(text("UPDATE paper_entries SET sheets = 9"))
    assert any("entries of paper" in problem for problem in stories.problems(province))


def test_the_queue_goes_on_where_a_page_ended(province: Office) -> None:
    documents = [issued(province) for _ in range(3)]
    first = waiting(province, limit=2)
    second = waiting(province, after=first.after or 0, limit=2)
    assert [one.public_id for one in [*first.items, *second.items]] == documents
    assert (first.total, second.after) == (3, None)
