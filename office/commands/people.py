"""`flask people`: accounts, capacities and tokens."""

from __future__ import annotations

import sys
from datetime import date, datetime

import click
from flask.cli import AppGroup

from office.commands.running import work
from office.domain.people import ROLES
from office.services import people
from office.services.accounts import session_mandates, sessions, staff

group = AppGroup("people", help="Accounts, capacities and tokens.")
ROLE = click.Choice(tuple(ROLES))
DAY = click.DateTime(formats=["%Y-%m-%d"])


@group.command("add")
@click.argument("login")
@click.option("--name", required=True, help="Full name.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(login: str, name: str, password_stdin: bool) -> None:
    """Open an account; asks for its password without showing it."""
    password = _password(password_stdin)
    with work() as begun:
        people.add(begun, login, name, password)
    click.echo(f"Đã thêm / added: {login}")


@group.command("password")
@click.argument("login")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def password(login: str, password_stdin: bool) -> None:
    """Set another password and end every session of the person."""
    new = _password(password_stdin)
    with work() as begun:
        people.set_password(begun, login, new)
    click.echo(f"Đã đổi mật khẩu / password changed: {login}")


@group.command("grant")
@click.argument("login")
@click.argument("unit_key")
@click.argument("role", type=ROLE)
@click.option("--position", default="", help="The position as it is printed.")
@click.option("--from", "begins", type=DAY, help="First day (today).")
@click.option("--to", "ends", type=DAY, help="First day on which it counts no more.")
def grant(login: str, unit_key: str, role: str, position: str, **valid: datetime | None) -> None:
    """Give a person a capacity in a unit."""
    with work() as begun:
        staff.grant(
            begun, login, unit_key, role, position, (_day(valid["begins"]), _day(valid["ends"]))
        )
    click.echo(f"Đã giao vai trò / granted: {login}, {role}, {unit_key}")


@group.command("revoke")
@click.argument("login")
@click.argument("unit_key")
@click.argument("role", type=ROLE)
def revoke(login: str, unit_key: str, role: str) -> None:
    """End a capacity at once."""
    with work() as begun:
        staff.revoke(begun, login, unit_key, role)
    click.echo(f"Đã thu hồi vai trò / revoked: {login}, {role}, {unit_key}")


@group.command("deactivate")
@click.argument("login")
def deactivate(login: str) -> None:
    """Close an account with all its sessions and tokens."""
    with work() as begun:
        staff.close(begun, login)
    click.echo(f"Đã khóa / deactivated: {login}")


@group.command("second-factor-off")
@click.argument("login")
def second_factor_off(login: str) -> None:
    """Take away the second factor of somebody who lost it, and end their sessions."""
    with work() as begun:
        staff.take_second_factor(begun, login)
    click.echo(f"Đã tắt xác thực hai lớp / second factor off: {login}")


@group.command("token")
@click.argument("login")
@click.argument("unit_key")
@click.argument("role", type=ROLE)
@click.option("--days", default=90, show_default=True, help="How long it counts.")
@click.option("--label", default="", help="What it is for.")
def token(login: str, unit_key: str, role: str, days: int, label: str) -> None:
    """Print a new bearer token for the API: it is shown here and never again."""
    with work() as begun:
        click.echo(sessions.issue_token(begun, login, unit_key, role, label, days))


@group.command("mandate-token")
@click.argument("login")
@click.argument("delegation", type=int)
@click.option("--days", default=30, show_default=True, help="How long it counts at most.")
@click.option("--label", default="", help="What it is for.")
def mandate_token(login: str, delegation: int, days: int, label: str) -> None:
    """Print a new bearer token that acts in another's place, as long as that mandate counts."""
    with work() as begun:
        click.echo(session_mandates.issue_token(begun, login, delegation, label, days))


@group.command("list")
def listed() -> None:
    """List the open accounts with their capacities of today."""
    with work() as begun:
        everybody = people.everybody(begun)
    for person in everybody:
        click.echo(f"{person.login}\t{person.name}\t{'; '.join(person.capacities)}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Mật khẩu / Password", hide_input=True, confirmation_prompt=True)
    return asked


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
