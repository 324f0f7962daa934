"""Every figure opens: the lines behind it, page by page, with words only for who may read them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from office.domain.errors import NotFound
from office.domain.measures import MEASURES
from office.domain.people import system
from office.jobs import run
from office.runtime import Office
from office.services.books import registration
from office.services.figures import lists, totals
from office.services.figures.asked import Asked
from office.services.figures.lists import Line
from tests import stories
from tests.make import Clock, acting
from tests.services import paper_stories
from tests.services.paper_stories import BAC_AI, SNV, WHY
from tests.services.test_recalling import recall
from tests.stories import unit

PROVINCE = "ubnd-ninh-thuan"
YEAR = {"since": date(2019, 1, 1), "until": date(2019, 12, 31)}


def lines(
    office: Office, measure: str, who: str = "ct.tinh", key: str = PROVINCE, limit: int = 3
) -> list[Line]:
    """Return every line behind a figure, read page by page."""
    found: list[Line] = []
    with office.look(acting(office, who)) as work:
        asked, after = Asked(unit_id=unit(office, key), **YEAR), None
        while True:
            page = lists.rows(work, asked, measure, after, limit)
            found += page.items
            if (after := page.after) is None:
                return found


@pytest.fixture
def lived(both_provinces: Office, clock: Clock) -> Office:
    """Hand in a province in which paper went along, was recalled, and work was done."""
    office = both_provinces
    document = paper_stories.issued(office)
    paper_stories.printing(office, document, BAC_AI, SNV, stamped=True)
    paper_stories.posting(office, document)
    stories.incoming(office, "completed")
    clock.now += timedelta(days=24)
    for _ in range(4):
        stories.draft(office, "issued", (BAC_AI, SNV))
    recall(office, stories.draft(office, "issued"))
    with office.work(acting(office, "vt.tinh", "clerk")) as work:
        registration.enter_secret(work, "in", "mat")
    run.drain(office)
    return office


def test_every_figure_opens_to_the_lines_it_counts(lived: Office) -> None:
    with lived.look(acting(lived, "ct.tinh")) as work:
        told = totals.total(work, Asked(unit_id=unit(lived, PROVINCE), **YEAR))
    opened = 0
    for name in MEASURES:
        behind = lines(lived, name)
        assert sum(line.amount for line in behind) == told[name], name
        assert len({line.key for line in behind}) == len(behind), name
        order = [(line.unit_id, line.day, line.key) for line in behind]
        assert order == sorted(order), name
        opened += bool(behind)
    assert opened > 25


def test_a_line_says_how_and_why_and_opens_its_document(lived: Office) -> None:
    (line,) = [line for line in lines(lived, "sent.paper") if line.way == "paper"]
    assert (line.reason, line.unit_id, line.other_id) == (
        WHY, unit(lived, PROVINCE), unit(lived, SNV)
    )  # fmt: skip
    assert (line.subject, line.symbol[:3]) == (stories.LETTER.subject, "01/")
    assert line.public_id is not None
    (came,) = lines(lived, "work.on_time")
    assert (came.unit_id, came.other_id) == (unit(lived, PROVINCE), None)
    assert came.issuer_id is not None


def test_words_are_only_for_who_may_open_the_document(lived: Office) -> None:
    own = stories.draft(lived, "issued", ["ubnd-xa-phuoc-dai"])
    run.drain(lived)
    at_commune = [
        line
        for line in lines(lived, "came.all", "vt.bacai", BAC_AI)
        if line.unit_id != unit(lived, BAC_AI)
    ]
    assert [(one.public_id, one.subject, one.symbol, one.issuer_id) for one in at_commune] == [
        (None, "", "", None)
    ]
    assert own in {line.public_id for line in lines(lived, "came.all", "ttra.tinh")}
    assert all(line.subject for line in lines(lived, "sent.all", "ttra.tinh"))


def test_of_what_was_recalled_the_recipient_reads_no_word(lived: Office) -> None:
    (gone,) = lines(lived, "came.gone", "vt.bacai", BAC_AI)
    assert (gone.public_id, gone.subject) == (None, "")
    (sent,) = lines(lived, "sent.gone", "vt.tinh")
    assert sent.subject == stories.LETTER.subject


def test_a_secret_number_has_no_word_for_anybody(lived: Office) -> None:
    (line,) = lines(lived, "came.secret", "vt.tinh")
    assert (line.subject, line.symbol, line.way, line.reason) == ("", "", "", "")


def test_a_figure_nobody_counts_and_an_agency_of_others_are_not_found(lived: Office) -> None:
    with pytest.raises(NotFound):
        lines(lived, "sent.everything")
    with pytest.raises(NotFound):
        lines(lived, "sent.all", "vt.bacai", PROVINCE)


def test_a_page_takes_as_many_statements_however_long_it_is(lived: Office) -> None:
    with lived.look(acting(lived, "ct.tinh")) as work:
        asked = Asked(unit_id=unit(lived, PROVINCE), **YEAR)
        lists.rows(work, asked, "sent.all")
        seen: list[str] = []

        def note(_db: object, _cursor: object, statement: str, *_: object) -> None:
            seen.append(statement)

        event.listen(lived.engine, "before_cursor_execute", note)
        counted = []
        for limit in (1, 50):
            seen.clear()
            lists.rows(work, asked, "sent.all", None, limit)
            counted.append(len(seen))
        event.remove(lived.engine, "before_cursor_execute", note)
    assert counted == [3, 3]  # of which version the units are; the lines; the words


def test_the_office_itself_reads_every_line(lived: Office) -> None:
    with lived.look(system()) as work:
        page = lists.rows(work, Asked(unit_id=unit(lived, PROVINCE), **YEAR), "sent.all")
    assert all(line.public_id for line in page.items)
