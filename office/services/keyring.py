"""The office's signing keys: where they lie, who has one, and whom the office trusts.

The ring is a file (docs/decisions/0034): it is read again when it has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select

from office.domain.errors import Refused
from office.domain.text import Text
from office.models.people import Person
from office.services.work import Work
from office.settings import Settings
from office.signing import online, trust
from office.signing.drivers import DRIVERS
from office.signing.keys import Key, Ring
from office.signing.make import Proofs
from office.signing.trust import Trust

#: Whoever has a key signs the very file that they were shown, never something unseen.
LOOK_FIRST = Text(
    "Hãy mở trang ký để xem đúng tệp sẽ ký bằng khóa của {holder}.",
    "Open the signing page, to see the very file that the key of {holder} will sign.",
)
_clocks: dict[str, online.Clock] = {}


def of_person(work: Work) -> Key | None:
    """Return the key of whoever acts: under a mandate too each signs with their own."""
    login = work.db.scalar(select(Person.login).where(Person.id == work.actor.person_id))
    return _found(lambda ring: ring.of_person(login or ""), work.settings)


def of_unit(work: Work, unit_id: int) -> Key | None:
    """Return the key (the electronic seal) of an agency, None where it has none."""
    name = work.tree[unit_id].key
    return _found(lambda ring: ring.of_unit(name), work.settings)


def proofs(settings: Settings) -> Proofs:
    """Return what goes into a signature beside itself: a timestamp where there is a server, and
    that nothing was revoked where that can be had."""
    store = trust.of_office(settings) if settings.timestamps else Trust()
    provable = store.roots and (store.hosts or store.revoked)
    return Proofs(settings.timestamps, store if provable else None, _clocks)


def _found(which: Callable[[Ring], Key], settings: Settings) -> Key | None:
    try:
        return which(_ring(settings))
    except Refused:
        return None


def _ring(settings: Settings) -> Ring:
    file = settings.signing_home / "keys/keys.toml"
    changed = file.stat().st_mtime_ns if file.exists() else 0
    return _read(settings.signing_home, changed)


@lru_cache(maxsize=8)
def _read(home: Path, changed: int) -> Ring:
    return Ring(home / "keys", home / "secrets", DRIVERS)
