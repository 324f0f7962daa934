"""Offices of a size, built once and used again.

They lie in `OFFICE_BENCH_CACHE`, or else beside the system's temporary files, under the
revision of the schema and a mark of migrations and builders: when these change, new ones are
built, and the old may be thrown away.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter

from benchmarks import bulk, years
from benchmarks import ground as grounds
from benchmarks.ground import Ground
from office import schema
from office.runtime import Office
from office.search import entry, fts5, tsvector
from tests.make import Clock, settings_for
from tests.postgres import Server

SQLITE, POSTGRESQL = "sqlite", "postgresql"
#: What a delivery takes on the disk, all in all; and what must be left beside.
BYTES, SPARE = 4_000, 2 * 1024**3
_BUILDERS = (bulk, years, entry)
_SAMPLE = entry.Entry(document_id=1, texts=["số 1"], people=frozenset({(1, "Lan")}))


@contextmanager
def offices(kind: str, sizes: Sequence[int]) -> Iterator[list[Ground]]:
    """Open an office of each size on one kind of database; build those that are not there.

    Raises OSError when the disk has no room for them.
    """
    folder = _cache() / kind
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = None
        if kind == POSTGRESQL:
            server = stack.enter_context(Server(durable=True, kept=folder / "cluster"))
        found = [_office(folder, size, server) for size in sizes]
        for ground in found:
            stack.callback(ground.office.engine.dispose)
        yield found


def _office(folder: Path, size: int, server: Server | None) -> Ground:
    place = folder / str(size)
    url = server.url(f"office_{size}") if server else ""
    if (place / "done").exists():
        return grounds.peopled(Office(settings_for(place, url), Clock()))
    _make_room(folder, size)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    if server:
        server.drop_database(f"office_{size}")
        server.create_database(f"office_{size}")
    begin = perf_counter()
    ground = grounds.province(place, url)
    years.fill(ground, size)
    (place / "done").write_text(f"{perf_counter() - begin:.0f} s\n")
    return ground


def _make_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size * BYTES + SPARE:
        raise OSError(f"{folder} has {free:,} bytes left: too few for {size:,} deliveries")


def _cache() -> Path:
    named = os.environ.get("OFFICE_BENCH_CACHE")
    place = Path(named) if named else Path(tempfile.gettempdir()) / "office-bench"
    source = [Path(str(module.__file__)).read_text() for module in _BUILDERS]
    source += [path.read_text() for path in sorted(schema.MIGRATIONS.glob("versions/*.py"))]
    source += [str(fts5.written(_SAMPLE)), tsvector.written(_SAMPLE)]
    mark = hashlib.sha256("".join(source).encode()).hexdigest()[:8]
    return place / f"{schema.head()}-{mark}"
