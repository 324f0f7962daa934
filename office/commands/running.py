"""What every command needs: the running office, and refusals told in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app

from office.domain.errors import OfficeError
from office.domain.text import Text, joined
from office.runtime import Office
from office.services.work import Work


def office() -> Office:
    """Return the office the application was made for."""
    running: Office = current_app.extensions["office"]
    return running


@contextmanager
def work() -> Iterator[Work]:
    """Begin a piece of work by the office itself; a refusal ends the command with its reasons."""
    try:
        with office().work() as begun:
            yield begun
    except OfficeError as refusal:
        raise click.ClickException(both(joined(refusal.reasons))) from refusal


def both(text: Text) -> str:
    """Return a text in both languages, Vietnamese first."""
    return f"{text.vi} / {text.en}"
