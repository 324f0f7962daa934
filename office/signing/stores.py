"""A store of trust as an administrator reads it: whom, since and until when, how revocation is
known, and which files are no part of it because they cannot be read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import crl, x509

from office.signing import trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A certificate that is trusted, or that leads to one; `fingerprint` is SHA-256, hex."""

    name: str
    since: datetime
    until: datetime
    fingerprint: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocations:
    """A list of what an authority revoked: made when, good until when, how many."""

    issuer: str
    made: datetime
    until: datetime | None
    count: int
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """All of a store; `hosts` may be asked for more, `unread` are files that say nothing."""

    fingerprint: str
    roots: Sequence[Authority]
    between: Sequence[Authority]
    revoked: Sequence[Revocations]
    hosts: Sequence[str]
    unread: Sequence[str]


def described(folder: Path, hosts: frozenset[str], at: datetime) -> Store:
    """Describe the store in a folder as it is at a time."""
    held = trust.read(folder, hosts)
    return Store(
        fingerprint=held.fingerprint,
        roots=[_authority(der, at) for der in held.roots],
        between=[_authority(der, at) for der in held.between],
        revoked=[_revocations(der, at) for der in held.revoked],
        hosts=sorted(hosts),
        unread=[*_unread(folder)],
    )


def _authority(der: bytes, at: datetime) -> Authority:
    read = x509.Certificate.load(der)
    since, until = read.not_valid_before, read.not_valid_after
    return Authority(
        name=_named(read.subject),
        since=since,
        until=until,
        fingerprint=hashlib.sha256(der).hexdigest(),
        counts=since <= at <= until,
    )


def _revocations(der: bytes, at: datetime) -> Revocations:
    told = crl.CertificateList.load(der)["tbs_cert_list"]
    until = told["next_update"].native
    return Revocations(
        issuer=_named(told["issuer"]),
        made=told["this_update"].native,
        until=until,
        count=len(told["revoked_certificates"]),
        counts=until is not None and at <= until,
    )


def _named(name: x509.Name) -> str:
    said = name.native.get("common_name") or name.human_friendly
    text = ", ".join(said) if isinstance(said, list) else str(said)
    return "".join(letter for letter in text if letter.isprintable())[:200]


def _unread(folder: Path) -> list[str]:
    found = []
    for file in (
        one for name in ("roots", "between", "revoked") for one in trust.files(folder / name)
    ):
        try:
            trust.inside(file)
        except (OSError, ValueError, TypeError, KeyError):
            found.append(f"{file.parent.name}/{file.name}")
    return found
