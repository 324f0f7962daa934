"""The ledger of paper: each fact a row, sealed in its document's log, taken back by another row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, func, insert, select

from office.domain.errors import NotFound, Refused
from office.domain.movements import as_recorded
from office.domain.people import CLERK
from office.domain.sheets import AGAIN, POST, Leg, check_reason, check_spare
from office.domain.text import Text
from office.models.base import table
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.papers import PaperEntry
from office.models.people import Person
from office.services import access, documents
from office.services.documents import Entered
from office.services.views.dossier import own_delivery_id
from office.services.work import Work

_ADD = insert(table(PaperEntry))
#: What the sealed record keeps of an entry, by the names of its columns.
SEALED = (
    "event", "n", "channel", "way", "source", "copies", "pages", "sheets", "duplex",
    "condition", "reason",
)  # fmt: skip
BY_ENVELOPE = Text(
    "Việc gửi được hủy ở sổ gửi bưu điện, cả bì một lần.",
    "What was sent is taken back in the book of the post, a whole envelope at once.",
)
TAKEN_BACK = Text("Mục này đã được hủy rồi.", "This entry has been taken back already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A fact about to be entered; `corrects` is the row of the fact it takes back."""

    event: str
    copies: int
    pages: int
    sheets: int
    day: date
    delivery_id: int | None = None
    channel: str = ""
    way: str = ""
    source: str = ""
    duplex: bool = False
    condition: str = ""
    reason: str = ""
    n: int = 1
    envelope_id: int | None = None
    copy_id: int | None = None
    corrects: Row[Any] | None = None

    def fact(self, unit_id: int) -> dict[str, Any]:
        """Return the entry of an agency as the record keeps it."""
        told: dict[str, Any] = {"unit": unit_id} | {name: getattr(self, name) for name in SEALED}
        told |= {"delivery": self.delivery_id, "day": self.day.isoformat()}
        if self.envelope_id is not None:
            told["envelope"] = self.envelope_id
        if self.corrects is not None:
            told["corrects"] = [self.corrects.seq, self.corrects.n]
        return told


def enter(
    work: Work,
    entered: Entered,
    facts: dict[str, Any],
    entries: Sequence[Entry],
    delivery_id: int | None = None,
) -> Entered:
    """Enter facts of a document that is locked, and seal them in one movement."""
    numbered = _numbered(work, entered.id, entries)
    told = [entry.fact(work.actor.agency_id) for entry in numbered]
    after = documents.happened(work, entered, {**facts, "paper": told}, delivery_id)
    if numbered:
        work.db.execute(_ADD, [_row(work, after, entry) for entry in numbered])
    return after


def _row(work: Work, after: Entered, entry: Entry) -> dict[str, Any]:
    return {
        **{name: getattr(entry, name) for name in (*SEALED, "delivery_id", "day")},
        "document_id": after.id,
        "seq": after.link.seq,
        "unit_id": work.actor.agency_id,
        "person_id": work.actor.person_id,
        "at": work.at,
        "envelope_id": entry.envelope_id,
        "copy_id": entry.copy_id,
        "corrects_id": entry.corrects.id if entry.corrects is not None else None,
    }


def _numbered(work: Work, document_id: int, entries: Sequence[Entry]) -> list[Entry]:
    """Count each fact at its recipient; a counter-entry counts below nought."""
    rows = work.db.execute(
        select(PaperEntry.delivery_id, PaperEntry.event, func.max(PaperEntry.n))
        .where(PaperEntry.document_id == document_id)
        .group_by(PaperEntry.delivery_id, PaperEntry.event)
    )
    last: Counter[tuple[int | None, str]] = Counter()
    last.update({(row[0], row[1]): row[2] for row in rows})
    numbered = []
    for entry in entries:
        if entry.corrects is not None:
            numbered.append(replace(entry, n=-entry.corrects.n))
            continue
        key = (entry.delivery_id, entry.event)
        last[key] += 1
        numbered.append(replace(entry, n=last[key]))
    return numbered


