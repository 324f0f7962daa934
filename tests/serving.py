"""A real server on a free port of this machine, that ends as cleanly as it began."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore


@contextmanager
def served(app: Flask, threads: int = 4) -> Iterator[str]:
    """Serve `app`; give its address.

    The sockets are closed only once nobody waits on them any more: `server.close()` from here
    would take them from under the thread that selects on them, which fails now and then.
    """
    sockets: dict[int, Any] = {}
    server = waitress.create_server(app, map=sockets, host="127.0.0.1", port=0, threads=threads)
    over = Event()

    def serve() -> None:
        while not over.is_set():
            wasyncore.loop(timeout=1, map=sockets, count=1)

    serving = Thread(target=serve)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        over.set()
        server.pull_trigger()
        serving.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets)
