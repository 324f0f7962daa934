"""`flask search`: the index of words."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from office.commands.running import office
from office.jobs.handlers import index
from office.services.search import indexing

group = AppGroup("search", help="The index of words.")


@group.command("rebuild")
@click.option("--all", "every", is_flag=True, help="Write what is indexed already anew as well.")
def rebuild(every: bool) -> None:
    """Index every document that is not indexed as it stands; may be stopped and begun again."""
    running = office()
    if every:
        with running.work() as work:
            indexing.forget(work)
    done, after = 0, 0
    while True:
        with running.look() as work:
            keys = indexing.batch(work, after)
        if not keys:
            break
        for key in keys:
            index(running, {"document": key})
        done, after = done + len(keys), keys[-1]
        click.echo(f"{done} văn bản / documents")
    with running.look() as work:
        indexed, ought = indexing.counts(work)
    click.echo(f"{indexed} / {ought} trong chỉ mục / in the index")
