"""The seal that ties each movement to the one before it, document by document.

A movement's record is its canonical JSON bytes: `SHA-256(0x00 ‖ bytes)` is the next
record's `prev` and a leaf hash in the sense of RFC 6962.  Columns beside the bytes
are projections; only the bytes are the record.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from office.domain import sides

FORMAT = 1


def canonical(record: Mapping[str, Any]) -> bytes:
    """Return the one way to write `record`: sorted keys, no spaces, UTF-8, NFC.

    Raises ValueError for floats, which have no single spelling.
    """
    _refuse_floats(record)
    text = _dumped(record)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        # String by string: over the whole, a loose mark would join the n of an escaped "\n".
        text = _dumped(_composed(record))
    return text.encode()


def as_recorded(words: str) -> str:
    """Return a reason or an opinion exactly as the record of an act has it."""
    return unicodedata.normalize("NFC", words.strip())


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("a float has no single spelling")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)


def _dumped(record: object) -> str:
    return json.dumps(
        record, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_composed(key): _composed(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(part) for part in value]
    return value


def read(body: bytes) -> dict[str, Any]:
    """Return the record written in `body`."""
    record = json.loads(body)
    if not isinstance(record, dict):
        raise ValueError("a movement is a JSON object")
    return record


def on_behalf(record: Mapping[str, Any]) -> bool:
    """Say whether the record is of an act done for somebody else (NĐ 30/2020 Đ13)."""
    return bool(record["by"].get("for") or record.get("behalf"))


def moved_deadline(record: Mapping[str, Any]) -> bool:
    """Say whether the act moved the deadline of a run that stayed in its state, or of a part."""
    extension = record.get("extension") or {}
    return "due_before" in record or extension.get("status") == sides.ALLOWED


def told(body: bytes, hash_: bytes, prev: bytes) -> tuple[dict[str, Any], bool]:
    """Return a kept record and whether it is intact: sealed as kept, to the one before it.

    The record is empty when the bytes can no longer be read.
    """
    try:
        record = read(body)
        return record, seal(body) == hash_ and record.get("prev") == prev.hex()
    except (TypeError, ValueError):
        return {}, False


def seal(body: bytes) -> bytes:
    """Return the hash that seals `body` (32 bytes)."""
    return hashlib.sha256(b"\x00" + body).digest()


def genesis(document: str) -> bytes:
    """Return what the first movement of a document is sealed to (32 bytes)."""
    return hashlib.sha256(b"office/document/v1\x00" + document.encode()).digest()


def content_digest(content: Mapping[str, Any], files: Sequence[str]) -> str:
    """Return the SHA-256 (hex) of a version: what a reviewer saw and a signer signs."""
    return hashlib.sha256(canonical({**content, "files": list(files)})).hexdigest()


def plain(value: object) -> object:
    """Return a column's value as the record keeps it: moments in ms, days in ISO form."""
    if isinstance(value, datetime):
        return milliseconds(value)
    return value.isoformat() if isinstance(value, date) else value


def milliseconds(at: datetime) -> int:
    """Return a moment as whole milliseconds since 1970 UTC."""
    return round(at.timestamp() * 1000)


def moment(ms: int) -> datetime:
    """Return the moment that `ms` milliseconds since 1970 stand for."""
    return datetime.fromtimestamp(ms / 1000, UTC)
