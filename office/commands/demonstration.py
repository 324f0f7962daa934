"""`flask demo`: the demonstration day on a database of its own, and what came of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import click

from office.commands.running import office
from office.demonstration import day, loading, summary
from office.demonstration import history as months
from office.jobs import run
from office.runtime import Office


@click.command("demo")
@click.option("--keep", is_flag=True, help="Go on with the last demonstration where it was cut.")
@click.option("--history", is_flag=True, help="With the two months before the day.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to keep it.")
def command(keep: bool, history: bool, folder: Path | None) -> None:
    """Play the demonstration day on a database of its own; exit 1 unless it verifies."""
    settings = office().settings
    place = (folder or settings.instance / "demo").resolve()
    if not keep:
        shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{place / 'office.db'}"
    if not play(Office(replace(settings, instance=place, database_url=url)), history):
        raise SystemExit(1)


def play(stage: Office, past: bool = False) -> bool:
    """Load the province if the database is empty, play the day once, print what came of it.

    `past`: with the two months before it.  Returns whether everything verifies; an office with
    units of its own is left alone.
    """
    if not loading.prepare(stage):
        return True
    if day.played(stage):
        return True
    if past and not day.begun(stage):
        months.play(stage)
    day.play(stage)
    run.begin(stage)
    run.drain(stage)
    lines, holds = summary.tell(stage)
    click.echo("\n".join(lines))
    return holds
