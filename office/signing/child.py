"""The child process that looks at the signatures of a stranger's file.

It holds the file by a descriptor, is told the rest on its input, binds itself to limits of time,
memory and output first, and has no network unless hosts are listed.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import resource
import socket
import sys
from datetime import datetime
from typing import Any, BinaryIO, NoReturn

_MOST_SIGNATURES = 32
_HEAD = 1024
Told = dict[str, Any]


def bind(task: Told) -> None:
    """Set the limits; the kernel ends whoever passes them."""
    for which, most in (
        (resource.RLIMIT_CPU, task["cpu"]),
        (resource.RLIMIT_AS, task["memory"]),
        (resource.RLIMIT_FSIZE, task["output"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(which, (most, most))


def cut_off() -> None:
    """Take the network away: nothing in a file can make this process speak to anybody."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise OSError("no network here")

    socket.getaddrinfo = refuse
    socket.socket.connect = refuse  # type: ignore[method-assign]  # taken away on purpose
    socket.socket.connect_ex = refuse  # type: ignore[method-assign]  # taken away on purpose


def look(file: BinaryIO, task: Told) -> Told:
    """Return the verdict on the file and on each signature in it, as words of JSON."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    if b"%PDF-" not in file.read(_HEAD):
        return {"verdict": "not_pdf"}
    file.seek(0)
    reader = PdfFileReader(file)
    if reader.encrypted:
        return {"verdict": "locked"}
    names = _filled(reader)
    if len(names) > _MOST_SIGNATURES:
        return {"verdict": "too_many"}
    return asyncio.run(_all(reader, file, task, names))


def _filled(reader: Any) -> list[str]:
    """Name the fields that hold anything: the library passes over what it cannot read."""
    from pyhanko.sign.fields import enumerate_sig_fields

    filled = enumerate_sig_fields(reader, filled_status=True)
    return [str(name) for name, _, _ in itertools.islice(filled, _MOST_SIGNATURES + 1)]


async def _all(reader: Any, file: BinaryIO, task: Told, names: list[str]) -> Told:
    from office.signing.judging import Judge
    from office.signing.trust import Trust

    roots, between, revoked = (
        tuple(base64.b64decode(der) for der in task[name])
        for name in ("roots", "between", "revoked")
    )
    trust = Trust(roots, between, revoked, frozenset(task["hosts"]))
    judge = Judge(reader, trust, datetime.fromisoformat(task["at"]))
    signatures = await judge.all(names)
    return {"signatures": signatures, "tail": await judge.tail(file) if signatures else "sound"}


def main() -> None:
    """Do the task on the input, writing what was found to the descriptor named in it."""
    task = json.load(sys.stdin)
    bind(task)
    if not task["hosts"]:
        cut_off()
    with os.fdopen(task["file"], "rb") as file, os.fdopen(task["out"], "w") as out:
        json.dump(look(file, task), out)
