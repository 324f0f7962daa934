"""`flask calendar`: which days are worked."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup

from office.commands.running import office, work
from office.services import calendar

group = AppGroup("calendar", help="The working calendar.")


@group.command("seed")
@click.argument("years", nargs=-1, required=True, type=click.IntRange(1990, 2100))
def seed(years: tuple[int, ...]) -> None:
    """Write the public holidays of YEARS; days already there stay as they are."""
    with work() as begun:
        added = calendar.seed(begun, years)
    office().forget()
    click.echo(f"{added} ngày / days")


@group.command("set")
@click.argument("day", type=click.DateTime(formats=["%Y-%m-%d"]))
@click.option("--working/--off", required=True, help="Whether the day is worked.")
@click.argument("name")
def set_day(day: datetime, working: bool, name: str) -> None:
    """Say that DAY is worked or not, and why (NAME)."""
    with work() as begun:
        calendar.set_day(begun, day.date(), working, name)
    office().forget()
    click.echo(f"{day:%Y-%m-%d}: {'làm việc / working' if working else 'nghỉ / off'} ({name})")
