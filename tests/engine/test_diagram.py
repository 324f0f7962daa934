"""The drawn procedures: always the same for the same files, with nothing left out."""

from office.engine import catalogue, diagram
from tests.make import ROOT

PAGE = diagram.page(catalogue.load(ROOT / "workflows").all())


def test_drawing_again_gives_the_same_page() -> None:
    assert diagram.page(catalogue.load(ROOT / "workflows").all()) == PAGE


def test_every_state_and_every_arrow_is_drawn() -> None:
    for workflow in catalogue.load(ROOT / "workflows").all():
        for state in workflow.states:
            assert f"    {state.name} : {state.title.vi}" in PAGE
        for action in workflow.actions:
            for source in action.sources:
                target = source if action.stays else action.target
                assert f"    {source} --> {target} : {action.button.vi}" in PAGE


def test_beginnings_and_ends_are_drawn() -> None:
    assert PAGE.count("    [*] --> ") == 7
    assert "    completed --> [*]" in PAGE
    assert "    in_progress --> [*]" not in PAGE


def test_the_drawn_page_in_the_documentation_is_not_stale() -> None:
    written = ROOT / "docs/workflows.md"
    assert not written.exists() or written.read_text("utf-8") == PAGE
