"""What reviewing did, in sentences: from sealed records alone, like the rest of a story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from office.domain.reviews import APPROVALS, COMMENTS, STANCES
from office.domain.text import Text, joined


def clauses(record: Mapping[str, Any]) -> list[Text]:
    """Return what a record says of a review, a clause each; nothing for other records."""
    return [*_approved(record), *_opinions(record), *_comments(record)]


def said(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words of a comment, or of the answer to one."""
    words = record.get("comment", {}).get("words"), record.get("settled", {}).get("answer")
    return tuple(str(one) for one in words if one)


def _approved(record: Mapping[str, Any]) -> list[Text]:
    told = []
    if given := record.get("approved"):
        told.append(Text("bản {n}", "version {n}").filled(n=given["version"]))
    if voided := record.get("voided"):
        kinds = joined((_of_version(kind, version) for kind, version in voided), ", ")
        told.append(Text("hết hiệu lực: {what}", "void: {what}").filled(what=kinds))
    if found := record.get("checks"):
        counted = Text("máy nêu {n} điểm thể thức", "rules found {n} faults of form")
        told.append(counted.filled(n=len(found)))
    return told


def _of_version(kind: str, version: int) -> Text:
    said = Text("{what} bản {n}", "{what}, version {n}")
    return said.filled(what=APPROVALS[kind], n=version)


def _opinions(record: Mapping[str, Any]) -> list[Text]:
    told = [STANCES[record["stance"]]] if record.get("stance") else []
    if gone := record.get("unanswered"):
        said = Text("thôi chờ {n} ý kiến", "{n} opinions are wanted no more")
        told.append(said.filled(n=len(gone)))
    return told


def _comments(record: Mapping[str, Any]) -> list[Text]:
    told = []
    if made := record.get("comment"):
        said = Text(
            "góp ý {n}, bản {version}, đoạn {paragraph}: “{quote}”",
            "comment {n}, version {version}, paragraph {paragraph}: “{quote}”",
        )
        told.append(said.filled(**made))
    if settled := record.get("settled"):
        how = Text("góp ý {n}: {how}", "comment {n}: {how}")
        told.append(how.filled(n=settled["n"], how=COMMENTS[settled["how"]]))
    if gathered := record.get("comments"):
        said = Text("kèm góp ý {which}", "with comments {which}")
        told.append(said.filled(which=", ".join(map(str, gathered))))
    return told
