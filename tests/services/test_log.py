"""Searching the log: every filter narrows, pages are whole, seals are shown."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from office import services
from office.jobs import run
from office.runtime import Office
from office.services.audit import log, log_reach
from office.services.audit.log import LogQuery
from tests import stories
from tests.make import MORNING, Clock, acting
from tests.services.attacks import disarm

USE_CASES = Path(services.__file__).parent


@pytest.fixture
def busy(province: Office, clock: Clock) -> Office:
    """Hand in a province where a letter was issued and a request is being worked on."""
    stories.draft(province, "issued", recipients=["ubnd-bac-ai"])
    clock.tick(hours=2)
    stories.incoming(province, "in_progress")
    return province


def acts(office: Office, query: LogQuery, login: str = "ttra.tinh") -> list[str]:
    """Return the acts that somebody's search finds, newest first."""
    with office.look(acting(office, login)) as work:
        return [entry.record["act"] for entry in log.search(work, query).entries]


def test_everything_is_found_newest_first(busy: Office) -> None:
    found = acts(busy, LogQuery())
    assert len(found) == 8 + 5
    assert (found[0], found[-1]) == ("direct", "draft")


def test_each_filter_narrows(busy: Office) -> None:
    person, unit = stories.person(busy, "vt.tinh"), stories.unit(busy, "phong-vx-ninh-thuan")
    later = MORNING + timedelta(hours=1)
    assert acts(busy, LogQuery(action="direct")) == ["direct"]
    assert acts(busy, LogQuery(person_id=person)) == [
        "submit", "register", "accept", "issue", "seal", "number"
    ]  # fmt: skip
    assert acts(busy, LogQuery(unit_id=unit)) == ["approve_content", "submit", "draft"]
    assert len(acts(busy, LogQuery(since=later))) == 5
    assert len(acts(busy, LogQuery(until=later))) == 8
    assert len(acts(busy, LogQuery(text="01/UBND-VX"))) == 8
    assert len(acts(busy, LogQuery(text="trả lời"))) == 8
    assert acts(busy, LogQuery(text="không có gì như thế")) == []


def test_capacity_and_the_units_below_narrow(busy: Office) -> None:
    assert acts(busy, LogQuery(role="leader")) == ["direct", "sign"]
    assert acts(busy, LogQuery(role="administrator")) == []
    province = stories.unit(busy, "ubnd-ninh-thuan")
    assert len(acts(busy, LogQuery(unit_id=province, below=True))) == 12
    assert len(acts(busy, LogQuery(unit_id=province))) == 9


QUERIES = [
    LogQuery(),
    LogQuery(text="trả lời"),
    LogQuery(text="không có"),
    LogQuery(action="register"),
    LogQuery(role="clerk"),
    LogQuery(since=MORNING + timedelta(hours=1)),
    LogQuery(until=MORNING + timedelta(hours=1)),
    LogQuery(since=MORNING + timedelta(days=99)),
    LogQuery(until=MORNING - timedelta(days=99)),
]


@pytest.mark.parametrize("few", [0, 1, 10**6])
def test_however_the_acts_are_reached_they_are_the_same(
    both_provinces: Office, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    stories.draft(both_provinces, "issued", recipients=["ubnd-bac-ai"])
    stories.incoming(both_provinces, "in_progress")
    province = stories.unit(both_provinces, "ubnd-ninh-thuan")
    queries = [*QUERIES, LogQuery(unit_id=province, below=True)]

    def found() -> list[list[str]]:
        logins = ("ttra.tinh", "ct.bacai", "vt.tinh", "cv.vx", "vt.snv")
        return [acts(both_provinces, query, login) for login in logins for query in queries]

    usual = found()
    monkeypatch.setattr(log_reach, "FEW", few)
    assert found() == usual
    assert sum(map(len, usual)) > 50


def test_all_that_match_are_counted_no_further_than_need_be(
    busy: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with busy.look(acting(busy, "ttra.tinh")) as work:
        page = log.search(work, LogQuery(), limit=5)
        assert (page.total, page.more, len(page.entries)) == (13, False, 5)
        assert log.search(work, LogQuery(before=page.older)).total == 13
        monkeypatch.setattr(log, "MOST_COUNTED", 10)
        page = log.search(work, LogQuery())
    assert (page.total, page.more) == (10, True)


@pytest.mark.parametrize("wild", ["%", "_", "\\", "%%", "'"])
def test_a_wild_card_is_only_a_letter(busy: Office, wild: str) -> None:
    assert acts(busy, LogQuery(text=wild)) == []


def test_pages_are_whole(busy: Office) -> None:
    whole = acts(busy, LogQuery())
    found: list[str] = []
    before = None
    while True:
        with busy.look(acting(busy, "ttra.tinh")) as work:
            page = log.search(work, LogQuery(before=before), limit=5)
        found += [entry.record["act"] for entry in page.entries]
        before = page.older
        if before is None:
            break
    assert found == whole


def test_strangers_find_nothing_and_administrators_never_do(busy: Office) -> None:
    assert acts(busy, LogQuery(), "vt.snv") == []
    assert acts(busy, LogQuery(), "qt.tinh") == []


def test_a_recipient_reads_no_more_in_the_log_than_on_the_page(busy: Office) -> None:
    assert acts(busy, LogQuery(), "vt.bacai") == []


CHANGED = "replace(body, 'register', 'registes')"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("hash", "x'00'"),
        ("prev", "x'00'"),
        ("body", f"CAST({CHANGED} AS BLOB)"),
        ("body", CHANGED),
        ("body", "x'00'"),
    ],
)  # fmt: skip
def test_a_broken_seal_is_shown(busy: Office, column: str, value: str) -> None:
    with busy.work() as work:
        disarm(work)
        where = "action = 'register'"
        changed = work.db.execute(text(f"UPDATE movements SET {column} = {value} WHERE {where}"))  # noqa: S608 (a table of our own)
        assert changed.rowcount == 1
    with busy.look(acting(busy, "ttra.tinh")) as work:
        entries = log.search(work, LogQuery()).entries
    assert [e.seq for e in entries if not e.intact] == [3]


def test_every_recorded_act_can_be_chosen(busy: Office) -> None:
    run.drain(busy)  # the office's own acts: what it prints, looks at and makes
    with busy.look(acting(busy, "ttra.tinh")) as work:
        done = set(acts(busy, LogQuery()))
        assert {"render", "judge"} <= done
        assert done <= set(log.actions(work))


def test_every_act_named_in_a_use_case_can_be_chosen(province: Office) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in USE_CASES.rglob("*.py"))
    named = set(re.findall(r'"act": "(\w+)"', written))
    with province.look() as work:
        assert len(named) > 20
        assert named <= set(log.actions(work))
