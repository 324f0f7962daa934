"""Checking a bundle from its bytes: archive, chains, contents, names, manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from office_verify import archive, records
from office_verify.faults import Fault

FORMAT = "office-bundle/1"
READMES = ("README.vi.md", "README.en.md")
MANIFEST, SELECTION = "manifest.json", "selection.json"


@dataclass(frozen=True)
class Checked:
    """A document that holds: how many entries it has, and the seal of the last (hex)."""

    document: str
    entries: int
    head: str


def check(data: bytes) -> list[Checked]:
    """Return what a bundle proves, document by document; raises Fault for the first fault."""
    members = archive.read(data)
    for name in (*READMES, MANIFEST, SELECTION):
        if name not in members:
            raise Fault(f"thiếu thành phần {name}", f"the member {name} is missing")
    found = [_document(members, document) for document in _documents(members)]
    _canonical(SELECTION, members[SELECTION])
    if members[MANIFEST] != manifest(members, found):
        raise Fault(
            "bản kê (manifest) không khớp các thành phần",
            "the manifest does not agree with the members",
        )
    archive.as_written(data, members)
    return found


def manifest(members: Mapping[str, bytes], documents: list[Checked]) -> bytes:
    """Return the manifest that these members must have."""
    return records.canonical(
        {
            "format": FORMAT,
            "documents": [vars(document) for document in documents],
            "members": [
                {"name": n, "size": len(c), "sha256": hashlib.sha256(c).hexdigest()}
                for n, c in sorted(members.items())
                if n != MANIFEST
            ],
        }
    )


def _documents(members: Mapping[str, bytes]) -> list[str]:
    """Return the documents of a bundle; each must have its records and its facts."""
    parts = [name.split("/") for name in sorted(members) if name.startswith("documents/")]
    named = list(dict.fromkeys(part[1] for part in parts))
    for document in named:
        for file in ("movements.jsonl", "facts.json"):
            if f"documents/{document}/{file}" not in members:
                raise Fault(f"thiếu {file}", f"{file} is missing", document)
    if not named:
        raise Fault("gói không có văn bản nào", "the bundle has no document")
    return named


def chained(members: Mapping[str, bytes], document: str) -> Checked:
    """Return what the chain of one document proves; raises Fault for its first wrong entry."""
    told, head = records.chain(document, members[f"documents/{document}/movements.jsonl"])
    return Checked(document, len(told), head)


def _document(members: Mapping[str, bytes], document: str) -> Checked:
    told, head = records.chain(document, members[f"documents/{document}/movements.jsonl"])
    facts = _canonical("facts.json", members[f"documents/{document}/facts.json"], document)
    try:
        _facts(document, told, facts)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise Fault(
            f"bản ghi hoặc facts.json thiếu hay lạ ({fault!r})",
            f"a record or facts.json lacks something or is strange ({fault!r})",
            document,
        ) from fault
    return Checked(document, len(told), head)


def _facts(document: str, told: list[records.Record], facts: dict[str, Any]) -> None:
    """Compare what stands beside the records with what the records seal."""
    if facts.keys() != {"content", "document", "files", "names", "sealed", "versions"}:
        raise Fault("facts.json có mục lạ", "facts.json has other fields", document)
    if facts["document"] != document:
        raise Fault("facts.json của văn bản khác", "facts.json is of another document", document)
    if facts["versions"] != records.versions(told):
        raise Fault("các lần trình khác bản ghi", "the versions are not those sealed", document)
    if facts["names"] != records.names(told):
        raise Fault("tên khác bản ghi", "the names are not those sealed", document)
    how, digests = records.sealed_content(told)
    if facts["sealed"] != how:
        raise Fault("sai cách niêm phong nội dung", "the content is sealed otherwise", document)
    own = [f["sha256"] for f in facts["files"] if f["rendered"] is False]
    if how and digests != {records.digest({**facts["content"], "files": own})}:
        raise Fault(
            "nội dung hoặc tệp khác bản đã niêm phong",
            "content or files are not what was sealed", document,
        )  # fmt: skip
    rendered = [digest for r in told for digest in records.made(r)]
    if rendered != [f["sha256"] for f in facts["files"] if f["rendered"] is True]:
        raise Fault("bản in khác bản đã lập", "the printed form is another one", document)


def _canonical(name: str, content: bytes, document: str = "") -> dict[str, Any]:
    try:
        value = records.parsed(content)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Fault(f"{name} không đọc được", f"{name} cannot be read", document)
    return value
