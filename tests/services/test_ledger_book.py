"""The ledger read: every fact of a period in order, sifted, summed, page after page."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from office.domain.errors import NotFound
from office.runtime import Office
from office.services.files import printing as slips
from office.services.papers import ledger_book
from office.services.papers.ledger_book import Fact, Sift, Total
from tests.make import acting
from tests.services import test_bound_volumes as volumes
from tests.services import test_paper_facts as facts
from tests.services.paper_stories import BAC_AI, SGDDT, SNV, issued, posting, printing
from tests.stories import check_refusal, unit

TODAY = date(2019, 11, 8)


def slip(office: Office, document: str, who: str = "vt.tinh", copies: int = 2) -> None:
    """Let somebody print a routing slip."""
    with office.look(acting(office, who)) as work:
        made = slips.slip(work, document, "routing")
    with office.work(acting(office, who)) as work:
        slips.keep(work, document, "routing", made, copies)


def full(office: Office) -> str:
    """Fill the province's ledger with facts of every kind but copies; return the letter."""
    document = issued(office)
    printing(office, document, BAC_AI, SNV, stamped=True)
    printing(office, document, SGDDT, reason=facts.WHY, stamped=True)
    posting(office, document, to=SGDDT, way="courier")
    facts.printed(office, document, ("ct.tinh", "leader"), copies=3)
    facts.printed(office, document, ("vt.sgddt", "clerk"))
    slip(office, document)
    of, key = volumes.volume(office)
    volumes.on_paper(office, of, key, copies=2)
    facts.take_back(office, document, facts.CLERK, 3)
    return document


def lines(
    office: Office, who: tuple[str, str] = facts.CLERK, size: int = 50, **sift: object
) -> Iterator[Fact]:
    """Yield the ledger as somebody pages through it."""
    after = None
    while True:
        with office.look(acting(office, *who)) as work:
            page = ledger_book.page(work, Sift(**sift), after, size)  # type: ignore[arg-type]  # as the test says
        yield from page.lines
        if (after := page.older) is None:
            return


@pytest.fixture
def letter(province: Office) -> str:
    document = issued(province)
    printing(province, document, BAC_AI, SNV)
    return document


def test_every_fact_is_there_once_however_small_the_pages(both_provinces: Office) -> None:
    office = both_provinces
    printing_twice = issued(office)
    printing(office, printing_twice, BAC_AI, SNV, stamped=True)
    printing(office, printing_twice, SGDDT, reason=facts.WHY, stamped=True)
    posting(office, printing_twice, to=SGDDT, way="courier")
    facts.printed(office, printing_twice, ("ct.tinh", "leader"), copies=3)
    facts.printed(office, printing_twice, ("vt.sgddt", "clerk"))  # their agency's, not ours
    slip(office, printing_twice)
    of, key = volumes.volume(office)
    volumes.on_paper(office, of, key, copies=2)
    whole = [(one.source, one.key) for one in lines(office)]
    assert len(whole) == len(set(whole))
    told = sorted(one.event for one in lines(office))
    assert told == sorted(["print"] * 3 + ["stamp"] * 3 + ["post", "again", "slip", "bind"])
    for size in (1, 2, 3):
        assert [(one.source, one.key) for one in lines(office, size=size)] == whole
    with office.look(acting(office, *facts.CLERK)) as work:
        sums = ledger_book.totals(work, Sift())
    assert sums["print"] == Total(3, 3, 3)
    assert sums["again"] == Total(1, 3, 3)
    assert sums["slip"].copies == 2
    assert sums["bind"].facts == 1


def test_a_counter_entry_counts_on_the_day_of_what_it_takes_back(
    province: Office, letter: str
) -> None:
    facts.take_back(province, letter, facts.CLERK, 1)
    newest = next(lines(province))
    assert (newest.corrects, newest.sheets, newest.day) == (True, -1, TODAY)
    with province.look(acting(province, *facts.CLERK)) as work:
        assert ledger_book.totals(work, Sift(until=TODAY))["print"] == Total(1, 1, 1)
        assert ledger_book.totals(work, Sift(since=TODAY + timedelta(days=1))) == {}


@pytest.mark.parametrize(
    ("sift", "events"),
    [
        ({"event": "slip"}, ["slip"]),
        ({"event": "bind"}, ["bind"]),
        ({"event": "post"}, ["post"]),
        ({"person": "tran quoc khai"}, ["again"]),
        ({"person": "không có ai"}, []),
        ({"symbol": "ubnd-vx", "event": "again"}, ["again"]),
        ({"symbol": "không có"}, []),
        ({"until": TODAY - timedelta(days=1)}, []),
    ],
)
def test_it_is_sifted_by_fact_person_document_and_day(
    province: Office, sift: dict[str, object], events: list[str]
) -> None:
    full(province)
    assert [one.event for one in lines(province, **sift)] == events


def test_whoever_keeps_no_books_reads_none(province: Office, letter: str) -> None:
    for who in (("cv.vx", "specialist"), ("qt.tinh", "administrator"), ("tp.vx", "unit_head")):
        check_refusal(province, NotFound, lambda who=who: list(lines(province, who)))  # type: ignore[misc]  # bound now


def test_an_agency_reads_its_own_facts_and_an_auditor_those_below(
    province: Office, letter: str
) -> None:
    facts.printed(province, letter, ("vt.sgddt", "clerk"))
    (theirs,) = lines(province, ("vt.sgddt", "clerk"))
    assert (theirs.event, theirs.open) == ("again", True)
    assert "again" not in [one.event for one in lines(province)]
    audited = list(lines(province, ("ttra.tinh", "auditor")))
    assert {one.unit_id for one in audited} == {
        unit(province, "ubnd-ninh-thuan"), unit(province, SGDDT),
    }  # fmt: skip
    assert not any(one.open for one in audited)
    one = {"unit": unit(province, SGDDT)}
    assert [f.event for f in lines(province, ("ttra.tinh", "auditor"), **one)] == ["again"]
    check_refusal(province, NotFound, lambda: list(lines(province, unit=unit(province, SGDDT))))


def test_what_can_be_taken_back_is_open_to_whom_it_is(province: Office, letter: str) -> None:
    facts.printed(province, letter, ("ct.tinh", "leader"))
    by_clerk = {one.event: one.open for one in lines(province)}
    by_leader = {one.event: one.open for one in lines(province, ("ct.tinh", "leader"))}
    assert by_clerk == {"again": True, "print": True}
    assert by_leader == {"again": True, "print": False}  # their own print alone
