"""Files inside a packet: base64, what they really are, and the archive that may wrap each.

The official Java library wraps most files in an archive with one entry, and labels lie:
the bytes decide (specification §1.8). Everything is bounded before it is unpacked.
"""

import base64
import binascii
import codecs
import io
import re
import unicodedata
import zipfile
import zlib

from office.edxml.limits import MEBIBYTE, Limits
from office.edxml.values import Attachment, Unreadable

ZIP_MAGIC = b"PK\x03\x04"
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
# Documents that are archives themselves, by extension.
_ARCHIVES = {
    "zip": "application/zip",
    "docx": _OOXML + "wordprocessingml.document",
    "xlsx": _OOXML + "spreadsheetml.sheet",
    "pptx": _OOXML + "presentationml.presentation",
    "odt": _ODF + "text",
    "ods": _ODF + "spreadsheet",
    "odp": _ODF + "presentation",
}
_OLE = {"xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
# The Java library sends these as they are, two of them misspelt; it wraps all others.
_SENT_RAW = {"pdf", "doc", "docx", "zip", "xsl", "xslx"}
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError)
_MANY_ENTRIES = 1000
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def attach(name: str, content: bytes, description: str | None = None) -> Attachment:
    """Make an attachment of a file, its type decided by its bytes."""
    kind = sniff(name, content)
    return Attachment(name=name, description=description, content_type=kind, content=content)


def extension(name: str) -> str:
    """Return the extension in lower case without dot; "" if there is no plain one."""
    found = re.search(r"\.([A-Za-z0-9]{1,10})$", name)
    return found.group(1).lower() if found else ""


def safe_name(raw: str | None, position: int) -> str:
    """Keep a stranger's file name for display: no path, no control or direction characters."""
    base = re.split(r"[/\\]", (raw or "")[-1000:])[-1]
    visible = "".join(c for c in base if unicodedata.category(c) not in _INVISIBLE)
    kept = visible.strip()[-200:].strip()
    return kept if kept.strip(". ") else f"tep-dinh-kem-{position}"


def sniff(name: str, content: bytes) -> str:
    """Decide a file's media type by its first bytes; the name only tells sub-kinds apart."""
    if content.startswith(ZIP_MAGIC):
        return _ARCHIVES.get(extension(name), "application/zip")
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OLE.get(extension(name), "application/msword")
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    return "text/plain" if _is_text(content[:4096]) else "application/octet-stream"


def _is_text(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return b"\0" not in head


def decode(name: str, raw: str | None, limits: Limits) -> bytes:
    """Decode base64, in one line or many; raise Unreadable if it is none or too large."""
    try:
        compact = (raw or "").encode("ascii").translate(None, b" \t\r\n")
        if len(compact) // 4 * 3 - 2 > limits.attachment_bytes:
            raise too_large(name)
        return base64.b64decode(compact, validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise Unreadable(
            f"Nội dung tệp đính kèm “{name}” không phải base64 hợp lệ.",
            f"The content of attachment “{name}” is not valid base64.",
        ) from None


def too_large(name: str) -> Unreadable:
    """Refuse a file that is too large, packed or unpacked."""
    return Unreadable(
        f"Tệp đính kèm “{name}” quá lớn hoặc bung nén ra quá lớn.",
        f"Attachment “{name}” is too large, or unpacks to too much.",
    )


def unwrap(name: str, content: bytes, limits: Limits) -> bytes:
    """Take the file out of the archive that wraps it; return other content as it is.

    One level only; the entry's own name is ignored. Raise Unreadable on a broken archive or a bomb.
    """
    if not content.startswith(ZIP_MAGIC) or extension(name) == "zip":
        return content
    if content.count(b"PK\x01\x02") > _MANY_ENTRIES:  # zipfile would build an object for each
        return content
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entry = _lone_entry(archive)
            return content if entry is None else _unpacked(name, archive, entry, limits)
    except _ZIP_FAULTS:
        if extension(name) in _ARCHIVES:
            return content  # a broken document, not a broken wrapping: the reader's eye may judge
        raise Unreadable(
            f"Tệp nén bọc “{name}” bị hỏng.", f"The archive that wraps “{name}” is broken."
        ) from None


def _lone_entry(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """Find the one entry of a wrapping; None if the archive is a document in its own right."""
    entries = archive.infolist()
    if len(entries) != 1 or entries[0].is_dir() or entries[0].flag_bits & 0x1:
        return None
    return None if entries[0].filename in {"[Content_Types].xml", "mimetype"} else entries[0]


def _unpacked(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Read the entry, counting: the size in the directory may lie."""
    packed = max(entry.compress_size, 1)
    bomb = entry.file_size > MEBIBYTE and entry.file_size > packed * limits.ratio
    if bomb or entry.file_size > limits.attachment_bytes:
        raise too_large(name)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile("unusual compression")
    with archive.open(entry) as stream:
        unpacked = stream.read(limits.attachment_bytes + 1)
    if len(unpacked) > limits.attachment_bytes:
        raise too_large(name)
    return unpacked


def wrapped(name: str, content: bytes) -> bool:
    """Tell whether the writer wraps a file: as the library does, or lest a reader unwrap it."""
    if extension(name) not in _SENT_RAW:
        return True
    try:
        return unwrap(name, content, Limits()) is not content
    except Unreadable:
        return True


def wrap(name: str, content: bytes, entry_id: str) -> bytes:
    """Put a file into an archive whose one entry is `<entry_id>.<ext>`; same input, same bytes."""
    packed = _archive(name, content, entry_id, zipfile.ZIP_DEFLATED)
    if len(content) > len(packed) * (Limits().ratio // 2):  # lest a reader take it for a bomb
        return _archive(name, content, entry_id, zipfile.ZIP_STORED)
    return packed


def _archive(name: str, content: bytes, entry_id: str, compression: int) -> bytes:
    ending = extension(name)
    entry = zipfile.ZipInfo(f"{entry_id}.{ending}" if ending else entry_id)
    entry.compress_type = compression
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, content)
    return buffer.getvalue()
