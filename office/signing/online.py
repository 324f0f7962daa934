"""Asking authorities what they revoked (OCSP, CRL), and servers for the time (RFC 3161)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from typing import Any

from asn1crypto import crl, ocsp, tsp, x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.errors import CRLFetchError, OCSPFetchError, OCSPValidationError
from pyhanko_certvalidator.fetchers import (
    CertificateFetcher,
    CRLFetcher,
    FetcherBackend,
    Fetchers,
    OCSPFetcher,
)
from pyhanko_certvalidator.fetchers.common_utils import (
    enumerate_delivery_point_urls,
    format_ocsp_request,
    process_ocsp_response_data,
)
from pyhanko_certvalidator.util import get_ocsp_urls, get_relevant_crl_dps

from office.signing import fetch

_NOBODY: tuple[x509.Certificate, ...] = ()
_MOST = 8
"""Servers asked about one file: their addresses come from strangers' certificates."""


class Online(FetcherBackend):
    """Fetches from listed hosts; certificates of authorities are never fetched at all."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts

    def get_fetchers(self) -> Fetchers:
        """Return fetchers that share one budget of questions."""
        budget = _Budget(self._hosts)
        return Fetchers(_Answers(budget), _Lists(budget), _NoCertificates())


class _Budget:
    def __init__(self, hosts: frozenset[str]) -> None:
        self.hosts, self._left = hosts, _MOST

    def charge(self, url: str) -> None:
        fetch.allowed(url, self.hosts)
        if self._left <= 0:
            raise fetch.NotFetched("asked often enough")
        self._left -= 1


class _Answers(OCSPFetcher):
    def __init__(self, budget: _Budget) -> None:
        self._budget = budget
        self._kept: dict[bytes, ocsp.OCSPResponse] = {}

    async def fetch(self, cert: Any, authority: Any) -> ocsp.OCSPResponse:
        name = cert.issuer_serial
        for url in () if name in self._kept else get_ocsp_urls(cert):
            asked = format_ocsp_request(
                cert, authority, certid_hash_algo="sha1", request_nonces=True
            )
            try:
                self._budget.charge(url)
                kind = {"Content-Type": "application/ocsp-request"}
                told = fetch.post(url, asked.dump(), kind)
                self._kept[name] = process_ocsp_response_data(
                    told, ocsp_request=asked, ocsp_url=url
                )
                break
            except (OSError, ValueError, OCSPValidationError):  # down, or it will not say
                continue
        if name not in self._kept:
            raise OCSPFetchError("nobody says whether it was revoked")
        return self._kept[name]

    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        return list(self._kept.values())

    def fetched_responses_for_cert(self, cert: Any) -> Iterable[ocsp.OCSPResponse]:
        return [self._kept[cert.issuer_serial]] if cert.issuer_serial in self._kept else []


class _Lists(CRLFetcher):
    def __init__(self, budget: _Budget) -> None:
        self._budget = budget
        self._kept: dict[bytes, list[crl.CertificateList]] = {}

    async def fetch(
        self, cert: Any, *, use_deltas: bool | None = None
    ) -> Iterable[crl.CertificateList]:
        name = cert.issuer_serial
        if name not in self._kept:
            self._kept[name] = [self._one(url) for url in _list_urls(cert, bool(use_deltas))]
        return self._kept[name]

    def _one(self, url: str) -> crl.CertificateList:
        try:
            self._budget.charge(url)
            return crl.CertificateList.load(fetch.get(url, self._budget.hosts))
        except (OSError, ValueError) as failed:
            raise CRLFetchError("the list of revoked certificates cannot be had") from failed

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return [one for several in self._kept.values() for one in several]

    def fetched_crls_for_cert(self, cert: Any) -> Iterable[crl.CertificateList]:
        return self._kept[cert.issuer_serial]


def _list_urls(cert: Any, deltas: bool) -> list[str]:
    points = get_relevant_crl_dps(cert, use_deltas=deltas)
    return [url for point in points for url in enumerate_delivery_point_urls(point)]


class _NoCertificates(CertificateFetcher):
    async def fetch_cert_issuers(self, cert: Any) -> AsyncGenerator[x509.Certificate, None]:
        for none in _NOBODY:
            yield none

    async def fetch_crl_issuers(
        self, certificate_list: Any
    ) -> AsyncGenerator[x509.Certificate, None]:
        for none in _NOBODY:
            yield none

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        return ()


class NoTime(OSError):
    """The timestamp server gave no timestamp."""


class Clock(TimeStamper):
    """A timestamp server at an address of the settings."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko has no types there
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask for a timestamp; raises NoTime where the server gives none."""
        kind = {"Content-Type": "application/timestamp-query"}
        try:
            return tsp.TimeStampResp.load(fetch.post(self._url, req.dump(), kind))
        except (OSError, ValueError) as failed:
            raise NoTime("no timestamp") from failed
