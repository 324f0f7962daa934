"""`flask verify`: is the log whole, and do the rows say what it says?"""

from __future__ import annotations

import click

from office.commands.running import both, office
from office.services import handover, verification


@click.command("verify")
def command() -> None:
    """Check every seal, state, holder and number; name the first wrong entry, exit 1."""
    with office().look() as work:
        report = verification.verify(work)
        orphans = handover.orphans(work)
    for problem in report.problems:
        click.echo(both(problem))
    click.echo(
        f"{report.documents} văn bản / documents, {report.deliveries} lượt gửi / deliveries, "
        f"{report.movements} bản ghi / movements"
    )
    for orphan in orphans:  # no fault of the log, but somebody must take it over
        click.echo(f"! {both(orphan)}")
    if not report.holds:
        raise SystemExit(1)
    click.echo("Nguyên vẹn / holds")
