"""A virus scanner of the test's own: it speaks clamd's INSTREAM on a real socket."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIGNATURE = b"EICAR-TEST"


def answer_one(line: socket.socket, said: bytes | None) -> None:
    """Read one stream and say what was found in it; or `said`, whatever it is."""
    with line, line.makefile("rb") as stream:
        if stream.read(10) != b"zINSTREAM\0":
            return
        content = b""
        while size := struct.unpack("!I", stream.read(4))[0]:
            content += stream.read(size)
        found = b"stream: Eicar-Signature FOUND" if SIGNATURE in content else b"stream: OK"
        line.sendall((found if said is None else said) + b"\0")


@contextmanager
def scanner(path: Path | None = None, said: bytes | None = None) -> Iterator[str]:
    """Run a scanner; give its address: a free port of this machine, or a socket at `path`."""
    listening = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    listening.bind(str(path) if path else ("127.0.0.1", 0))
    listening.listen()
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            try:
                line, _ = listening.accept()
            except OSError:
                return
            answer_one(line, said)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield str(path) if path else f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        stopped.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(timeout=5)
