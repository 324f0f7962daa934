"""`flask database`: the schema."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from office import schema
from office.commands.running import office

group = AppGroup("database", help="The database's schema.")


@group.command("upgrade")
def upgrade() -> None:
    """Bring the database to the newest revision; safe when two start at once."""
    url = office().settings.database_url
    schema.upgrade(url)
    click.echo(f"{schema.current(url)}")
