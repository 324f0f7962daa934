"""HTML of the office's own templates → PDF/A bytes, printed by a child process within limits.

The page may fetch nothing: no network, no file, only PNG images carried inside it (`child`).
The same input gives the same bytes, so a rendered letter has one digest however often it is
rendered. What costs too much ends in TooMuch, and the server is none the worse for it.
"""

from __future__ import annotations

import atexit
import json
import logging
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Lock
from types import MappingProxyType
from typing import IO, Any, NamedTuple

from office.reports import fonts

log = logging.getLogger(__name__)
_CHILD = str(Path(__file__).with_name("child.py"))
_MEBIBYTE = 1024 * 1024
#: So many letters at once: printing must not take the machine from everybody else.
_CHILDREN = 2
_room = BoundedSemaphore(_CHILDREN)
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost: seconds of processor, seconds in all, bytes of memory and of HTML."""

    cpu: int = 40
    wall: float = 60.0
    memory: int = 1536 * _MEBIBYTE
    html: int = 8 * _MEBIBYTE


class TooMuch(ValueError):
    """The page could not be printed within the limits."""


class NotPrinted(RuntimeError):
    """The printing process failed at a page: a fault of the office's own."""


class Place(NamedTuple):
    """Where something stands: its page from 1, then mm from the top left of the sheet."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Printed(NamedTuple):
    """A rendered page or several: the file, its sheets of one side, and where each `id` stands."""

    pdf: bytes
    pages: int
    places: Mapping[str, Place] = MappingProxyType({})


def pdf(html: str, *, title: str, lang: str = "vi") -> bytes:
    """Render `html` as `printed` does, for whoever does not count its pages."""
    return printed(html, title=title, lang=lang).pdf


def printed(
    html: str,
    *,
    title: str,
    lang: str = "vi",
    limits: Limits = Limits(),
) -> Printed:
    """Render `html` as a tagged PDF/A-2a. Raises NoFont where Vietnamese cannot be printed.

    What the page may not fetch is left out; the rest is rendered. Raises TooMuch.
    """
    fonts.check()
    content = html.encode()
    if len(content) > limits.html:
        raise TooMuch(f"{len(content)} bytes of page")
    task = {"size": len(content), "title": title, "lang": lang, "cpu": limits.cpu}
    with _room:
        told, made = _asked(task, content, limits)
    if "fault" in told:
        if told["fault"] in ("MemoryError", "RecursionError"):
            raise TooMuch(told["fault"])
        raise NotPrinted(told["fault"])
    places = {name: Place(*place) for name, place in told["places"].items()}
    return Printed(made, told["pages"], places)


class _Ended(Exception):
    """The child ended before it answered."""


class _Press:
    """One child process, asked one page at a time."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self._process = subprocess.Popen(  # noqa: S603 (our own program, fixed arguments)
            [sys.executable, "-I", _CHILD, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        )

    def ask(
        self, task: dict[str, Any], content: bytes, wall: float
    ) -> tuple[dict[str, Any], bytes]:
        """Return what the child tells and made; raises _Ended, TooMuch when it takes too long."""
        source, out = self._process.stdin, self._process.stdout
        assert source is not None  # noqa: S101 (a pipe, see above)
        assert out is not None  # noqa: S101 (a pipe, see above)
        try:
            source.write(json.dumps(task).encode() + b"\n" + content)
            source.flush()
        except BrokenPipeError as ended:
            raise _Ended from ended
        answer = _Answer(out, time.monotonic() + wall)
        told = json.loads(answer.line())
        return told, answer.bytes(told["size"])

    def close(self) -> int:
        """End the child, whatever it does; return how it ended."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    log.debug("a child had closed its end already")
        return self._process.wait()


class _Answer:
    """Reads an answer from the child's pipe until a moment."""

    def __init__(self, pipe: IO[bytes], until: float) -> None:
        self._pipe, self._until, self._held = pipe, until, b""

    def line(self) -> bytes:
        """Return the first line."""
        while b"\n" not in self._held:
            self._more()
        line, _, self._held = self._held.partition(b"\n")
        return line

    def bytes(self, size: int) -> bytes:
        """Return the `size` bytes after it."""
        parts, length = [self._held], len(self._held)
        while length < size:
            self._held = b""
            self._more()
            parts.append(self._held)
            length += len(self._held)
        return b"".join(parts)

    def _more(self) -> None:
        left = self._until - time.monotonic()
        if left <= 0 or not select.select([self._pipe], [], [], left)[0]:
            raise TooMuch("took too long")
        part = self._pipe.read1(_CHUNK)  # type: ignore[attr-defined]  # a buffered pipe has it
        if not part:
            raise _Ended
        self._held += part


_idle: list[_Press] = []
_idle_lock = Lock()


def _asked(task: dict[str, Any], content: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Ask a child that is there already; a new one where there is none, or it had gone."""
    press = _taken(limits.memory)
    if press is not None:
        try:
            return _used(press, task, content, limits.wall)
        except _Ended:
            log.debug("a child had ended by itself")
    try:
        return _used(_Press(limits.memory), task, content, limits.wall)
    except _Ended as fault:
        raise TooMuch("the printing process was stopped") from fault


def _used(
    press: _Press, task: dict[str, Any], content: bytes, wall: float
) -> tuple[dict[str, Any], bytes]:
    try:
        answer = press.ask(task, content, wall)
    except (_Ended, TooMuch):
        log.info("a printing process ended with %s", press.close())
        raise
    with _idle_lock:
        _idle.append(press)
    return answer


def _taken(memory: int) -> _Press | None:
    with _idle_lock:
        for press in reversed(_idle):
            if press.memory == memory:
                _idle.remove(press)
                return press
    return None


@atexit.register
def close() -> None:
    """End all children that are not at work."""
    with _idle_lock:
        while _idle:
            _idle.pop().close()
