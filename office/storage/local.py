"""Attachments in a local folder: `ab/cd/abcd…`, written so that a crash never shows half a file.

Bytes go to a temporary file of the same file system, are flushed to the disk, and only then
take their name. What a crash leaves lies in `incoming/`, is never read, and is swept.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from datetime import datetime
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

from office.storage.protocol import NotStored, Stored, TooLarge, well_formed

_CHUNK = 1 << 18
_INCOMING = "incoming"


class LocalStorage:
    """Keep contents under one folder, which is made when the first content comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, source: BinaryIO | bytes, limit: int | None = None) -> Stored:
        """Keep the rest of `source`, on the disk when this returns; raise TooLarge past `limit`.

        The same content twice is one file. Whatever `source` or the disk raises passes through,
        and nothing is left of the attempt.
        """
        reader = BytesIO(source) if isinstance(source, bytes) else source
        incoming = self._folder / _INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=incoming)
        temporary = Path(name)
        try:
            with open(handle, "wb") as target:
                stored = _copy(reader, target, limit)
            self._name(temporary, stored.digest)
        finally:
            temporary.unlink(missing_ok=True)
        return stored

    def open(self, digest: str) -> BufferedReader:
        """Open a kept content for reading; the caller closes it. Raises NotStored."""
        try:
            return self._path(digest).open("rb")
        except FileNotFoundError:
            raise NotStored(digest) from None

    def read(self, digest: str) -> bytes:
        """Return a kept content whole, without recomputing its digest. Raises NotStored."""
        with self.open(digest) as content:
            return content.read()

    def exists(self, digest: str) -> bool:
        """Tell whether a content is kept."""
        return self._path(digest).is_file()

    def size(self, digest: str) -> int:
        """Return the size of a kept content in bytes. Raises NotStored."""
        try:
            return self._path(digest).stat().st_size
        except FileNotFoundError:
            raise NotStored(digest) from None

    def check(self, digest: str) -> bool:
        """Recompute the digest from the kept bytes: False means rot. Raises NotStored."""
        with self.open(digest) as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == digest

    def sweep(self, before: datetime) -> int:
        """Remove what crashes left, last written earlier than `before` (aware); return how many.

        A put that is still running writes all the time: hand in a time some hours past.
        """
        if before.tzinfo is None:
            raise ValueError("a time without a zone says nothing about files")
        swept = 0
        for leftover in (self._folder / _INCOMING).glob("*"):
            with suppress(FileNotFoundError):  # its own put may have removed it meanwhile
                if leftover.stat().st_mtime < before.timestamp():
                    leftover.unlink()
                    swept += 1
        return swept

    def _path(self, digest: str) -> Path:
        name = well_formed(digest)
        return self._folder / name[:2] / name[2:4] / name

    def _name(self, temporary: Path, digest: str) -> None:
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Always replaced, never skipped: a twin put may have made the name but not yet flushed
        # it, and a rotten copy is healed by the good one.
        temporary.replace(path)
        for folder in (path.parent, path.parent.parent, self._folder):
            _flush(folder)


def _copy(reader: BinaryIO, target: BinaryIO, limit: int | None) -> Stored:
    """Write `reader` to `target` down to the disk, counting and hashing on the way."""
    digest, size = hashlib.sha256(), 0
    while chunk := reader.read(_CHUNK):
        size += len(chunk)
        if limit is not None and size > limit:
            raise TooLarge(limit)
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return Stored(digest.hexdigest(), size)


def _flush(folder: Path) -> None:
    """Make the names in `folder` survive a power cut: a file's fsync does not cover its name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
