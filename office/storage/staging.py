"""Files on their way in: one growing file an upload, added to at its end alone.

How much of an upload is here is the length of its file, so a dropped line loses no more than
was in the air.  Nothing here is a document's yet: what nobody takes is swept.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from office.storage.protocol import TooLarge

_KEY = re.compile(r"[0-9a-f]{32}")
_CHUNK = 1 << 18
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Elsewhere(ValueError):
    """Bytes were offered for another place than the end; `size` says where that is."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the upload goes on at {size}")
        self.size = size


class DiskFull(OSError):
    """The disk took no more; the upload is as it was before."""


class Staging:
    """Keep uploads under one folder, which is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def append(self, key: str, offset: int, source: BinaryIO, limit: int) -> int:
        """Add the rest of `source` at `offset`, which must be the end; return the new size.

        When the source breaks off, what came before stays.  Raises Elsewhere; TooLarge past
        `limit` bytes and DiskFull, both with nothing added.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._alone(key, "ab") as target:
            size = os.fstat(target.fileno()).st_size
            if size != offset:
                raise Elsewhere(size)
            try:
                _copy(source, target, limit - size, limit)
            except (TooLarge, DiskFull):
                target.truncate(offset)
                raise
            return os.fstat(target.fileno()).st_size

    def size(self, key: str) -> int:
        """Return how many bytes of an upload are here."""
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError:
            return 0

    def open(self, key: str) -> BinaryIO:
        """Open an upload for reading; the caller closes it. Raises FileNotFoundError."""
        return self._path(key).open("rb")

    def digest(self, key: str) -> str:
        """Return the SHA-256 of what is here, waiting for whoever is adding to it."""
        with self._alone(key, "rb") as content:
            counted = hashlib.sha256()
            while chunk := content.read(_CHUNK):
                counted.update(chunk)
            return counted.hexdigest()

    def remove(self, key: str) -> None:
        """Take an upload away; one that is not here is away already."""
        self._path(key).unlink(missing_ok=True)

    def sweep(self, wanted: Collection[str], before: datetime) -> int:
        """Remove uploads that are not wanted and were last added to earlier; return how many."""
        swept = 0
        for path in self._folder.glob("*"):
            with suppress(FileNotFoundError):
                if path.name not in wanted and path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    swept += 1
        return swept

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not the key of an upload: {key!r}")
        return self._folder / key

    @contextmanager
    def _alone(self, key: str, mode: str) -> Iterator[BinaryIO]:
        with self._path(key).open(mode) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file  # type: ignore[misc]  # opened in a binary mode


def _copy(source: BinaryIO, target: BinaryIO, room: int, limit: int) -> None:
    try:
        while chunk := source.read(_CHUNK):
            room -= len(chunk)
            if room < 0:
                raise TooLarge(limit)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    except OSError as fault:
        if fault.errno in FULL:
            raise DiskFull(fault.errno, "the disk is full") from fault
        raise
