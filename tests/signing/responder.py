"""A responder (OCSP, RFC 6960) on this machine, that can be told to be wrong in every way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.signing.notary import DER, NOW, Notary, Pair

GOOD, REVOKED, UNKNOWN = ocsp.OCSPCertStatus.GOOD, ocsp.OCSPCertStatus.REVOKED, None


@dataclass
class Responder:
    """Answers for `notary`: what it says, since when, until when, in whose name.

    `says` None means that it does not know the certificate.  `signed_by` is the authority
    itself unless another pair is given; `nonce` replaces the one that was asked with.
    """

    notary: Notary
    says: ocsp.OCSPCertStatus | None = GOOD
    since: datetime = NOW - timedelta(minutes=1)
    until: datetime | None = NOW + timedelta(days=1)
    signed_by: Pair | None = None
    trouble: ocsp.OCSPResponseStatus | None = None
    nonce: bytes | None = None
    asked: list[int] = field(default_factory=list)

    def __call__(self, _path: str, body: bytes, _bearer: str) -> bytes:
        """Answer one question."""
        asked = ocsp.load_der_ocsp_request(body)
        self.asked.append(asked.serial_number)
        if self.trouble is not None:
            return ocsp.OCSPResponseBuilder.build_unsuccessful(self.trouble).public_bytes(DER)
        return self._answer(asked)

    def _answer(self, asked: ocsp.OCSPRequest) -> bytes:
        key, own = self.signed_by or authority(self.notary)
        root = authority(self.notary)[1]
        status = self.says or ocsp.OCSPCertStatus.UNKNOWN
        revoked = status is REVOKED
        built = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=asked.issuer_name_hash,
            issuer_key_hash=asked.issuer_key_hash,
            serial_number=asked.serial_number,
            algorithm=asked.hash_algorithm,
            cert_status=status,
            this_update=self.since,
            next_update=self.until,
            revocation_time=self.since if revoked else None,
            revocation_reason=x509.ReasonFlags.key_compromise if revoked else None,
        )
        built = built.responder_id(ocsp.OCSPResponderEncoding.HASH, own)
        if own != root:
            built = built.certificates([own])
        for asked_with in asked.extensions:
            if isinstance(asked_with.value, x509.OCSPNonce):
                nonce = x509.OCSPNonce(self.nonce or asked_with.value.nonce)
                built = built.add_extension(nonce, False)
        return built.sign(key, hashes.SHA256()).public_bytes(DER)


def authority(notary: Notary) -> Pair:
    """Return the key and certificate of the authority itself."""
    home = notary.authority.trust.parent
    key = serialization.load_pem_private_key((home / "authority.pem").read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    root = (notary.authority.trust / "roots/root.pem").read_bytes()
    return key, x509.load_pem_x509_certificate(root)


def delegate(notary: Notary, *, may_answer: bool = True) -> Pair:
    """Return a responder of its own that the authority certified, for answering or not."""
    issuer_key, issuer = authority(notary)
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Máy trả lời")])
    use = ExtendedKeyUsageOID.OCSP_SIGNING if may_answer else ExtendedKeyUsageOID.CODE_SIGNING
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(x509.ExtendedKeyUsage([use]), False)
        .add_extension(x509.OCSPNoCheck(), False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    return key, built.sign(issuer_key, hashes.SHA256())
