"""What a WSGI server and the `flask` command load."""

from __future__ import annotations

from config import settings
from office import cli
from office.app import create_app
from office.runtime import Office

app = create_app(Office(settings()))
cli.register(app)
