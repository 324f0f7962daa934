"""The sealed records of one document: the chain they make, and what they tell.

A record is canonical JSON; SHA-256(0x00 ‖ record) is the `prev` of the next one.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any, NoReturn

from office_verify.faults import Fault

Record = dict[str, Any]
#: The acts that do nothing but make a file.
MADE = ("render", "join", "stamp")


def canonical(value: object) -> bytes:
    """Return the one way to write `value`: sorted keys, no spaces, UTF-8, NFC.

    Raises ValueError for what has no such way.
    """
    written = json.dumps(
        _composed(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return written.encode()


def parsed(line: bytes) -> Any:
    """Return what canonical JSON says; raises ValueError for any other bytes."""
    try:
        value = json.loads(line, parse_float=_no_float, parse_constant=_no_float)
        whole = canonical(value) == line
    except RecursionError as fault:
        raise ValueError("too deep") from fault
    if not whole:
        raise ValueError("not canonical")
    return value


def digest(value: object) -> str:
    """Return the SHA-256 (hex) of a value's canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def chain(document: str, lines: bytes) -> tuple[list[Record], str]:
    """Return a document's records in order and the seal of the last (hex).

    Raises Fault naming the first entry that does not fit.
    """
    head = hashlib.sha256(b"office/document/v1\x00" + document.encode()).digest()
    if not lines.endswith(b"\n"):
        raise Fault("không có hoặc bị cắt cụt", "it is empty or cut short", document, 1)
    records: list[Record] = []
    for seq, line in enumerate(lines[:-1].split(b"\n"), start=1):
        records.append(_record(document, seq, line, head))
        head = hashlib.sha256(b"\x00" + line).digest()
    return records, head.hex()


def versions(records: list[Record]) -> list[Record]:
    """Return each text that was submitted, as the records seal it."""
    return [
        {"entry": r["seq"], "version": r["version"], "content": r["content"],
         "text": r["text"], "files": r["files"]}
        for r in records
        if "version" in r
    ]  # fmt: skip


def names(records: list[Record]) -> dict[str, list[list[Any]]]:
    """Return what units and persons are called, each name with the first entry that says it."""
    units: dict[tuple[int, str], int] = {}
    persons: dict[tuple[int, str], int] = {}
    for r in records:
        by = r["by"]
        for unit, name in [(by["unit"], by["unit_name"]), (r.get("run"), r.get("run_name"))]:
            if isinstance(unit, int) and name:
                units.setdefault((unit, name), r["seq"])
        if by["person"] is not None:
            persons.setdefault((by["person"], by["name"]), r["seq"])
        for part in r.get("parts", ()):
            units.setdefault((part["unit"], part["unit_name"]), r["seq"])
            if part["person"] is not None:
                persons.setdefault((part["person"], part["person_name"]), r["seq"])
    return {
        "persons": [[*key, seq] for key, seq in sorted(persons.items())],
        "units": [[*key, seq] for key, seq in sorted(units.items())],
    }


def made(record: Record) -> list[str]:
    """Return the files that the office made with an act: printed forms, copies, signed files."""
    files: list[str] = record["files"] if record["act"] in MADE else record.get("made", [])
    return files


def sealed_content(records: list[Record]) -> tuple[str, set[str]]:
    """Return what the records seal of content and files: how, and the digests they give.

    'header': as received from outside; 'content': as last submitted; '': not sealed yet.
    A version kept only to give opinions on freezes nothing: what a draft's row says is so then.
    """
    headers = {r["header"] for r in records if "header" in r}
    if headers:
        return "header", headers
    told = [r.get("row", {}).get("content_digest", r["content"]) for r in records if "content" in r]
    return ("content", {told[-1]}) if told and told[-1] else ("", set())


def _record(document: str, seq: int, line: bytes, head: bytes) -> Record:
    try:
        record = parsed(line)
        named = (record["doc"], record["seq"], record["prev"])
    except (KeyError, TypeError, ValueError) as fault:
        raise Fault(
            "không đọc được hoặc không ở dạng chuẩn", "cannot be read, or is not in canonical form",
            document, seq,
        ) from fault  # fmt: skip
    if named[0] != document:
        raise Fault("là của văn bản khác", "belongs to another document", document, seq)
    if named[1] is True or named[1] != seq:
        raise Fault("thiếu, thừa hoặc sai thứ tự", "missing, added or out of order", document, seq)
    if named[2] != head.hex():
        before = f"không nối với bản ghi {seq - 1}", f"is not sealed to entry {seq - 1}"
        raise Fault(*before, document, seq)
    return dict(record)


def _no_float(written: str) -> NoReturn:
    raise ValueError(f"a record holds no {written}")


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_composed(key): _composed(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(part) for part in value]
    return value
