"""One document as it is shown: everything to the sender, their own part to recipients."""

import pytest
from sqlalchemy import text

from office.domain.errors import NotFound
from office.runtime import Office
from office.services.views import dossier
from office.services.views.dossier import Dossier
from tests import stories
from tests.make import acting
from tests.services.attacks import disarm


def read(office: Office, login: str, document: str, role: str | None = None) -> Dossier:
    """Read a document as somebody."""
    with office.look(acting(office, login, role)) as work:
        return dossier.read(work, document)


@pytest.fixture
def letter(province: Office) -> str:
    """Hand in a letter to Bác Ái and the department of home affairs; Bác Ái accepted it."""
    document = stories.draft(province, "issued", recipients=["ubnd-bac-ai", "snv"])
    stories.move(province, ("vt.bacai", "clerk"), document, "accept")
    return document


def test_the_sender_sees_the_whole_story_every_recipient_and_all_versions(
    province: Office, letter: str
) -> None:
    seen = read(province, "cv.vx", letter)
    assert [told.seq for told in seen.story] == list(range(1, 10))
    assert all(told.intact for told in seen.story)
    assert {row.state for row in seen.deliveries} == {"accepted", "arrived"}
    assert seen.own_delivery is None
    assert len(seen.versions) == 1


def test_a_recipient_sees_its_own_part_and_nothing_of_the_draft(
    province: Office, letter: str
) -> None:
    seen = read(province, "vt.bacai", letter)
    assert [told.record["act"] for told in seen.story] == ["accept"]
    assert seen.own_delivery is not None
    assert [row.id for row in seen.deliveries] == [seen.own_delivery.id]
    assert list(seen.versions) == []
    assert read(province, "vt.snv", letter).story == []


def test_an_auditor_above_both_sees_both(province: Office, letter: str) -> None:
    seen = read(province, "ttra.tinh", letter)
    assert len(seen.story) == 9
    assert len(seen.deliveries) == 2


def test_a_changed_record_is_shown_as_broken(province: Office, letter: str) -> None:
    with province.work() as work:
        disarm(work)
        work.db.execute(text("UPDATE movements SET hash = prev WHERE seq = 3"))
    seen = read(province, "cv.vx", letter)
    assert [told.seq for told in seen.story if not told.intact] == [3]


def test_a_file_is_found_by_its_place(province: Office) -> None:
    document = stories.incoming(province)
    seen = read(province, "vt.tinh", document)
    with province.look(acting(province, "vt.tinh")) as work:
        row = dossier.attachment(work, document, 1)
        with work.storage.open(row.digest) as file:
            assert len(file.read()) == row.size
        with pytest.raises(NotFound):
            dossier.attachment(work, document, len(seen.attachments) + 1)
    with province.look(acting(province, "vt.snv")) as work, pytest.raises(NotFound):
        dossier.attachment(work, document, 1)


def test_names_of_holder_and_parts_are_told(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    seen = read(province, "ct.tinh", document)
    assert seen.own_delivery is not None
    assert seen.own_delivery.holder_name == "Lâm Hoàng Nam"
    assert [(part.part, part.person_name) for part in seen.parts] == [
        ("lead", "Lâm Hoàng Nam"),
        ("co", None),
    ]
