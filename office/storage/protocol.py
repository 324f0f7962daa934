"""What the office asks of a place that keeps attachments, and how such a place refuses.

A file is named by the SHA-256 of its bytes, so it can be added but never changed, and the
digest sealed in a movement names exactly one content. Display names live in the database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO, Protocol

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stored:
    """Names one kept content: `digest` is SHA-256 in lower-case hex, `size` is in bytes."""

    digest: str
    size: int


class TooLarge(ValueError):
    """The source holds more bytes than the office accepts; nothing of it was kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"Tệp vượt quá {limit} byte được phép / The file is over the limit of {limit} bytes"
        )
        self.limit = limit


class BadDigest(ValueError):
    """What was given as a digest is not 64 lower-case hexadecimal digits."""


class NotStored(LookupError):
    """No content is kept under this digest."""


class Storage(Protocol):
    """Keep contents by digest. Each method that takes a digest raises BadDigest for a bad form."""

    def put(self, source: BinaryIO | bytes, limit: int | None = None) -> Stored:
        """Keep the rest of `source` durably; raise TooLarge beyond `limit` bytes."""
        ...

    def open(self, digest: str) -> BinaryIO:
        """Open a kept content for reading; the caller closes it. Raises NotStored."""
        ...

    def read(self, digest: str) -> bytes:
        """Return a kept content whole, without recomputing its digest. Raises NotStored."""
        ...

    def exists(self, digest: str) -> bool:
        """Tell whether a content is kept."""
        ...

    def size(self, digest: str) -> int:
        """Return the size of a kept content in bytes. Raises NotStored."""
        ...

    def check(self, digest: str) -> bool:
        """Recompute the digest from the kept bytes: False means rot. Raises NotStored."""
        ...


def well_formed(digest: str) -> str:
    """Return `digest` if it can only be a digest, else raise BadDigest: no path gets through."""
    if not _DIGEST.fullmatch(digest):
        raise BadDigest(f"not a SHA-256 digest in lower-case hex: {digest!r}")
    return digest
