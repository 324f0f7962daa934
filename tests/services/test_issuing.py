"""Issuing: one delivery for each recipient, in one transaction, however many there are."""

import pytest
from sqlalchemy import func, insert, select

from office.domain.documents import Content
from office.domain.paper import PAPER, PARALLEL
from office.models.deliveries import Delivery
from office.models.documents import Document, DraftRecipient
from office.models.outbox import OutboxMessage
from office.models.units import Unit, UnitName
from office.runtime import Office
from office.services import facts
from office.services.outgoing.drafting import Recipient
from office.services.places import units
from office.services.views import dossier
from tests import stories
from tests.make import Clock, acting

CLERK = ("vt.tinh", "clerk")
MANY = 10_000


def districts_and_communes(office: Office) -> list[str]:
    """Return the keys of the 7 districts and 65 communes."""
    with office.look() as work:
        kinds = ("ubnd_huyen", "ubnd_xa")
        return [u.key for u in work.tree.units.values() if u.kind.code in kinds]


def elsewhere(office: Office) -> int:
    """Return an agency that works in another system."""
    with office.work() as work:
        return units.external(work, "000.00.00.G22", "Bộ Nội vụ")


def deliveries(office: Office):  # type: ignore[no-untyped-def]  # rows of many columns
    """Return every delivery."""
    with office.look() as work:
        return work.db.execute(select(Delivery.__table__).order_by(Delivery.unit_id)).all()


def test_a_circular_reaches_seven_districts_and_sixty_five_communes(both_provinces: Office) -> None:
    keys = districts_and_communes(both_provinces)
    assert len(keys) == 72
    document = stories.draft(both_provinces, "issued", recipients=[*keys, "snv"])
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        assert dossier.read(work, document).delivery_counts == {"arrived": 73}
    assert stories.problems(both_provinces) == []
    for clerk in ("vt.bacai", "vt.phuocdai", "vt.snv"):
        stories.move(both_provinces, (clerk, "clerk"), document, "accept")
    assert stories.problems(both_provinces) == []


def test_each_way_begins_in_its_own_state(both_provinces: Office) -> None:
    office = both_provinces
    outside = elsewhere(office)
    here, paper = stories.unit(office, "snv"), stories.unit(office, "ubnd-bac-ai")
    recipients = [
        Recipient(unit_id=here, channel=PARALLEL, paper_reason="Cần bản đóng dấu"),
        Recipient(unit_id=paper, channel=PAPER, paper_reason="Bản đồ khổ lớn"),
        Recipient(unit_id=outside),
    ]
    document = stories.draft(office, "issued", recipients=recipients)
    begun = {row.unit_id: (row.procedure, row.state) for row in deliveries(office)}
    assert begun == {
        here: ("incoming", "arrived"),
        paper: ("incoming", "sent"),
        outside: ("transmission", "sent"),
    }
    arrived = {row.unit_id: row.arrived_at is not None for row in deliveries(office)}
    assert arrived == {here: True, paper: False, outside: False}
    assert all(row.holder_unit_id == row.unit_id and row.due_at for row in deliveries(office))
    with office.look() as work:
        kinds = work.db.scalars(select(OutboxMessage.kind)).all()
    assert kinds.count("send_packets") == 1
    stories.move(office, ("vt.bacai", "clerk"), document, "arrive")
    stories.move(office, ("vt.bacai", "clerk"), document, "accept")
    assert stories.problems(office) == []


def test_nothing_is_sent_outside_when_everybody_works_here(province: Office) -> None:
    stories.draft(province, "issued")
    with province.look() as work:
        assert "send_packets" not in work.db.scalars(select(OutboxMessage.kind)).all()


def test_the_deadline_to_accept_follows_the_urgency(province: Office, clock: Clock) -> None:
    urgent = Content(type_code="CĐ", subject="Bão số 6", body="Gấp", urgency=3)
    stories.draft(province, "issued", content=urgent)
    (row,) = deliveries(province)
    assert (row.due_at - clock.now).total_seconds() == 3600
    assert row.urgency == 3


def test_the_sender_sees_how_far_each_recipient_is_and_recipients_see_themselves(
    province: Office,
) -> None:
    document = stories.draft(province, "issued", recipients=["ubnd-bac-ai", "snv"])
    stories.move(province, ("vt.bacai", "clerk"), document, "refuse", stories.REASON)
    with province.look(acting(province, "cv.vx")) as work:
        assert dossier.read(work, document).delivery_counts == {"refused": 1, "arrived": 1}
    with province.look(acting(province, "vt.snv")) as work:
        read = dossier.read(work, document)
        assert [row.unit_id for row in read.deliveries] == [work.actor.agency_id]
        assert read.delivery_counts == {}


@pytest.mark.parametrize(
    "database", ["province", pytest.param("pg_province", marks=pytest.mark.postgres)]
)
def test_ten_thousand_recipients_are_issued_in_one_transaction(
    database: str, request: pytest.FixtureRequest
) -> None:
    office: Office = request.getfixturevalue(database)
    document = stories.draft(office, "numbered")
    with office.work() as work:
        key = work.db.scalar(select(Document.id).where(Document.public_id == document))
        day = work.today.replace(month=1, day=1)
        work.db.execute(
            insert(Unit),
            [{"key": f"xa-{n}", "kind": "ubnd_xa", "valid_from": day} for n in range(MANY)],
        )
        made = work.db.scalars(select(Unit.id).where(Unit.key.like("xa-%"))).all()
        names = [
            {"unit_id": u, "name": "UBND xã", "abbreviation": "UBND", "valid_from": day}
            for u in made
        ]
        work.db.execute(insert(UnitName), names)
        rows = [{"document_id": key, "unit_id": u, "channel": "electronic"} for u in made]
        work.db.execute(insert(DraftRecipient), rows)
        facts.reference_changed(work.db)
    stories.act(office, document, "issue")
    with office.look() as work:
        assert work.db.scalar(select(func.count()).select_from(Delivery)) == MANY + 1
    assert stories.problems(office) == []
