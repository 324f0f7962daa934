"""Sessions, tokens and the throttle: who is signed in, for how long, and who is kept out."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from office.domain.errors import Invalid, NotFound
from office.models.people import AccessToken, UserSession
from office.runtime import Office
from office.services import people
from office.services.accounts import sessions
from office.services.work import Work
from tests.make import PASSWORD, acting
from tests.services.signing import key_for

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOME = "10.0.0.1"


@contextmanager
def at(office: Office, minutes: float = 0) -> Iterator[Work]:
    """Begin work so many minutes after noon of the real clock."""
    with office.work() as work:
        yield dataclasses.replace(work, wall=NOON + timedelta(minutes=minutes))


def sign_in(office: Office, login: str = "vt.tinh", minutes: float = 0, **other: str) -> str | None:
    """Sign in, as an entry point does: the work is committed whatever comes of it."""
    with at(office, minutes) as work:
        return key_for(work, login, other.get("password", PASSWORD), other.get("address", HOME))


def opened(office: Office, login: str = "vt.tinh") -> str:
    """Sign in and give the key of the session."""
    key = sign_in(office, login)
    assert key is not None, f"{login} was refused"
    return key


def signed_in(office: Office, key: str, minutes: float = 0) -> bool:
    with at(office, minutes) as work:
        return sessions.current(work, key) is not None


def test_who_knows_the_password_is_signed_in(both_provinces: Office) -> None:
    key = opened(both_provinces, " VT.Tinh")
    with at(both_provinces) as work:
        session = sessions.current(work, key)
        assert session is not None
        assert session.name == "Nguyễn Thị Bích Thủy"
        assert session.membership_id == acting(both_provinces, "vt.tinh").membership_id


def test_every_sign_in_has_a_key_of_its_own_and_the_database_none(province: Office) -> None:
    keys = [opened(province), opened(province)]
    assert len(set(keys)) == 2
    with at(province) as work:
        kept = work.db.scalars(select(UserSession.key_hash)).all()
    assert len(kept) == 2
    assert not set(kept) & set(keys)


def test_who_has_two_capacities_chooses_one(province: Office) -> None:
    key = opened(province, "cvp.tinh")
    head = acting(province, "cvp.tinh", "unit_head").membership_id
    clerk = acting(province, "vt.tinh").membership_id
    assert head is not None
    assert clerk is not None
    with at(province) as work:
        before = sessions.current(work, key)
        assert before is not None
        assert before.membership_id is None
        with pytest.raises(NotFound):
            sessions.choose(work, key, clerk)
        assert sessions.choose(work, key, head).role == "unit_head"
        after = sessions.current(work, key)
        assert after is not None
        assert after.membership_id == head


def test_a_session_ends_when_it_is_left_idle(province: Office) -> None:
    key = opened(province)
    assert signed_in(province, key, minutes=29)
    assert not signed_in(province, key, minutes=30)


def test_a_session_in_use_ends_after_its_hours(province: Office) -> None:
    key = opened(province)
    for minutes in range(0, 13 * 60, 20):
        with at(province, minutes) as work:
            session = sessions.current(work, key)
            if session is None:
                break
            sessions.touch(work, session.session_id)
    assert minutes == 12 * 60


def test_use_is_noted_once_a_minute(province: Office) -> None:
    def stale(work: Work) -> bool:
        session = sessions.current(work, key)
        assert session is not None
        sessions.touch(work, session.session_id)
        return session.stale

    key = opened(province)
    with at(province, 0.5) as work:
        assert not stale(work)
    with at(province, 2) as work:
        assert stale(work)
        assert not stale(work)


def test_a_session_ends_by_signing_out_and_with_the_account(province: Office) -> None:
    first, second, other = opened(province), opened(province), opened(province, "ct.tinh")
    with at(province) as work:
        sessions.sign_out(work, first)
    assert [signed_in(province, key) for key in (first, second, other)] == [False, True, True]
    with at(province) as work:
        people.set_password(work, "vt.tinh", "mật khẩu mới")
        people.deactivate(work, "ct.tinh")
    assert [signed_in(province, key) for key in (second, other)] == [False, False]


def test_all_sessions_of_a_person_end_at_once(province: Office) -> None:
    keys = [opened(province) for _ in range(2)]
    person = acting(province, "vt.tinh").person_id
    assert person is not None
    with at(province) as work:
        sessions.revoke_all(work, person)
    assert not any(signed_in(province, key) for key in keys)


def test_a_token_acts_in_one_capacity_until_it_ends(both_provinces: Office) -> None:
    with at(both_provinces) as work:
        token = sessions.issue_token(work, "vt.tinh", "ubnd-ninh-thuan", "clerk", "thử", 1)
        assert token.startswith("vpdt_")
        assert len(token) >= 48
        assert work.db.scalars(select(AccessToken.token_hash)).all() != [token]
        actor = sessions.actor_of_token(work, token)
    assert actor == acting(both_provinces, "vt.tinh")
    for minutes in (24 * 60, 25 * 60):
        with at(both_provinces, minutes) as work, pytest.raises(NotFound):
            sessions.actor_of_token(work, token)


def test_a_revoked_token_opens_nothing(province: Office) -> None:
    with at(province) as work:
        token = sessions.issue_token(work, "vt.tinh", "ubnd-ninh-thuan", "clerk")
        sessions.revoke_token(work, token)
        with pytest.raises(NotFound):
            sessions.actor_of_token(work, token)
        with pytest.raises(NotFound):
            sessions.revoke_token(work, token)


def test_a_token_ends_with_the_capacity(province: Office) -> None:
    with at(province) as work:
        token = sessions.issue_token(work, "vt.tinh", "ubnd-ninh-thuan", "clerk")
        people.revoke(work, "vt.tinh", "ubnd-ninh-thuan", "clerk")
        with pytest.raises(NotFound):
            sessions.actor_of_token(work, token)


@pytest.mark.parametrize(
    ("login", "unit", "role"),
    [("nobody", "snv", "clerk"), ("vt.tinh", "nowhere", "clerk"), ("vt.tinh", "snv", "clerk")],
)
def test_no_token_without_the_capacity(province: Office, login: str, unit: str, role: str) -> None:
    with at(province) as work, pytest.raises(NotFound):
        sessions.issue_token(work, login, unit, role)


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_has_an_end(province: Office, days: int) -> None:
    with at(province) as work, pytest.raises(Invalid):
        sessions.issue_token(work, "vt.tinh", "ubnd-ninh-thuan", "clerk", "", days)
