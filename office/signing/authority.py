"""The demonstration's own authority: keys for its people, seals for its agencies.

Nothing made here is worth anything: every name in it says "chữ ký mô phỏng", and so must every
page signed with it. Keys are made when first asked for, and lie in the instance folder, readable
by its owner alone.
"""

from __future__ import annotations

import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

SIMULATED = "chữ ký mô phỏng"
_YEARS = timedelta(days=3650)
_BITS = 2048
_SIGNS_DOCUMENTS = [
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
    x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # signing documents (RFC 9336)
]


class Authority:
    """A certificate authority in a folder: `trust/` to be trusted, `keys/` with the ring."""

    def __init__(self, home: Path, now: datetime, lists_at: str = "", answers_at: str = "") -> None:
        self._home, self._now = home, now
        self._lists_at, self._answers_at = lists_at, answers_at
        self.keys, self.secrets, self.trust = home / "keys", home / "secrets", home / "trust"
        for folder in (home, self.keys, self.secrets, self.trust / "roots", self.trust / "revoked"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._key, self._root = self._own()

    def issue(self, holder: str, name: str, unit: str) -> None:
        """Make a key for `person:<login>` or `unit:<key>` and list it, unless it has one."""
        ring = self.keys / "keys.toml"
        listed = ring.read_text("utf-8") if ring.exists() else ""
        if f'holder = "{holder}"' in listed:
            return
        file = f"{secrets.token_hex(8)}.p12"
        password = secrets.token_urlsafe(24)
        key, certificate = self.certified(name, unit)
        _write(self.keys / file, packed(key, certificate, [self._root], password))
        _write(self.secrets / file, password.encode())
        lines = (f'holder = "{holder}"', 'driver = "pkcs12"', "simulated = true")
        line = "\n".join(("[[key]]", *lines, f'file = "{file}"', f'secret = "{file}"', "\n"))
        _write(ring, (listed + line).encode())

    def certified(
        self, name: str, unit: str, *, stamps: bool = False
    ) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
        """Return a new key with its certificate; one that `stamps` tells the time."""
        key = rsa.generate_private_key(65537, _BITS)
        names = _names(name, f"{unit} ({SIMULATED})")
        built = _built(names, self._root.subject, key.public_key(), self._now)
        built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        built = built.add_extension(_uses(signs=True), True)
        built = built.add_extension(_issued_by(self._root), False)
        if self._lists_at:
            built = built.add_extension(_where(self._lists_at), False)
        if self._answers_at:
            built = built.add_extension(_whom(self._answers_at), False)
        # Named as real ones are: poppler takes the lack of it for a fault of the certificate.
        uses = [ExtendedKeyUsageOID.TIME_STAMPING] if stamps else _SIGNS_DOCUMENTS
        built = built.add_extension(x509.ExtendedKeyUsage(uses), stamps)
        return key, built.sign(self._key, hashes.SHA256())

    def revoke(self, *serials: int) -> None:
        """Write the list of what is revoked, good for ten years."""
        now = self._now
        listed = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self._root.subject)
            .last_update(now - timedelta(minutes=1))
            .next_update(now + _YEARS)
            .add_extension(x509.CRLNumber(len(serials) + 1), False)
        )
        for serial in serials:
            one = x509.RevokedCertificateBuilder().serial_number(serial)
            one = one.revocation_date(now - timedelta(minutes=1))
            listed = listed.add_revoked_certificate(one.build())
        content = listed.sign(self._key, hashes.SHA256())
        _write(self.trust / "revoked/list.crl", content.public_bytes(serialization.Encoding.DER))

    def _own(self) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
        file, root = self._home / "authority.pem", self.trust / "roots/root.pem"
        if file.exists() and root.exists():
            key = serialization.load_pem_private_key(file.read_bytes(), None)
            assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101 (made below)
            return key, x509.load_pem_x509_certificate(root.read_bytes())
        key = rsa.generate_private_key(65537, _BITS)
        names = _names(f"Tổ chức chứng thực ({SIMULATED})", "")
        built = _built(names, names, key.public_key(), self._now)
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        certificate = built.add_extension(_uses(signs=False), True).sign(key, hashes.SHA256())
        pem = serialization.Encoding.PEM
        plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        _write(file, key.private_bytes(pem, *plain))
        _write(root, certificate.public_bytes(pem))
        self._key, self._root = key, certificate
        self.revoke()
        return key, certificate


def packed(
    key: rsa.RSAPrivateKey, own: x509.Certificate, chain: list[x509.Certificate], password: str
) -> bytes:
    """Return a PKCS#12 file that `password` opens."""
    locked = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"office", key, own, chain, locked)


def _built(
    name: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _YEARS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), False)
    )


def _names(name: str, unit: str) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, unit[:64])]
    parts.append((NameOID.COMMON_NAME, name[:64]))
    return x509.Name([x509.NameAttribute(oid, said) for oid, said in parts if said])


def _issued_by(root: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    """Name the issuer's key, as every certificate must (RFC 5280 4.2.1.1)."""
    own = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _where(address: str) -> x509.CRLDistributionPoints:
    """Say where the list of what is revoked can be had."""
    name = [x509.UniformResourceIdentifier(address)]
    return x509.CRLDistributionPoints([x509.DistributionPoint(name, None, None, None)])


def _whom(address: str) -> x509.AuthorityInformationAccess:
    """Say who answers whether the certificate is revoked (OCSP)."""
    place = x509.UniformResourceIdentifier(address)
    oid = AuthorityInformationAccessOID.OCSP
    return x509.AuthorityInformationAccess([x509.AccessDescription(oid, place)])


def _uses(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=not signs,
        crl_sign=not signs, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner's eyes only."""
    new = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with open(new, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
