"""An authority, its people and its servers on this machine, for tests of signatures."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from office.reports import signatures
from office.signing import authority, drivers, keys, make, places, trust
from tests import papers

NOW = datetime(2019, 11, 8, 2, 30, tzinfo=UTC)
LEADER, AGENCY = "ct.tinh", "ubnd-tinh"
NAME, ORGAN = "Nguyễn Văn An", "Ủy ban nhân dân tỉnh Ninh Thuận"
DER = serialization.Encoding.DER
Pair = tuple[rsa.RSAPrivateKey, x509.Certificate]
Answers = Callable[[str, bytes, str], bytes]


class Notary:
    """An authority in a folder, with a leader's key and an agency's seal."""

    def __init__(
        self, home: Path, now: datetime = NOW, lists_at: str = "", answers_at: str = ""
    ) -> None:
        self.authority = authority.Authority(home, now, lists_at, answers_at)
        self.authority.issue(f"person:{LEADER}", NAME, ORGAN)
        self.authority.issue(f"unit:{AGENCY}", ORGAN, ORGAN)
        self.now = now

    @property
    def ring(self) -> keys.Ring:
        """The ring as its file is now."""
        return keys.Ring(self.authority.keys, self.authority.secrets, drivers.DRIVERS)

    @property
    def leader(self) -> keys.Key:
        """The leader's key."""
        return self.ring.of_person(LEADER)

    @property
    def trust(self) -> trust.Trust:
        """A store that trusts this authority alone."""
        return trust.read(self.authority.trust)

    def certificate(self, key: keys.Key) -> x509.Certificate:
        """Return the certificate of a key."""
        with key.opened() as signer:
            assert signer.signing_cert is not None
            return x509.load_der_x509_certificate(signer.signing_cert.dump())

    def signed(self, content: bytes, proofs: make.Proofs | None = None) -> bytes:
        """Sign as the leader."""
        return make.sign(content, self.leader, order(content, at=self.now), proofs)

    def sealed(self, content: bytes, proofs: make.Proofs | None = None) -> bytes:
        """Seal as the agency, over the leader's signature."""
        leader = places.signed(content, make.LEADER)
        assert leader is not None
        drawn = make.Picture(signatures.seal(ORGAN, simulated=True), True)
        return make.sign(
            content,
            self.ring.of_unit(AGENCY),
            make.Order(
                seen=hashlib.sha256(content).hexdigest(),
                field=make.AGENCY,
                place=places.seal_over(leader),
                picture=drawn,
                reason="Ký số của cơ quan",
                at=self.now,
            ),
            proofs,
        )


def order(content: bytes, *, at: datetime = NOW, simulated: bool = True) -> make.Order:
    """Return an order to sign `content` as the leader."""
    return make.Order(
        seen=hashlib.sha256(content).hexdigest(),
        field=make.LEADER,
        place=places.Place(0, 300, 500, 440, 560),
        picture=make.Picture(signatures.leader(NAME, simulated=simulated), simulated),
        reason="Ký ban hành",
        at=at,
    )


def paper() -> bytes:
    """Return a page to sign."""
    return papers.pdf("Kính gửi: Sở Tài chính")


@contextmanager
def server(answers: Answers) -> Iterator[str]:
    """Serve on this machine what `answers` (path, body, bearer) says; yield the host and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.do_POST()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                said = answers(self.path, body, self.headers.get("Authorization", ""))
            except KeyError:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{running.server_port}"
        finally:
            running.shutdown()
            thread.join()


def clock(pair: Pair, root: Path, at: datetime) -> Answers:
    """Answer as a timestamp server (RFC 3161) does, by the time `at`."""
    key, certificate = pair
    chain = [asn1_x509.Certificate.load(certificate.public_bytes(DER))]
    pem = x509.load_pem_x509_certificate(root.read_bytes())
    told = DummyTimeStamper(
        tsa_cert=chain[0],
        tsa_key=asn1_keys.PrivateKeyInfo.load(
            key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        ),
        certs_to_embed=[asn1_x509.Certificate.load(pem.public_bytes(DER))],
        fixed_dt=at,
    )
    return lambda _path, body, _bearer: told.request_tsa_response(
        tsp.TimeStampReq.load(body)
    ).dump()


def signing_service(key: rsa.RSAPrivateKey, bearer: str) -> Answers:
    """Answer as a remote signing service does."""

    def answer(_path: str, body: bytes, said: str) -> bytes:
        if said != f"Bearer {bearer}":
            raise KeyError
        asked = json.loads(body)
        digest = base64.b64decode(asked["digest"])
        made = key.sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
        return json.dumps({"signature": base64.b64encode(made).decode()}).encode()

    return answer
