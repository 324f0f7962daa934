"""Comparing what a document says, its files and its numbers with its sealed records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from office.domain.movements import plain
from office.domain.text import Text
from office.services import sealing
from office.services.audit import paper_rows, review_rows
from office.services.audit.paper_rows import PaperRows
from office.services.files import judgements

Records = Sequence[dict[str, Any]]
Said = tuple[str, str]
#: The acts that seal a file the office made itself.
MADE = ("render", "join", "stamp")
#: What a signature says of itself, in the record and in its row alike.
_SAID = ("way", "subject", "unit", "issuer", "serial", "level", "digest")


class Kept(NamedTuple):
    """What the tables keep of one document beside its runs."""

    document: Row[Any]
    attachments: Sequence[Row[Any]]
    versions: Sequence[Row[Any]]
    entries: Sequence[Row[Any]]
    registers: Mapping[int, Row[Any]]
    nudges: Sequence[Row[Any]] = ()
    printings: Sequence[Row[Any]] = ()
    signings: Sequence[Row[Any]] = ()
    approvals: Sequence[Row[Any]] = ()
    comments: Sequence[Row[Any]] = ()
    papers: PaperRows = PaperRows()
    judgements: Sequence[Row[Any]] = ()


def differences(kept: Kept, records: Records) -> list[Text]:
    """Return where content, files, versions or numbers are not what was sealed."""
    named = kept.document.public_id
    return [
        Text(f"Văn bản {named}: {vi}.", f"Document {named}: {en}.")
        for vi, en in _differences(kept, records)
    ]


def _differences(kept: Kept, records: Records) -> Iterator[Said]:
    own = [file.digest for file in kept.attachments if not file.rendered]
    made = [file.digest for file in kept.attachments if file.rendered]
    headers = {record["header"] for record in records if "header" in record}
    if headers and headers != {sealing.header_digest(kept.document, own)}:
        yield "nội dung khác bản đã tiếp nhận", "is not what was received"
    signed = kept.document.content_digest
    if signed and signed != sealing.draft_digest(kept.document, own):
        yield "nội dung khác bản đã trình", "is not what was submitted"
    if made != [file for record in records for file in _made(record)]:
        yield "bản in khác bản đã lập", "does not have the printed form that was made"
    told = [record["cautions"] for record in records if record.get("cautions")]
    if sealing.cautions(kept.attachments) != (told[0] if told else {}):
        yield "cảnh báo về tệp khác nhật ký", "has other warnings about files than the log says"
    if _versions(kept) != _told_versions(records):
        yield "các phiên bản khác nhật ký", "has other versions than the log says"
    if _signings(kept) != _told_signings(records):
        yield "chữ ký khác nhật ký", "has other signatures than the log says"
    if _voids(kept) != _told_voids(records):
        yield "chữ ký bị hủy hiệu lực khác nhật ký", "has other void signatures than the log says"
    yield from _numbers(kept, records)
    yield from _beside(kept, records)
    yield from review_rows.differences(kept.approvals, kept.comments, records)
    yield from paper_rows.differences(kept.papers, records)


def _beside(kept: Kept, records: Records) -> Iterator[Said]:
    """Check what was asked of people about the document, and what was printed of it."""
    asked = [(r.from_person_id, r.to_person_id, r.action, r.word) for r in kept.nudges]
    told = [
        (r["by"]["person"], r["nudge"]["person"], r["nudge"]["action"], r.get("reason", ""))
        for r in records
        if r["act"] == "nudge"
    ]
    if asked != told:
        yield "lời nhờ khác nhật ký", "has other requests to people than the log says"
    judged = [judgements.as_told(row) for row in kept.judgements]
    found = (one for record in records for one in judgements.sealed(record))
    if judged != sorted(found, key=lambda one: one[:3]):
        yield "kết quả kiểm tra chữ ký khác nhật ký", "has other judgements than the log says"
    printed = [(r.person_id, r.kind, r.pages, r.copies, r.digest) for r in kept.printings]
    sealed = [
        (r["by"]["person"], *(r["printed"][n] for n in ("kind", "pages", "copies", "sha256")))
        for r in records
        if r["act"] == "print"
    ]
    if printed != sealed:
        yield "các lần in khác nhật ký", "was printed otherwise than the log says"


def _made(record: Mapping[str, Any]) -> list[str]:
    """Return the files that the office made with an act: on its own, or by a signature."""
    files: list[str] = record["files"] if record["act"] in MADE else record.get("made", [])
    return files


def _signings(kept: Kept) -> list[tuple[Any, ...]]:
    return [
        (row.whose, row.person_id, row.simulated, *(getattr(row, name) for name in _SAID))
        for row in kept.signings
    ]


def _told_signings(records: Records) -> list[tuple[Any, ...]]:
    return [
        (
            told["by"], record["by"]["person"], told.get("simulated", False),
            *(told.get(name, "") for name in _SAID),
        )
        for record in records
        if (told := record.get("signature"))
    ]  # fmt: skip


def _voids(kept: Kept) -> dict[str, tuple[Any, ...]]:
    return {
        row.whose: (plain(row.voided_at), row.voided_by, row.void_reason)
        for row in kept.signings
        if row.voided_at is not None or row.void_reason
    }


def _told_voids(records: Records) -> dict[str, tuple[Any, ...]]:
    """Return which signatures are void, of the digital ones that were made; by when, who, why."""
    told: dict[str, tuple[Any, ...]] = {}
    for record in records:
        if gone := record.get("void_signature"):
            told[gone["by"]] = (record["at"], record["by"]["person"], record["reason"])
        if back := record.get("restored_signature"):
            del told[back["by"]]
    return told


def _versions(kept: Kept) -> list[tuple[Any, ...]]:
    return [
        (
            row.version,
            row.digest,
            sealing.text_digest(row.subject, row.body),
            sealing.written_digest(row.written) if row.written is not None else None,
            row.submitted_by,
        )
        for row in sorted(kept.versions, key=lambda row: row.version)
    ]


def _told_versions(records: Records) -> list[tuple[Any, ...]]:
    return [
        (
            record["version"],
            record["content"],
            record["text"],
            record.get("written"),
            record["by"]["person"],
        )
        for record in records
        if "version" in record
    ]


def _numbers(kept: Kept, records: Records) -> Iterator[Said]:
    """Check every number given for the document: which book, used or cancelled, and why."""
    told: dict[tuple[int, int], tuple[list[Any], str, str]] = {}
    for record in records:
        if given := record.get("number") or record.get("copied", {}).get("number"):
            told[given["register"], given["number"]] = (given["book"], "used", "")
        if gone := record.get("cancelled"):
            key = (gone["register"], gone["number"])
            told[key] = (told[key][0], "cancelled", record["reason"])
    found = {
        (row.register_id, row.number): (_book(kept, row.register_id), row.status, row.reason)
        for row in kept.entries
    }
    if found != told:
        yield "số trong sổ khác nhật ký", "has other numbers in the registers than the log says"


def _book(kept: Kept, register_id: int) -> list[Any]:
    book = kept.registers[register_id]
    return [book.unit_id, book.direction, book.series, book.year]
