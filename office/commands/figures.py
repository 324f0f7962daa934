"""`flask targets` and `flask factors`: what figures are weighed against and estimated with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import click
from flask.cli import AppGroup

from office.commands.running import both, work
from office.services.figures import factors, targets
from office.services.figures.reference_files import Loaded
from office.services.work import Work

target_group = AppGroup("targets", help="Targets for moving without paper.")
factor_group = AppGroup("factors", help="Factors of the estimated saving.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@target_group.command("load")
@click.argument("file", type=FILE)
def load_targets(file: Path) -> None:
    """Add targets from a CSV FILE; says every bad line and then changes nothing."""
    _load(file, targets.load)


@factor_group.command("load")
@click.argument("file", type=FILE)
def load_factors(file: Path) -> None:
    """Propose factors from a CSV FILE; each counts once the head has approved it."""
    _load(file, factors.load)


def _load(file: Path, load: Callable[[Work, TextIO], Loaded]) -> None:
    with (
        work() as begun,
        file.open(encoding="utf-8", errors="surrogateescape", newline="") as lines,
    ):
        loaded = load(begun, lines)
    for problem in loaded.problems:
        click.echo(f"line {problem.line}: {both(problem.text)}")
    if loaded.problems:
        raise SystemExit(1)
    click.echo(f"{loaded.added} mới / added, {loaded.unchanged} đã có / there already")
