"""`flask calendar`: which days are worked."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup

from office.commands.running import office, work
from office.services.figures import recounting
from office.services.figures.recounting import Moved
from office.services.places import calendar

group = AppGroup("calendar", help="The working calendar.")


@group.command("seed")
@click.argument("years", nargs=-1, required=True, type=click.IntRange(1990, 2100))
def seed(years: tuple[int, ...]) -> None:
    """Write the public holidays of YEARS; days already there stay as they are."""
    with work() as begun:
        added = calendar.seed(begun, years)
    office().forget()
    click.echo(f"{added} ngày / days")


@group.command("list")
@click.argument("year", type=click.IntRange(1990, 2100))
def listed(year: int) -> None:
    """List the days of YEAR that differ from Monday to Friday."""
    with work() as begun:
        days = calendar.days(begun, year)
    for row in days:
        click.echo(f"{row.day}\t{_words(row.working)}\t{row.name}")


@group.command("set")
@click.argument("day", type=click.DateTime(formats=["%Y-%m-%d"]))
@click.option("--working/--off", required=True, help="Whether the day is worked.")
@click.option("--reason", default="", help="The ground, such as the number of a notice.")
@click.argument("name")
def set_day(day: datetime, working: bool, reason: str, name: str) -> None:
    """Say that DAY is worked or not, and what it is (NAME); deadlines that run stay."""
    with work() as begun:
        moved = recounting.moved(begun, day.date(), working)
        calendar.set_day(begun, day.date(), working, name, reason)
    office().forget()
    click.echo(f"{day:%Y-%m-%d}: {_words(working)} ({name})")
    _tell(moved)


@group.command("moved")
@click.argument("day", type=click.DateTime(formats=["%Y-%m-%d"]))
@click.option("--working/--off", required=True, help="Whether the day were worked.")
def moved(day: datetime, working: bool) -> None:
    """Tell which running deadlines would come out otherwise; changes nothing."""
    with work() as begun:
        found = recounting.moved(begun, day.date(), working)
        names = {row.unit_id: begun.tree[row.unit_id].name for row in found}
    for row in found:
        click.echo(f"{names[row.unit_id]}\t{row.due_on} → {row.would_be}\t{row.count}")
    _tell(found)


def _tell(moved: list[Moved]) -> None:
    """Say how many running deadlines stay although they would come out otherwise."""
    count = sum(row.count for row in moved)
    if count:
        click.echo(
            f"{count} thời hạn đang chạy sẽ tính ra khác; đã niêm phong nên giữ nguyên /"
            f" {count} running deadlines would come out otherwise; sealed, they stay"
        )


def _words(working: bool) -> str:
    return "làm việc / working" if working else "nghỉ / off"
