"""A throw-away PostgreSQL for the tests: on a socket only, in a folder of its own, gone at the end.

PostgreSQL refuses to run as root: there its programs run as the user `postgres`, or `nobody`.
conftest.py imports the fixture `postgres_server` by its name; each xdist worker has a server.
"""

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
import pytest
from psycopg import sql

from tests.needs import missing

START_SECONDS = 60
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 60
shared_buffers = 32MB
timezone = 'UTC'
lc_messages = 'C'
"""
# A server that will never be started again need not survive a power cut.
CARELESS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


class Server:
    """Run PostgreSQL while the `with` block lasts; `durable` keeps fsync as in production.

    `kept`: where the databases stay when it ends, and are found again.
    """

    def __init__(self, *, durable: bool = False, kept: Path | None = None) -> None:
        self.durable = durable
        self.kept = kept
        self._as_user = _unprivileged() if os.geteuid() == 0 else {}

    def __enter__(self) -> Self:
        """Make a cluster and start it; raises RuntimeError with the server's log if it will not."""
        found = programs()
        if found is None:
            raise RuntimeError("no initdb here: apt-get install postgresql")
        # A socket's path may have 107 bytes at most, and $TMPDIR can be long.
        self.folder = Path(tempfile.mkdtemp(prefix="office-pg-", dir="/tmp"))
        if self._as_user:
            os.chown(self.folder, self._as_user["user"], self._as_user["group"])
        self.data = self.kept or self.folder / "data"
        atexit.register(self.stop)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(found)
        self._configure()
        self._start(found)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def url(self, database: str) -> str:
        """Give the SQLAlchemy URL of a database of this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create_database(self, name: str, template: str = "template1") -> str:
        """Create a database as a copy of `template` and give its URL."""
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}"),
            sql.Identifier(name),
            sql.Identifier(template),
        )
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected to it; nothing happens if there is none."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), sql.Identifier(name))

    def template(self, name: str, build: Callable[[str], None]) -> str:
        """Create a database to copy: let `build(url)` fill it, then close it; give its name.

        `build` must have closed its connections when it returns.
        """
        build(self.create_database(name))
        self._run(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false"), sql.Identifier(name))
        return name

    def stop(self) -> None:
        """Stop the server at once and remove its folder; a second call does nothing."""
        atexit.unregister(self.stop)
        process = getattr(self, "process", None)
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self, found: Path) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        if self._as_user:
            os.chown(self.data, self._as_user["user"], self._as_user["group"])
        command = [str(found / "initdb"), f"--pgdata={self.data}", "--username=postgres"]
        command += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        done = subprocess.run(  # noqa: S603 (PostgreSQL's own program, no shell)
            command, capture_output=True, text=True, check=False, **self._surroundings()
        )
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr}")

    def _configure(self) -> None:
        with (self.data / "postgresql.auto.conf").open("w") as settings:
            settings.write(SETTINGS.format(folder=self.folder))
            settings.write("" if self.durable else CARELESS)

    def _start(self, found: Path) -> None:
        command = [str(found / "postgres"), "-D", str(self.data)]
        if setpriv := shutil.which("setpriv"):  # stops with us, even if we are killed
            command = [setpriv, "--pdeathsig", "INT", *command]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 (PostgreSQL's own program, no shell)
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **self._surroundings()
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                told = (self.folder / "log").read_text()
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start: {told}")
            time.sleep(0.02)

    def _surroundings(self) -> dict[str, Any]:
        """Give subprocess the user to be, a folder that user may enter, a plain environment."""
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return {**self._as_user, "cwd": self.folder, "env": environment}

    def _answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            self._run(sql.SQL("SELECT 1"))
            return True
        return False

    def _run(self, statement: sql.SQL, *names: sql.Identifier) -> None:
        place = f"host={self.folder} user=postgres dbname=postgres"
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(statement.format(*names))


def programs() -> Path | None:
    """Find the folder of the server programs: on the PATH, or Debian's newest; None if absent."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


def _unprivileged() -> dict[str, Any]:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError(
        "root may not run PostgreSQL, and there is neither a user postgres nor nobody"
    )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Run one server for the session; where PostgreSQL is missing the test is skipped or fails."""
    if programs() is None:
        missing("PostgreSQL")
    with Server() as server:
        yield server
