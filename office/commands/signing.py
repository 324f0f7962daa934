"""`flask signing`: looking at the signatures of a file, and keys for a demonstration."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import click
from flask.cli import AppGroup

from office.commands.running import both, office
from office.domain.signatures import Signature
from office.services.places import demonstration_clock
from office.signing import authority, trust, verify

group = AppGroup("signing", help="Signatures in PDF files.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@group.command("check")
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Say what the signatures in FILE are worth; ends with 1 unless all of them hold."""
    store = trust.of_office(office().settings)
    with office().look() as work, file.open("rb") as content:
        report = verify.verify(content, store, work.at)
    click.echo(f"SHA-256 {report.sha256}")
    for one in report.signatures:
        click.echo(f"  {one.field}: {_who(one)}: {both(one.words)}")
    click.echo(both(report.words))
    if not report.sound:
        raise SystemExit(1)


@group.command("demo-ca")
@click.argument("holder")
@click.argument("name")
@click.argument("unit")
def demo_ca(holder: str, name: str, unit: str) -> None:
    """Make a simulated key for HOLDER (person:LOGIN or unit:KEY), in a demonstration alone."""
    with office().look() as work:
        if demonstration_clock.offset(work.db) is None:
            raise click.ClickException("đây không phải bản trình diễn / this is no demonstration")
        authority.Authority(office().settings.signing_home, work.at).issue(holder, name, unit)
    click.echo(f"{holder}: {authority.SIMULATED}")


def _who(one: Signature) -> str:
    stamped = one.stamped_at or one.claimed_at
    when = stamped.astimezone(UTC).isoformat(timespec="seconds") if stamped else "?"
    source = "dấu thời gian / timestamp" if one.stamped_at else "người ký khai / claimed"
    return f"{one.signer}, {one.unit} ({when}, {source})"
