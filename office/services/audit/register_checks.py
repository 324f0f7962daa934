"""Checking the chains of the books: sealed one to the other, and the rows say what they tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Row, or_, select

from office.domain import movements, register_log
from office.domain.movements import plain
from office.domain.register_log import Told, genesis
from office.domain.text import Text
from office.models.documents import Document
from office.models.papers import BoundVolume
from office.models.registers import Binding, Register, RegisterAct, RegisterEntry, Reservation
from office.services.books.bound_volumes import OF_FACT, OF_VOLUME
from office.services.work import Work

Said = tuple[str, str]
#: What an act says of a volume, by the names of its row.
BOUND = (
    "kind", "form", "volume", "first", "last", "lines", "pages", "size", "digest", "person_id",
    "unit_id",
)  # fmt: skip
TERMS = ("reason", "type_code", "subject", "whom")


class Kept(NamedTuple):
    """What the tables keep of one book beside its documents."""

    acts: Sequence[Row[Any]]
    entries: Sequence[Row[Any]]
    bound: Sequence[Row[Any]]
    paper: Sequence[Row[Any]]


def problems(work: Work) -> Iterator[Text]:
    """Yield what is wrong with the books, one sentence a fault."""
    acts = _by_book(work, select(RegisterAct.__table__).order_by(*_order(RegisterAct, "seq")))
    entries = _by_book(work, _entries())
    made = select(Binding.__table__).where(Binding.made_at.is_not(None))
    bound = _by_book(work, made.order_by(Binding.register_id, Binding.made_at, Binding.id))
    paper = _by_book(work, _paper())
    for book in work.db.execute(select(Register.__table__).order_by(Register.id)):
        kept = Kept(*(rows.get(book.id, []) for rows in (acts, entries, bound, paper)))
        for vi, en in _of_book(book, kept):
            yield Text(
                f"Sổ {book.id} năm {book.year}: {vi}.", f"Register {book.id} of {book.year}: {en}."
            )


def _of_book(book: Row[Any], kept: Kept) -> Iterator[Said]:
    records, fault = _read(book, kept.acts)
    if fault is not None:
        yield fault
        return
    try:
        told = register_log.fold(records)
        yield from _differences(kept, told)
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        yield f"bản ghi thiếu hoặc lạ ({wrong!r})", f"a record lacks something ({wrong!r})"


def _read(book: Row[Any], acts: Sequence[Row[Any]]) -> tuple[list[dict[str, Any]], Said | None]:
    """Return the records of a book as far as they are whole, and the first fault."""
    named = [book.unit_id, book.direction, book.series, book.year]
    records: list[dict[str, Any]] = []
    head = genesis(named)
    for nth, row in enumerate(acts, 1):
        record, intact = movements.told(row.body, row.hash, row.prev)
        if not intact or row.prev != head:
            return records, (f"bản ghi {nth} sai dấu niêm", f"act {nth} is not sealed as it should")
        said = (record.get("book"), record.get("seq"), record.get("act"), record.get("at"))
        if said != (named, nth, row.act, plain(row.at)) or row.seq != nth:
            return records, (f"bản ghi {nth} khác cột", f"act {nth} is not what its columns say")
        if record["by"]["person"] != row.person_id:
            return records, (f"bản ghi {nth} khác cột", f"act {nth} is not what its columns say")
        records.append(record)
        head = row.hash
    end = (len(acts), head if acts else None)
    if (book.log_seq, book.log_head) != end:
        return records, ("thiếu bản ghi ở cuối", "acts are missing at its end")
    return records, None


def _differences(kept: Kept, told: Told) -> Iterator[Said]:
    numbers = {row.number: _standing(row) for row in kept.entries}
    if numbers != told.numbers:
        yield "số giữ khác nhật ký", "has other reserved numbers than the log says"
    terms = {row.number: _terms(row) for row in kept.entries if row.by_id is not None}
    if terms != told.reserved:
        yield "lời giữ số khác nhật ký", "reserved numbers on other terms than the log says"
    bound = [{name: getattr(row, name) for name in BOUND} for row in kept.bound]
    if bound != [_bound(one) for one in told.bound]:
        yield "các quyển đã đóng khác nhật ký", "was bound otherwise than the log says"
    if list(map(_on_paper, kept.paper)) != told.paper:
        yield "các quyển đóng giấy khác nhật ký", "was bound on paper otherwise than the log says"


def _standing(row: Row[Any]) -> tuple[str, str, str]:
    """Return how a number stands; one that was used stays so, whatever became of its document."""
    if row.public_id is not None:
        return register_log.USED, "", row.public_id
    return row.status, row.reason, ""


def _terms(row: Row[Any]) -> dict[str, Any]:
    said = {"reason": row.why, "type_code": row.type_code, "subject": row.subject, "whom": row.whom}
    return {**said, "at": plain(row.reserved_at), "by": row.by_id}


def _bound(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in BOUND}


def _on_paper(row: Row[Any]) -> dict[str, Any]:
    """Return a fact of paper as the log tells it; a counter-entry bears the number of its fact."""
    said = {name: getattr(row, name) for name in (*OF_VOLUME, *OF_FACT)}
    if row.corrects_id is not None and row.corrected_n != -row.n:
        said["n"] = None
    who = {"at": plain(row.at), "by": row.person_id, "reason": row.reason}
    return {"key": row.binding_id, **said, "day": plain(row.day), "unit": row.unit_id, **who}


def _paper() -> Any:
    """Select what was bound on paper, with the volume it was and the fact it takes back."""
    corrected = BoundVolume.__table__.alias()
    return (
        select(
            BoundVolume.__table__, Binding.kind, Binding.volume, Binding.first, Binding.last,
            Binding.digest, corrected.c.n.label("corrected_n"),
        )
        .join(Binding, Binding.id == BoundVolume.binding_id)
        .outerjoin(corrected, corrected.c.id == BoundVolume.corrects_id)
        .order_by(BoundVolume.register_id, BoundVolume.id)
    )  # fmt: skip


def _entries() -> Any:
    """Select the numbers that are or were reserved, or are no document's."""
    return (
        select(
            RegisterEntry.register_id, RegisterEntry.number, RegisterEntry.status,
            RegisterEntry.reason, Document.public_id, Reservation.by_id,
            Reservation.at.label("reserved_at"), Reservation.reason.label("why"),
            Reservation.type_code, Reservation.subject, Reservation.whom,
        )
        .outerjoin(Reservation, Reservation.entry_id == RegisterEntry.id)
        .outerjoin(Document, Document.id == RegisterEntry.document_id)
        .where(or_(Reservation.entry_id.is_not(None), RegisterEntry.document_id.is_(None)))
        .order_by(RegisterEntry.register_id, RegisterEntry.number)
    )  # fmt: skip


def _order(model: Any, *names: str) -> list[Any]:
    return [model.register_id, *(getattr(model, name) for name in names)]


def _by_book(work: Work, found: Any) -> dict[int, list[Row[Any]]]:
    rows = work.db.execute(found)
    return {key: list(group) for key, group in groupby(rows, key=attrgetter("register_id"))}
