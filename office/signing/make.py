"""Adding a signature to a PDF (PAdES): what was there before stays, byte for byte.

Which key, where and with what picture is settled before; the time is handed in.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from pkcs11.exceptions import PKCS11Error
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSigningSession,
    SigDSSPlacementPreference,
)
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.errors import ValidationError

from office.domain.errors import Refused
from office.domain.signing import KeyUsed
from office.domain.text import Text
from office.signing import online
from office.signing import trust as trusting
from office.signing.keys import KEY_FAILED, Key
from office.signing.page import Page
from office.signing.places import Place
from office.signing.trust import Trust

OTHER_BYTES = Text(
    "Tệp đã khác bản mà người ký đã xem. Hãy xem lại rồi ký.",
    "The file is not the one that the signer saw. Look again, then sign.",
)
SIGNED_ALREADY = Text("Chữ ký này đã có trong tệp.", "The file carries this signature already.")
NOT_SIGNABLE = Text("Tệp PDF này không ký được.", "This PDF cannot be signed.")
MUST_SAY_SIMULATED = Text(
    "Hình chữ ký phải ghi rõ “chữ ký mô phỏng”.",
    "The picture must say that the signature is simulated.",
)
NOT_KNOWN_GOOD = Text(
    "Chưa chứng minh được chứng thư số còn hiệu lực; văn bản chưa được ký.",
    "The certificate could not be shown to be in force; nothing was signed.",
)
NOT_IN_FORCE = Text(
    "Chứng thư số của {holder} chưa hoặc không còn hiệu lực; văn bản chưa được ký.",
    "The certificate of {holder} is not in force; nothing was signed.",
)
NO_TIME = Text(
    "Máy chủ cấp dấu thời gian không trả lời; văn bản chưa được ký.",
    "The timestamp server does not answer; nothing was signed.",
)

_FILLED = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0))
_STAMP = "signature_time_stamp_token"
LEADER, AGENCY, ATTACHMENT, COPY = "KyLanhDao", "KyCoQuan", "KyDinhKem", "KySao"
"""The fields that signatures are put in, by what they are for."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is seen of a signature: a PDF of one page without background, its fonts inside."""

    pdf: bytes
    says_simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be signed, and how: `seen` is the SHA-256 of the bytes that the signer saw.

    `fillable`: what comes after may fill fields and sign, nothing else. A field that is there
    already is signed where it stands.
    """

    seen: str
    field: str
    place: Place
    picture: Picture
    reason: str
    at: datetime
    fillable: bool = False


@dataclass(frozen=True, slots=True)
class Proofs:
    """What goes into a signature beside itself.

    With a `clock` (address of a timestamp server) it is PAdES B-T; with `trust` as well, by whose
    lists or hosts the certificates can be shown not to be revoked, B-LT; with neither B-B.
    """

    clock: str = ""
    trust: Trust | None = None
    _clocks: dict[str, online.Clock] = field(default_factory=dict)

    def timestamper(self) -> online.Clock | None:
        """Return the one client of the timestamp server, which remembers how much room it takes."""
        return self._clocks.setdefault(self.clock, online.Clock(self.clock)) if self.clock else None


def sign(content: bytes, key: Key, order: Order, proofs: Proofs | None = None) -> bytes:
    """Return `content` with one more signature behind it; raise Refused where it may not be."""
    if hashlib.sha256(content).hexdigest() != order.seen:
        raise Refused(OTHER_BYTES)
    if key.simulated and not order.picture.says_simulated:
        raise Refused(MUST_SAY_SIMULATED)
    writer = _opened(content, order.field)
    with _key(key) as signer:
        _check_in_force(key, signer, order.at)
        try:
            return _signed(writer, signer, order, proofs or Proofs())
        except online.NoTime as failed:
            raise Refused(NO_TIME) from failed
        except (SigningError, ValidationError) as failed:
            raise Refused(NOT_KNOWN_GOOD) from failed
        except (OSError, PKCS11Error) as failed:
            raise Refused(KEY_FAILED.filled(holder=key.holder.partition(":")[2])) from failed


def used(content: bytes, field: str, key: Key) -> KeyUsed:
    """Return whose key made the signature in `field`, off the file; there must be one."""
    reader = PdfFileReader(BytesIO(content))
    [one] = [one for one in reader.embedded_signatures if one.field_name == field]
    beside = one.signer_info["unsigned_attrs"]
    stamped = any(each["type"].native == _STAMP for each in beside or ())
    proven = stamped and "/DSS" in reader.root
    return _used(one.signer_cert, key, "B-LT" if proven else "B-T" if stamped else "B-B")


def would_use(key: Key, proofs: Proofs) -> KeyUsed:
    """Return whose key it is before it signs; raise Refused where it does not open."""
    with _key(key) as signer:
        level = "B-LT" if proofs.trust is not None else "B-T"
        return _used(signer.signing_cert, key, level if proofs.clock else "B-B")


def _used(certificate: Any, key: Key, level: str) -> KeyUsed:
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return KeyUsed(
        subject=str(subject.get("common_name", "")),
        unit=str(subject.get("organization_name", "")),
        issuer=str(issuer.get("common_name", "")),
        serial=f"{certificate.serial_number:x}",
        level=level,
        simulated=key.simulated,
    )


def _check_in_force(key: Key, signer: Signer, at: datetime) -> None:
    certificate = signer.signing_cert
    if certificate is None:
        return
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        raise Refused(NOT_IN_FORCE.filled(holder=key.holder.partition(":")[2]))


@contextmanager
def _key(key: Key) -> Iterator[Signer]:
    """Open a key; what a driver says when it cannot might hold a secret, so nobody is told."""
    with ExitStack() as stack:
        try:
            signer = stack.enter_context(key.opened())
        except Exception:
            raise Refused(KEY_FAILED.filled(holder=key.holder.partition(":")[2])) from None
        yield signer


def _opened(content: bytes, name: str) -> IncrementalPdfFileWriter:
    try:
        writer = IncrementalPdfFileWriter(BytesIO(content))
        if writer.prev.encrypted:
            raise Refused(NOT_SIGNABLE)
        taken = {one.field_name for one in writer.prev.embedded_signatures}
    except Refused:
        raise
    except Exception as failed:
        raise Refused(NOT_SIGNABLE) from failed
    if name in taken:
        raise Refused(SIGNED_ALREADY)
    return writer


def _signed(
    writer: IncrementalPdfFileWriter, signer: Signer, order: Order, proofs: Proofs
) -> bytes:
    place = order.place
    there = any(name == order.field for name, _, _ in fields.enumerate_sig_fields(writer))
    spec = fields.SigFieldSpec(order.field, on_page=place.page, box=place.box)  # type: ignore[arg-type]  # it takes parts of points as well
    pdf_signer = _Timed(
        order.at,
        _metadata(order, proofs),
        signer,
        timestamper=proofs.timestamper(),
        stamp_style=StaticStampStyle(
            background=Page(order.picture.pdf), border_width=0, background_layout=_FILLED
        ),
        new_field_spec=None if there else spec,
    )
    signed = asyncio.run(pdf_signer.async_sign_pdf(writer))
    return bytes(signed.getbuffer())


def _metadata(order: Order, proofs: Proofs) -> PdfSignatureMetadata:
    more: dict[str, Any] = {}
    if proofs.trust is not None:
        more = {
            "embed_validation_info": True,
            "validation_context": trusting.context(proofs.trust, order.at),
            # In the same revision: then nothing at all stands behind the last signature.
            "dss_settings": DSSContentSettings(
                include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
            ),
        }
    return PdfSignatureMetadata(
        field_name=order.field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=order.reason,
        certify=order.fillable,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        **more,
    )


class _Timed(PdfSigner):
    """A signer by the office's clock, not by the machine's."""

    def __init__(self, at: datetime, *settled: Any, **more: Any) -> None:
        super().__init__(*settled, **more)
        self._at = at

    def init_signing_session(self, *settled: Any, **more: Any) -> PdfSigningSession:
        """Begin as always, at the time that was handed in."""
        session = super().init_signing_session(*settled, **more)
        session.system_time = self._at
        return session
