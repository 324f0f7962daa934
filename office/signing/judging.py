"""Judging signatures, in the child process: pyHanko's findings as one word, the gravest.

Only pyHanko's `bottom_line` makes a signature sound: `intact`, `valid` and `trusted` are all true
of a file in which a page was replaced.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate as Problem
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from office.signing import trust as trusting
from office.signing.trust import Trust

Told = dict[str, Any]
_USES = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
_PROBLEMS = {
    Problem.REVOKED_NO_POE: "revoked",
    Problem.REVOKED_CA_NO_POE: "revoked",
    Problem.EXPIRED: "expired",
    Problem.NOT_YET_VALID: "expired",
    Problem.OUT_OF_BOUNDS_NO_POE: "expired",
    Problem.OUT_OF_BOUNDS_NOT_REVOKED: "expired",
    Problem.CRYPTO_CONSTRAINTS_FAILURE: "weak",
    Problem.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak",
    Problem.NO_CERTIFICATE_CHAIN_FOUND: "untrusted",
    Problem.TRY_LATER: "unknown",
}


class Judge:
    """Looks at one file with one trust store, at one time."""

    def __init__(self, reader: PdfFileReader, trust: Trust, at: datetime) -> None:
        self._reader, self._trust, self._at = reader, trust, at
        self._inside = dict(_inside(reader))
        self._end = 0  # of what is signed or stamped, in bytes
        self._later_proofs = False  # nothing but proofs was added after the last signature

    async def all(self, names: list[str]) -> list[Told]:
        """Return what was found of each signature, in their order; of any other filled field,
        that it cannot be read."""
        found = [await self._one(one) for one in self._reader.embedded_regular_signatures]
        known = {one.field_name for one in self._reader.embedded_signatures}
        return [*found, *(_told(name, "unreadable") for name in names if name not in known)]

    async def tail(self, file: BinaryIO) -> str:
        """Return `sound` if the last signature or trusted stamp ends the file, else `added`."""
        for stamp in self._reader.embedded_timestamp_signatures:
            status = await async_validate_pdf_timestamp(stamp, self._context(self._at, "require"))
            if status.valid and status.intact and status.trusted:
                self._end = max(self._end, _end(stamp))
        size = file.seek(0, os.SEEK_END)
        if self._end in (0, size):  # 0: nothing could be read, and that has its own word
            return "sound"
        file.seek(self._end)
        added = file.read()
        one_revision_each = added.count(b"startxref") == added.count(b"%%EOF") == 1
        proper = one_revision_each and added.rstrip(b"\r\n").endswith(b"%%EOF")
        return "sound" if self._later_proofs and proper else "added"

    def _context(self, at: datetime, mode: str, **more: Any) -> ValidationContext:
        return trusting.context(self._trust, at, mode=mode, inside=self._inside, **more)

    async def _one(self, signature: Any) -> Told:
        try:
            told = await self._judged(signature)
        except Exception:
            # Whatever a broken signature makes the library do, it is not sound.
            return _told(signature.field_name, "unreadable")
        self._end = max(self._end, _end(signature))
        return told

    async def _judged(self, signature: Any) -> Told:
        status = await self._status(signature, self._at, "require")
        verdict = await self._verdict(signature, status, self._at)
        stamp = status.timestamp_validity
        stamped = (
            stamp.timestamp if stamp is not None and await self._good(stamp, signature) else None
        )
        if stamped is not None and verdict in ("expired", "unknown"):
            then = await self._status(signature, stamped, "require", retroactive_revinfo=True)
            verdict = await self._verdict(signature, then, stamped)
        self._later_proofs = status.modification_level == ModificationLevel.LTA_UPDATES
        certificate = status.signing_cert
        subject = certificate.subject.native
        return _told(
            signature.field_name,
            verdict,
            intact=bool(status.intact and status.valid),
            whole_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
            signer=_word(subject.get("common_name")),
            unit=_word(subject.get("organizational_unit_name") or subject.get("organization_name")),
            issuer=_word(certificate.issuer.native.get("common_name")),
            serial=f"{certificate.serial_number:x}",
            claimed_at=_time(status.signer_reported_dt),
            stamped_at=_time(stamped),
        )

    async def _good(self, stamp: Any, signature: Any) -> bool:
        """Say whether a timestamp holds at its own time: its server's key may have ended since."""
        if stamp.valid and stamp.intact and stamp.trusted:
            return True
        again = await self._status(signature, stamp.timestamp, "require", retroactive_revinfo=True)
        stamp = again.timestamp_validity
        return bool(stamp and stamp.valid and stamp.intact and stamp.trusted)

    async def _status(self, signature: Any, at: datetime, mode: str, **more: Any) -> Any:
        context = self._context(at, mode, **more)
        return await async_validate_pdf_signature(signature, context, key_usage_settings=_USES)

    async def _verdict(self, signature: Any, status: Any, at: datetime) -> str:
        weak = _PROBLEMS.get(status.trust_problem_indic) == "weak"
        if not (status.intact and status.valid):
            return "weak" if weak and status.intact else "broken"
        if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok:
            return "changed"
        if status.bottom_line:
            return "revoked" if await self._listed(signature, at) else "sound"
        known = _PROBLEMS.get(status.trust_problem_indic)
        if known is not None:
            return known
        valid = status.signing_cert
        if not valid.not_valid_before <= at <= valid.not_valid_after:
            return "expired"
        return "unknown" if await self._trusted_otherwise(signature, at) else "untrusted"

    async def _listed(self, signature: Any, at: datetime) -> bool:
        """Say whether a list of the store names the signer, whatever a responder answered."""
        if not (self._trust.revoked and self._trust.hosts):
            return False
        lists = replace(self._trust, hosts=frozenset())
        status = await self._by(signature, at, lists, "require")
        return _PROBLEMS.get(status.trust_problem_indic) == "revoked"

    async def _trusted_otherwise(self, signature: Any, at: datetime) -> bool:
        """Say whether it would hold but for revocation: what an answer proves, or fails to, left
        out. The lenient mode of pyHanko alone still fails where an answer is itself worthless."""
        silent = replace(self._trust, revoked=(), hosts=frozenset())
        status = await self._by(signature, at, silent, "soft-fail")
        return bool(status.bottom_line)

    async def _by(self, signature: Any, at: datetime, trust: Trust, mode: str) -> Any:
        """Judge by `trust` alone: nothing that the file brings but certificates."""
        certs = {"certs": self._inside.get("certs", [])}
        context = trusting.context(trust, at, mode=mode, inside=certs)
        return await async_validate_pdf_signature(signature, context, key_usage_settings=_USES)


def _inside(reader: PdfFileReader) -> Iterator[tuple[str, list[Any]]]:
    """Yield the proofs that the file carries: they are signed by authorities, or worth nothing."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return
    yield "crls", [one.get_object().data for one in store.crls]
    yield "ocsps", [one.get_object().data for one in store.ocsps]
    yield "certs", list(store.load_certs())


def _end(signature: Any) -> int:
    """Return where the bytes that a signature covers end."""
    covered = signature.sig_object["/ByteRange"]
    return int(covered[2]) + int(covered[3])


def _told(field: str, verdict: str, **more: Any) -> Told:
    blank = {"intact": False, "whole_file": False}
    return {
        "field": field[:100], "verdict": verdict, **blank,
        **dict.fromkeys(("signer", "unit", "issuer", "serial"), ""), **more,
    }  # fmt: skip


def _word(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return "".join(letter for letter in text if letter.isprintable())[:200]


def _time(value: datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
