"""The `flask` command line: every group of commands, hung on the application."""

from __future__ import annotations

import click
from flask import Flask

from office.commands import (
    audit,
    calendar,
    database,
    demonstration,
    figures,
    paper,
    people,
    receive,
    search,
    serve,
    signing,
    units,
    verify,
    workflows,
)

#: To add a command or a group: write its module in `office.commands` and name it here.
COMMANDS: tuple[click.Command, ...] = (
    audit.group,
    calendar.group,
    database.group,
    demonstration.command,
    paper.group,
    figures.factor_group,
    people.group,
    receive.command,
    search.group,
    serve.command,
    signing.group,
    figures.target_group,
    units.group,
    verify.command,
    workflows.group,
)


def register(app: Flask) -> None:
    """Hang every command on the application."""
    for command in COMMANDS:
        app.cli.add_command(command)
