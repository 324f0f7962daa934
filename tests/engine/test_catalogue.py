"""A published procedure never changes: its seal is kept beside it."""

import shutil
from pathlib import Path

import pytest

from office.engine import catalogue
from office.engine.definitions import BadDefinition
from tests.make import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hand in a copy of the published procedures."""
    return Path(shutil.copytree(ROOT / "workflows", tmp_path / "workflows"))


def test_the_published_procedures_carry_their_seals(folder: Path) -> None:
    assert catalogue.broken_seals(folder) == []
    assert (folder / catalogue.SEALS).read_text("utf-8") == catalogue.seals(folder)
    names = {workflow.name for workflow in catalogue.load(folder).all()}
    assert names == {"incoming", "outgoing", "transmission"}


def test_a_changed_file_is_refused(folder: Path) -> None:
    file = folder / "incoming/1.yaml"
    file.write_bytes(file.read_bytes() + b"\n")
    assert catalogue.broken_seals(folder) == ["incoming/1.yaml: not as published"]
    with pytest.raises(BadDefinition, match="not as published"):
        catalogue.load(folder)


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "transmission/1.yaml").unlink()
    with pytest.raises(BadDefinition, match=r"transmission/1\.yaml: not as published"):
        catalogue.load(folder)


def test_a_file_that_was_not_published_is_refused(folder: Path) -> None:
    text = (folder / "incoming/1.yaml").read_text("utf-8")
    (folder / "incoming/9.yaml").write_text(text.replace("version: 1", "version: 9"), "utf-8")
    with pytest.raises(BadDefinition, match=r"incoming/9\.yaml: not published"):
        catalogue.load(folder)


def test_a_new_version_stands_beside_the_old_one(folder: Path) -> None:
    text = (folder / "incoming/1.yaml").read_text("utf-8")
    for version in (9, 10):
        written = text.replace("version: 1", f"version: {version}")
        (folder / f"incoming/{version}.yaml").write_text(written, "utf-8")
    (folder / catalogue.SEALS).write_text(catalogue.seals(folder), "utf-8")
    loaded = catalogue.load(folder)
    assert loaded.newest("incoming").version == 10
    assert loaded["incoming", 1].version == 1
    assert loaded["incoming", 1].seal != loaded["incoming", 9].seal


def test_a_file_may_not_say_that_it_is_another_version(folder: Path) -> None:
    shutil.copy(folder / "incoming/1.yaml", folder / "incoming/9.yaml")
    with pytest.raises(BadDefinition, match="not where it lies"):
        catalogue.load(folder)
