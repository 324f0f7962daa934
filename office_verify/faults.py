"""What can be wrong with a bundle, said in Vietnamese and in English."""

from __future__ import annotations


class Fault(Exception):
    """The first thing that is wrong; `document` and `entry` where one is to blame."""

    def __init__(self, vi: str, en: str, document: str = "", entry: int | None = None) -> None:
        self.document = document
        self.entry = entry
        self.vi = _placed(vi, document, entry, ("Văn bản", "bản ghi"))
        self.en = _placed(en, document, entry, ("Document", "entry"))
        super().__init__(f"{self.vi} / {self.en}")


def _placed(words: str, document: str, entry: int | None, named: tuple[str, str]) -> str:
    if not document:
        return f"{words[:1].upper()}{words[1:]}."
    where = f"{named[0]} {document}" + ("" if entry is None else f", {named[1]} {entry}")
    return f"{where}: {words}."
