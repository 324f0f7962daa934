"""Looking at the signatures of a stranger's PDF, in a child process with limits of every kind.

Nothing that a file does inside is an error here: it is a verdict, and never a good one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, BinaryIO

from office.domain.signatures import Report, Signature, Verdict, worst
from office.signing.trust import Trust

log = logging.getLogger(__name__)
_HOME = str(Path(__file__).resolve().parents[2])
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from office.signing import child; child.main()"
)
_MEBIBYTE = 1024 * 1024
_ROOM = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Limits:
    """What looking at one file may take: seconds of processor, seconds in all, bytes."""

    cpu: int = 10
    wall: float = 20.0
    memory: int = 512 * _MEBIBYTE
    output: int = _MEBIBYTE
    size: int = 200 * _MEBIBYTE


def verify(
    content: BinaryIO | bytes, trust: Trust, at: datetime, limits: Limits | None = None
) -> Report:
    """Return what is to be said of every signature in a file, at a time; raises nothing."""
    within = limits or Limits()
    with tempfile.TemporaryFile() as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            content.seek(0)
            while chunk := content.read(_MEBIBYTE):
                file.write(chunk)
        size = file.tell()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        told = {"verdict": "too_large"} if size > within.size else _asked(file, trust, at, within)
    return _report(told, sha256, at)


def _asked(file: Any, trust: Trust, at: datetime, limits: Limits) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out, _ROOM:
        task = {
            "file": file.fileno(), "out": out.fileno(), "at": at.isoformat(),
            "cpu": limits.cpu, "memory": limits.memory, "output": limits.output,
            "hosts": sorted(trust.hosts),
            **{
                name: [base64.b64encode(der).decode() for der in getattr(trust, name)]
                for name in ("roots", "between", "revoked")
            },
        }  # fmt: skip
        try:
            ended = subprocess.run(  # noqa: S603 (our own program)
                [sys.executable, "-I", "-c", _PROGRAM, _HOME],
                input=json.dumps(task).encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(file.fileno(), out.fileno()),
                env={},
                timeout=limits.wall,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"verdict": "late"}
        if ended.returncode != 0:
            said = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
            log.info("looking at signatures ended with %s: %r", ended.returncode, said)
            return {"verdict": "late" if ended.returncode == -_PAST_CPU else "unreadable"}
        out.seek(0)
        told: dict[str, Any] = json.load(out)
        return told


_PAST_CPU = 9  # the kernel kills whoever passes the hard limit of processor time


def _report(told: dict[str, Any], sha256: str, at: datetime) -> Report:
    if "verdict" in told:
        return Report(sha256=sha256, at=at, verdict=Verdict(told["verdict"]))
    signatures = tuple(_signature(one) for one in told["signatures"])
    verdicts = [one.verdict for one in signatures]
    if told["tail"] != "sound":
        verdicts.append(Verdict.ADDED)
    return Report(sha256=sha256, at=at, verdict=worst(verdicts), signatures=signatures)


def _signature(told: dict[str, Any]) -> Signature:
    times = {
        name: datetime.fromisoformat(told[name]) if told.get(name) else None
        for name in ("claimed_at", "stamped_at")
    }
    return Signature(**{**told, **times, "verdict": Verdict(told["verdict"])})
