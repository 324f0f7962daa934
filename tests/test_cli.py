"""The command line: what each command does, what it says, and how it ends."""

import dataclasses
import shutil
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import Result
from flask import Flask

from office import cli, schema
from office.domain.errors import NotFound
from office.runtime import Office
from office.services import people
from office.services.accounts import sessions
from tests import stories
from tests.make import DATA, PASSWORD, ROOT, acting, settings_for
from tests.services.signing import key_for


class Run(Protocol):
    """Runs one command line."""

    def __call__(self, *line: str, given: str = "", ends: int = 0) -> str: ...


def commands(office: Office) -> Run:
    app = Flask("office")
    app.extensions["office"] = office
    cli.register(app)

    def run(*line: str, given: str = "", ends: int = 0) -> str:
        done: Result = app.test_cli_runner().invoke(args=line, input=given)
        assert done.exit_code == ends, done.output
        return done.output

    return run


@pytest.fixture
def run(province: Office) -> Run:
    """Hand in the command line of the province."""
    return commands(province)


@pytest.fixture
def procedures(province: Office, tmp_path: Path) -> tuple[Run, Path]:
    """Hand in a command line over a copy of the procedures, and their folder."""
    folder = tmp_path / "workflows"
    shutil.copytree(ROOT / "workflows", folder)
    province.settings = dataclasses.replace(province.settings, workflows=folder)
    return commands(province), folder


def test_units_are_loaded_from_a_file(run: Run) -> None:
    said = run("units", "load", str(DATA / "units.csv"), "--kinds", str(DATA / "unit_kinds.csv"))
    assert said == "0 mới / added, 0 thay đổi / changed, 103 giữ nguyên / unchanged\n"


def test_each_bad_line_is_told_and_the_command_fails(run: Run, tmp_path: Path) -> None:
    lines = (DATA / "units.csv").read_bytes().replace(b",so,", b",nothing,", 2)
    file = tmp_path / "bad.csv"
    file.write_bytes(lines + b"x,so,,\xff,,,2019-01-01,,,\n")
    said = run("units", "load", str(file), ends=1).splitlines()
    assert [line.split(":")[0] for line in said] == ["line 14", "line 15", "line 111"]
    assert said[0].endswith("Không có loại đơn vị “nothing”. / There is no kind of unit “nothing”.")


def test_a_renamed_unit_is_known_by_its_new_name_at_once(
    run: Run, province: Office, tmp_path: Path
) -> None:
    file = tmp_path / "units.csv"
    lines = (DATA / "units.csv").read_text("utf-8")
    file.write_text(lines.replace("Sở Y tế", "Sở Y tế tỉnh"), "utf-8")
    assert "1 thay đổi / changed" in run("units", "load", str(file))
    with province.look() as work:
        assert work.tree.by_key("syt").name == "Sở Y tế tỉnh"


def test_an_account_with_a_capacity_and_a_token(run: Run, province: Office) -> None:
    run("people", "add", "an", "--name", "Nguyễn An", "--password-stdin", given=f"{PASSWORD}\n")
    run("people", "grant", "an", "snv", "specialist", "--position", "Chuyên viên")
    token = run("people", "token", "an", "snv", "specialist", "--days", "1").strip()
    with province.work() as work:
        assert sessions.actor_of_token(work, token).position == "Chuyên viên"
        assert key_for(work, "an", PASSWORD, "10.0.0.1")
    assert "an\tNguyễn An\tChuyên viên, Sở Nội vụ" in run("people", "list").splitlines()


