"""What a file really is: its content, its name and what the sender calls it must agree.

An allow-list: a kind that is not listed is refused, and so is everything that acts when it
is opened.  Whether a polyglot hides behind a good beginning cannot be told for sure, so
files are served as attachments all the same.
"""

from __future__ import annotations

import mmap
from collections.abc import Collection
from dataclasses import dataclass
from io import UnsupportedOperation
from typing import BinaryIO

from office.domain import packages, pdf_content
from office.domain.errors import Invalid
from office.domain.text import Text
from office.domain.unsafe import Unsafe

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What senders say when they do not know.
VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_HEAD = 4096
_TEXT_READ = 1 << 20

Content = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: media type, other names of it, how it begins, whether it has pages."""

    media_type: str
    magics: tuple[bytes, ...] = ()
    also: tuple[str, ...] = ()
    paged: bool = False


_JPEG = Kind("image/jpeg", (b"\xff\xd8\xff",), ("image/jpg", "image/pjpeg"), paged=True)
_TIFF = Kind("image/tiff", (b"II*\0", b"MM\0*"), ("image/tif", "image/x-tiff"), paged=True)
#: Every kind the office can tell, by extension; which are accepted is a setting.
KINDS = {
    "pdf": Kind("application/pdf", (b"%PDF-",), ("application/x-pdf",), paged=True),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",), ("image/x-png",), paged=True),
    "tif": _TIFF,
    "tiff": _TIFF,
    "docx": Kind(_OOXML + "wordprocessingml.document", (packages.MAGIC,)),
    "xlsx": Kind(_OOXML + "spreadsheetml.sheet", (packages.MAGIC,)),
    "pptx": Kind(_OOXML + "presentationml.presentation", (packages.MAGIC,)),
    "odt": Kind(_ODF + "text", (packages.MAGIC,)),
    "ods": Kind(_ODF + "spreadsheet", (packages.MAGIC,)),
    "odp": Kind(_ODF + "presentation", (packages.MAGIC,)),
    "doc": Kind("application/msword", (_OLE_MAGIC,)),
    "xls": Kind("application/vnd.ms-excel", (_OLE_MAGIC,)),
    "ppt": Kind("application/vnd.ms-powerpoint", (_OLE_MAGIC,)),
    "txt": Kind("text/plain", (), ("application/x-wine-extension-txt",)),
    "csv": Kind("text/csv", (), ("text/plain", "application/vnd.ms-excel", "application/csv")),
}
_MAGICS = tuple(magic for kind in KINDS.values() for magic in kind.magics)
#: Kinds of file whose pages can be shown as pictures.
PAGED = frozenset(kind.media_type for kind in KINDS.values() if kind.paged)

_ARCHIVE = Text("là tệp nén", "is an archive")
_PROGRAM = Text("là chương trình chạy được", "is a program")
_SCRIPT = Text("là mã lệnh hoặc trang web", "is a script or a web page")
_MACRO = Text("là loại tệp chứa macro", "is of a kind that holds macros")
_FORBIDDEN = (
    (b"MZ", _PROGRAM), (b"\x7fELF", _PROGRAM), (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM), (b"#!", _SCRIPT), (b"<?php", _SCRIPT),
    (b"Rar!\x1a\x07", _ARCHIVE), (b"7z\xbc\xaf\x27\x1c", _ARCHIVE), (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE), (b"\xfd7zXZ\0", _ARCHIVE), (b"MSCF", _ARCHIVE),
)  # fmt: skip
_BY_NAME = {
    _ARCHIVE: "zip rar 7z gz tgz bz2 xz tar cab iso jar",
    _PROGRAM: "exe dll msi com scr bin app apk lnk pif cpl elf",
    _SCRIPT: "js vbs vbe wsf hta bat cmd ps1 sh py php pl rb html htm xhtml mht svg xml xsl swf",
    _MACRO: "docm dotm xlsm xltm xlsb xlam pptm ppsm potm",
}
_NAMES = {name: why for why, names in _BY_NAME.items() for name in names.split()}
_MARKUP = (
    b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<iframe", b"<!--"
)  # fmt: skip


def extension(name: str) -> str:
    """Return the extension of a file's name in lower case, without its dot; '' for none."""
    _, dot, last = name.rpartition(".")
    return last.strip().lower() if dot else ""


