"""`flask verify`: is the log whole, and do the rows say what it says?  Or: does a bundle hold?"""

from __future__ import annotations

from pathlib import Path

import click

from office.commands.running import both, office
from office.services.audit import verification
from office.services.leaving import handover
from office_verify.__main__ import lines
from office_verify.faults import Fault


@click.command("verify")
@click.option(
    "--bundle", type=click.Path(path_type=Path), help="Check this bundle instead, without database."
)
def command(bundle: Path | None) -> None:
    """Check every seal, state, holder and number; name the first wrong entry, exit 1."""
    if bundle is None:
        _check_office()
    else:
        _check_bundle(bundle)


def _check_office() -> None:
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


def _check_bundle(path: Path) -> None:
    try:
        for line in lines(path):
            click.echo(line)
    except Fault as fault:
        raise click.ClickException(str(fault)) from fault
