"""Signing in: guesses are counted, the slow part holds nobody up, a code is taken once."""

import dataclasses
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import func, insert, select

from office.domain.errors import Conflict, Invalid, NotFound
from office.models.people import SecondFactor, SignInFailure
from office.runtime import Office
from office.services import people
from office.services.accounts import second_factor, sessions, signing_in
from office.services.accounts.sessions import Browser
from office.services.accounts.signing_in import SignIn
from office.services.work import Work
from tests.make import PASSWORD
from tests.services.signing import HOME, key_for, sign_in
from tests.stories import person

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@contextmanager
def at(office: Office, minutes: float = 0) -> Iterator[Work]:
    """Begin work so many minutes after noon of the real clock."""
    with office.work() as work:
        yield dataclasses.replace(work, wall=NOON + timedelta(minutes=minutes))


def guess(office: Office, minutes: float = 0, password: str = PASSWORD) -> str | None:
    """Sign vt.tinh in, as an entry point does: the work is committed whatever comes of it."""
    with at(office, minutes) as work:
        return key_for(work, "vt.tinh", password)


def failures(office: Office) -> int:
    with office.look() as work:
        return work.db.scalar(select(func.count()).select_from(SignInFailure)) or 0


def test_five_failures_keep_an_account_shut_for_a_quarter_of_an_hour(
    both_provinces: Office,
) -> None:
    for minute in range(5):
        assert guess(both_provinces, minute, "sai mật khẩu") is None
    assert guess(both_provinces, 5) is None
    assert guess(both_provinces, 14.9) is None
    assert guess(both_provinces, 15.1) is not None


def test_the_right_password_is_no_failure(province: Office) -> None:
    for minute in range(20):
        assert guess(province, minute / 10) is not None
    assert failures(province) == 0


def test_fifty_failures_keep_an_address_shut(province: Office) -> None:
    with at(province) as work:
        rows = [{"login": f"who{n}", "address": HOME, "at": work.wall} for n in range(50)]
        work.db.execute(insert(SignInFailure), rows)
    with at(province, 1) as work:
        assert key_for(work, "vt.tinh", PASSWORD) is None
        assert key_for(work, "vt.tinh", PASSWORD, "10.0.0.2") is not None


def test_an_unknown_login_is_told_the_same_in_about_the_same_time(province: Office) -> None:
    with at(province) as work:
        people.add(work, "an", "An", PASSWORD)  # with argon2 as in production
        sign_in(work, "nobody", PASSWORD)
        taken, answers = [], []
        for login in ("an", "nobody"):
            began = time.perf_counter()
            answers.append(sign_in(work, login, "sai mật khẩu"))
            taken.append(time.perf_counter() - began)
    assert answers[0] == answers[1]
    assert answers[0].reason == signing_in.WRONG
    assert 0.2 < taken[0] / taken[1] < 5


