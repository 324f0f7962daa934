"""Names and titles as they are printed: agencies in full, and who it is that decides."""

from __future__ import annotations

import re

#: What agencies are called in lists and on screens, and their names in full.
_SHORT = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
_SHORT_NAME = re.compile(rf"\b({'|'.join(_SHORT)})\b")
COLLECTIVE = "TM."
"""Before the name of a body that decides together (Đ13.2)."""
DEPUTY = "KT."
"""Before the position of the head for whom a deputy signs."""


def full_name(name: str) -> str:
    """Return an agency's name in full: its own name is not abbreviated (Phụ lục I, II.2)."""
    return _SHORT_NAME.sub(lambda short: _SHORT[short[1]], name)


def day_words(day: int, month: int) -> str:
    """Write a day as the decree does: days under 10 and months 1 and 2 padded (Ô số 4)."""
    return f"ngày {day:02} tháng {f'{month:02}' if month < 3 else month}"


def issuer(organ: str, authority: str, position: str) -> str:
    """Return who decides, as printed over the grounds of a decision; '' when nobody can tell.

    A body that decides together is named itself; the head of an agency by position and agency.
    A deputy decides in the head's name; who signs TL. or TUQ. in the name the drafter writes.
    """
    if authority.startswith(COLLECTIVE):
        return full_name(organ).upper()
    if authority.startswith(DEPUTY) and "\n" not in authority:
        return f"{authority.removeprefix(DEPUTY).strip()} {full_name(organ)}".upper()
    if authority or not position:
        return ""
    return f"{position} {full_name(organ)}".upper()
