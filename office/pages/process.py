"""Handing a file to the child process and taking its answer, within limits of every kind."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, BinaryIO

log = logging.getLogger(__name__)
_CHILD = str(Path(__file__).with_name("child.py"))
_MEBIBYTE = 1024 * 1024
#: So many children at once: a page of pictures must not take the machine from everybody else.
_ROOM = BoundedSemaphore(2)
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may take: seconds of processor, seconds in all, bytes of memory, of output."""

    cpu: int = 10
    wall: float = 20.0
    memory: int = 1536 * _MEBIBYTE
    output: int = 16 * _MEBIBYTE


@dataclass(frozen=True, slots=True)
class Source:
    """A file for the child: its bytes, or a file on the disk, and its media type."""

    content: BinaryIO | bytes
    media_type: str


class Unreadable(ValueError):
    """The file could not be opened within the limits; the server is none the worse for it."""


class Late(Unreadable):
    """It took longer than it may; on a quieter machine it might not."""


class Busy(RuntimeError):
    """Too many files are being opened just now."""


def run(do: str, sources: Sequence[Source], limits: Limits, **what: Any) -> bytes:
    """Let a child do one task with some files; return what it wrote.

    Raises Unreadable whatever goes wrong inside, Busy when no child may start in time.
    """
    files = [_on_disk(source.content) for source in sources]
    try:
        with tempfile.TemporaryFile() as out:
            task = {
                **what,
                "do": do,
                "files": [
                    {"fd": file.fileno(), "kind": source.media_type}
                    for file, source in zip(files, sources, strict=True)
                ],
                "out": out.fileno(),
                "cpu": limits.cpu,
                "memory": limits.memory,
                "output": limits.output,
            }
            _spawn(task, [*(file.fileno() for file in files), out.fileno()], limits.wall)
            out.seek(0)
            return out.read()
    finally:
        for file, source in zip(files, sources, strict=True):
            if file is not source.content:
                file.close()


def _spawn(task: dict[str, Any], handles: list[int], wall: float) -> None:
    if not _ROOM.acquire(timeout=_PATIENCE):
        raise Busy
    try:
        ended = subprocess.run(  # noqa: S603 (our own program, and a task in JSON)
            [sys.executable, "-I", _CHILD, json.dumps(task)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=handles,
            env={},
            timeout=wall,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise Late("took too long") from late
    finally:
        _ROOM.release()
    if ended.returncode != 0:
        said = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
        log.info("a child (%s) ended with %s: %r", task["do"], ended.returncode, said)
        raise Unreadable(said or f"ended with {ended.returncode}")


def _on_disk(content: BinaryIO | bytes) -> BinaryIO:
    """Return a file with a descriptor, at its beginning."""
    if not isinstance(content, bytes):
        content.seek(0)
        return content
    file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by the caller, when the child is done)
    file.write(content)
    file.seek(0)
    return file