def test_a_password_is_asked_for_twice_and_never_shown(run: Run, province: Office) -> None:
    asked = run("people", "add", "an", "--name", "An", given=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in asked
    new = "một mật khẩu khác"
    assert new not in run("people", "password", "an", given=f"{new}\n{new}\n")
    with province.work() as work:
        assert not key_for(work, "an", PASSWORD, "10.0.0.1")
        assert key_for(work, "an", new, "10.0.0.1")


def test_a_capacity_may_have_days(run: Run, province: Office) -> None:
    run("people", "grant", "cv.kt", "snv", "clerk", "--from", "2019-11-01", "--to", "2019-11-30")
    assert acting(province, "cv.kt", "clerk").unit_name == "Sở Nội vụ"
    run("people", "revoke", "cv.kt", "snv", "clerk")
    with pytest.raises(NotFound):
        acting(province, "cv.kt", "clerk")


def test_a_closed_account_is_listed_no_more(run: Run) -> None:
    run("people", "deactivate", "cv.kt")
    assert "cv.kt" not in run("people", "list")


@pytest.mark.parametrize(
    "line",
    [
        ("people", "grant", "nobody", "snv", "clerk"),
        ("people", "token", "vt.tinh", "snv", "clerk"),
        ("people", "add", "vt.tinh", "--name", "Ai", "--password-stdin"),
    ],
)
def test_a_refusal_is_told_in_both_languages(run: Run, line: tuple[str, ...]) -> None:
    said = run(*line, given=f"{PASSWORD}\n", ends=1)
    assert said.startswith("Error: ")
    assert " / " in said


def test_an_unknown_role_is_not_understood(run: Run) -> None:
    assert "king" in run("people", "grant", "vt.tinh", "snv", "king", ends=2)


def test_the_calendar_is_seeded_and_edited(run: Run, province: Office) -> None:
    assert run("calendar", "seed", "2019", "2020") == "0 ngày / days\n"
    assert run("calendar", "seed", "2021") != "0 ngày / days\n"
    stories.incoming(province, "arrived")
    stays = "1 running deadlines would come out otherwise; sealed, they stay"
    would = run("calendar", "moved", "2019-11-11", "--off")
    assert "UBND tỉnh Ninh Thuận\t2019-11-11 → 2019-11-12\t1" in would
    assert stays in would
    assert "2019-11-11" not in run("calendar", "list", "2019")
    said = run("calendar", "set", "2019-11-11", "--off", "Nghỉ bão", "--reason", "Công điện 1")
    assert stays in said
    assert "2019-11-11\tnghỉ / off\tNghỉ bão" in run("calendar", "list", "2019")
    run("calendar", "set", "2019-11-09", "--working", "Làm bù")
    with province.look() as work:
        assert work.calendar.works_on(date(2019, 11, 9))
        assert not work.calendar.works_on(date(2019, 11, 11))


def test_the_procedures_are_without_a_fault(run: Run) -> None:
    assert "không có lỗi" in run("workflows", "check")


def test_a_broken_seal_and_a_fault_are_named(procedures: tuple[Run, Path]) -> None:
    run, folder = procedures
    file = folder / "incoming" / "1.yaml"
    file.write_text(file.read_text("utf-8") + "# changed\n", "utf-8")
    assert "incoming/1.yaml: not as published" in run("workflows", "check", ends=1)
    assert "not as published" in run("workflows", "publish", ends=1)
    file.write_text("procedure: incoming\n", "utf-8")
    assert "incoming/1.yaml: cannot be read" in run("workflows", "check", ends=1)
    assert "cannot be read" in run("workflows", "draw", ends=1)


def test_a_new_version_is_published(procedures: tuple[Run, Path]) -> None:
    run, folder = procedures
    before = (folder / "published.sha256").read_text("utf-8")
    text = (folder / "incoming" / "1.yaml").read_text("utf-8")
    (folder / "incoming" / "9.yaml").write_text(text.replace("version: 1", "version: 9"), "utf-8")
    assert "incoming/9.yaml: not published" in run("workflows", "check", ends=1)
    assert run("workflows", "publish").startswith("1 ")
    assert set(before.splitlines()) < set(
        (folder / "published.sha256").read_text("utf-8").splitlines()
    )
    run("workflows", "check")


def test_a_stale_drawing_is_found(procedures: tuple[Run, Path]) -> None:
    run, folder = procedures
    run("workflows", "draw", "--check", ends=1)
    run("workflows", "draw")
    run("workflows", "draw", "--check")
    drawing = folder.parent / "docs" / "workflows.md"
    assert "stateDiagram-v2" in drawing.read_text("utf-8")
    drawing.write_text("stale", "utf-8")
    assert "stale" in run("workflows", "draw", "--check", ends=1)


def test_the_database_is_brought_up_to_date_again_and_again(tmp_path: Path) -> None:
    office = Office(settings_for(tmp_path))
    run = commands(office)
    assert run("database", "upgrade").strip() == schema.head()
    assert run("database", "upgrade").strip() == schema.head()
    with office.look() as work:
        assert people.everybody(work) == []
    office.engine.dispose()


def test_evidence_is_exported_and_checked(run: Run, province: Office, tmp_path: Path) -> None:
    document, file = stories.incoming(province, "accepted"), tmp_path / "bundle.zip"
    assert "1 văn bản / documents" in run("audit", "export", document, "-o", str(file))
    assert "nguyên vẹn / holds" in run("verify", "--bundle", str(file))
    data = bytearray(file.read_bytes())
    data[data.index(b'"act":"accept"') + 8] ^= 1
    file.write_bytes(data)
    assert "manifest" in run("verify", "--bundle", str(file), ends=1)  # its last entry was changed
    assert "No such file" in run("verify", "--bundle", str(tmp_path / "none"), ends=1)
    assert "Không tìm thấy" in run("audit", "export", "0" * 32, "-o", str(file), ends=1)
    nowhere = str(tmp_path / "none" / "bundle.zip")
    assert "No such file" in run("audit", "export", document, "-o", nowhere, ends=1)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("targets", "a,sent.electronic,commune,2024-01-01,,95,true,Kế hoạch,"),
        ("factors", "sheet,2020-01-01,200,300,400,false,Báo giá,"),
    ],
)
def test_targets_and_factors_are_loaded_from_files(
    run: Run, tmp_path: Path, name: str, line: str
) -> None:
    said = run(name, "load", str(DATA / f"{name}.csv"))
    assert said.startswith("0 mới / added, ")
    header = next(
        row for row in (DATA / f"{name}.csv").read_text("utf-8").splitlines() if row[0] != "#"
    )
    file = tmp_path / "more.csv"
    file.write_text(f"{header}\n{line}\nnonsense\n", encoding="utf-8")
    assert run(name, "load", str(file), ends=1).startswith("line 3: ")
    file.write_text(f"{header}\n{line}\n", encoding="utf-8")
    assert run(name, "load", str(file)) == "1 mới / added, 0 đã có / there already\n"
