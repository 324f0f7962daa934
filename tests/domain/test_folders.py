"""The folders of a first page, by role."""

import pytest

from office.domain import folders
from office.domain.people import ADMINISTRATOR, AUDITOR, ROLES
from office.engine import catalogue
from tests.make import ROOT

PROCEDURES = catalogue.load(ROOT / "workflows")


def test_no_two_folders_have_one_name() -> None:
    names = [folder.name for folder in folders.FOLDERS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("role", [ADMINISTRATOR, AUDITOR])
def test_who_does_no_document_work_has_no_folder(role: str) -> None:
    assert folders.folders_of(role) == []


def test_a_folder_is_found_only_by_a_role_that_has_it() -> None:
    assert folders.folder("arrivals", "clerk") in folders.FOLDERS
    assert folders.folder("arrivals", "leader") is None
    assert folders.folder("không có", "clerk") is None


@pytest.mark.parametrize("folder", folders.FOLDERS, ids=lambda folder: folder.name)
def test_every_folder_shows_states_that_exist_and_belongs_to_roles_that_exist(
    folder: folders.Folder,
) -> None:
    assert set(folder.roles) <= set(ROLES)
    if folder.states:
        known = {state.name for state in PROCEDURES.newest(folder.source).states}
        assert set(folder.states) <= known


@pytest.mark.parametrize("source", ["incoming", "outgoing"])
def test_every_open_state_waits_in_a_folder_of_a_role_that_can_act(source: str) -> None:
    procedure = PROCEDURES.newest(source)
    for role in ROLES:
        shown = {
            state
            for folder in folders.folders_of(role)
            if folder.source == source and folder.task
            for state in folder.states
        }
        for state in procedure.states:
            if state.final or state.desk != role:
                continue
            assert state.name in shown, f"{role} does not see {state.name}"
