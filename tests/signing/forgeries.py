"""Files that somebody tampered with, or made to wear a verifier out."""

from __future__ import annotations

import io
import zipfile

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.signing import notary
from tests.signing.notary import DER, Notary, paper


def changed(signed: bytes) -> bytes:
    """Change one byte of what was printed: the first size of its page."""
    place = signed.index(b"/MediaBox") + len(b"/MediaBox [")
    digit = b"1" if signed[place : place + 1] != b"1" else b"2"
    return signed[:place] + digit + signed[place + 1 :]


def added(signed: bytes) -> bytes:
    """Append bytes that nobody signed, after the end of the file."""
    return signed + b"\n% nobody signed this\n"


def zipped(name: str, content: bytes) -> bytes:
    """Wrap a file in an archive of one entry, as the official library does."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def replaced(signed: bytes) -> bytes:
    """Replace the first page's content by an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    forged = generic.StreamObject(stream_data=b"BT ET")
    page[pdf_name("/Contents")] = writer.add_object(forged)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def weakly_signed(here: Notary) -> bytes:
    """Sign with SHA-1, as some old programs still do."""
    key, certificate = here.authority.certified("Người cũ", notary.ORGAN)
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    own = asn1_x509.Certificate.load(certificate.public_bytes(DER))
    store = SimpleCertificateStore()
    store.register(own)
    signer = SimpleSigner(own, asn1_keys.PrivateKeyInfo.load(key.private_bytes(DER, *plain)), store)
    metadata = PdfSignatureMetadata(field_name="Cu", md_algorithm="sha1")
    return sign_pdf(IncrementalPdfFileWriter(io.BytesIO(paper())), metadata, signer).getvalue()


def locked() -> bytes:
    """Return a page behind a password."""
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(paper())))
    writer.encrypt("owner", "user")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def many(count: int) -> bytes:
    """Put many empty-handed signatures in one file."""
    writer = IncrementalPdfFileWriter(io.BytesIO(paper()))
    held = {"/Type": "/Sig", "/Filter": "/Adobe.PPKLite"}
    value = generic.DictionaryObject({pdf_name(k): pdf_name(v) for k, v in held.items()})
    value[pdf_name("/Contents")] = generic.ByteStringObject(b"0")
    value[pdf_name("/ByteRange")] = generic.ArrayObject(map(generic.NumberObject, (0, 1, 2, 1)))
    reference = writer.add_object(value)
    fields = generic.ArrayObject(
        writer.add_object(
            generic.DictionaryObject(
                {
                    pdf_name("/FT"): pdf_name("/Sig"),
                    pdf_name("/T"): generic.TextStringObject(f"s{nth}"),
                    pdf_name("/V"): reference,
                }
            )
        )
        for nth in range(count)
    )
    form = generic.DictionaryObject({pdf_name("/Fields"): fields})
    writer.root[pdf_name("/AcroForm")] = writer.add_object(form)
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def large(here: Notary, size: int) -> bytes:
    """Sign a file that carries so many bytes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(paper()))
    heavy = generic.StreamObject(stream_data=bytes(size))
    writer.root[pdf_name("/Heavy")] = writer.add_object(heavy)
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return here.signed(out.getvalue())
