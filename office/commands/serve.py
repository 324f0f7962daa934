"""`flask serve`: the office in one process, web server and job loop, until Ctrl-C."""

from __future__ import annotations

import logging
import threading

import click
from flask import current_app
from waitress import create_server

from office import schema
from office.commands import demonstration
from office.commands.running import office
from office.jobs import run

THREADS = 8


@click.command("serve")
@click.option("--demo", is_flag=True, help="Load the demonstration if the database is empty.")
@click.option("--history", is_flag=True, help="With the two months before the demonstration day.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def command(demo: bool, history: bool, host: str, port: int) -> None:
    """Migrate the database and serve the office, with the job loop in the same process."""
    if demo:
        if not demonstration.play(office(), history):
            raise SystemExit(1)
    else:
        schema.upgrade(office().settings.database_url)
    logging.basicConfig(level=logging.WARNING)
    stop = threading.Event()
    jobs = threading.Thread(target=run.loop, args=(office(), stop), name="jobs")
    try:
        server = create_server(current_app.wsgi_app, host=host, port=port, threads=THREADS)
    except OSError as fault:
        said = f"{host}:{port}: {fault}. Thử cổng khác / try --port."
        raise click.ClickException(said) from fault
    click.echo(f"http://{host}:{port}  (Ctrl-C để dừng / to stop)")
    run.begin(office())
    jobs.start()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        jobs.join()
        server.close()
