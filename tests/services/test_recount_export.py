"""The spreadsheet that an auditor takes along recounts every figure by itself."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from office.domain.measures import MEASURES
from office.jobs import run
from office.runtime import Office
from office.services.figures import recount_check, totals
from office.services.figures.asked import Asked
from office.services.figures.recount_found import Check
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from tests import stories
from tests.make import Clock, acting
from tests.services import paper_stories, recounts, test_recount
from tests.services.workbooks import Workbook

AUDITOR = ("ttra.tinh", "auditor")


def exported(
    office: Office, who: tuple[str, str] = AUDITOR, what: Asked | None = None
) -> tuple[Check, Workbook]:
    """Let somebody take the lines along; return what was found, and the file."""
    run.drain(office)
    what, into = what or recounts.asked(office), BytesIO()
    with office.look(acting(office, *who)) as work:
        found = recount_check.check(work, what, totals.figures(work, what), into=into)
    return found, Workbook(into.getvalue())


def figures(book: Workbook) -> dict[str, list[Any]]:
    """Return the line of each indicator, recalculated, by its definition."""
    return {row[0]: row for row in book.rows("Chỉ tiêu") if "/" in str(row[0])}


def check_every_figure(found: Check, book: Workbook) -> None:
    """Assert that every formula comes to what the log says."""
    lines = figures(book)
    assert len(lines) == len(found.compared)
    for one in found.compared:
        said = lines[one.second.indicator.definition]
        assert said[2] == one.second.part, said
        if one.second.whole is not None:
            assert said[3] == one.second.whole, said
        if one.second.value is None:
            assert said[4] == "—"
        else:
            assert said[4] == pytest.approx(one.second.value), said
        assert said[6] == "khớp"


@pytest.mark.parametrize("story", test_recount.STORIES)
def test_the_formulas_come_to_what_the_log_says(
    province: Office, clock: Clock, story: Callable[[Office, Clock], None]
) -> None:
    story(province, clock)
    check_every_figure(*exported(province))


def test_a_whole_year_of_stories_is_recounted_by_formulas(province: Office, clock: Clock) -> None:
    for story in (test_recount.on_paper, test_recount.worked_on, test_recount.letters):
        story(province, clock)
        clock.tick(days=11)
    found, book = exported(province)
    check_every_figure(found, book)
    named = {row[0] for row in book.rows("Số đo")[1:]}
    assert set(MEASURES) == named
    assert sum(1 for one in found.compared if one.second.part) > 15  # else nothing was tried


def test_a_line_that_is_changed_changes_the_figure(province: Office, clock: Clock) -> None:
    test_recount.on_paper(province, clock)
    _, book = exported(province)
    before = figures(book)["paper.deliveries/1"]
    cells = book.sheets["Lượt gửi"]
    way = next(place for place, said in cells.items() if said == "Giấy")
    cells[way] = "Song song"
    after = figures(book)["paper.deliveries/1"]
    assert (before[2], after[2], before[3], after[3]) == (1, 0, 3, 3)


def test_no_word_that_somebody_typed_becomes_a_formula(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = '=HYPERLINK("http://x.vn","Mở")'
    monkeypatch.setattr(paper_stories, "WHY", evil)
    paper_stories.issued(province)
    _, book = exported(province)
    reasons = [row[8] for row in book.rows("Lượt gửi")[1:]]
    assert evil in reasons
    formulas = {
        said[1:].split("(")[0]
        for cells in book.sheets.values()
        for said in cells.values()
        if isinstance(said, str) and said.startswith("\0")
    }
    assert not any("HYPERLINK" in one for one in formulas)


def test_the_file_says_what_it_rests_on(province: Office, clock: Clock) -> None:
    test_recount.on_paper(province, clock)
    found, book = exported(province)
    told = {row[0]: row[1] for row in book.rows("Điểm đối chiếu")}
    assert told["SHA-256 của các đầu chuỗi"] == found.checkpoint.digest
    assert told["Nhật ký: số bản ghi"] == found.checkpoint.movements
    assert told["Người lập"] == acting(province, *AUDITOR).name
    meaning = {row[0]: row[2] for row in book.rows("Định nghĩa")[1:]}
    assert meaning["electronic.documents/1"].startswith("Số văn bản đi hoàn toàn điện tử ÷")


def issued_in_the_district(office: Office) -> str:
    """Let Bác Ái send a letter to a commune: its own affair, but in the province's figures."""
    with office.work(acting(office, "cv.vp.bacai")) as work:
        letter = drafting.start(work, stories.LETTER)
        commune = work.tree.by_key("ubnd-xa-phuoc-dai").id
        drafting.address(work, letter, [Recipient(unit_id=commune)])
    for who, action in (
        (("cv.vp.bacai", "specialist"), "submit"), (("cvp.bacai", "unit_head"), "approve_content"),
        (("vt.bacai", "clerk"), "approve_form"), (("ct.bacai", "leader"), "sign"),
        (("vt.bacai", "clerk"), "number"), (("vt.bacai", "clerk"), "seal"),
        (("vt.bacai", "clerk"), "issue"),
    ):  # fmt: skip
        stories.move(office, who, letter, action)
    return letter


def test_a_document_is_named_only_to_who_may_know_of_it(province: Office, clock: Clock) -> None:
    document = issued_in_the_district(province)
    _, leaders = exported(province, ("ct.tinh", "leader"))
    _, auditors = exported(province)
    assert document not in [row[0] for row in leaders.rows("Văn bản đi")]
    assert len(leaders.rows("Văn bản đi")) == len(auditors.rows("Văn bản đi")) == 2
    assert document in [row[0] for row in auditors.rows("Văn bản đi")]


def test_the_same_lines_give_the_same_bytes(province: Office, clock: Clock) -> None:
    test_recount.on_paper(province, clock)
    run.drain(province)
    what, made = recounts.asked(province), []
    for _ in range(2):
        into = BytesIO()
        with province.look(acting(province, *AUDITOR)) as work:
            recount_check.check(work, what, totals.figures(work, what), into=into)
        made.append(into.getvalue())
    assert made[0] == made[1]
