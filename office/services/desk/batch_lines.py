"""The lines of a batch: each taken in a work of its own, and settled in the same one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Row, select, true, update

from office.domain import bulk
from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import NotFound, OfficeError
from office.domain.signing import Signing
from office.domain.text import Text, joined
from office.models.batches import Batch, BatchItem
from office.services import routing
from office.services.desk import intake, outcomes
from office.services.signing import leader
from office.services.views import readings
from office.services.work import Work

WAITING = "waiting"
DONE = "done"
REFUSED = "refused"
Begin = Callable[[], AbstractContextManager[Work]]
_READ = Text("Đã đánh dấu đã đọc", "Marked as read")


def taking(work: Work, public_id: str) -> Callable[[Begin, str], bool]:
    """Return how the lines of a batch of the actor's own are taken; raises NotFound."""
    return sign if own(work, public_id).action == bulk.SIGN else one


def own(work: Work, public_id: str) -> Row[Any]:
    """Return a batch of the actor's own; raises NotFound for any other."""
    actor = work.actor
    row = work.db.execute(
        select(Batch.__table__).where(
            Batch.public_id == public_id,
            Batch.person_id == actor.person_id,
            Batch.unit_id == actor.unit_id,
            Batch.role == actor.role,
        )
    ).first()
    if row is None:
        raise NotFound
    return row


def one(begin_work: Begin, public_id: str) -> bool:
    """Take the next waiting line; return whether there was one."""
    taken: list[Row[Any]] = []
    try:
        with begin_work() as work:
            batch = own(work, public_id)
            item = _next(work, batch)
            if item is None:
                return False
            taken.append(item)
            _settle(work, item, DONE, *_do(work, batch, item))
    except OfficeError as refusal:
        if not taken:
            raise
        _refuse(begin_work, taken[0], refusal)
    return True


def sign(begin_work: Begin, public_id: str) -> bool:
    """Sign the next waiting line, as on its own page; return whether there was one.

    Printing and the key are used before the transaction that keeps the signature: a line that
    somebody else has taken meanwhile is left to them.
    """
    with begin_work() as work:
        item = _next(work, own(work, public_id))
    if item is None:
        return False
    try:
        made = leader.signed(begin_work, item.document, item.seen)
        with begin_work() as work:
            batch = own(work, public_id)
            if _next(work, batch, item.position) is not None:
                _settle(work, item, DONE, *_do(work, batch, item, made))
    except OfficeError as refusal:
        _refuse(begin_work, item, refusal)
    return True


def _refuse(begin_work: Begin, item: Row[Any], refusal: OfficeError) -> None:
    with begin_work() as work:
        _settle(work, item, REFUSED, joined(refusal.reasons))


def _next(work: Work, batch: Row[Any], position: int | None = None) -> Row[Any] | None:
    """Return the next line that waits (or that at `position`), locked; one that another request
    has is passed over."""
    place = BatchItem.position == position if position is not None else true()
    return work.db.execute(
        select(BatchItem.__table__)
        .where(BatchItem.batch_id == batch.id, BatchItem.status == WAITING, place)
        .order_by(BatchItem.position)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def _do(
    work: Work, batch: Row[Any], item: Row[Any], signature: Signing | None = None
) -> tuple[Text, int | None]:
    """Take the act as if it were the only one; return what was done and the number given."""
    document, revision = item.document, item.revision
    if batch.action == bulk.READ:
        readings.mark(work, document)
        return _READ, None
    if batch.action == bulk.REGISTER:
        steps = intake.take(work, document, revision=revision)
    else:
        form = _form(batch) if signature is None else Form(signature=signature)
        steps = [routing.move(work, document, batch.action, form, revision=revision)]
    number = steps[-1].facts.get("number", {}).get("number")
    return outcomes.told(*steps), number


def _form(batch: Row[Any]) -> Form:
    if batch.lead_unit_id is None:
        return Form()
    unit_id, person_id = batch.lead_unit_id, batch.lead_person_id
    return Form(assignees=(Assignee(part=LEAD, unit_id=unit_id, person_id=person_id),))


def _settle(
    work: Work, item: Row[Any], status: str, words: Text, number: int | None = None
) -> None:
    """Say what came of a line, unless it has been said already."""
    work.db.execute(
        update(BatchItem)
        .where(
            BatchItem.batch_id == item.batch_id,
            BatchItem.position == item.position,
            BatchItem.status == WAITING,
        )
        .values(status=status, vi=words.vi, en=words.en, number=number)
    )
