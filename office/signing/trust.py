"""Whom the office trusts: authorities from a folder of its own, never those of the system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, ocsp, pem, x509
from pyhanko_certvalidator import ValidationContext

from office.signing.online import Online


@dataclass(frozen=True, slots=True)
class Trust:
    """Authorities (DER), those between, lists of revoked certificates, and hosts to ask for more.

    Without hosts nothing is asked for over the network.
    """

    roots: tuple[bytes, ...] = ()
    between: tuple[bytes, ...] = ()
    revoked: tuple[bytes, ...] = ()
    hosts: frozenset[str] = frozenset()


def read(folder: Path, hosts: frozenset[str] = frozenset()) -> Trust:
    """Read a store: `roots/`, `between/` and `revoked/`, each of PEM or DER files."""
    roots, between, revoked = (
        tuple(_all(folder / name)) for name in ("roots", "between", "revoked")
    )
    return Trust(roots, between, revoked, hosts)


def _all(folder: Path) -> Iterator[bytes]:
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        content = file.read_bytes()
        if pem.detect(content):
            yield from (der for _, _, der in pem.unarmor(content, multiple=True))
        else:
            yield content


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
