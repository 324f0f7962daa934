"""`flask receive`: packets from files and folders, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from office.commands.running import both, office
from office.domain.text import Text
from office.services.wire import exchange

PACKETS = "*.edxml"


@click.command("receive")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def command(paths: tuple[Path, ...]) -> None:
    """Receive .edxml files, and all in the folders named; exit 1 if any was refused."""
    refused = False
    for path in _files(paths):
        verdict, message = _receive(path)
        click.echo(f"{path.name}: {verdict}: {both(message)}")
        refused |= verdict == "refused"
    if refused:
        raise SystemExit(1)


def _receive(path: Path) -> tuple[str, Text]:
    """Receive one file in a transaction of its own: a bad one does not stop the next."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        return "refused", Text(f"không đọc được: {fault}", f"cannot be read: {fault}")
    with office().work() as work:
        receipt = exchange.receive(work, data, path.name)
    return receipt.verdict, receipt.message


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob(PACKETS))
        else:
            yield path
