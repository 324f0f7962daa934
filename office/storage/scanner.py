"""Asking a virus scanner: clamd's INSTREAM, over TCP or a socket on this machine.

Whatever is not a clear "OK" counts as not scanned: a scanner that cannot be reached, that
finds the file too large or stops in the middle passes nothing.
"""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO

_CHUNK = 1 << 17
_LONGEST_ANSWER = 4096


class NotScanned(RuntimeError):
    """There is no verdict."""


def verdict(address: str, content: BinaryIO, patience: float = 60.0) -> str | None:
    """Return the name of what a scanner at `host:port` or `/path` finds, None for nothing.

    Reads `content` from its beginning.  Raises NotScanned when there is no clear answer.
    """
    try:
        with _connected(address, patience) as line:
            line.sendall(b"zINSTREAM\0")
            content.seek(0)
            while chunk := content.read(_CHUNK):
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
            said = _answer(line)
    except (OSError, ValueError) as fault:
        raise NotScanned(str(fault)) from fault
    if said == "stream: OK":
        return None
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise NotScanned(said)


def _connected(address: str, patience: float) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(patience)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), patience)


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_ANSWER:
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].decode(errors="replace").strip()
