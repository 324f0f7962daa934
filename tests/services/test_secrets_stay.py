"""A secret document is a number in a book: no door addresses it, sends it or packs it (law 6)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import insert, select

from office.domain.errors import NotFound, OfficeError, Refused
from office.domain.relations import REPLACES
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.relations import DocumentRelation
from office.runtime import Office
from office.services import routing
from office.services.books import registration
from office.services.outgoing import drafting, relating
from office.services.outgoing.drafting import Recipient
from office.services.outgoing.relating import Mends
from office.services.views.matrix import Sift
from office.services.wire import packets, recalling, reminding
from office.services.work import Work
from tests import stories
from tests.make import acting


@pytest.fixture
def stub(both_provinces: Office) -> str:
    """Hand in the number of a secret document of the province."""
    with both_provinces.work(acting(both_provinces, "vt.tinh")) as work:
        registration.enter_secret(work, "out", "mat")
        known = select(Document.public_id).where(Document.secrecy != "")
        return work.db.execute(known).scalar_one()


DOORS: dict[str, Callable[[Work, str], object]] = {
    "address": lambda work, stub: drafting.address(
        work, stub, [Recipient(unit_id=work.tree.by_key("snv").id)]
    ),
    "issue": lambda work, stub: routing.move(work, stub, "issue"),
    "attach": lambda work, stub: drafting.detach(work, stub, 1),
    "replace": lambda work, stub: relating.mended(work, Mends(REPLACES, stub)),
    "recall": lambda work, stub: recalling.ask(work, stub, "Thử thu hồi văn bản mật"),
    "remind": lambda work, stub: reminding.remind(work, stub, Sift()),
    "packet": lambda work, stub: packets.document(work, stub),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_sends_a_secret_document(both_provinces: Office, stub: str, door: str) -> None:
    def knock() -> None:
        with both_provinces.work(acting(both_provinces, "vt.tinh")) as work:
            DOORS[door](work, stub)

    with pytest.raises(OfficeError) as refusal:
        knock()
    assert isinstance(refusal.value, Refused | NotFound)
    stories.check_refusal(both_provinces, OfficeError, knock)


def test_even_with_a_delivery_written_behind_the_office_there_is_no_packet(
    province: Office,
) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, "out", "mat")
        row = work.db.execute(select(Document.id, Document.public_id)).one()
        values = {
            "document_id": row.id, "unit_id": work.tree.by_key("snv").id, "channel": "electronic",
            "sent_at": work.at, "procedure": "transmission", "procedure_version": 2,
            "state": "sent", "holder_unit_id": work.tree.by_key("snv").id, "held_since": work.at,
        }  # fmt: skip
        work.db.execute(insert(Delivery).values(values))
    with province.look() as work, pytest.raises(Refused, match="mật"):
        packets.document(work, row.public_id)
    with province.look() as work:
        assert work.db.scalars(select(DocumentRelation.id)).all() == []
