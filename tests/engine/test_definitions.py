"""A procedure that could not be carried out is refused, with every fault named at once."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from office.engine import definitions
from office.engine.definitions import BadDefinition
from tests.make import ROOT

PUBLISHED = sorted((ROOT / "workflows").glob("*/*.yaml"))
Raw = dict[str, Any]


def raw() -> Raw:
    """Return the incoming procedure as it is written."""
    loaded: Raw = yaml.safe_load((ROOT / "workflows/incoming/1.yaml").read_text("utf-8"))
    return loaded


def problems(tmp_path: Path, written: Raw | str) -> list[str]:
    """Return what is found wrong with a procedure written to a file."""
    file = tmp_path / "1.yaml"
    text = written if isinstance(written, str) else yaml.safe_dump(written, allow_unicode=True)
    file.write_text(text, "utf-8")
    try:
        definitions.read(file)
    except BadDefinition as fault:
        return fault.problems
    return []


def set_in(written: Raw, path: str, value: Any) -> Raw:
    """Change one value, named by its keys."""
    *way, last = path.split("/")
    place: Any = written
    for key in way:
        place = place[key]
    place[last] = value
    return written


@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.parent.name)
def test_what_is_published_has_no_fault(file: Path) -> None:
    workflow = definitions.read(file)
    assert list(definitions.problems_of(workflow)) == []
    assert file == ROOT / "workflows" / workflow.name / f"{workflow.version}.yaml"


PLANTED: list[tuple[str, Any, str]] = [
    ("initial", "nowhere", "initial state 'nowhere' is not declared"),
    ("actions/accept/to", "nowhere", "action 'accept' names the undeclared state 'nowhere'"),
    ("actions/accept/from", ["nowhere"], "action 'accept' names the undeclared state 'nowhere'"),
    ("actions/accept/by", {}, "action 'accept' can be taken by nobody"),
    ("actions/accept/by", {"king": "agency"}, "action 'accept' names the unknown role 'king'"),
    ("actions/accept/by", {"clerk": "moon"}, "action 'accept' names the unknown place 'moon'"),
    ("actions/accept/guards", ["os.system"], "names the unknown guard 'os.system'"),
    ("actions/accept/asks", ["money"], "action 'accept' names the unknown ask 'money'"),
    ("actions/accept/effects", ["explode"], "action 'accept' names the unknown effect 'explode'"),
    ("states/arrived/holder", "moon", "state 'arrived' names the unknown holder 'moon'"),
    ("states/arrived/desk", "king", "state 'arrived' names the unknown desk 'king'"),
    ("states/arrived/reports", "07", "state 'arrived' reports the unknown status '07'"),
    ("states/completed/final", False, "state 'completed' has no way out and is not final"),
    ("states/arrived/final", True, "state 'arrived' is final and has a way out"),
    ("actions/accept/to", "registered", "state 'accepted' cannot be reached"),
    ("states/arrived/limit", {"normal": "3 weeks"}, "cannot be read"),
    ("states/arrived/title", "no languages", "cannot be read"),
    ("actions/accept/button", {"vi": "Nhận"}, "cannot be read"),
]


@pytest.mark.parametrize(
    ("path", "value", "named"), PLANTED, ids=[f"{p}={v}" for p, v, _ in PLANTED]
)
def test_each_planted_fault_is_named(tmp_path: Path, path: str, value: Any, named: str) -> None:
    written = set_in(raw(), path, value)
    assert any(named in problem for problem in problems(tmp_path, written))


def test_a_return_must_lead_back_to_an_end(tmp_path: Path) -> None:
    written = raw()
    for action in ("confirm", "note", "refuse"):
        del written["actions"][action]
    for state in ("refused", "completed"):
        del written["states"][state]
    assert "no way leads from state 'arrived' to an end" in problems(tmp_path, written)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    written = raw()
    for path, value, _ in PLANTED[1:2] + PLANTED[4:5] + PLANTED[6:12]:
        set_in(written, path, value)
    found = "; ".join(problems(tmp_path, written))
    for _, _, named in PLANTED[4:5] + PLANTED[6:12]:
        assert named in found


@pytest.mark.parametrize(
    "text",
    ["", "a: [", "- 1", "procedure: x", "!!python/object/apply:os.getcwd []"],
    ids=["empty", "broken", "a list", "nearly nothing", "python"],
)
def test_what_is_no_procedure_is_refused_by_name(tmp_path: Path, text: str) -> None:
    assert "cannot be read" in problems(tmp_path, text)[0]


def test_a_state_declared_twice_is_not_read_as_one(tmp_path: Path) -> None:
    text = (ROOT / "workflows/incoming/1.yaml").read_text("utf-8")
    once = "  arrived:\n    title: {vi: Chờ tiếp nhận, en: Arrived}\n"
    assert once in text
    again = "  arrived:\n    title: {vi: Khác, en: Other}\n    holder: agency\n    desk: clerk\n"
    assert problems(tmp_path, text.replace(once, again + once)) != []


def test_a_misspelt_key_is_named(tmp_path: Path) -> None:
    written = raw()
    written["actions"]["direct"]["guard"] = ["is_signed"]
    assert any("guard" in problem for problem in problems(tmp_path, written))
