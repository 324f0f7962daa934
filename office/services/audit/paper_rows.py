"""Comparing the rows of paper with what the sealed records say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from office.domain.movements import plain
from office.domain.sheets import LATE
from office.models.deliveries import Delivery
from office.models.papers import CertifiedCopy, Envelope, EnvelopeNote, FileLoan, PaperEntry
from office.services.work import Work

Records = Sequence[dict[str, Any]]
Said = tuple[str, str]
#: The columns of an entry that its record keeps by their own names.
_ENTRY = (
    "event", "n", "channel", "way", "source", "copies", "pages", "sheets", "duplex",
    "condition", "reason",
)  # fmt: skip
_COPY = (
    "kind", "symbol", "origin", "form", "of_id", "of_words", "part", "copies", "pages", "sheets",
    "duplex", "dpi", "signer_id", "signer_name", "signer_position", "authority", "recipients",
    "signed", "digest", "size",
)  # fmt: skip
_LOAN = ("n", "borrower", "borrower_unit_id", "dossier", "allowed_by", "note")


class PaperRows(NamedTuple):
    """What the tables keep of one document's paper; `proofs` are the notes to its envelopes,
    `late` the deliveries that paper followed."""

    entries: Sequence[Row[Any]] = ()
    envelopes: Sequence[Row[Any]] = ()
    proofs: Sequence[Row[Any]] = ()
    copies: Sequence[Row[Any]] = ()
    loans: Sequence[Row[Any]] = ()
    late: Sequence[Row[Any]] = ()


def read(work: Work, span: tuple[int, int]) -> dict[int, PaperRows]:
    """Return the rows of paper of the documents from the first of `span` to the last."""
    found: defaultdict[int, tuple[list[Row[Any]], ...]] = defaultdict(
        lambda: tuple([] for _ in PaperRows._fields)
    )
    inside = (
        select(PaperEntry.document_id.label("of_document"), PaperEntry.envelope_id)
        .where(PaperEntry.document_id.between(*span), PaperEntry.envelope_id.is_not(None))
        .distinct()
        .subquery()
    )
    sent = (
        select(inside.c.of_document, Envelope.__table__)
        .join(Envelope, Envelope.id == inside.c.envelope_id)
        .order_by(Envelope.id)
    )
    noted = (
        select(inside.c.of_document, EnvelopeNote.__table__)
        .join(EnvelopeNote, EnvelopeNote.envelope_id == inside.c.envelope_id)
        .order_by(EnvelopeNote.id)
    )
    followed = select(Delivery.document_id.label("of_document"), Delivery.id).where(
        Delivery.document_id.between(*span), Delivery.late_paper
    )
    own = [
        select(model.document_id.label("of_document"), model.__table__)
        .where(model.document_id.between(*span))
        .order_by(model.id)
        for model in (PaperEntry, CertifiedCopy, FileLoan)
    ]
    for place, asked in enumerate((own[0], sent, noted, own[1], own[2], followed)):
        for row in work.db.execute(asked):
            found[row.of_document][place].append(row)
    return {key: PaperRows(*kinds) for key, kinds in found.items()}


def differences(rows: PaperRows, records: Records) -> Iterator[Said]:
    """Yield where the rows of a document's paper differ from its records."""
    told = [_told(record, one) for record in records for one in record.get("paper", ())]
    if _sorted(_kept(rows.entries)) != _sorted(told):
        yield "bản giấy khác nhật ký", "has other entries of paper than the log says"
    late = {one["delivery"] for record in records for one in record.get("paper", ())
            if one["source"] == LATE}  # fmt: skip
    if {row.id for row in rows.late} != late:
        yield "bản giấy gửi sau khác nhật ký", "has other paper sent later than the log says"
    envelopes = {
        record["envelope"]["id"]: record["envelope"] for record in _of(records, "envelope")
    }
    if {row.id: _envelope(row) for row in rows.envelopes} != envelopes:
        yield "bì gửi khác nhật ký", "has other envelopes than the log says"
    if _sorted(map(_proof, rows.proofs)) != _sorted(_told_proofs(records)):
        yield "chứng từ gửi khác nhật ký", "has other proofs of posting than the log says"
    copies = [_told_copy(record) for record in _of(records, "copied")]
    if _sorted(map(_copy, rows.copies)) != _sorted(copies):
        yield "bản sao khác nhật ký", "has other certified copies than the log says"
    if _sorted(map(_loan, rows.loans)) != _sorted(_told_loans(records)):
        yield "việc mượn bản lưu khác nhật ký", "has other loans than the log says"


