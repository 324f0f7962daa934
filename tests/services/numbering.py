"""Sixteen clerks of several agencies numbering at once, over New Year's midnight.

A share of what they do breaks off after the number was given; in between numbers are reserved,
used and cancelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Barrier, Lock
from typing import Any

from sqlalchemy import select

from office.domain.asks import Form
from office.domain.errors import Refused
from office.domain.numbering import OUTGOING
from office.domain.people import Actor
from office.domain.workdays import VIETNAM, local_date
from office.models.documents import Document
from office.models.registers import Register, RegisterEntry
from office.runtime import Office
from office.services import routing
from office.services.books import registration, reservations
from office.services.books.registration import Letter
from office.services.books.reservations import Wanted
from office.services.work import Work
from tests import stories
from tests.make import acting

MIDNIGHT = datetime(2020, 1, 1, tzinfo=VIETNAM)
#: Eight at the province's outgoing series, two at each of four agencies' incoming ones.
OUT, IN = 8, ("vt.bacai", "vt.snv", "vt.sgddt", "vt.tinh") * 2
TURNS = 4
WANTED = Wanted(reason="Quyết định ký trong hôm nay", type_code="CV")


class Broken(Exception):
    """Something went wrong after the number was given."""


class Running:
    """A clock that goes on a little each time it is asked, and passes midnight on its way."""

    def __init__(self, asked: int) -> None:
        self._lock, self._step = Lock(), timedelta(milliseconds=25)
        self._now = MIDNIGHT - self._step * asked

    def __call__(self) -> datetime:
        """Return now, a little later than it was."""
        with self._lock:
            self._now += self._step
            return self._now


def play(office: Office) -> list[str]:
    """Let them all begin in the same instant; return everything that is wrong afterwards."""
    clerk = acting(office, "vt.tinh", "clerk")
    drafts = [stories.draft(office, "signed") for _ in range(OUT * TURNS)]
    hands: list[Callable[[], None]] = [
        _sending(office, clerk, drafts[nth::OUT]) for nth in range(OUT)
    ]
    hands += [_receiving(office, acting(office, login, "clerk")) for login in IN]
    start = Barrier(len(hands))
    office._clock = Running(asked=len(hands) * TURNS)

    def begin(hand: Callable[[], None]) -> str:
        start.wait(timeout=30)
        try:
            hand()
        except Exception as fault:  # whatever it was, it is told
            return repr(fault)
        return ""

    with ThreadPoolExecutor(len(hands)) as threads:
        broken = [fault for fault in threads.map(begin, hands) if fault]
    return broken + list(wrong(office)) + stories.problems(office)


def wrong(office: Office) -> Iterator[str]:
    """Say what is wrong with the books: a gap, a double, a year or a day out of order."""
    with office.look() as work:
        for book in work.db.execute(select(Register.__table__)):
            entries = _entries(work, book.id)
            if [row.number for row in entries] != list(range(1, book.last + 1)):
                yield f"{book.series} {book.year}: {[row.number for row in entries]} of {book.last}"
            days = [row.issued_on for row in entries if row.issued_on and row.status == "used"]
            if book.direction == OUTGOING and days != sorted(days):
                yield f"{book.series} {book.year}: days out of order"
            years = {local_date(row.at).year for row in entries if book.direction == OUTGOING}
            if years - {book.year}:
                yield f"{book.series} {book.year}: numbers of {years}"
        numbered = Counter(
            work.db.scalars(select(RegisterEntry.document_id).where(
                RegisterEntry.status == "used", RegisterEntry.delivery_id.is_(None)
            ))
        )  # fmt: skip
        yield from (f"document {key} has {n} numbers" for key, n in numbered.items() if n > 1)


def years(office: Office, direction: str) -> set[int]:
    """Return the years of which numbers were given."""
    with office.look() as work:
        found = select(Register.year).where(Register.direction == direction, Register.last > 0)
        return set(work.db.scalars(found))


def _entries(work: Work, register_id: int) -> list[Any]:
    return list(
        work.db.execute(
            select(RegisterEntry.number, RegisterEntry.status, RegisterEntry.at, Document.issued_on)
            .outerjoin(Document, Document.id == RegisterEntry.document_id)
            .where(RegisterEntry.register_id == register_id)
            .order_by(RegisterEntry.number)
        )
    )


def _sending(office: Office, clerk: Actor, drafts: list[str]) -> Callable[[], None]:
    def hand() -> None:
        for nth, draft in enumerate(drafts):
            WAYS[nth % len(WAYS)](office, clerk, draft)

    return hand


def _receiving(office: Office, clerk: Actor) -> Callable[[], None]:
    issuer = stories.unit(office, "ubnd-xa-phuoc-dai")

    def hand() -> None:
        for nth in range(TURNS):
            letter = Letter(
                issuer_unit_id=issuer, type_code="BC", number_text=str(nth), notation="BC-UBND",
                issued_on=None, subject="Báo cáo tháng",
            )  # fmt: skip
            with office.work(clerk) as work:
                document = registration.enter_paper(work, letter)
            if nth % 2:
                with suppress(Broken), office.work(clerk) as work:
                    routing.move(work, document, "register")
                    raise Broken
            with office.work(clerk) as work:
                routing.move(work, document, "register")

    return hand


def number(office: Office, clerk: Actor, draft: str, which: int | None = None) -> None:
    """Give a signed draft the next number, or the reserved one of this key."""
    with office.work(clerk) as work:
        routing.move(work, draft, "number", Form(which=which))


def reserve(office: Office, clerk: Actor, count: int) -> list[int]:
    """Reserve so many numbers; return their keys."""
    wanted = Wanted(reason=WANTED.reason, type_code="CV", count=count)
    with office.work(clerk) as work:
        return [one.key for one in reservations.reserve(work, wanted)]


def _cancel(office: Office, clerk: Actor, key: int) -> None:
    with office.work(clerk) as work:
        reservations.cancel(work, key, "Văn bản không ban hành nữa")


def broken_off(office: Office, clerk: Actor, draft: str) -> None:
    """Number, fail after it, and number again."""
    with suppress(Broken), office.work(clerk) as work:
        routing.move(work, draft, "number")
        raise Broken
    number(office, clerk, draft)


def reserved_and_used(office: Office, clerk: Actor, draft: str) -> None:
    """Reserve two, use one, cancel what is left; midnight may come in between."""
    first, second = reserve(office, clerk, 2)
    try:
        number(office, clerk, draft, first)
    except Refused:
        number(office, clerk, draft)
        _cancel(office, clerk, first)
    _cancel(office, clerk, second)


def reserved_and_broken_off(office: Office, clerk: Actor, draft: str) -> None:
    """Reserve and fail; reserve again and fail using it; leave it open, and number."""
    with suppress(Broken), office.work(clerk) as work:
        reservations.reserve(work, WANTED)
        raise Broken
    (key,) = reserve(office, clerk, 1)
    with suppress(Broken, Refused), office.work(clerk) as work:
        routing.move(work, draft, "number", Form(which=key))
        raise Broken
    number(office, clerk, draft)


def numbered_and_cancelled(office: Office, clerk: Actor, draft: str) -> None:
    """Number and cancel: before it is issued, the number stays in the book with the reason."""
    number(office, clerk, draft)
    with office.work(clerk) as work:
        routing.move(work, draft, "cancel_number", stories.REASON)


WAYS = (broken_off, reserved_and_used, reserved_and_broken_off, numbered_and_cancelled)
