"""What is counted of volumes that were bound on paper: they are a book's, and no document's."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from office.domain.counting import UNKNOWN
from office.domain.sheets import BIND
from office.models.papers import BoundVolume
from office.models.registers import Register
from office.services.figures.of_documents import Fact
from office.services.figures.places import Places
from office.services.work import Work

VOLUME = "volume"


def facts(work: Work, places: Places, keys: Sequence[int]) -> list[Fact]:
    """Lock the books of some volumes, in order, and return what is counted of them."""
    books = select(BoundVolume.register_id).where(BoundVolume.id.in_(keys))
    held = select(Register.id).where(Register.id.in_(books)).order_by(Register.id)
    work.db.execute(held.with_for_update(key_share=True))
    rows = work.db.execute(
        select(BoundVolume.__table__).where(BoundVolume.id.in_(keys)).order_by(BoundVolume.id)
    )
    return [
        {
            "source": VOLUME,
            "source_id": row.id,
            "document_id": None,
            "unit_id": row.unit_id,
            "on_day": row.day,
            "type_code": UNKNOWN,
            "level": places.level(row.unit_id),
            "event": BIND,
            "secret": False,
            "copies": row.copies,
            "sheets": row.sheets,
        }
        for row in rows
    ]