def test_guesses_at_once_are_all_counted(both_provinces: Office) -> None:
    def try_one() -> None:
        with both_provinces.work() as work:
            sign_in(work, "vt.tinh", "sai mật khẩu")

    threads = [threading.Thread(target=try_one) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures(both_provinces) == 5


def test_a_guess_is_counted_before_the_password_is_tried(province: Office) -> None:
    with at(province) as work:
        assert signing_in.begin(work, "vt.tinh", HOME) is not None
    assert failures(province) == 1


def test_a_password_that_changed_while_it_was_tried_opens_nothing(province: Office) -> None:
    with at(province) as work:
        begun = signing_in.begin(work, "vt.tinh", HOME)
        assert begun is not None
        people.set_password(work, "vt.tinh", "mật khẩu mới")
        assert signing_in.proves(begun, PASSWORD)
        assert signing_in.finish(work, begun, True, Browser()).key is None
        with pytest.raises(Conflict):
            signing_in.change_password(work, begun, "hash", 1)


def test_a_new_password_ends_the_other_sessions_and_renews_this_one(province: Office) -> None:
    here, elsewhere = guess(province), guess(province)
    assert here is not None
    assert elsewhere is not None
    with at(province) as work:
        begun = signing_in.begin(work, "vt.tinh", HOME)
        session = sessions.current(work, here)
        assert begun is not None
        assert session is not None
        kept = people.hashed("một câu dễ nhớ")
        key = signing_in.change_password(work, begun, kept, session.session_id)
        assert [sessions.current(work, k) is None for k in (here, elsewhere, key)] == [
            True, True, False,
        ]  # fmt: skip
        assert key_for(work, "vt.tinh", PASSWORD) is None
        assert key_for(work, "vt.tinh", "một câu dễ nhớ") is not None


def test_somebody_sees_and_ends_their_own_sessions_and_nobody_elses(province: Office) -> None:
    with at(province) as work:
        mine, other = key_for(work, "vt.tinh", PASSWORD), key_for(work, "vt.tinh", PASSWORD)
        theirs = key_for(work, "ct.tinh", PASSWORD)
        assert mine is not None
        assert other is not None
        assert theirs is not None
        listed = sessions.listed(work, mine)
        assert [one.here for one in listed] == [True, False]
        assert {(one.address, one.browser) for one in listed} == {(HOME, "Firefox")}
        foreign = sessions.listed(work, theirs)[0].id
        for never in (foreign, 10**8):
            with pytest.raises(NotFound):
                sessions.end_one(work, mine, never)
        sessions.end_one(work, mine, listed[1].id)
        assert sessions.current(work, other) is None
        assert sessions.current(work, theirs) is not None


# the second factor


def app_of(office: Office) -> tuple[pyotp.TOTP, list[str]]:
    """Give vt.tinh a second factor a day before noon; the app, and the codes kept on paper."""
    who = person(office, "vt.tinh")
    with at(office, -24 * 60) as work:
        app = pyotp.TOTP(second_factor.begin(work, who))
        codes = second_factor.confirm(work, who, app.at(work.wall))
    return app, codes


def waiting(office: Office, minutes: float = 0) -> str:
    """Sign in with the password alone; the key that opens nothing yet."""
    with at(office, minutes) as work:
        opened = sign_in(work, "vt.tinh", PASSWORD)
        assert opened.key is not None
        assert opened.waits
        assert sessions.current(work, opened.key) is None
        return opened.key


def give(office: Office, key: str, code: str, minutes: float = 0) -> SignIn:
    """Give a code for a session that waits."""
    with at(office, minutes) as work:
        return signing_in.code(work, key, code, Browser(HOME))


def test_with_a_second_factor_the_password_alone_opens_nothing(both_provinces: Office) -> None:
    app, _ = app_of(both_provinces)
    key = waiting(both_provinces)
    opened = give(both_provinces, key, app.at(NOON))
    assert opened.key not in (None, key)
    with at(both_provinces) as work:
        assert sessions.current(work, opened.key or "") is not None
        assert sessions.current(work, key) is None


def test_a_code_is_taken_once_even_from_two_at_once(both_provinces: Office) -> None:
    app, _ = app_of(both_provinces)
    keys = [waiting(both_provinces) for _ in range(3)]
    answers: list[SignIn] = []

    def try_one(key: str) -> None:
        answers.append(give(both_provinces, key, app.at(NOON)))

    threads = [threading.Thread(target=try_one, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(answer.key is not None for answer in answers) == 1


@pytest.mark.parametrize(("seconds", "taken"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_phone_may_be_half_a_minute_off(province: Office, seconds: int, taken: bool) -> None:
    app, _ = app_of(province)
    key = waiting(province)
    code = app.at(NOON + timedelta(seconds=seconds))
    assert (give(province, key, f"{code[:3]} {code[3:]}").key is not None) == taken


def test_a_kept_code_works_once(province: Office) -> None:
    _, codes = app_of(province)
    assert give(province, waiting(province), f" {codes[0].upper()} ").key is not None
    assert give(province, waiting(province), codes[0]).key is None
    with at(province) as work:
        assert second_factor.codes_left(work, person(province, "vt.tinh")) == 9


def test_codes_are_guesses_and_counted(province: Office) -> None:
    app, _ = app_of(province)
    key = waiting(province)
    for _ in range(5):
        assert give(province, key, "000000").reason == signing_in.WRONG_CODE
    assert give(province, key, app.at(NOON)).reason == signing_in.TOO_MANY


def test_a_session_does_not_wait_for_ever(province: Office) -> None:
    app, _ = app_of(province)
    key = waiting(province)
    later = NOON + timedelta(minutes=11)
    assert give(province, key, app.at(later), minutes=11).key is None


def test_a_second_factor_counts_only_once_confirmed_and_can_be_taken_away(
    province: Office,
) -> None:
    who = person(province, "vt.tinh")
    with at(province) as work:
        second_factor.begin(work, who)
        with pytest.raises(Invalid):
            second_factor.confirm(work, who, "000000")
        assert not sign_in(work, "vt.tinh", PASSWORD).waits
    app_of(province)
    with at(province) as work:
        with pytest.raises(Invalid):
            second_factor.begin(work, who)
        second_factor.end(work, who)
        assert not sign_in(work, "vt.tinh", PASSWORD).waits
        assert work.db.scalar(select(func.count()).select_from(SecondFactor)) == 0
