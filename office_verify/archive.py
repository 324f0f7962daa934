"""The one way a bundle is written as a ZIP: the same members give the same bytes.

Members are stored as they are, in the order of their names, with one date for all; so
nothing can be hidden in what a reader of ZIP files overlooks, and nothing can swell.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping

from office_verify.faults import Fault

LARGEST = 1 << 30
#: More members than a plain ZIP can count.
MOST = 65_000
NAME = re.compile(
    r"README\.(?:vi|en)\.md|manifest\.json|selection\.json"
    r"|documents/[0-9a-f]{32}/(?:movements\.jsonl|facts\.json)"
)
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_BEGINS = b"PK\x03\x04"
_VERSION, _DATE = 20, 0x21  # ZIP 2.0; 1 January 1980


def write(members: Mapping[str, bytes]) -> bytes:
    """Return the ZIP of `members`; raises Fault for what is too large or too many."""
    if len(members) > MOST or sum(map(len, members.values())) > LARGEST:
        raise Fault("gói quá lớn", "the bundle is too large")
    told, listed = bytearray(), bytearray()
    for name in sorted(members):
        content, written = members[name], name.encode("ascii")
        crc, size = zlib.crc32(content), len(content)
        plain = (_VERSION, 0, 0, 0, _DATE, crc, size, size, len(written), 0)
        listed += _CENTRAL.pack(b"PK\x01\x02", _VERSION, *plain, 0, 0, 0, 0, len(told)) + written
        told += _LOCAL.pack(_BEGINS, *plain) + written + content
    count = len(members)
    ends = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listed), len(told), 0)
    return bytes(told + listed + ends)


def read(data: bytes) -> dict[str, bytes]:
    """Return the members of a bundle by name; raises Fault for anything but plain members.

    What is not looked at here (check sums, the list at the end) `as_written` compares.
    """
    if len(data) > LARGEST:
        raise Fault("tệp quá lớn", "the file is too large")
    members: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == _BEGINS:
        name, begins, ends = _member(data, at)
        if name in members:
            raise Fault(f"hai thành phần cùng tên {name}", f"two members are called {name}")
        members[name] = data[begins:ends]
        at = ends
        if len(members) > MOST:
            raise Fault("quá nhiều thành phần", "there are too many members")
    if not members:
        raise Fault("tệp không phải gói bằng chứng", "the file is no bundle of evidence")
    return members


def as_written(data: bytes, members: Mapping[str, bytes]) -> None:
    """Raise Fault unless `data` is, byte for byte, how these members are written."""
    if write(members) != data:
        raise Fault(
            "tệp có byte thừa, thiếu hoặc bị sửa ngoài các thành phần",
            "the file has bytes outside its members that are added, missing or changed",
        )


def _member(data: bytes, at: int) -> tuple[str, int, int]:
    """Return the name of the member that begins at `at`, and where its content is."""
    head = data[at : at + _LOCAL.size]
    if len(head) < _LOCAL.size:
        raise Fault("tệp bị cắt cụt", "the file is cut short")
    _, _, flags, method, _, _, _, packed, size, named, extra = _LOCAL.unpack(head)
    written = data[at + _LOCAL.size : at + _LOCAL.size + named]
    if not NAME.fullmatch(name := written.decode("ascii", "replace")):
        raise Fault(
            f"có thành phần lạ {name[:80]!r}", f"there is a member that no bundle has {name[:80]!r}"
        )
    if flags or method or extra or packed != size:
        raise Fault(
            f"thành phần {name} bị nén, mã hóa hoặc ghi khác cách",
            f"the member {name} is compressed, encrypted or written in another way",
        )
    begins = at + _LOCAL.size + named
    if begins + size > len(data):
        raise Fault(f"thành phần {name} bị cắt cụt", f"the member {name} is cut short")
    return name, begins, begins + size
