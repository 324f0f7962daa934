"""`flask workflows`: checks, draws and publishes the procedure files.

Reads the files alone, so that it works where the office would not open for their faults.
"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from office.commands.running import office
from office.domain.workflow import Workflow
from office.engine import catalogue, diagram
from office.engine.definitions import BadDefinition, read

group = AppGroup("workflows", help="The procedures in workflows/.")


@group.command("check")
def check() -> None:
    """Name every fault of every procedure file, and every broken seal."""
    found, faults = _read(_folder())
    faults += [] if faults else catalogue.broken_seals(_folder())
    for fault in faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)
    click.echo(f"{len(found)} quy trình, không có lỗi / procedures without a fault")


@group.command("draw")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 when stale.")
def draw(only_check: bool) -> None:
    """Draw every procedure into docs/workflows.md."""
    page = diagram.page(_faultless(_folder()))
    file = _folder().parent / "docs" / "workflows.md"
    if not only_check:
        file.parent.mkdir(exist_ok=True)
        file.write_text(page, "utf-8")
        click.echo(f"docs/{file.name}")
    elif not file.is_file() or file.read_text("utf-8") != page:
        raise click.ClickException("docs/workflows.md is stale: run `flask workflows draw`")


@group.command("publish")
def publish() -> None:
    """Seal the new procedure files; a published one that changed is refused."""
    folder = _folder()
    _faultless(folder)
    broken = catalogue.broken_seals(folder)
    if changed := [fault for fault in broken if not fault.endswith(": not published")]:
        raise click.ClickException("; ".join(changed) + " (a change is a new version)")
    (folder / catalogue.SEALS).write_text(catalogue.seals(folder), "utf-8")
    click.echo(f"{len(broken)} quy trình mới / newly published")


def _folder() -> Path:
    return office().settings.workflows


def _faultless(folder: Path) -> list[Workflow]:
    found, faults = _read(folder)
    if faults:
        raise click.ClickException("\n".join(faults))
    return found


def _read(folder: Path) -> tuple[list[Workflow], list[str]]:
    found, faults = [], []
    for path in catalogue.files(folder):
        try:
            found.append(read(path))
        except BadDefinition as fault:
            faults.append(str(fault))
    return found, faults
