"""Checking mandates: each act made in another's place was covered by one, as it was agreed.

The terms stand in the mandate's row, their digest there and in every record made under them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError

from office.domain import movements
from office.domain.delegations import acts_of
from office.domain.fold import DRAFT
from office.domain.text import Text
from office.models.delegations import Delegation
from office.services import mandates
from office.services.work import Work

Said = tuple[str, str]
#: Mandates by key; None for one whose row cannot be read.
Rows = Mapping[int, Row[Any] | None]
UNREADABLE = (SQLAlchemyError, TypeError, ValueError)


class Acts(NamedTuple):
    """A document, its records, and the acts in another's place that the tables keep of it."""

    document: Row[Any]
    records: Sequence[dict[str, Any]]
    kept: Sequence[Row[Any]]


def rows(work: Work) -> Rows:
    """Return every mandate there is, by its key."""
    try:
        found = select(*mandates.TERMS).select_from(mandates.WITH_ORDER)
        return {row.id: row for row in work.db.execute(found)}
    except UNREADABLE:
        return {key: _row(work, key) for key in work.db.scalars(select(Delegation.id))}


def _row(work: Work, key: int) -> Row[Any] | None:
    try:
        found = select(*mandates.TERMS).select_from(mandates.WITH_ORDER)
        return work.db.execute(found.where(Delegation.id == key)).first()
    except UNREADABLE:
        return None


def changed(found: Rows) -> list[Text]:
    """Return the mandates whose terms are no longer what their digest says."""
    return [
        Text(f"Ủy quyền {key}: nội dung đã bị sửa.", f"Mandate {key}: its terms were changed.")
        for key, row in sorted(found.items())
        if row is None or mandates.terms_of(row).digest() != row.digest
    ]


def differences(acts: Acts, found: Rows) -> list[Text]:
    """Return where acts in another's place were not covered, or the tables tell others."""
    told = {
        (record["seq"], record["by"]["for"]["delegation"], record["by"]["person"])
        for record in acts.records
        if "for" in record["by"]
    }
    wrong = [
        _said(acts, record["seq"], *words)
        for record in acts.records
        if "for" in record["by"]
        for words in _problems(acts.document, record, found)
    ]
    if {(row.seq, row.delegation_id, row.person_id) for row in acts.kept} != told:
        wrong.append(_said(acts, 0, "việc làm thay khác nhật ký", "has other acts for absentees"))
    return wrong


def _problems(document: Row[Any], record: dict[str, Any], found: Rows) -> Iterator[Said]:
    by = record["by"]
    row = found.get(by["for"]["delegation"])
    if row is None:
        yield "làm thay mà không có ủy quyền", "was done under a mandate that is not there"
        return
    terms, at = mandates.terms_of(row), movements.moment(record["at"])
    if by["for"]["terms"] != terms.digest():
        yield "ủy quyền khác lúc làm", "was done under other terms than the mandate has"
    who = (by["for"]["person"], by["person"], by["unit"], by["role"])
    if who != (terms.giver_id, terms.delegate_id, terms.unit_id, terms.role):
        yield "người làm thay khác ủy quyền", "was done by or for another than the mandate says"
    ended = row.revoked_at is not None and at > row.revoked_at
    if ended or at < row.given_at or not terms.counts_at(at):
        yield "làm thay ngoài thời hạn ủy quyền", "was done when the mandate did not count"
    if ((record.get("procedure") or [""])[0], record["act"]) not in acts_of(terms.powers):
        yield "làm thay ngoài phạm vi ủy quyền", "was done outside the mandate"
    # A draft's type may have changed since; what came from outside has the one it came with.
    if record.get("run") != DRAFT and not terms.concerns(
        document.type_code, document.issuer_unit_id
    ):
        yield "làm thay ngoài lĩnh vực ủy quyền", "was done on a document outside the mandate"


def _said(acts: Acts, seq: int, vi: str, en: str) -> Text:
    named = acts.document.public_id
    return Text(f"Văn bản {named}, bản ghi {seq}: {vi}.", f"Document {named}, entry {seq}: {en}.")