def inspect(name: str, claimed: str, content: BinaryIO | bytes, accepted: Collection[str]) -> Kind:
    """Return what a file is; raises Invalid, naming the file, for what may not come in.

    `claimed` is the media type its sender gives it; `accepted` the extensions taken here.
    The reader is left where it was.
    """
    try:
        return _inspected(name, claimed.partition(";")[0].strip().lower(), content, accepted)
    except Unsafe as fault:
        refusal = Text("Tệp “{name}” {why}.", "The file “{name}” {why}.")
        raise Invalid(refusal.filled(name=name, why=fault.reason), field="files") from fault


def danger(name: str, content: bytes) -> Text | None:
    """Return what makes a stranger's file one that is only handed out, never shown; or None.

    Packets are not refused for such a file (QĐ 28/2018 counts them as delivered).
    """
    try:
        kind = KINDS.get(extension(name))
        _refuse_forbidden(name, content[:_HEAD])
        _look_inside(extension(name) if kind else "", content)
    except Unsafe as fault:
        return fault.reason
    return None


def _inspected(
    name: str, claimed: str, content: BinaryIO | bytes, accepted: Collection[str]
) -> Kind:
    ending = extension(name)
    data = _mapped(content)
    head = bytes(data[:_HEAD])
    if not head:
        raise Unsafe(Text("rỗng", "is empty"))
    _refuse_forbidden(name, head)
    kind = KINDS.get(ending)
    if kind is None or ending not in accepted:
        allowed = ", ".join(sorted(one.upper() for one in accepted))
        kinds = Text("không thuộc loại được nhận ({all})", "is no kind taken here ({all})")
        raise Unsafe(kinds.filled(all=allowed))
    if not head.startswith(kind.magics) if kind.magics else head.startswith(_MAGICS):
        differs = Text("không phải {kind} như tên gọi", "is no {kind}, as it is named")
        raise Unsafe(differs.filled(kind=ending.upper()))
    if claimed not in VAGUE and claimed not in (kind.media_type, *kind.also):
        says = Text(
            "được khai là {claimed}, nội dung lại là {kind}", "claims to be {claimed}, is {kind}"
        )
        raise Unsafe(says.filled(claimed=claimed[:80], kind=ending.upper()))
    _look_inside(ending, data)
    return kind


def _mapped(content: BinaryIO | bytes) -> Content:
    """Return the bytes to look at without reading a file on the disk into memory."""
    if isinstance(content, bytes):
        return content
    place = content.tell()
    try:
        content.seek(0, 2)
        if content.tell() == 0:
            return b""
        content.seek(0)
        return mmap.mmap(content.fileno(), 0, access=mmap.ACCESS_READ)
    except (UnsupportedOperation, OSError, ValueError, AttributeError):
        content.seek(0)
        return content.read()
    finally:
        content.seek(place)


def _refuse_forbidden(name: str, head: bytes) -> None:
    found = next((why for magic, why in _FORBIDDEN if head.startswith(magic)), None)
    found = found or _NAMES.get(extension(name))
    if found is None and head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        found = _SCRIPT
    if found is not None:
        raise Unsafe(found)


def _look_inside(ending: str, data: Content) -> None:
    head = bytes(data[:8])
    if head.startswith(packages.MAGIC):
        packages.check(ending, data)
    elif head.startswith(b"%PDF-"):
        pdf_content.check(data)
    elif head.startswith(_OLE_MAGIC):
        packages.check_ole(data)
    elif ending in ("txt", "csv"):
        _check_text(bytes(data[:_TEXT_READ]))


def _check_text(start: bytes) -> None:
    try:
        words = start.decode("utf-8")
    except UnicodeDecodeError as fault:
        if fault.start < len(start) - 4 or len(start) < _TEXT_READ:
            coded = Text("không phải văn bản UTF-8", "is not text in UTF-8")
            raise Unsafe(coded) from fault
        words = ""
    if "\0" in words:
        raise Unsafe(Text("không phải văn bản thuần", "is not plain text"))
