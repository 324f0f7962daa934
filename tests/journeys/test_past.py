"""Whatever random people do, the time machine says at each moment what the records said."""

from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlalchemy import select

from office.domain.fold import DRAFT
from office.domain.past import past as domain_past
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.services.audit import past
from office.services.audit.past import Clerk
from tests.journeys.play import RandomOffice
from tests.journeys.test_random_office import PROFILE

_SEALED = (
    select(Movement.seq, Movement.body, Movement.hash, Movement.prev)
    .join(Document, Document.id == Movement.document_id)
    .order_by(Movement.seq)
)


class Remembered(RandomOffice):
    """A play in which somebody writes down, at every step, who holds what."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__(template, folder, set())
        self.written: dict[datetime, dict[tuple[str, object], tuple[object, ...]]] = {}

    @invariant()
    def the_past_is_what_was_written_down(self) -> None:
        """Write down the rows of now; ask for every moment that was written down before."""
        self.written[self.clock.now] = now = self._rows()
        before = list(self.written)[-3:]
        for document in {document for document, _ in now}:
            with self.office.look() as work:
                rows = work.db.execute(_SEALED.where(Document.public_id == document)).all()
                for at in before:
                    records, broken = past.sealed(rows, at)
                    assert broken is None
                    told = domain_past(records)
                    clerk = Clerk(work, at, told)
                    said = {(document, k): _said(clerk.run(k)) for k in told.runs}
                    kept = {k: v for k, v in self.written[at].items() if k[0] == document}
                    assert said == kept, at

    def _rows(self) -> dict[tuple[str, object], tuple[object, ...]]:
        found: dict[tuple[str, object], tuple[object, ...]] = {}
        with self.office.look() as work:
            drafts = select(Document.__table__).where(Document.state.is_not(None))
            for row in work.db.execute(drafts):
                found[row.public_id, DRAFT] = _columns(row)
            joined = select(Delivery.__table__, Document.public_id).join(
                Document, Document.id == Delivery.document_id
            )
            for row in work.db.execute(joined):
                found[row.public_id, row.unit_id] = _columns(row)
        return found


def _said(run: past.RunThen) -> tuple[object, ...]:
    return run.state, run.holder, run.due_at, run.since


def _columns(row: Any) -> tuple[object, ...]:
    return row.state, (row.holder_unit_id, row.holder_person_id), row.due_at, row.held_since


def test_the_past_stays_what_it_was(sqlite_province: Path, tmp_path: Path) -> None:
    names = count()

    class Play(Remembered):
        """A play in a database of its own."""

        def __init__(self) -> None:
            super().__init__(sqlite_province, tmp_path / str(next(names)))

    run_state_machine_as_test(Play, settings=settings(PROFILE, max_examples=12))
    assert next(names) >= 12
