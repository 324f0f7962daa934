"""The shortest way through a procedure to an effect, by actions that ask for nothing.

What a clerk may do with one press, a screen may do in a row: each action stays an act of
its own, decided by its own guards.
"""

from __future__ import annotations

from collections import deque

from office.domain.workflow import Workflow


def way(workflow: Workflow, state: str, effect: str, role: str) -> tuple[str, ...] | None:
    """Return the names of the actions that `role` takes from `state` to `effect`, the last
    one having it; None when no way leads there."""
    todo: deque[tuple[str, tuple[str, ...]]] = deque([(state, ())])
    seen = {state}
    while todo:
        here, taken = todo.popleft()
        for action in workflow.actions_from(here):
            if action.asks or action.stays or role not in dict(action.by):
                continue
            if effect in action.effects:
                return (*taken, action.name)
            if action.target not in seen:
                seen.add(action.target)
                todo.append((action.target, (*taken, action.name)))
    return None
