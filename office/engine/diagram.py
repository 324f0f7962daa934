"""Draws procedures as Mermaid state diagrams, for `docs/workflows.md`."""

from __future__ import annotations

from collections.abc import Iterable

from office.domain.people import ROLES
from office.domain.workflow import Action, Workflow

HEAD = """# Procedures

Drawn from `workflows/` by `flask workflows draw`; do not edit by hand. An arrow reads
button / resulting status, and who takes it.
"""


def page(workflows: Iterable[Workflow]) -> str:
    """Return the whole page, every procedure version drawn."""
    return HEAD + "".join(_section(workflow) for workflow in workflows)


def _section(workflow: Workflow) -> str:
    lines = [
        f"\n## {workflow.title.en} ({workflow.title.vi}): `{workflow.name}` {workflow.version}\n",
        "```mermaid",
        "stateDiagram-v2",
        *(f"    {state.name} : {_state_label(workflow, state.name)}" for state in workflow.states),
        f"    [*] --> {workflow.initial}",
        *(
            f"    {source} --> {source if action.stays else action.target} : {_arrow_label(action)}"
            for action in workflow.actions
            for source in action.sources
        ),
        *(f"    {state.name} --> [*]" for state in workflow.states if state.final),
        "```",
    ]
    return "\n".join(lines) + "\n"


def _state_label(workflow: Workflow, name: str) -> str:
    state = workflow.state(name)
    return state.title.vi + (f" ({state.reports})" if state.reports else "")


def _arrow_label(action: Action) -> str:
    who = ", ".join(ROLES[role].vi if role in ROLES else "Hệ thống" for role, _ in action.by)
    return f"{action.button.vi} / {action.done.vi} [{who}]"
