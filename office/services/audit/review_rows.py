"""Comparing approvals and comments on a draft with what its sealed records say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row

from office.domain.movements import plain
from office.domain.reviews import OPEN

Said = tuple[str, str]
Records = Sequence[dict[str, Any]]
_PASSAGE = ("version", "paragraph", "start", "quote", "words")


def differences(
    approvals: Sequence[Row[Any]], comments: Sequence[Row[Any]], records: Records
) -> Iterator[Said]:
    """Yield where the rows of one document differ from its records."""
    if sorted(map(_approval, approvals), key=str) != sorted(_told_approvals(records), key=str):
        yield "các lần duyệt khác nhật ký", "has other approvals than the log says"
    if {row.n: _comment(row) for row in comments} != _told_comments(records):
        yield "góp ý khác nhật ký", "has other comments than the log says"
    if problem := _unseen(records):
        yield problem


def _approval(row: Row[Any]) -> tuple[Any, ...]:
    given = (row.kind, row.version, row.digest, row.person_id, plain(row.at))
    return *given, row.voided_by, plain(row.voided_at)


def _told_approvals(records: Records) -> list[tuple[Any, ...]]:
    """Return every approval as the records tell it: what was seen, by whom, until when."""
    told: list[tuple[Any, ...]] = []
    for record in records:
        if given := record.get("approved"):
            seen = (given["kind"], given["version"], given["digest"])
            told.append((*seen, record["by"]["person"], record["at"], None, None))
        gone = {tuple(one) for one in record.get("voided", ())}
        told = [
            (*one[:5], record["by"]["person"], record["at"])
            if one[5] is None and one[:2] in gone
            else one
            for one in told
        ]
    return told


def _unseen(records: Records) -> Said | None:
    """Say so when a version was approved whose content is not the one that was kept as it."""
    kept = {record["version"]: record["content"] for record in records if "version" in record}
    for given in (record["approved"] for record in records if "approved" in record):
        if kept.get(given["version"]) != given["digest"]:
            return "lần duyệt không phải của bản đã giữ", "has an approval of no version kept"
    return None


def _comment(row: Row[Any]) -> dict[str, Any]:
    passage = {name: getattr(row, name) for name in _PASSAGE}
    made = {"by": row.author_id, "unit": row.unit_id, "at": plain(row.at)}
    settled = {"status": row.status, "answer": row.answer, "settled_by": row.settled_by}
    return {**passage, **made, **settled, "settled_at": plain(row.settled_at)}


def _told_comments(records: Records) -> dict[int, dict[str, Any]]:
    told: dict[int, dict[str, Any]] = {}
    for record in records:
        if said := record.get("comment"):
            passage = {name: said[name] for name in _PASSAGE}
            by = {"by": record["by"]["person"], "unit": record["by"]["unit"], "at": record["at"]}
            unsettled = {"status": OPEN, "answer": "", "settled_by": None, "settled_at": None}
            told[said["n"]] = {**passage, **by, **unsettled}
        if done := record.get("settled"):
            told[done["n"]].update(
                status=done["how"], answer=done["answer"],
                settled_by=record["by"]["person"], settled_at=record["at"],
            )  # fmt: skip
    return told
