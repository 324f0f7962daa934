"""The scans on the paper intake screen: their order, their pages, what they propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from office.domain.errors import Invalid, NotFound, OfficeError
from office.domain.text import Text
from office.services.files import previews, stages
from office.services.work import Work
from office.services.writing import proposals
from office.services.writing.proposals import Offered

#: So many pages of one file are shown as small pictures; a link leads to the others.
SHOWN = 24
USE = "use-"
#: Fills every field that is still empty.
ALL = "all"
FIELDS: Mapping[str, Text] = {
    "issuer": Text("Cơ quan ban hành", "Issuing agency"),
    "type_code": Text("Loại văn bản", "Type"),
    "number": Text("Số", "Number"),
    "notation": Text("Ký hiệu", "Notation"),
    "issued_on": Text("Ngày ban hành", "Issued on"),
    "subject": Text("Trích yếu", "Subject"),
}


class Scan(NamedTuple):
    """An uploaded file with its pages: how many there are, 0 where they cannot be read."""

    row: Any
    pages: int
    shown: range


def filled(work: Work, keys: Sequence[str], form: Mapping[str, str], do: str) -> dict[str, str]:
    """Return what was typed, with the proposal the clerk took; all fill only empty fields."""
    typed = dict(form)
    if not do.startswith(USE):
        return typed
    wanted = do.removeprefix(USE)
    for name, value in offered(work, keys).values.items():
        if name == wanted or (wanted == ALL and not typed.get(name, "").strip()):
            typed[name] = value
    return typed


def offered(work: Work, keys: Sequence[str]) -> Offered:
    """Return what the first scan that has pages proposes."""
    for row in stages.listed(work, keys):
        try:
            return proposals.of(work, stages.paged(work, row))
        except NotFound:
            continue
        except OfficeError:
            break
    return Offered({}, readable=True)


def shown(work: Work, keys: Sequence[str]) -> list[Scan]:
    """Return the uploads that have pages, to be looked at before anything is kept."""
    found = []
    for row in stages.listed(work, keys):
        try:
            pages = previews.count(work, stages.paged(work, row))
        except NotFound:
            continue
        except (Invalid, OfficeError):
            pages = 0
        found.append(Scan(row, pages, range(1, min(pages, SHOWN) + 1)))
    return found
