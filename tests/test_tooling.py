"""The set-up: what is locked, what a newcomer is told, what happens where something is missing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.needs import BROWSERS, missing

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.+!-]+)", re.MULTILINE)
LOCKS = ("requirements.txt", "requirements-dev.txt")
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore"
# A machine with a Python that makes no environment, and with none of the libraries.
BARE = {"python3.13": "", "ldconfig": "", "fc-list": "exit 1"}


def pins(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / lock).read_text()))


def bare_clone(folder: Path, commands: dict[str, str]) -> dict[str, str]:
    """Copy the set-up into `folder`; give an environment where `commands` say what is told them."""
    (folder / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/setup.sh", folder / "scripts")
    programs = folder / "bin"
    programs.mkdir()
    for name, body in commands.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    kept = {
        key: value for key, value in os.environ.items() if key not in {"CI", "OFFICE_REQUIRE_ALL"}
    }
    return {**kept, "PATH": f"{programs}:{os.environ['PATH']}"}


def set_up(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own script)
        [str(folder / "scripts/setup.sh"), "run"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_tests_run_on_the_very_versions_the_office_runs_on() -> None:
    runtime = pins("requirements.txt")
    assert runtime
    assert runtime.items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_and_hashes_every_package(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|file:|^-|^/", text, re.MULTILINE)
    blocks = re.split(r"^(?=[\w.-]+(?:\[.*\])?==)", text, flags=re.MULTILINE)[1:]
    assert {*PINNED.findall(text)} == {row for block in blocks for row in PINNED.findall(block)}
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_all_that_was_asked_for_is_locked(lock: str) -> None:
    asked = re.findall(
        r"^[A-Za-z][\w.-]*", (ROOT / lock.replace(".txt", ".in")).read_text(), re.MULTILINE
    )
    assert asked
    assert {name.lower() for name in asked} <= pins(lock).keys()


def test_make_help_tells_every_command_and_the_readme_the_two_that_matter() -> None:
    told = subprocess.run(
        ["make", "help"],  # noqa: S607 (whichever make there is)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for command in (
        "run",
        "demo",
        "test",
        "check",
        "lint",
        "format",
        "bench",
        "manual",
        "lock",
        "clean",
    ):
        assert re.search(rf"^make {command} +\w", told, re.MULTILINE), command
    readme = (ROOT / "README.md").read_text()
    assert "make run" in readme
    assert "make test" in readme


@pytest.mark.parametrize("script", ["scripts/setup.sh", ".ci/run"])
def test_a_script_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_without_root_the_exact_line_to_run_is_told_and_nothing_is_begun(tmp_path: Path) -> None:
    done = set_up(tmp_path, bare_clone(tmp_path, {**BARE, "id": "echo 1000", "apt-get": "exit 9"}))
    assert done.returncode == 1
    assert f"  sudo apt-get update && sudo apt-get install -y {LIBRARIES}\n" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_as_root_what_is_missing_is_installed_after_fetching_the_lists(tmp_path: Path) -> None:
    """The first try finds no package lists, as in a fresh container."""
    lists = tmp_path / "lists"
    apt = f'echo "$@" >> {tmp_path}/asked; [ "$1" = update ] && touch {lists}; [ -e {lists} ]'
    commands = {**BARE, "id": "echo 0", "apt-get": apt}
    set_up(tmp_path, bare_clone(tmp_path, commands))
    asked = (tmp_path / "asked").read_text().splitlines()
    assert [row.split()[0] for row in asked] == ["install", "update", "install"]
    assert asked[2].endswith(LIBRARIES)


def test_a_python_that_is_too_old_is_refused(tmp_path: Path) -> None:
    names = ("python3.13", "python3.12", "python3.11", "python3")
    done = set_up(tmp_path, bare_clone(tmp_path, dict.fromkeys(names, "exit 1")))
    assert done.returncode == 1
    assert "Python 3.11 or later is needed" in done.stderr


@pytest.mark.parametrize("environment", [{"CI": "true"}, {"OFFICE_REQUIRE_ALL": "1"}])
def test_in_ci_a_test_that_lacks_its_server_fails(environment: dict[str, str]) -> None:
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL is missing"):
        missing("PostgreSQL", environment)


def test_on_a_desk_a_test_that_lacks_its_server_is_skipped() -> None:
    with pytest.raises(pytest.skip.Exception, match="Chromium is missing"):
        missing("Chromium", {})


def test_the_set_up_and_the_tests_look_for_the_same_browsers() -> None:
    assert f"command -v {' '.join(BROWSERS)} " in (ROOT / "scripts/setup.sh").read_text()
