"""Texts that drafts begin with, as the decree's forms have them (NĐ 30/2020 Phụ lục III.II)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.domain.text import Text

#: Where one types.
BLANK = "…"
#: Where the name of the agency goes.
_ORGAN = "{organ}"
_HEAD = ("type", "form", "title", "title_en", "subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """A text to begin with: its type, its form ("1.5"), what it is called, and its words."""

    key: str
    type_code: str
    form: str
    title: Text
    subject: str
    body: str

    def body_of(self, organ: str) -> str:
        """Return the text with an agency's name in its places."""
        return self.body.replace(_ORGAN, organ)


def read(key: str, written: str) -> Skeleton:
    """Return the skeleton a file holds: lines `name: value`, an empty line, the text.

    Raises ValueError for a head that lacks something.
    """
    head, _, body = written.partition("\n\n")
    said: Mapping[str, str] = {
        name.strip(): value.strip()
        for name, _, value in (line.partition(":") for line in head.splitlines())
    }
    if missing := [name for name in _HEAD if name not in said]:
        raise ValueError(f"{key}: the head has no {missing[0]}")
    return Skeleton(
        key=key,
        type_code=said["type"],
        form=said["form"],
        title=Text(said["title"], said["title_en"]),
        subject="" if said["subject"] == BLANK else said["subject"],
        body=body.strip("\n"),
    )
