"""All procedure versions the office knows, sealed once published.

`workflows/published.sha256` holds the SHA-256 of every published file: a running
item stays on its version, so a published file never changes; a change is a new version.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from office.domain.workflow import Workflow
from office.engine.definitions import BadDefinition, read

SEALS = "published.sha256"


class Catalogue:
    """The procedures by name and version."""

    def __init__(self, workflows: Mapping[tuple[str, int], Workflow]) -> None:
        self._workflows = workflows
        self._newest = dict(sorted(workflows))

    def __getitem__(self, key: tuple[str, int]) -> Workflow:
        return self._workflows[key]

    def newest(self, name: str) -> Workflow:
        """Return the version of procedure `name` that new items enter."""
        return self._workflows[name, self._newest[name]]

    def all(self) -> list[Workflow]:
        """Return every version, by name and number."""
        return [self._workflows[key] for key in sorted(self._workflows)]


def load(folder: Path) -> Catalogue:
    """Read every procedure under `folder`; raises BadDefinition when one has a fault."""
    workflows = [read(path) for path in files(folder)]
    if broken := broken_seals(folder):
        raise BadDefinition(folder, broken)
    return Catalogue({(workflow.name, workflow.version): workflow for workflow in workflows})


def files(folder: Path) -> list[Path]:
    """Return the procedure files under `folder`."""
    return sorted(folder.glob("*/*.yaml"))


def broken_seals(folder: Path) -> list[str]:
    """Return what differs from the published seals: changed, missing or unpublished files."""
    listed = (folder / SEALS).read_text("utf-8").splitlines()
    pairs = (line.split() for line in listed if line.strip())
    published = {name: seal for seal, name in pairs}
    found = {path.relative_to(folder).as_posix(): read(path).seal for path in files(folder)}
    names = sorted(published.keys() | found.keys())
    return [
        f"{name}: {'not as published' if name in published else 'not published'}"
        for name in names
        if published.get(name) != found.get(name)
    ]


def seals(folder: Path) -> str:
    """Return what `published.sha256` has to say for the files as they are now."""
    lines = (f"{read(path).seal}  {path.relative_to(folder).as_posix()}" for path in files(folder))
    return "\n".join(lines) + "\n"
