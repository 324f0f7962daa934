"""`flask paper`: what is counted of paper."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from office.commands import recounting
from office.commands.running import office
from office.services.figures import counting

group = AppGroup("paper", help="What is counted of paper.")
group.add_command(recounting.recount)
group.add_command(recounting.show)


@group.command("count")
@click.option("--all", "anew", is_flag=True, help="Drop what was counted and count it anew.")
def count(anew: bool) -> None:
    """Count every document as it stands; may be stopped and begun again."""
    running = office()
    if anew:
        with running.work() as work:
            counting.forget(work)
    after, changed = 0, 0
    while True:
        with running.work() as work:
            keys = counting.batch(work, after)
            if not keys:
                break
            changed += counting.keep_all(work, keys)
            after = keys[-1]
    with running.work() as work:
        changed += counting.keep_volumes(work, counting.volumes(work))
    with running.look() as work:
        documents, deliveries = counting.counts(work)
    click.echo(
        f"{documents} văn bản đi, {deliveries} lượt gửi và đến; {changed} tổng thay đổi /"
        f" {documents} documents issued, {deliveries} deliveries; {changed} sums changed"
    )
