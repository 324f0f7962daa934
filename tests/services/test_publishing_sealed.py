"""What is public and who opened the page is sealed: what was changed behind the office is found."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from office.runtime import Office
from tests import publicity, stories
from tests.services.attacks import found_after


@pytest.fixture
def page(province: Office) -> Office:
    """Hand in a page that was opened, shut and opened again, with one document, and another's."""
    document = publicity.issued(province)
    publicity.publish(province, document)
    publicity.unpublish(province, document)
    publicity.publish(province, document)
    for act in ("open", "shut", "open"):
        publicity.turn(province, act)
    publicity.issued(province, "Không công khai")
    assert stories.problems(province) == []
    return province


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM publications WHERE ended_at IS NULL",
        "UPDATE publications SET document_id = 2 WHERE ended_at IS NULL",
        "UPDATE publications SET ended_at = at, ended_by = person_id, ended_seq = 99"
        " WHERE ended_at IS NULL",
        "UPDATE publications SET key = '0000000000000000'",
        "UPDATE publications SET person_id = person_id + 1",
        "UPDATE publications SET unit_id = unit_id + 1",
        "UPDATE publications SET issued_on = '2018-01-01'",
        "UPDATE publications SET number = 7",
        "UPDATE publications SET type_code = 'QD'",
        "UPDATE publications SET words = ' khac'",
        "UPDATE publications SET ended_by = ended_by + 1 WHERE ended_at IS NOT NULL",
        "INSERT INTO publications (document_id, unit_id, key, issued_on, number, type_code, words,"
        " seq, at, person_id) SELECT 2, unit_id, 'ffffffffffffffff', issued_on, 2, type_code,"
        " words, seq, at, person_id FROM publications WHERE ended_at IS NULL",
    ],
)
def test_a_mark_changed_behind_the_office_is_found(page: Office, sql: str) -> None:
    assert any("made public otherwise" in problem for problem in found_after(page, sql))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE public_pages SET is_open = 0",
        "UPDATE public_pages SET first_on = '2018-01-01'",
        "UPDATE public_pages SET unit_id = unit_id + 1",
        "DELETE FROM public_pages",
        "DELETE FROM public_page_acts WHERE seq = 3",
        "DELETE FROM public_page_acts WHERE seq = 2",
        "UPDATE public_page_acts SET act = 'open'",
        "UPDATE public_page_acts SET person_id = 1",
        "UPDATE public_page_acts SET at = '2018-01-01 00:00:00.000000'",
        "UPDATE public_page_acts SET body = replace(body, 'shut', 'open') WHERE seq = 2",
    ],
)
def test_a_switch_changed_behind_the_office_is_found(page: Office, sql: str) -> None:
    assert any("opened or shut otherwise" in problem for problem in found_after(page, sql))


@pytest.mark.parametrize("act", ["UPDATE public_page_acts SET act = 'shut'",
                                 "DELETE FROM public_page_acts"])  # fmt: skip
def test_an_act_on_a_page_can_be_neither_changed_nor_deleted(
    both_provinces: Office, act: str
) -> None:
    publicity.turn(both_provinces)
    with pytest.raises(DBAPIError, match="only ever added"), both_provinces.work() as work:
        work.db.execute(text(act))
