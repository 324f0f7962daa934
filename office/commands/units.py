"""`flask units`: the units of government, from files."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click
from flask.cli import AppGroup

from office.commands.running import both, office, work
from office.services.places import units

group = AppGroup("units", help="Units of government.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@group.command("load")
@click.argument("file", type=FILE)
@click.option("--kinds", type=FILE, help="A file of kinds of unit, loaded first.")
def load(file: Path, kinds: Path | None) -> None:
    """Load or update units from a CSV FILE; says every bad line and then changes nothing."""
    with work() as begun, _lines(file) as lines:
        if kinds is None:
            loaded = units.load(begun, lines)
        else:
            with _lines(kinds) as kind_lines:
                loaded = units.load(begun, lines, kind_lines)
    office().forget()
    for problem in loaded.problems:
        click.echo(f"line {problem.line}: {both(problem.text)}")
    if loaded.problems:
        raise SystemExit(1)
    click.echo(
        f"{loaded.added} mới / added, {loaded.changed} thay đổi / changed, "
        f"{loaded.unchanged} giữ nguyên / unchanged"
    )


def _lines(file: Path) -> TextIO:
    """Open a file so that bytes that are no UTF-8 are found on their line, not all at once."""
    return file.open(encoding="utf-8", errors="surrogateescape", newline="")
