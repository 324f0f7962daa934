"""Changing one byte of any movement makes `verify` name its document and entry."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, select

from office.domain import movements
from office.models.movements import Movement
from office.runtime import Office
from tests import stories
from tests.services.attacks import found_after, honest

BYTES = ("body", "hash", "prev")
NUMBERS = ("seq", "person_id", "unit_id")
KEPT = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def rows(province: Office) -> list[Row[Any]]:
    """Hand in every movement of an office that was filled honestly."""
    honest(province)
    with province.look() as work:
        found = work.db.execute(select(Movement.__table__).order_by(Movement.id)).all()
    assert stories.problems(province) == []
    return list(found)


def names(row: Row[Any], said: list[str]) -> bool:
    """Say whether the first problem names the document and the entry of `row`."""
    document = movements.read(row.body)["doc"]
    return bool(said) and said[0].startswith(f"Document {document}, entry {row.seq}:")


@KEPT
@given(data=st.data())
def test_one_changed_byte_is_named(
    province: Office, rows: list[Row[Any]], data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.sampled_from(BYTES))
    changed = bytearray(getattr(row, column))
    place = data.draw(st.integers(0, len(changed) - 1))
    changed[place] ^= data.draw(st.integers(1, 255))
    sql = f"UPDATE movements SET {column} = :value WHERE id = :id"  # noqa: S608 (a column of our own)
    assert names(row, found_after(province, sql, value=bytes(changed), id=row.id))


@KEPT
@given(data=st.data())
def test_one_byte_more_or_less_is_named(
    province: Office, rows: list[Row[Any]], data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.sampled_from(BYTES))
    value = getattr(row, column)
    place = data.draw(st.integers(0, len(value)))
    added = data.draw(st.binary(min_size=1, max_size=3))
    changed = data.draw(st.sampled_from([value[:place] + added + value[place:], value[:-1], b""]))
    sql = f"UPDATE movements SET {column} = :value WHERE id = :id"  # noqa: S608 (a column of our own)
    assert names(row, found_after(province, sql, value=changed, id=row.id))


@KEPT
@given(data=st.data())
def test_a_changed_number_beside_the_record_is_named(
    province: Office, rows: list[Row[Any]], data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(rows))
    column = data.draw(st.sampled_from(NUMBERS))
    value = (getattr(row, column) or 0) + data.draw(st.integers(100, 10**6))
    sql = f"UPDATE movements SET {column} = :value WHERE id = :id"  # noqa: S608 (a column of our own)
    assert names(row, found_after(province, sql, value=value, id=row.id))


@KEPT
@given(data=st.data())
def test_a_changed_letter_of_the_act_or_digit_of_the_time_is_named(
    province: Office, rows: list[Row[Any]], data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(rows))
    act, at = row.action, row.at.strftime("%Y-%m-%d %H:%M:%S.%f")
    column, value, places = data.draw(
        st.sampled_from(
            # No digit that would make a time that cannot be, and none below the millisecond.
            [("action", act, range(len(act))), ("at", at, [3, 6, 9, 12, 15, 18, 20, 21, 22])]
        )
    )
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from("12" if column == "at" else "xyz"))
    changed = value[:place] + other + value[place + 1 :]
    if changed != value:
        sql = f"UPDATE movements SET {column} = :value WHERE id = :id"  # noqa: S608 (a column of our own)
        assert names(row, found_after(province, sql, value=changed, id=row.id))


def test_a_record_without_an_entry_is_named_at_its_place(
    province: Office, rows: list[Row[Any]]
) -> None:
    for row in rows:
        assert names(row, found_after(province, "DELETE FROM movements WHERE id = :id", id=row.id))


def test_a_document_without_its_log_is_named(province: Office, rows: list[Row[Any]]) -> None:
    said = found_after(province, "DELETE FROM movements WHERE document_id = 2")
    assert "entry 1" in said[0]


def test_two_entries_that_changed_places_are_named(province: Office, rows: list[Row[Any]]) -> None:
    first, second = (row for row in rows if row.document_id == 2 and row.seq in (3, 4))
    said = found_after(
        province,
        "UPDATE movements SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END"
        " WHERE document_id = 2 AND seq IN (3, 4)",
    )
    assert said
    said = found_after(
        province,
        "UPDATE movements SET body = (SELECT m.body FROM movements m WHERE m.id = :other),"
        " hash = (SELECT m.hash FROM movements m WHERE m.id = :other) WHERE id = :id",
        id=first.id,
        other=second.id,
    )
    assert names(first, said)


def test_an_entry_that_nobody_made_is_named(province: Office, rows: list[Row[Any]]) -> None:
    last = [row for row in rows if row.document_id == 1][-1]
    record = {**movements.read(last.body), "seq": last.seq + 1, "prev": last.hash.hex()}
    body = movements.canonical(record)
    said = found_after(
        province,
        "INSERT INTO movements (document_id, seq, delivery_id, at, person_id, unit_id, action,"
        " role, on_behalf, due_moved, prev, body, hash) SELECT document_id, seq + 1, delivery_id,"
        " at, person_id, unit_id, action, role, on_behalf, due_moved, hash, :body, :hash"
        " FROM movements WHERE id = :id",
        body=body,
        hash=movements.seal(body),
        id=last.id,
    )
    assert "the chain does not end where the document says" in said[0]


def test_an_entry_moved_to_another_document_is_named(
    province: Office, rows: list[Row[Any]]
) -> None:
    longest = [row for row in rows if row.document_id == 2][-1]
    said = found_after(
        province, "UPDATE movements SET document_id = 3 WHERE id = :id", id=longest.id
    )
    assert names(longest, said)


def test_a_record_sealed_anew_breaks_the_one_after_it(
    province: Office, rows: list[Row[Any]]
) -> None:
    row = [row for row in rows if row.document_id == 2][3]
    forged = movements.canonical({**movements.read(row.body), "reason": "thêm vào sau"})
    said = found_after(
        province,
        "UPDATE movements SET body = :body, hash = :hash WHERE id = :id",
        body=forged,
        hash=movements.seal(forged),
        id=row.id,
    )
    assert said
    assert f"entry {row.seq + 1}: it is not sealed to the entry before it" in said[0]
