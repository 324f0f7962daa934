"""Plays the demonstration day in a process that kills itself at the N-th commit.

python tests/demonstration/cut_off.py FOLDER N    (N = 0: plays to the end)
"""

import os
import signal
import sys
from pathlib import Path

from sqlalchemy import Connection, event

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from office.demonstration import day, loading
from office.jobs import run
from office.runtime import Office
from tests.make import settings_for


def main(folder: Path, last: int) -> None:
    """Play the day in `folder` until commit number `last`."""
    office = Office(settings_for(folder))
    commits = 0

    @event.listens_for(office.engine, "commit")
    def count(db: Connection) -> None:
        nonlocal commits
        commits += 1
        if commits == last:
            os.kill(os.getpid(), signal.SIGKILL)  # everything is written, nothing committed

    loading.prepare(office)
    day.play(office)
    run.drain(office)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
