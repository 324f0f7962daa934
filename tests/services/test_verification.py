"""`verify` finds what was done behind the office's back, and is silent on an honest office."""

import pytest
from sqlalchemy import func, select, update

from office.models.movements import Movement
from office.runtime import Office
from office.services.audit import verification
from tests import stories
from tests.services.attacks import disarm, found_after, honest

LATER = "'2019-12-01 00:00:00.000000'"
STATES = [
    "deliveries SET state = 'completed' WHERE id = 1",
    "deliveries SET state = 'arrived' WHERE id = 3",
    "deliveries SET holder_unit_id = 2 WHERE id = 1",
    "deliveries SET holder_person_id = NULL WHERE id = 1",
    "deliveries SET holder_person_id = 2 WHERE id = 2",
    f"deliveries SET due_at = {LATER} WHERE id = 1",
    "deliveries SET due_at = NULL WHERE id = 2",
    "deliveries SET arrival_number = 77 WHERE id = 1",
    "deliveries SET arrival_number = NULL WHERE id = 1",
    "deliveries SET revision = revision + 1 WHERE id = 1",
    "deliveries SET revision = revision - 1 WHERE id = 2",
    f"deliveries SET closed_at = {LATER} WHERE id = 1",
    "deliveries SET unit_id = unit_id + 20 WHERE id = 1",
    "deliveries SET channel = 'paper', paper_reason = 'vì thế' WHERE id = 2",
    "documents SET state = 'signed' WHERE id = 2",
    "documents SET number = 55 WHERE id = 2",
    "documents SET holder_unit_id = 2 WHERE id = 2",
    "documents SET holder_person_id = 2 WHERE id = 2",
    f"documents SET due_at = {LATER} WHERE id = 2",
    "documents SET revision = revision + 1 WHERE id = 2",
    "documents SET log_seq = log_seq - 1 WHERE id = 1",
    "documents SET log_head = zeroblob(32) WHERE id = 1",
    "documents SET public_id = 'abc' WHERE id = 1",
    "assignments SET unit_id = 2 WHERE part = 'lead'",
    "assignments SET person_id = 2 WHERE part = 'lead'",
    "assignments SET person_id = 2 WHERE part = 'co'",
    "assignments SET part = 'info' WHERE part = 'lead'",
    "assignments SET until = since, outcome = 'done' WHERE part = 'lead'",
    "assignments SET until = since, outcome = 'done' WHERE part = 'co'",
    "registers SET last = last + 1 WHERE id = 1",
    "register_entries SET number = number + 40 WHERE id = 1",
    "attachments SET digest = '" + "0" * 64 + "' WHERE id = 1",
]
DELETED = [
    "DELETE FROM assignments WHERE part = 'lead'",
    "DELETE FROM assignments WHERE part = 'co'",
    "DELETE FROM deliveries WHERE state = 'arrived'",
    "DELETE FROM register_entries WHERE id = 1",
    "DELETE FROM register_entries WHERE id = (SELECT max(id) FROM register_entries)",
]
#: What no state follows from, and yet is sealed.
SEALED = {
    "the text of an issued document": "documents SET body = 'Khác' WHERE id = 2",
    "the subject of an issued document": "documents SET subject = 'Khác' WHERE id = 2",
    "the type of an issued document": "documents SET type_code = 'TB' WHERE id = 2",
    "the digest that was signed": "documents SET content_digest = 'x' WHERE id = 2",
    "the version that was signed": "documents SET version = 9 WHERE id = 2",
    "the text of a kept version": "document_versions SET body = 'Khác' WHERE id = 1",
    "the files and recipients of a kept version": "document_versions SET written = '{}' WHERE id = 1",  # noqa: E501 (one attack a line)
    "that a version said more than its text": "document_versions SET written = NULL WHERE id = 1",
    "the page of an issued document": "documents SET layout = json('{\"contact\":\"X\"}') WHERE id = 2",  # noqa: E501 (one attack a line)
    "who signed": "documents SET signed_by = 1 WHERE id = 2",
    "the name of the signer": "documents SET signer_name = 'Khác' WHERE id = 2",
    "the printed number": "documents SET number_text = '55' WHERE id = 2",
    "the notation": "documents SET notation = 'KHÁC' WHERE id = 2",
    "the date of issue": "documents SET issued_on = '2018-01-01' WHERE id = 2",
    "the identifier": "documents SET code = 'KHÁC' WHERE id = 2",
    "a used number made cancelled": "register_entries SET status = 'cancelled', reason = 'x' WHERE id = 1",  # noqa: E501 (one attack a line)
    "a cancelled number made used": "register_entries SET status = 'used', reason = '' WHERE status = 'cancelled'",  # noqa: E501 (one attack a line)
    "whose number it is": "register_entries SET document_id = 3 WHERE id = 1",
    "the year of a register": "registers SET year = 2018 WHERE id = 1",
    "the deadline of a part": f"assignments SET due_at = {LATER} WHERE part = 'co'",
    "the moment of arrival": f"deliveries SET arrived_at = {LATER} WHERE id = 1",
    "since when it is held": f"deliveries SET held_since = {LATER} WHERE id = 1",
    "the procedure a delivery is in": "deliveries SET procedure = 'transmission' WHERE state = 'arrived'",  # noqa: E501 (one attack a line)
    "that there were files": "attachments SET document_id = 3 WHERE document_id = 1",
    "which delivery an act is of": "movements SET delivery_id = 2 WHERE id = 2",
    "the time of an act by a microsecond": "movements SET at = '2019-11-08 00:30:00.000001' WHERE id = 2",  # noqa: E501 (one attack a line)
}  # fmt: skip
#: What no column may hold, and yet was written there.
SENSELESS = {
    "a state that is none": "deliveries SET state = 'ma' WHERE id = 1",
    "a procedure version that is none": "deliveries SET procedure_version = 9 WHERE id = 1",
    "a draft in another procedure": "documents SET procedure = 'incoming' WHERE id = 2",
    "a moment that is none": "movements SET at = 'hôm nay' WHERE id = 2",
    "a place that is no number": "movements SET seq = 'x' WHERE id = 2",
    "text in place of bytes": "movements SET body = CAST(body AS TEXT) WHERE id = 2",
    "letters that are none": "movements SET action = CAST(x'ff' AS TEXT) WHERE id = 2",
}


