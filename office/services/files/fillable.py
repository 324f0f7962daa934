"""The file of a letter that a leader signs, and what it becomes when it is numbered.

Number and day come after the signature (NĐ 30/2020 Đ14, Đ15): both are blanks of the signed
file, filled behind what was signed. Printing takes time, so nothing here is in a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from office.domain.errors import Refused
from office.domain.signing import SIGNED
from office.reports import letter as letters_report
from office.reports import signatures
from office.reports.letter import Letter, date_words
from office.reports.render import TooMuch
from office.services.files import letters
from office.services.work import Work
from office.signing import blanks, places
from office.signing.blanks import Words
from office.signing.places import Place

_A4 = 297.0
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Fillable:
    """A letter as its leader sees and signs it, and where the signature will stand."""

    pdf: bytes
    place: Place


@dataclass(frozen=True, slots=True)
class Numbering:
    """What the numbered form is made of: the file that the leader signed, or the letter alone."""

    letter: Letter
    signed: bytes | None


@lru_cache(maxsize=_KEPT)
def made(letter: Letter) -> Fillable:
    """Return the file of a letter; the same letter, the same bytes. Raises Refused.

    The page, its file and the press of the button ask in a row: it is printed once.
    """
    try:
        printed = letters_report.printed(letter)
    except TooMuch as fault:
        raise Refused(letters.TOO_MUCH) from fault
    place = places.anchored(printed.pdf)
    assert place is not None  # noqa: S101 (every letter leaves room for its signature)
    if not letter.unnumbered:
        return Fillable(printed.pdf, place)
    rooms = {
        field: places.from_top(there.page - 1, there[1:], _A4)
        for name, field in blanks.IDS.items()
        if (there := printed.places.get(name)) is not None
    }
    return Fillable(blanks.leave(printed.pdf, rooms, places.seal_over(place)), place)


def wanted(work: Work, public_id: str) -> Numbering | None:
    """Return what the numbered form of a document is to be made of, None where it is kept."""
    kept = letters.forms(work, public_id)
    if not letters.missing(work, public_id):
        return None
    signed = work.storage.read(kept[SIGNED]) if SIGNED in kept else None
    return Numbering(letters.letter(work, public_id), signed)


def numbered(numbering: Numbering) -> bytes:
    """Return the form of a letter with its number and day; the same input, the same bytes."""
    letter = numbering.letter
    if numbering.signed is None:
        try:
            return letters_report.render(letter)
        except TooMuch as fault:
            raise Refused(letters.TOO_MUCH) from fault
    said = {
        blanks.NUMBER: letter.number_symbol.partition("/")[0],
        blanks.DAY: date_words(letter.issued_on),
    }
    return blanks.fill(
        numbering.signed,
        {
            name: Words(
                said[name],
                signatures.blank(said[name], place.size, day=name == blanks.DAY),
            )
            for name, place in blanks.places(numbering.signed).items()
        },
    )
