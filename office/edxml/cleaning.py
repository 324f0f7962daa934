"""Make a stranger's bytes fit for the XML parser, or refuse them before it sees them.

Real packets come with junk or a BOM before `<`, with undeclared prefixes, in UTF-16. DOCTYPEs,
deep nesting and endless tags are refused here, so that the parser's own limits do not matter.
"""

import re
from dataclasses import dataclass

from office.edxml.limits import Limits
from office.edxml.values import Unreadable

QCVN = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
KNOWN_PREFIXES = {
    b"edXML": QCVN.encode(),
    b"xlink": b"http://www.w3.org/1999/xlink",
    b"xsi": b"http://www.w3.org/2001/XMLSchema-instance",
    b"xsd": b"http://www.w3.org/2001/XMLSchema",
}
# Whatever says UTF-16 in plain bytes is mislabelled UTF-8 (.NET string writers do this).
_UTF8_LABELS = {"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "unicode"}
_CODECS = {"windows-1252": "cp1252", "windows-1258": "cp1258", "iso-8859-1": "latin-1"}
_DECLARATION = re.compile(rb"<\?xml\s[^>]{0,200}?\?>")
_LABEL = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_TAG = re.compile(rb"<(/?)([^\s/<>!?\"'=]++)(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Hold UTF-8 bytes without declaration, and where the root's name ends in them."""

    data: bytes
    root_name_end: int

    def with_prefixes(self) -> bytes:
        """Declare on the root the well-known prefixes that it does not declare itself."""
        root = _TAG.match(self.data, self.data.rfind(b"<", 0, self.root_name_end))
        declared = root.group() if root else b""
        added = b"".join(
            b' xmlns:%s="%s"' % (prefix, uri)
            for prefix, uri in KNOWN_PREFIXES.items()
            if b"xmlns:%s=" % prefix not in declared.replace(b" ", b"")
        )
        return self.data[: self.root_name_end] + added + self.data[self.root_name_end :]


def prepare(data: bytes, limits: Limits) -> Prepared:
    """Turn bytes as received into bounded UTF-8 XML without DOCTYPE; raise Unreadable."""
    if len(data) > limits.packet_bytes:
        raise Unreadable(
            f"Gói tin quá lớn: {len(data)} byte, tối đa {limits.packet_bytes}.",
            f"The packet is too large: {len(data)} bytes, at most {limits.packet_bytes}.",
        )
    cleaned = _in_utf8(data).rstrip(b"\0 \t\r\n")
    return Prepared(cleaned, _survey(cleaned, limits))


def _in_utf8(data: bytes) -> bytes:
    """Drop what stands before the first tag, and the XML declaration; recode what is not UTF-8."""
    start = data.find(b"<")
    if start < 0:
        raise _not_xml("không có thẻ nào", "it has no tag")
    if data[start + 1 : start + 2] == b"\0":  # UTF-16; the low byte stands on odd places if BE
        big = start % 2 == 1 and data[start - 1] == 0
        recoded = _recoded(data[start - big :], "utf-16-be" if big else "utf-16-le")
        return _without_declaration(recoded)
    body = data[start:]
    declaration = _DECLARATION.match(body)
    label = _LABEL.search(declaration.group()) if declaration else None
    encoding = label.group(1).decode("ascii").lower() if label else "utf-8"
    if encoding not in _UTF8_LABELS:
        body = _recoded(body, encoding)
    return _without_declaration(body)


def _recoded(data: bytes, encoding: str) -> bytes:
    """Recode from one of the few encodings that the office accepts."""
    codec = encoding if encoding.startswith("utf-16-") else _CODECS.get(encoding)
    if codec is None:
        raise Unreadable(
            f"Gói tin dùng bảng mã không được chấp nhận: {encoding}.",
            f"The packet is in an encoding that is not accepted: {encoding}.",
        )
    try:
        return data.decode(codec).encode("utf-8")
    except UnicodeError:
        raise _not_xml(f"không đúng bảng mã {codec}", f"it is not valid {codec}") from None


def _without_declaration(data: bytes) -> bytes:
    declaration = _DECLARATION.match(data)
    return data[declaration.end() :] if declaration else data


def _survey(data: bytes, limits: Limits) -> int:
    """Walk the markup once, refuse what is out of bounds; return where the root's name ends."""
    root_name_end = nodes = depth = markup = 0
    at = data.find(b"<")
    while at >= 0:
        nodes += 1
        end, step, name_end = _markup(data, at, limits)
        depth += step
        markup += end - at if step or name_end else 0
        root_name_end = root_name_end or name_end
        if depth > limits.depth or nodes > limits.nodes or markup > limits.markup_bytes:
            raise Unreadable(
                f"Gói tin lồng quá sâu hoặc có quá nhiều thẻ (tối đa {limits.depth} tầng, "
                f"{limits.nodes} thẻ, {limits.markup_bytes} byte).",
                f"The packet nests too deep or has too many tags (at most {limits.depth} levels, "
                f"{limits.nodes} tags, {limits.markup_bytes} bytes).",
            )
        at = data.find(b"<", end)
    if not root_name_end:
        raise _not_xml("không có thẻ gốc", "it has no root element")
    return root_name_end


def _markup(data: bytes, at: int, limits: Limits) -> tuple[int, int, int]:
    """Measure the markup at `at`: (its end, change of depth, end of a start tag's name)."""
    for opening, closing in ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")):
        if data.startswith(opening, at):
            end = data.find(closing, at + len(opening))
            if end < 0:
                raise _not_xml(
                    f"{opening.decode()} không được đóng", f"{opening.decode()} is not closed"
                )
            return end + len(closing), 0, 0
    if data.startswith(b"<!", at):
        raise Unreadable(
            "Gói tin có khai báo DOCTYPE, không được chấp nhận vì lý do an toàn.",
            "The packet has a DOCTYPE declaration, which is refused for safety.",
        )
    tag = _TAG.match(data, at, at + limits.tag_bytes)
    if tag is None:
        raise _not_xml(f"thẻ hỏng hoặc quá dài ở byte {at}", f"broken or endless tag at byte {at}")
    if tag.group(1):
        return tag.end(), -1, 0
    return tag.end(), 0 if data[tag.end() - 2 : tag.end()] == b"/>" else 1, tag.end(2)


def _not_xml(vi: str, en: str) -> Unreadable:
    return Unreadable(f"Gói tin không phải XML đúng: {vi}.", f"The packet is not valid XML: {en}.")
