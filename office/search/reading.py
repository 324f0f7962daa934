"""The words of a file, read by a process of its own that is stopped when it takes too long."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHILD = Path(__file__).with_name("child.py")
SECONDS = 30
#: A larger file is not read at all.
MOST_BYTES = 100 * 1024 * 1024
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: its words and what read them; or none, and why."""

    source: str
    content: str = ""
    fault: str = ""


def read(content: BinaryIO, name: str) -> Reading:
    """Return the words of a file called `name`; a file nobody can read has none."""
    with tempfile.TemporaryFile() as copy:
        head = content.read(_HEAD)
        kind = kind_of(head, name)
        if not kind:
            return Reading("", fault="no kind of file that words are read from")
        copy.write(head)
        shutil.copyfileobj(content, copy)
        if copy.tell() > MOST_BYTES:
            return Reading("", fault="too large")
        copy.seek(0)
        return _asked(copy, kind)


def kind_of(head: bytes, name: str) -> str:
    """Return 'pdf', 'docx' or 'txt' by what a file begins with and is called, else ''."""
    ending = Path(name).suffix.lower()
    if _PDF in head:
        return "pdf"
    if head.startswith(_ZIP):
        return "docx" if ending == ".docx" else ""
    return "txt" if ending in (".txt", ".csv", ".md") else ""


def _asked(file: BinaryIO, kind: str) -> Reading:
    command = [sys.executable, "-I", str(CHILD), kind]
    try:
        done = subprocess.run(  # noqa: S603 (our own program, no shell)
            command, stdin=file, capture_output=True, timeout=SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return Reading("", fault="took too long")
    words = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return Reading("", fault=(said[-1] if said else f"ended with {done.returncode}")[:200])
    return Reading(kind, words.strip()) if words.strip() else Reading("", fault="no words in it")
