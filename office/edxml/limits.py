"""How much of a stranger's packet the office is willing to look at."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bound a packet before it is parsed and its files before they are unpacked.

    Gateways refuse packets over 50 MB; a file of 50 MiB is 67 MiB in base64, hence the default.
    `total_bytes` bounds all unpacked files together; `ratio` the unpacking of files over 1 MiB.
    `nodes` counts every tag, comment and section; `tag_bytes` is the length of one tag,
    `markup_bytes` that of all tags together: it is the attributes that take a parser's time.
    """

    packet_bytes: int = 96 * MEBIBYTE
    attachment_bytes: int = 50 * MEBIBYTE
    total_bytes: int = 200 * MEBIBYTE
    attachments: int = 100
    ratio: int = 100
    depth: int = 64
    nodes: int = 200_000
    tag_bytes: int = 8192
    markup_bytes: int = 8 * MEBIBYTE