def counts(work: Work, document_id: int) -> dict[int | None, Leg]:
    """Return where the paper of each delivery of a document stands; None: the agency's own."""
    rows = work.db.execute(
        select(PaperEntry.delivery_id, PaperEntry.event, func.sum(PaperEntry.copies))
        .where(PaperEntry.document_id == document_id)
        .group_by(PaperEntry.delivery_id, PaperEntry.event)
    )
    found: defaultdict[int | None, dict[str, int]] = defaultdict(dict)
    for delivery_id, event, copies in rows:
        found[delivery_id][event] = int(copies)
    return {key: Leg.of(sums) for key, sums in found.items()}


def listed(work: Work, document_id: int, units: Iterable[int]) -> Sequence[Row[Any]]:
    """Return the entries of some units about a document, the newest first, with who and whether
    each was taken back."""
    counter = select(PaperEntry.corrects_id).where(PaperEntry.corrects_id.is_not(None))
    return work.db.execute(
        select(
            PaperEntry.__table__,
            Person.name.label("person_name"),
            Delivery.unit_id.label("to_unit_id"),
            PaperEntry.id.in_(counter).label("taken_back"),
        )
        .join(Person, Person.id == PaperEntry.person_id)
        .outerjoin(Delivery, Delivery.id == PaperEntry.delivery_id)
        .where(PaperEntry.document_id == document_id, PaperEntry.unit_id.in_(list(units)))
        .order_by(PaperEntry.id.desc())
    ).all()


def take_back(work: Work, public_id: str, entry_id: int, reason: str) -> None:
    """Enter a counter-entry; raises NotFound, Invalid, Refused where something rests on it."""
    key = access.document_id(work, public_id)
    (entered,) = documents.locked(work, Document.id == key)
    row = work.db.execute(
        select(PaperEntry.__table__).where(
            PaperEntry.id == entry_id,
            PaperEntry.document_id == key,
            PaperEntry.unit_id == work.actor.agency_id,
            PaperEntry.corrects_id.is_(None),
            PaperEntry.copy_id.is_(None),
        )
    ).first()
    if row is None or not may_take_back(work, row):
        raise NotFound
    if row.event == POST:
        raise Refused(BY_ENVELOPE)
    check_spare(counts(work, key).get(row.delivery_id, Leg()), row.event, row.copies)
    counter(work, entered, [row], as_recorded(check_reason(reason)))


def may_take_back(work: Work, row: Row[Any]) -> bool:
    """Say whether the actor enters a counter-entry: a clerk of the agency that entered the fact,
    and whoever printed something again, about that."""
    actor = work.actor
    if actor.acting_for is not None or row.unit_id != actor.agency_id:
        return False
    own = row.event == AGAIN and row.person_id == actor.person_id
    return own or actor.role == CLERK


def counter(
    work: Work,
    entered: Entered,
    rows: Sequence[Row[Any]],
    reason: str,
    more: Mapping[str, Any] | None = None,
) -> Entered:
    """Take back some facts of a locked document at once; raises Refused if one was already."""
    done = select(PaperEntry.id).where(PaperEntry.corrects_id.in_([row.id for row in rows]))
    if work.db.scalar(done.limit(1)) is not None:
        raise Refused(TAKEN_BACK)
    named = work.db.execute(
        select(Document.agency_id, Document.origin).where(Document.id == entered.id)
    ).one()
    ours = named.origin == "drafted" and named.agency_id == work.actor.agency_id
    delivery_id = None if ours else own_delivery_id(work, entered.id)
    facts = {"act": "paper_correct", "run": run_of(work, ours=ours), "reason": reason}
    entries = [_counter(work, row, reason) for row in rows]
    return enter(work, entered, {**facts, **(more or {})}, entries, delivery_id)


def run_of(work: Work, *, ours: bool) -> int | str:
    """Return in whose run a fact of paper is told: the sender's own, or the recipient's."""
    return "draft" if ours else work.actor.agency_id


def _counter(work: Work, row: Row[Any], reason: str) -> Entry:
    return Entry(
        event=row.event,
        copies=-row.copies,
        pages=row.pages,
        sheets=-row.sheets,
        day=row.day,
        delivery_id=row.delivery_id,
        channel=row.channel,
        way=row.way,
        source=row.source,
        duplex=row.duplex,
        condition=row.condition,
        reason=reason,
        envelope_id=row.envelope_id,
        copy_id=row.copy_id,
        corrects=row,
    )
