"""The ways of holding keys: a PKCS#12 file, a PKCS#11 token, a server that signs from afar."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, cast

from asn1crypto import pem, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers import ExternalSigner, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from office.signing import fetch
from office.signing.keys import Driver, Entry

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class Kept(Signer):
    """A key in memory, read once: reading it again for each signature costs four times more."""

    def __init__(self, key: Any, certificate: x509.Certificate, store: Any) -> None:
        super().__init__(signing_cert=certificate, cert_registry=store, embed_roots=False)
        self._key = key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """Sign `data`; an empty run answers with as many bytes."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            if dry_run:
                return bytes(self._key.key_size // 8)
            return self._key.sign(data, padding.PKCS1v15(), _HASHES[digest_algorithm])
        return cast(bytes, self._key.sign(data, ec.ECDSA(_HASHES[digest_algorithm])))


class Pkcs12:
    """Keys in PKCS#12 files beside the ring: `file`; each is read once in a process's life."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Path, int], Signer] = {}
        self._one_at_a_time = Lock()

    @contextmanager
    def opened(self, entry: Entry, secret: str, home: Path) -> Iterator[Signer]:
        """Open the file; a file put in its place is read anew."""
        file = home / str(entry.words["file"])
        name = (file, file.stat().st_mtime_ns)
        with self._one_at_a_time:
            signer = self._kept.get(name)
            if signer is None:
                signer = self._kept[name] = from_pkcs12(file.read_bytes(), secret)
        yield signer


def from_pkcs12(content: bytes, secret: str) -> Signer:
    """Return the key in a PKCS#12 file; raises ValueError for a wrong password."""
    key, certificate, chain = pkcs12.load_key_and_certificates(content, secret.encode())
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError("no RSA or elliptic key in the file")
    der = serialization.Encoding.DER
    own = x509.Certificate.load(certificate.public_bytes(der))
    others = [x509.Certificate.load(one.public_bytes(der)) for one in chain]
    return Kept(key, own, _store([own, *others]))


class Token:
    """Keys on a PKCS#11 token: `module` (its library), `token`, `label`; the PIN is the secret."""

    @contextmanager
    def opened(self, entry: Entry, secret: str, home: Path) -> Iterator[Signer]:
        """Log in for the time of one signature: a token forgets nobody by itself."""
        words = entry.words
        session = open_pkcs11_session(
            str(words["module"]), token_criteria=TokenCriteria(str(words["token"])), user_pin=secret
        )
        with session:
            yield PKCS11Signer(session, cert_label=str(words["label"]), embed_roots=False)


class Remote:
    """Keys at a signing service: `url`, `key`, `certificates` (a file); the token is the secret.

    POST {"key": …, "digest_algorithm": "sha256", "digest": base64} with `Authorization: Bearer …`
    answers {"signature": base64}: RSA PKCS#1 v1.5 or ECDSA over the digest. Only a digest leaves
    the house, and only to the host of `url`; anything but https is refused, unless for the very
    same machine.
    """

    @contextmanager
    def opened(self, entry: Entry, secret: str, home: Path) -> Iterator[Signer]:
        """Return a signer that asks the service once."""
        certificates = _pem(home / str(entry.words["certificates"]))
        url = str(entry.words["url"])
        fetch.secure(url)
        yield Asking(url, str(entry.words["key"]), secret, certificates)


class Asking(ExternalSigner):
    """A signer that sends the digest away and takes the signature back."""

    def __init__(self, url: str, key: str, secret: str, chain: list[x509.Certificate]) -> None:
        # What a dry run answers: the room of the largest signature there is.
        size = chain[0].public_key.byte_size if chain[0].public_key.algorithm == "rsa" else 160
        super().__init__(
            signing_cert=chain[0],
            cert_registry=_store(chain),
            signature_value=size,
        )
        self._url, self._key, self._bearer = url, key, secret

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """Ask for the signature over the digest of `data`."""
        if dry_run:
            return await super().async_sign_raw(data, digest_algorithm, dry_run)
        digest = hashlib.new(digest_algorithm, data).digest()
        asked = {
            "key": self._key,
            "digest_algorithm": digest_algorithm,
            "digest": base64.b64encode(digest).decode(),
        }
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._bearer}"}
        answer = fetch.post(self._url, json.dumps(asked).encode(), headers)
        return base64.b64decode(json.loads(answer)["signature"], validate=True)


def _store(certificates: list[x509.Certificate]) -> SimpleCertificateStore:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko has no types there
    for one in certificates:
        store.register(one)
    return store


def _pem(file: Path) -> list[x509.Certificate]:
    return [
        x509.Certificate.load(der) for _, _, der in pem.unarmor(file.read_bytes(), multiple=True)
    ]


DRIVERS: Mapping[str, Driver] = {"pkcs12": Pkcs12(), "pkcs11": Token(), "remote": Remote()}
