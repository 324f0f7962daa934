"""Looking for what acts in a PDF: scripts, programs to start, files carried inside.

Names may be written with escapes (`/J#61vaScript`) and lie inside compressed object streams,
so both are undone first.  An object stream packed in an unusual way is refused unread.
"""

from __future__ import annotations

import mmap
import re
import zlib

from office.domain.text import Text
from office.domain.unsafe import Unsafe

#: What all object streams of one file may unpack to; real ones take a few megabytes.
MOST_BYTES = 64 * 1024 * 1024
_WINDOW, _OVERLAP = 1 << 20, 256
_END = rb"(?=[\s/<>\[\]()%{}]|$)"
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_NUMBERS = re.compile(rb"[\s\0]*(?:%[^\r\n]*[\r\n]+\s*)*\d+[\s\0]+\d+[\s\0]")
_DICTIONARY = 4096

_SCRIPT = Text("là PDF có mã JavaScript", "is a PDF with JavaScript")
_LAUNCH = Text("là PDF tự mở chương trình", "is a PDF that starts programs")
_FILES = Text("là PDF có tệp nhúng bên trong", "is a PDF with files inside")
_MEDIA = Text("là PDF có nội dung động", "is a PDF with active media")
_LOCKED = Text("là PDF bị khóa hoặc mã hóa, hãy bỏ khóa", "is a locked PDF; unlock it first")
_UNUSUAL = Text("là PDF đóng gói bất thường", "is a PDF packed in an unusual way")
#: Names and why they are refused. Every script's action says `/JavaScript`; its `/JS` alone is so
#: short that the pixels of a large scan would have it by chance.
_ACTIVE = tuple(
    (re.compile(rb"/(?:" + names + rb")" + _END), why)
    for names, why in (
        (rb"JavaScript", _SCRIPT),
        (rb"Launch", _LAUNCH),
        (rb"EmbeddedFiles?", _FILES),
        (rb"RichMedia|Movie|Rendition|SubmitForm|ImportData|GoToE", _MEDIA),
    )
)
_PLAIN = (
    *_ACTIVE,
    (re.compile(rb"/XFA[\s\[\d]"), _MEDIA),
    (re.compile(rb"/Encrypt[\s<\d]"), _LOCKED),
)
_WORTH = re.compile(rb"/[^\s/<>\[\]()%{}]*#[0-9A-Fa-f]{2}")


def check(data: bytes | mmap.mmap) -> None:
    """Raise Unsafe for a PDF that acts, carries files or is locked."""
    _check_plain(data)
    left = MOST_BYTES
    for begin in _STREAM.finditer(data):
        left -= _check_stream(data, begin.start(), begin.end(), left)


def _check_plain(data: bytes | mmap.mmap) -> None:
    """Look through the file as it lies, in windows that overlap."""
    for place in range(0, len(data), _WINDOW):
        window = data[max(0, place - _OVERLAP) : place + _WINDOW]
        _refuse(window, _PLAIN)
        if _WORTH.search(window):
            _refuse(_unescaped(window), _PLAIN)


def _check_stream(data: bytes | mmap.mmap, word: int, start: int, left: int) -> int:
    """Look into one stream if it may hold objects; return how much it unpacked to."""
    before = _unescaped(data[max(0, word - _DICTIONARY) : word]).rpartition(b"obj")[2]
    declared = b"/ObjStm" in before
    if declared and (b"/FlateDecode" not in before and b"/Fl " not in before):
        if b"/Filter" in before:
            raise Unsafe(_UNUSUAL)
        return 0  # lies open: the look through the plain bytes saw it
    unpacker = zlib.decompressobj()
    try:
        head = unpacker.decompress(data[start : start + 4096], 256)
    except zlib.error:
        if declared:
            raise Unsafe(_UNUSUAL) from None
        return 0
    if not _NUMBERS.match(head):
        if declared and head:
            raise Unsafe(_UNUSUAL)
        return 0
    return _check_objects(data, start, left)


def _check_objects(data: bytes | mmap.mmap, start: int, left: int) -> int:
    unpacker, place, found = zlib.decompressobj(), start, bytearray()
    while not unpacker.eof and place < len(data):
        try:
            found += unpacker.decompress(data[place : place + _WINDOW], left + 1 - len(found))
        except zlib.error:
            break  # a torn end: readers use what came before it, so it is looked through
        if len(found) > left:
            raise Unsafe(_UNUSUAL)
        place += _WINDOW
    objects = bytes(found)
    _refuse(objects, _ACTIVE)
    _refuse(_unescaped(objects), _ACTIVE)
    return len(objects)


def _refuse(text: bytes, names: tuple[tuple[re.Pattern[bytes], Text], ...]) -> None:
    for name, why in names:
        if name.search(text):
            raise Unsafe(why)


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text)
