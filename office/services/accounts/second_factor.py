"""The second factor: a code of the moment from an app (TOTP, RFC 6238), or one of ten kept codes.

A code is taken once.  Everything here runs on the real clock.
"""

from __future__ import annotations

import hashlib
import secrets

import pyotp
from sqlalchemy import and_, delete, func, insert, select, update

from office.domain.errors import Invalid
from office.domain.text import Text
from office.models.people import RecoveryCode, SecondFactor
from office.services.work import Work

ISSUER = "Văn phòng điện tử"
RECOVERY_CODES = 10
#: A clock may be off by so many steps of 30 seconds, either way.
DRIFT = 1
STEP = 30
WRONG = Text(
    "Mã không đúng. Hãy xem lại giờ của điện thoại rồi nhập mã đang hiện.",
    "The code is wrong. Check the time of your phone and enter the code it shows.",
)


def begin(work: Work, person_id: int) -> str:
    """Make a new secret for a person and return it; it counts only once confirmed.

    One that waits to be confirmed is replaced.  Raises Invalid while one is in force.
    """
    if confirmed(work, person_id):
        raise Invalid(Text("Đã bật xác thực hai lớp rồi.", "The second factor is on already."))
    secret = pyotp.random_base32()
    work.db.execute(delete(SecondFactor).where(SecondFactor.person_id == person_id))
    work.db.execute(insert(SecondFactor).values(person_id=person_id, secret=secret, last_step=0))
    return secret


def secret_of(work: Work, person_id: int) -> str | None:
    """Return the secret that waits to be confirmed; None when there is none."""
    mine = and_(SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_(None))
    return work.db.scalar(select(SecondFactor.secret).where(mine))


def address(secret: str, login: str) -> str:
    """Return the otpauth: address that an app reads from a picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def confirm(work: Work, person_id: int, written: str) -> list[str]:
    """Put the second factor in force; returns the kept codes, shown now and never again.

    Raises Invalid for a wrong code, or when none was begun.
    """
    if secret_of(work, person_id) is None or not _of_the_moment(work, person_id, written):
        raise Invalid(WRONG, field="code")
    mine = SecondFactor.person_id == person_id
    work.db.execute(update(SecondFactor).where(mine).values(confirmed_at=work.wall))
    codes = [f"{secrets.token_hex(2)}-{secrets.token_hex(2)}" for _ in range(RECOVERY_CODES)]
    rows = [{"person_id": person_id, "code_hash": _hash(code)} for code in codes]
    work.db.execute(insert(RecoveryCode), rows)
    return codes


def end(work: Work, person_id: int) -> None:
    """Take a person's second factor away, and their kept codes."""
    for table in (RecoveryCode, SecondFactor):
        work.db.execute(delete(table).where(table.person_id == person_id))


def confirmed(work: Work, person_id: int) -> bool:
    """Say whether a person signs in with a second factor."""
    mine = and_(SecondFactor.person_id == person_id, SecondFactor.confirmed_at.is_not(None))
    return work.db.scalar(select(SecondFactor.person_id).where(mine)) is not None


def codes_left(work: Work, person_id: int) -> int:
    """Return how many kept codes a person has not used."""
    left = select(func.count()).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return work.db.scalar(left) or 0


def proves(work: Work, person_id: int, written: str) -> bool:
    """Say whether a code is the one of the moment or a kept one; it is used up by that."""
    return _of_the_moment(work, person_id, written) or _kept(work, person_id, written)


def _of_the_moment(work: Work, person_id: int, written: str) -> bool:
    secret = work.db.scalar(select(SecondFactor.secret).where(SecondFactor.person_id == person_id))
    if secret is None:
        return False
    now = int(work.wall.timestamp()) // STEP
    digits = "".join(written.split())
    totp = pyotp.TOTP(secret)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if secrets.compare_digest(totp.at(step * STEP).encode(), digits.encode()):
            return _take(work, person_id, step)
    return False


def _take(work: Work, person_id: int, step: int) -> bool:
    """Use a step up; of two who come with the same code one is late."""
    unused = and_(SecondFactor.person_id == person_id, SecondFactor.last_step < step)
    return work.db.execute(update(SecondFactor).where(unused).values(last_step=step)).rowcount == 1


def _kept(work: Work, person_id: int, written: str) -> bool:
    unused = and_(
        RecoveryCode.person_id == person_id,
        RecoveryCode.code_hash == _hash(written.strip().lower()),
        RecoveryCode.used_at.is_(None),
    )
    used = work.db.execute(update(RecoveryCode).where(unused).values(used_at=work.wall))
    return used.rowcount == 1


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
