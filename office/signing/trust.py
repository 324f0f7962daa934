"""Whom the office trusts: authorities from a folder of its own, never those of the system."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, ocsp, pem, x509
from pyhanko_certvalidator import ValidationContext

from office.settings import Settings
from office.signing.online import Online

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trust:
    """Authorities (DER), those between, lists of revoked certificates, and hosts to ask for more.

    Without hosts nothing is asked for over the network.
    """

    roots: tuple[bytes, ...] = ()
    between: tuple[bytes, ...] = ()
    revoked: tuple[bytes, ...] = ()
    hosts: frozenset[str] = frozenset()

    @property
    def fingerprint(self) -> str:
        """Return what tells this store from every other one (SHA-256, hex)."""
        whole = hashlib.sha256()
        for several in (self.roots, self.between, self.revoked):
            parts = sorted(hashlib.sha256(der).digest() for der in several)
            whole.update(hashlib.sha256(b"".join(parts)).digest())
        whole.update("\n".join(sorted(self.hosts)).encode())
        return whole.hexdigest()


def of_office(settings: Settings) -> Trust:
    """Return whom an office trusts, as its folder says now."""
    return read(settings.signing_home / "trust", settings.revocation_hosts)


def read(folder: Path, hosts: frozenset[str] = frozenset()) -> Trust:
    """Read a store: `roots/`, `between/` and `revoked/`, each of PEM or DER files."""
    roots, between, revoked = (
        tuple(_all(folder / name)) for name in ("roots", "between", "revoked")
    )
    return Trust(roots, between, revoked, hosts)


def files(folder: Path) -> Iterator[Path]:
    """Yield the files of one folder of a store, in their order."""
    yield from sorted(one for one in folder.glob("*") if one.is_file())


def inside(file: Path) -> list[bytes]:
    """Return what a file of a store holds, as DER; raises ValueError for what is none."""
    content = file.read_bytes()
    ders = (
        [der for _, _, der in pem.unarmor(content, multiple=True)]
        if pem.detect(content)
        else [content]
    )
    kind = crl.CertificateList if file.parent.name == "revoked" else x509.Certificate
    for der in ders:
        kind.load(der, strict=True).native  # noqa: B018 (it reads lazily: now, or while judging)
    return ders


def _all(folder: Path) -> Iterator[bytes]:
    """Yield what can be read: one broken file must not make every signature doubtful."""
    for file in files(folder):
        try:
            yield from inside(file)
        except (OSError, ValueError, TypeError, KeyError):
            log.warning("%s/%s is no certificate or list", folder.name, file.name)


def context(
    trust: Trust,
    at: datetime | None,
    *,
    mode: str = "require",
    inside: Mapping[str, list[Any]] | None = None,
    **more: Any,
) -> ValidationContext:
    """Return what pyHanko judges by: a certificate whose standing is unknown does not pass.

    The default of pyHanko lets a revoked signer through where no list can be had. `inside` is
    what the file itself brings: certs, crls, ocsps.
    """
    brought = inside or {}
    return ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in trust.roots],
        other_certs=[
            *(x509.Certificate.load(der) for der in trust.between),
            *brought.get("certs", ()),
        ],
        crls=[crl.CertificateList.load(der) for der in (*trust.revoked, *brought.get("crls", ()))],
        ocsps=[ocsp.OCSPResponse.load(der) for der in brought.get("ocsps", ())],
        moment=at,
        revocation_mode=mode,
        allow_fetching=bool(trust.hosts),
        fetcher_backend=Online(trust.hosts),
        **more,
    )
