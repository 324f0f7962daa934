"""Reading the chain of one document's movements, and naming the first link that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from office.domain import movements
from office.domain.text import Text

UNREADABLE = ("không đọc được", "cannot be read")


def read(
    document: Row[Any], links: Sequence[Row[Any]], units: Mapping[int, int]
) -> tuple[list[dict[str, Any]], Text | None]:
    """Return the records of a chain in order, and what is wrong with it (None when whole).

    `units` names the recipient of each delivery by its key.
    """
    records: list[dict[str, Any]] = []
    head = movements.genesis(document.public_id)
    for expected, link in enumerate(links, start=1):
        try:
            record = movements.read(link.body)
            problem = _problem_of(document, link, record, (expected, head))
            run = record.get("run") if link.delivery_id is None else units.get(link.delivery_id)
        except (AttributeError, KeyError, TypeError, ValueError):
            return records, _wrong(document, expected, *UNREADABLE)
        if problem is None and run != record.get("run"):
            problem = "lượt xử lý không khớp bản ghi", "the delivery does not agree with the record"
        if problem is not None:
            return records, _wrong(document, expected, *problem)
        records.append(record)
        head = link.hash
    if (document.log_seq, document.log_head) != (len(links), head):
        return records, _wrong(
            document, len(links) + 1, "đầu chuỗi không khớp (thiếu hoặc thừa bản ghi)",
            "the chain does not end where the document says (an entry is missing or added)",
        )  # fmt: skip
    return records, None


def _problem_of(
    document: Row[Any], link: Row[Any], record: dict[str, Any], at: tuple[int, bytes]
) -> tuple[str, str] | None:
    expected, head = at
    if link.seq != expected:
        return "thiếu bản ghi", "the entry is missing"
    if movements.seal(link.body) != link.hash:
        return "niêm phong không khớp nội dung", "the seal does not fit the record"
    if link.prev != head or record.get("prev") != head.hex():
        return "không nối với bản ghi trước", "it is not sealed to the entry before it"
    if movements.canonical(record) != link.body:
        return "không ở dạng chuẩn", "it is not in canonical form"
    if _projection(document, record) != _columns(link):
        return "cột không khớp bản ghi", "the columns do not agree with the record"
    if (link.delivery_id is None) != (record.get("run") in ("draft", "")):
        return "lượt xử lý không khớp bản ghi", "the delivery does not agree with the record"
    return None


def _projection(document: Row[Any], record: dict[str, Any]) -> tuple[Any, ...]:
    by = record["by"]
    at = movements.moment(record["at"])
    marks = (by["role"], movements.on_behalf(record), movements.moved_deadline(record))
    named = (record["seq"], at, by["person"], by["unit"], record["act"], *marks)
    return (document.public_id == record["doc"], *named)


def _columns(link: Row[Any]) -> tuple[Any, ...]:
    marks = (link.role, link.on_behalf, link.due_moved)
    return (True, link.seq, link.at, link.person_id, link.unit_id, link.action, *marks)


def unreadable(document: Row[Any], seq: int) -> Text:
    """Return a sentence about an entry whose row the database can no longer give."""
    return _wrong(document, seq, *UNREADABLE)


def incomplete(document: Row[Any], fault: Exception) -> Text:
    """Return a sentence about records that lack what every record of their kind has."""
    return Text(
        f"Văn bản {document.public_id}: bản ghi thiếu hoặc lạ ({fault!r}).",
        f"Document {document.public_id}: a record lacks something or is strange ({fault!r}).",
    )


def _wrong(document: Row[Any], seq: int, vi: str, en: str) -> Text:
    return Text(
        f"Văn bản {document.public_id}, bản ghi {seq}: {vi}.",
        f"Document {document.public_id}, entry {seq}: {en}.",
    )
