"""Looking inside office files: ZIP packages (OOXML, ODF) and the older OLE files.

Everything is bounded before and while it is unpacked: the directory of an archive may lie.
"""

from __future__ import annotations

import io
import mmap
import re
import stat
import zipfile
import zlib

from office.domain.text import Text
from office.domain.unsafe import Unsafe

MAGIC = b"PK\x03\x04"
MOST_MEMBERS = 1000
MOST_BYTES = 200 * 1024 * 1024
#: XML of sheets packs 20 to 1 and better; what packs 100 to 1 above this size is a bomb.
MOST_RATIO, RATIO_FROM = 100, 10 * 1024 * 1024
_CHUNK = 1 << 18
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_ODF = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError,
           NotImplementedError)  # fmt: skip
_PROGRAMS = re.compile(r"\.(exe|dll|com|scr|js|vbs|bat|cmd|ps1|jar|hta|msi|lnk|swf|zip|rar|7z)$")
_FETCHED = re.compile(
    rb'relationships/(?:attachedTemplate|oleObject|frame|subDocument)"[^>]*TargetMode="External"'
    rb'|TargetMode="External"[^>]*relationships/(?:attachedTemplate|oleObject|frame|subDocument)"'
)

_ARCHIVE = Text("là tệp nén, không phải văn bản", "is an archive, no document")
_BROKEN = Text("bị hỏng, không mở được", "is broken and cannot be opened")
_BOMB = Text("bung nén ra quá lớn", "unpacks to too much")
_LOCKED = Text("bị đặt mật khẩu, không kiểm tra được", "is locked and cannot be checked")
_MACRO = Text("có macro", "holds macros")
_PROGRAM = Text("có chương trình nhúng bên trong", "holds an embedded program")
_FETCHES = Text("tự tải nội dung từ nơi khác khi mở", "fetches content from elsewhere when opened")


def check(ending: str, data: bytes | mmap.mmap) -> None:
    """Raise Unsafe unless an archive is the office file its name says, and only that."""
    try:
        with zipfile.ZipFile(_reader(data)) as archive:
            members = archive.infolist()
            _check_directory(members)
            _check_identity(ending, archive)
            _check_members(archive, members)
    except _FAULTS as fault:
        if isinstance(fault, Unsafe):
            raise
        raise Unsafe(_BROKEN) from fault


def check_ole(data: bytes | mmap.mmap) -> None:
    """Raise Unsafe for macros, embedded programs or a password in an older office file."""
    if data.find(_wide("_VBA_PROJECT")) >= 0 or data.find(_wide("Macros")) >= 0:
        raise Unsafe(_MACRO)
    if data.find(_wide("Ole10Native")) >= 0:
        raise Unsafe(_PROGRAM)
    if data.find(_wide("EncryptedPackage")) >= 0:
        raise Unsafe(_LOCKED)


def _reader(data: bytes | mmap.mmap) -> io.BufferedIOBase:
    return io.BytesIO(data) if isinstance(data, bytes) else io.BufferedReader(_Mapped(data))


class _Mapped(io.RawIOBase):
    """Reads a mapped file without copying it as a whole."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data, self._place = data, 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; the same as for every file."""
        base = (0, self._place, len(self._data))[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` from here on."""
        target = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # io says: any buffer
        piece = self._data[self._place : self._place + len(target)]
        target[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise Unsafe(_BOMB)
    if unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO:
        raise Unsafe(_BOMB)
    if len({member.filename for member in members}) != len(members):
        raise Unsafe(_BROKEN)
    for member in members:
        _check_entry(member)


def _check_entry(member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
        raise Unsafe(_BROKEN)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Unsafe(_BROKEN)
    if member.flag_bits & 0x1:
        raise Unsafe(_LOCKED)
    if "vbaproject" in name.lower() or name.lower().startswith(("basic/", "scripts/")):
        raise Unsafe(_MACRO)
    if _PROGRAMS.search(name.lower()) or "/activex/" in name.lower():
        raise Unsafe(_PROGRAM)


def _check_identity(ending: str, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if ending in _MAIN:
        if not {"[Content_Types].xml", _MAIN[ending]} <= names:
            raise Unsafe(_ARCHIVE)
    elif ending in _ODF:
        if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
            raise Unsafe(_ARCHIVE)
        if archive.read("mimetype").strip() != _ODF[ending]:
            raise Unsafe(_ARCHIVE)
    else:
        raise Unsafe(_ARCHIVE)


def _check_members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    left = MOST_BYTES
    for member in members:
        if member.is_dir():
            continue
        content = _unpacked(archive, member, left)
        left -= len(content)
        _check_content(member.filename, content)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """Read a member, counting: what the directory says of its size may be a lie."""
    with archive.open(member) as stream:
        content = bytearray()
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > left:
                raise Unsafe(_BOMB)
    return bytes(content)


def _check_content(name: str, content: bytes) -> None:
    if content.startswith(_OLE):
        check_ole(content)
    if content.startswith((b"MZ", b"\x7fELF")):
        raise Unsafe(_PROGRAM)
    if name == "[Content_Types].xml":
        plain = content.replace(b"\0", b"").lower()
        if b"macroenabled" in plain or b"vbaproject" in plain:
            raise Unsafe(_MACRO)
    if name.endswith(".rels") and _FETCHED.search(content.replace(b"\0", b"")):
        raise Unsafe(_FETCHES)


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
