"""Reads a procedure from its YAML file and refuses one that could not be carried out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from office.domain.asks import ASKS
from office.domain.effects import EFFECTS
from office.domain.guards import GUARDS
from office.domain.people import ROLES, SYSTEM
from office.domain.text import Text
from office.domain.workdays import parse_limit
from office.domain.workflow import PLACES, STAY, Action, State, Workflow

TOP_KEYS = {"procedure", "version", "title", "initial", "states", "actions"}
STATE_KEYS = {"title", "holder", "desk", "limit", "reports", "editable", "final"}
ACTION_KEYS = {"button", "done", "from", "to", "by", "guards", "asks", "effects"}
STATUS_CODES = {"", "01", "02", "03", "04", "05", "06", "15"}


class BadDefinition(Exception):
    """A procedure that must not be published, with everything wrong with it."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__(f"{path}: " + "; ".join(problems))
        self.problems = problems


def read(path: Path) -> Workflow:
    """Return the procedure written at `path`; raises BadDefinition naming every fault."""
    content = path.read_bytes()
    try:
        raw = yaml.load(content, Loader=_Loader)  # noqa: S506  # a SafeLoader that is stricter
        workflow = _parse(raw, hashlib.sha256(content).hexdigest())
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadDefinition(path, [f"cannot be read: {fault!r}"]) from fault
    named = (path.parent.name, path.stem)
    if found := [*_unknown_keys(raw), *_misplaced(workflow, named), *problems_of(workflow)]:
        raise BadDefinition(path, found)
    return workflow


class _Loader(yaml.SafeLoader):
    """Reads plain YAML, and refuses a key written twice: the last would win unseen."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the mapping; raises ConstructorError for a doubled key."""
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key!r} is written twice", node.start_mark
                )
        return super().construct_mapping(node, deep)


def _unknown_keys(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield every key that nobody would read: a guard misspelt is a guard that is not there."""
    written = [("the file", raw, TOP_KEYS)]
    written += [(f"state {name!r}", spec, STATE_KEYS) for name, spec in raw["states"].items()]
    written += [(f"action {name!r}", spec, ACTION_KEYS) for name, spec in raw["actions"].items()]
    for where, spec, known in written:
        for key in sorted(set(spec) - known):
            yield f"{where} has the unknown key {key!r}"


def _misplaced(workflow: Workflow, named: tuple[str, str]) -> Iterator[str]:
    if named != (workflow.name, str(workflow.version)):
        yield f"says {workflow.name!r} version {workflow.version}, which is not where it lies"


def problems_of(workflow: Workflow) -> Iterator[str]:
    """Yield everything that would keep `workflow` from being carried out."""
    names = {state.name for state in workflow.states}
    if len(names) < len(workflow.states):
        yield "a state is declared twice"
    if workflow.initial not in names:
        yield f"initial state {workflow.initial!r} is not declared"
    for action in workflow.actions:
        yield from _problems_of_action(action, names)
    for state in workflow.states:
        yield from _problems_of_state(workflow, state)
    for name in sorted(names - _reachable(workflow)):
        yield f"state {name!r} cannot be reached"
    for name in sorted(names - _ending(workflow)):
        yield f"no way leads from state {name!r} to an end"


def _problems_of_action(action: Action, states: set[str]) -> Iterator[str]:
    for name in sorted({*action.sources, action.target} - {STAY} - states):
        yield f"action {action.name!r} names the undeclared state {name!r}"
    if not action.by:
        yield f"action {action.name!r} can be taken by nobody"
    tables: tuple[tuple[str, set[str], set[str]], ...] = (
        ("guard", set(action.guards), set(GUARDS)),
        ("ask", set(action.asks), set(ASKS)),
        ("effect", set(action.effects), set(EFFECTS)),
        ("role", {role for role, _ in action.by}, {*ROLES, SYSTEM}),
        ("place", {place for _, place in action.by}, set(PLACES)),
    )
    for kind, named, known in tables:
        for name in sorted(named - known):
            yield f"action {action.name!r} names the unknown {kind} {name!r}"


def _problems_of_state(workflow: Workflow, state: State) -> Iterator[str]:
    if state.holder not in PLACES:
        yield f"state {state.name!r} names the unknown holder {state.holder!r}"
    if state.desk not in {*ROLES, SYSTEM}:
        yield f"state {state.name!r} names the unknown desk {state.desk!r}"
    if state.reports not in STATUS_CODES:
        yield f"state {state.name!r} reports the unknown status {state.reports!r}"
    if not state.final and not workflow.actions_from(state.name):
        yield f"state {state.name!r} has no way out and is not final"
    if state.name == STAY:
        yield f"a state may not be called {STAY!r}"
    if state.final and not all(action.stays for action in workflow.actions_from(state.name)):
        yield f"state {state.name!r} is final and has a way out"


def _reachable(workflow: Workflow) -> set[str]:
    seen: set[str] = set()
    frontier = {workflow.initial}
    while frontier:
        seen |= frontier
        frontier = {a.target for a in workflow.actions if seen & set(a.sources)} - seen
    return seen


def _ending(workflow: Workflow) -> set[str]:
    """Return the states from which a final state can be reached: a return must lead back."""
    ending = {state.name for state in workflow.states if state.final}
    while True:
        more = {s for a in workflow.actions if a.target in ending for s in a.sources} - ending
        if not more:
            return ending
        ending |= more


def _parse(raw: Mapping[str, Any], seal: str) -> Workflow:
    return Workflow(
        name=raw["procedure"],
        version=raw["version"],
        title=_text(raw["title"]),
        initial=raw["initial"],
        states=tuple(_state(name, spec) for name, spec in raw["states"].items()),
        actions=tuple(_action(name, spec) for name, spec in raw["actions"].items()),
        seal=seal,
    )


def _state(name: str, spec: Mapping[str, Any]) -> State:
    return State(
        name=name,
        title=_text(spec["title"]),
        holder=spec["holder"],
        desk=spec["desk"],
        limits=tuple((u, parse_limit(w)) for u, w in spec.get("limit", {}).items()),
        reports=spec.get("reports", ""),
        editable=spec.get("editable", False),
        final=spec.get("final", False),
    )


def _action(name: str, spec: Mapping[str, Any]) -> Action:
    return Action(
        name=name,
        button=_text(spec["button"]),
        done=_text(spec["done"]),
        sources=tuple(spec["from"]),
        target=spec["to"],
        by=tuple(spec["by"].items()),
        guards=tuple(spec.get("guards", ())),
        asks=tuple(spec.get("asks", ())),
        effects=tuple(spec.get("effects", ())),
    )


def _text(raw: Mapping[str, str]) -> Text:
    return Text(vi=raw["vi"], en=raw["en"])
