"""What another system says became of a document we sent it moves its delivery, forwards only."""

import pytest
from sqlalchemy import select

from office.models.deliveries import Delivery
from office.runtime import Office
from office.services.outgoing.drafting import Recipient
from office.services.places import units
from office.services.views import dossier
from office.services.wire.exchange import Receipt
from tests import stories
from tests.make import acting
from tests.stories import sample, take

OURS = b"000.00.00.H43,2024/05/06,123/UBND-VXNV"
NAMES = {
    "01": "status_inbox_01", "02": "status_rejection_02", "03": "status_acceptance_03",
    "04": "status_assignment_04", "05": "status_processing_05", "06": "status_finish_06",
    "15": "status_change-acceptance_15", "16": "status_change-rejection_16",
}  # fmt: skip
STATES = {
    "01": "arrived", "03": "accepted", "04": "assigned", "05": "in_progress", "06": "completed"
}  # fmt: skip


@pytest.fixture
def document(both_provinces: Office) -> str:
    """Hand in a letter that was issued to Nghệ An, which works in another system."""
    with both_provinces.work() as work:
        nghe_an = units.external(work, "000.00.00.H41", "UBND tỉnh Nghệ An")
    sent = [Recipient(unit_id=nghe_an)]
    return stories.draft(both_provinces, "issued", recipients=sent)


def tell(office: Office, document: str, code: str, sender: bytes = b"000.00.00.H41") -> Receipt:
    """Receive the sample status `code`, as if it answered our document."""
    with office.look(acting(office, "vt.tinh")) as work:
        ours = dossier.read(work, document).document.code.encode()
    data = sample(NAMES[code])
    assert OURS in data
    return take(office, data.replace(OURS, ours).replace(b"000.00.00.H41", sender), code)


def state(office: Office) -> str:
    """Return the state of the one delivery."""
    with office.look() as work:
        return work.db.execute(select(Delivery.state)).scalar_one()


def test_the_delivery_follows_what_the_recipient_tells(
    both_provinces: Office, document: str
) -> None:
    for code, expected in STATES.items():
        assert tell(both_provinces, document, code).verdict == "accepted"
        assert state(both_provinces) == expected
    assert stories.problems(both_provinces) == []


def test_a_refusal_ends_it_with_its_reason(both_provinces: Office, document: str) -> None:
    assert tell(both_provinces, document, "02").verdict == "accepted"
    assert state(both_provinces) == "refused"
    with both_provinces.look(acting(both_provinces, "vt.tinh")) as work:
        assert dossier.read(work, document).story[-1].record["reason"] == "Gửi nhầm nơi nhận"
    assert stories.problems(both_provinces) == []


def test_a_report_may_leap_and_a_late_one_moves_nothing(
    both_provinces: Office, document: str
) -> None:
    assert tell(both_provinces, document, "05").verdict == "accepted"
    late = tell(both_provinces, document, "03")
    assert (late.verdict, state(both_provinces)) == ("recorded", "in_progress")
    assert "late" in late.message.en
    assert tell(both_provinces, document, "06").verdict == "accepted"
    assert tell(both_provinces, document, "02").verdict == "recorded"
    assert state(both_provinces) == "completed"
    assert stories.problems(both_provinces) == []


def test_a_repeated_report_is_a_duplicate(both_provinces: Office, document: str) -> None:
    tell(both_provinces, document, "01")
    before = stories.problems(both_provinces)
    assert tell(both_provinces, document, "01").verdict == "duplicate"
    assert (state(both_provinces), before) == ("arrived", [])


@pytest.mark.parametrize("code", ["15", "16"])
def test_an_answer_to_a_change_is_recorded(
    both_provinces: Office, document: str, code: str
) -> None:
    assert tell(both_provinces, document, code).verdict == "recorded"
    assert state(both_provinces) == "sent"
    assert stories.problems(both_provinces) == []


def test_who_did_not_receive_it_cannot_report_on_it(both_provinces: Office, document: str) -> None:
    assert tell(both_provinces, document, "03", b"000.00.00.G22").verdict == "refused"
    assert tell(both_provinces, document, "03", b"000.00.11.H43").verdict == "refused"
    assert state(both_provinces) == "sent"


def test_what_works_here_is_not_moved_by_packets(province: Office) -> None:
    with province.work() as work:
        units.external(work, "000.00.00.H41", "UBND tỉnh Nghệ An")
    document = stories.draft(province, "issued", recipients=["snv"])
    assert tell(province, document, "03", b"000.00.11.H43").verdict == "refused"
    assert stories.state_of(province, document, "vt.snv") == "arrived"


def test_the_sender_of_a_document_asks_for_it_back(province: Office) -> None:
    document = stories.receive(province, "to_ninh_thuan/04_nghe_an_visit")
    with province.look(acting(province, "vt.tinh")) as work:
        code = dossier.read(work, document).document.code.encode()
    receipt = take(province, sample("status_cancellation_13").replace(OURS, code))
    with province.look(acting(province, "vt.tinh")) as work:
        asked = dossier.read(work, document).recalls
    assert (receipt.verdict, [row.answer for row in asked]) == ("recorded", [""])
    assert stories.problems(province) == []
