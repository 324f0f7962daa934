"""`flask audit`: bundles of evidence for who has no screen."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from office.commands.running import work
from office.services.audit import audit_acts, bundles

group = AppGroup("audit", help="Work of auditors, by the office itself.")


@group.command("export")
@click.argument("documents", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(documents: tuple[str, ...], output: Path) -> None:
    """Write the bundle of the documents named by their public ids."""
    with work() as begun:
        bundle = bundles.of_documents(begun, documents)
        audit_acts.note(begun, "export", " ".join(bundle.documents), len(bundle.documents))
    try:
        output.write_bytes(bundle.content)
    except OSError as fault:
        raise click.ClickException(f"{output}: {fault.strerror}") from fault
    click.echo(f"{output}: {len(bundle.documents)} văn bản / documents")