@pytest.fixture
def filled(province: Office) -> Office:
    """Hand in an office that was filled honestly."""
    honest(province)
    return province


def test_an_honest_office_gives_no_alarm(both_provinces: Office) -> None:
    honest(both_provinces)
    with both_provinces.look() as work:
        report = verification.verify(work)
    assert report.problems == []
    assert report.holds
    assert (report.documents, report.deliveries) == (4, 3)
    assert report.movements == 5 + 10 + 1 + 8


def test_what_is_done_while_the_log_is_checked_is_checked_the_next_time(
    both_provinces: Office,
) -> None:
    request = stories.incoming(both_provinces, "registered")
    with both_provinces.look() as work:
        before = work.db.scalar(select(func.count()).select_from(Movement))
        stories.act(both_provinces, request, "submit_in")
        report = verification.verify(work)
    assert (report.problems, report.movements) == ([], before)
    with both_provinces.look() as work:
        assert verification.verify(work).movements == report.movements + 1


def test_every_changed_row_is_noticed(filled: Office) -> None:
    missed = [attack for attack in STATES if not found_after(filled, f"UPDATE {attack}")]
    assert missed == []
    assert stories.problems(filled) == []


def test_every_deleted_row_is_noticed(filled: Office) -> None:
    missed = [attack for attack in DELETED if not found_after(filled, attack)]
    assert missed == []


def test_a_delivery_that_nobody_made_is_noticed(filled: Office) -> None:
    said = found_after(
        filled,
        "INSERT INTO deliveries (document_id, unit_id, channel, sent_at, procedure,"
        " procedure_version, state, holder_unit_id, held_since)"
        " SELECT document_id, unit_id + 30, channel, sent_at, procedure, procedure_version,"
        " state, holder_unit_id, held_since FROM deliveries WHERE id = 2",
    )
    assert "known to one side only" in said[0]


@pytest.mark.parametrize("attack", SEALED.values(), ids=SEALED.keys())
def test_what_the_rows_say_is_what_the_log_says(filled: Office, attack: str) -> None:
    assert found_after(filled, f"UPDATE {attack}") != []


@pytest.mark.parametrize("attack", SENSELESS.values(), ids=SENSELESS.keys())
def test_a_value_that_cannot_be_is_named_and_the_check_goes_on(filled: Office, attack: str) -> None:
    assert found_after(filled, f"UPDATE {attack}") != []


def test_a_lost_or_rotten_file_is_noticed(filled: Office) -> None:
    files = [path for path in (filled.settings.instance / "files").rglob("*") if path.is_file()]
    for path in files:
        path.chmod(0o600)
        path.write_bytes(b"rot")
    assert any("lost or wrong" in problem for problem in stories.problems(filled))
    for path in files:
        path.unlink()
    assert any("lost or wrong" in problem for problem in stories.problems(filled))


def test_the_check_names_the_first_wrong_entries_and_stops_counting(filled: Office) -> None:
    with filled.work() as work:
        disarm(work)
        work.db.execute(update(Movement).values(hash=b"\x00" * 32))
        report = verification.verify(work)
    assert [problem.en.split(": ")[0][-7:] for problem in report.problems] == ["entry 1"] * 4
    assert not report.holds