def _of(records: Records, name: str) -> list[dict[str, Any]]:
    return [record for record in records if name in record]


def _sorted(values: Any) -> list[Any]:
    return sorted(values, key=repr)


def _told(record: dict[str, Any], one: dict[str, Any]) -> tuple[Any, ...]:
    corrects = one.get("corrects")
    return (
        record["seq"], record["by"]["person"], record["at"], one["unit"], one["delivery"],
        one["day"], one.get("envelope"), tuple(corrects) if corrects else None,
        *(one[name] for name in _ENTRY),
    )  # fmt: skip


def _kept(rows: Sequence[Row[Any]]) -> list[tuple[Any, ...]]:
    known = {row.id: (row.seq, row.n) for row in rows}
    return [
        (
            row.seq, row.person_id, plain(row.at), row.unit_id, row.delivery_id,
            plain(row.day), row.envelope_id,
            known.get(row.corrects_id, (0, 0)) if row.corrects_id is not None else None,
            *(getattr(row, name) for name in _ENTRY),
        )
        for row in rows
    ]  # fmt: skip


def _envelope(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id, "to": row.to_unit_id, "way": row.way, "count": row._mapping["count"],
        "day": plain(row.day), "note": row.note,
    }  # fmt: skip


def _proof(row: Row[Any]) -> tuple[Any, ...]:
    day = plain(row.day) if row.kind == "proof" else ""
    return row.envelope_id, row.kind, row.code, row.words, day, row.person_id


def _told_proofs(records: Records) -> Iterator[tuple[Any, ...]]:
    for record in records:
        by = record["by"]["person"]
        if proof := record.get("proof"):
            said = record.get("reason", "")
            yield proof["envelope"], "proof", proof["code"], said, proof["day"], by
        if "void" in record:
            yield record["void"], "void", "", record["reason"], "", by


def _copy(row: Row[Any]) -> tuple[Any, ...]:
    told = tuple(getattr(row, name) for name in _COPY)
    return row.seq, row.person_id, row.unit_id, plain(row.copied_on), row.number, *told


def _told_copy(record: dict[str, Any]) -> tuple[Any, ...]:
    copied = record["copied"]
    told = tuple(copied[name] for name in _COPY)
    by, number = record["by"]["person"], copied["number"]["number"]
    return record["seq"], by, copied["unit"], copied["copied_on"], number, *told


def _loan(row: Row[Any]) -> tuple[Any, ...]:
    back = None
    if row.returned_at is not None:
        back = (plain(row.returned_on), row.returned_by, row.return_note, plain(row.returned_at))
    lent = (plain(row.lent_on), plain(row.due_on), row.person_id, row.seq)
    return (*(getattr(row, name) for name in _LOAN), *lent, back)


def _told_loans(records: Records) -> Iterator[tuple[Any, ...]]:
    back = {record["returned"]["n"]: record for record in _of(records, "returned")}
    for record in _of(records, "lent"):
        lent, later = record["lent"], back.get(record["lent"]["n"])
        ended = None
        if later is not None:
            said, by = later["returned"], later["by"]["person"]
            ended = (said["on"], by, said["note"], later["at"])
        told = (lent["lent_on"], lent["due_on"], record["by"]["person"], record["seq"])
        yield (*(lent[name] for name in _LOAN), *told, ended)
