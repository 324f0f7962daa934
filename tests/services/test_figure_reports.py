"""Reports of figures: asked for once, followed, kept with what they rest on; faults are told."""

import io
import re
from typing import Any

import openpyxl
import pypdfium2
import pytest

from office.domain import figure_reports, periods
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.figure_reports import DONE, FAILED, PDF, WAITING, XLSX
from office.jobs import run
from office.reports.render import TooMuch
from office.runtime import Office
from office.services.audit import checkpoint
from office.services.reporting import making, reports
from office.services.reporting.reports import Wanted
from tests import stories
from tests.make import acting
from tests.services.test_concurrency import at_once

HEAD = ("ct.tinh", "leader")
PERIOD = periods.parse("2019-11")


def asking(office: Office, who: tuple[str, str] = HEAD, **over: Any) -> int:
    """Let somebody ask for the inspection of Bác Ái; return the report's key."""
    unit = stories.unit(office, over.pop("unit", "ubnd-bac-ai"))
    wanted = Wanted(**{"unit_id": unit, "kind": "inspection", "period": PERIOD, **over})
    with office.work(acting(office, *who)) as work:
        return reports.ask(work, wanted)


def row(office: Office, key: int) -> Any:
    """Return a report's row."""
    with office.look() as work:
        return reports.read(work, key)


def content(office: Office, key: int) -> bytes:
    """Return a report's bytes, as its agency has them."""
    with office.look(acting(office, *HEAD)) as work:
        _, opened = reports.file(work, key)
        with opened:
            return opened.read()


def words(pdf: bytes) -> str:
    """Return what a PDF says, with single spaces and no word joiners."""
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_range() for page in document)
    return " ".join(" ".join(pages).replace("\u2060", "").split())


@pytest.fixture
def told(province: Office) -> Office:
    """Hand in a province in which the province wrote to Bác Ái, and nobody took it up."""
    stories.draft(province, "issued", ("ubnd-bac-ai", "ubnd-xa-phuoc-dai"))
    run.drain(province)
    return province


def test_an_inspection_is_made_kept_and_rests_on_a_checkpoint(told: Office) -> None:
    key = asking(told)
    assert row(told, key).stage == WAITING
    run.drain(told)
    made = row(told, key)
    assert (made.stage, made.pages > 3) == (DONE, True)
    with told.look() as work:
        assert made.root == checkpoint.newest(work).root
        assert made.movements == checkpoint.newest(work).movements
    said = words(content(told, key))
    for part in ("BÁO CÁO", "Ủy ban nhân dân huyện Bác Ái", "/BC-UBND", made.root[:20]):
        assert part in said
    assert "None" not in said
    assert "nan" not in said.split()


def test_every_figure_told_is_defined_in_the_annex(told: Office) -> None:
    key = asking(told)
    run.drain(told)
    said = words(content(told, key))
    body, _, annex = said.partition("ĐỊNH NGHĨA CÁC CHỈ SỐ")
    numbers = {int(n) for refs in re.findall(r"\[([\d, ]+)\]", body) for n in refs.split(",")}
    assert numbers
    assert numbers <= {int(n) for n in re.findall(r"\[(\d+)\]", annex)}
    for sentence in re.findall(r"[^.]*\d[^.]*\.(?=\s|\[)", body.partition("I. KẾT QUẢ")[2][:600]):
        assert sentence


def test_the_same_report_is_not_made_twice(told: Office) -> None:
    key = asking(told)
    assert asking(told) == key
    run.drain(told)
    assert asking(told) == key
    stories.draft(told, "issued", ("ubnd-bac-ai",))
    assert asking(told) != key


def test_two_who_ask_at_once_have_one_report(both_provinces: Office) -> None:
    keys: list[int] = []
    both = [lambda: keys.append(asking(both_provinces))] * 2
    assert at_once(both) == [None, None]
    assert len(set(keys)) == 1


def test_made_by_two_workers_it_is_kept_once(both_provinces: Office) -> None:
    key = asking(both_provinces, form=XLSX)
    run.drain(both_provinces)
    first = row(both_provinces, key)
    run.HANDLERS[reports.MAKE](both_provinces, {"report": key})
    assert row(both_provinces, key) == first


def test_what_is_too_large_says_so_and_can_be_tried_again(
    told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise TooMuch("pages")

    key = asking(told)
    monkeypatch.setattr(making, "made", refuse)
    run.drain(told)
    failed = row(told, key)
    assert (failed.stage, failed.fault) == (FAILED, reports.TOO_LARGE)
    assert "quá lớn" in reports.FAULTS[failed.fault].vi
    monkeypatch.undo()
    with told.work(acting(told, *HEAD)) as work:
        reports.again(work, key)
    run.drain(told)
    assert row(told, key).stage == DONE


def test_the_spreadsheet_has_the_tables_with_typed_figures(told: Office) -> None:
    key = asking(told, unit="ubnd-ninh-thuan", kind="periodic", form=XLSX)
    run.drain(told)
    book = openpyxl.load_workbook(io.BytesIO(content(told, key)))
    assert {"Văn bản đi", "Văn bản đến", "Định nghĩa các chỉ số"} <= set(book.sheetnames)
    lines = list(book["Văn bản đi"].iter_rows(min_row=3, values_only=True))
    own = next(line for line in lines if line[1] == "UBND tỉnh Ninh Thuận")
    assert own[2:7] == (1, 0, 0, 1, 1)  # not signed with keys: with paper
    assert lines[-1][1] == "Cộng toàn bộ"
    assert lines[-1][2] == 1


@pytest.mark.parametrize("kind", figure_reports.KINDS)
@pytest.mark.parametrize("form", [PDF, XLSX])
def test_every_kind_is_made_in_every_form(province: Office, kind: str, form: str) -> None:
    key = asking(province, kind=kind, form=form)
    run.drain(province)
    assert row(province, key).stage == DONE


def test_an_empty_period_says_so(province: Office) -> None:
    key = asking(province)
    run.drain(province)
    assert "không có số liệu để nhận xét" in words(content(province, key))


def test_the_english_report_is_english(told: Office) -> None:
    key = asking(told, language="en")
    run.drain(told)
    said = words(content(told, key))
    assert "REPORT" in said
    assert "fully electronic" in said
    assert "Kết quả" not in said


def test_nobody_asks_about_an_agency_that_is_not_theirs_or_has_others_reports(
    told: Office,
) -> None:
    with pytest.raises(NotFound):
        asking(told, ("ct.bacai", "leader"), unit="ubnd-ninh-thuan")
    with pytest.raises(Refused):
        asking(told, ("qt.tinh", "administrator"))
    with pytest.raises(Invalid):
        asking(told, period=periods.parse("2020-01"))
    key = asking(told)
    run.drain(told)
    for who in (("ct.bacai", "leader"), ("vt.phuocdai", "clerk")):
        with told.look(acting(told, *who)) as work:
            with pytest.raises(NotFound):
                reports.file(work, key)
            assert reports.listed(work)[0] == []
