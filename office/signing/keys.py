"""Keys, by whichever way they are held: one interface, and a file that says who has which.

The ring (`keys.toml`) is data: each key names its holder (a person's login or a unit's key), its
driver and the driver's own words. Secrets lie in files of their own, one a key, and are never
written anywhere: neither into the ring nor into a log.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from pyhanko.sign.signers import Signer

from office.domain.errors import Refused
from office.domain.text import Text

NO_KEY = Text("{holder} chưa có khóa ký số.", "{holder} has no key to sign with.")
KEY_FAILED = Text(
    "Không mở được khóa ký số của {holder}.", "The signing key of {holder} cannot be opened."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ring: which holder, by which driver, and what that driver needs to know."""

    holder: str
    driver: str
    simulated: bool
    words: Mapping[str, Any]


class Driver(Protocol):
    """A way of holding keys: opens one for the time of a signature.

    Raises any error where it cannot; what it says is not shown, for it might hold a secret.
    """

    def opened(self, entry: Entry, secret: str, home: Path) -> AbstractContextManager[Signer]:
        """Open the key of `entry`; files it names lie in `home`."""
        ...


@dataclass(frozen=True, slots=True)
class Key:
    """A key that somebody may sign with; `simulated` keys belong to a demonstration."""

    holder: str
    simulated: bool
    opened: Callable[[], AbstractContextManager[Signer]]


class Ring:
    """All keys of an office, as `keys.toml` in a folder lists them."""

    def __init__(self, home: Path, secrets: Path, drivers: Mapping[str, Driver]) -> None:
        self._home, self._secrets, self._drivers = home, secrets, drivers
        self._entries = {entry.holder: entry for entry in _entries(home / "keys.toml")}

    def of_person(self, login: str) -> Key:
        """Return the key of a person; raise Refused where there is none."""
        return self._of(f"person:{login}")

    def of_unit(self, key: str) -> Key:
        """Return the key (the electronic seal) of a unit; raise Refused where there is none."""
        return self._of(f"unit:{key}")

    def _of(self, holder: str) -> Key:
        entry = self._entries.get(holder)
        if entry is None or entry.driver not in self._drivers:
            raise Refused(NO_KEY.filled(holder=holder.partition(":")[2]))

        def opened() -> AbstractContextManager[Signer]:
            driver = self._drivers[entry.driver]
            return driver.opened(entry, self._secret(entry), self._home)

        return Key(holder, entry.simulated, opened)

    def _secret(self, entry: Entry) -> str:
        name = str(entry.words.get("secret", ""))
        if not name:
            return ""
        if Path(name).name != name:
            raise ValueError("a secret is named by a plain file name")
        return (self._secrets / name).read_text("utf-8").rstrip("\r\n")


def _entries(file: Path) -> Iterator[Entry]:
    if not file.exists():
        return
    for row in tomllib.loads(file.read_text("utf-8")).get("key", ()):
        words = dict(row)
        yield Entry(
            words.pop("holder"), words.pop("driver"), bool(words.pop("simulated", False)), words
        )
