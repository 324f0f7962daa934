"""The place in a document's text or files where the words looked for stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from office.domain.folding import composed, fold
from office.models.documents import Attachment, Document
from office.models.search import FileText
from office.search.terms import Term, absent, spans
from office.services.work import Work

#: Characters of a text in which a place is looked for, and shown before and after it.
LOOKED_AT, BEFORE, AFTER = 20_000, 60, 140


class Excerpt(NamedTuple):
    """Some words around a hit, and the file they stand in ('' for the document's own text)."""

    text: str
    file: str = ""


def missing(shown: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms that do not stand in what a list shows of a document anyway."""
    return absent(composed(shown), terms)


def excerpts(work: Work, wanted: dict[int, Sequence[Term]]) -> dict[int, Excerpt]:
    """Return an excerpt by document, for those in whose text or files one of its terms stands."""
    found: dict[int, Excerpt] = {}
    if not wanted:
        return found
    bodies = select(Document.id, func.substr(Document.body, 1, LOOKED_AT)).where(
        Document.id.in_(wanted), Document.body != ""
    )
    for key, body in work.db.execute(bodies):
        if excerpt := _around(body, wanted[key]):
            found[key] = Excerpt(excerpt)
    left = [key for key in wanted if key not in found]
    for key, name, content in work.db.execute(_files(left)) if left else ():
        if key not in found and (excerpt := _around(content, wanted[key])):
            found[key] = Excerpt(excerpt, name)
    return found


def _files(keys: Sequence[int]) -> Select[Any]:
    return (
        select(Attachment.document_id, Attachment.name, func.substr(FileText.content, 1, LOOKED_AT))
        .join(FileText, FileText.digest == Attachment.digest)
        .where(Attachment.document_id.in_(keys), FileText.content != "")
        .order_by(Attachment.document_id, Attachment.position)
    )


def _around(text: str, terms: Sequence[Term]) -> str:
    """Return what stands around the first hit; '' where there is none.

    A quick look for the first word's letters goes before the exact one: most of the text
    need not be parted into words.
    """
    text = composed(text)
    folded = fold(text)
    for term in terms:
        at = folded.find(term.folded[0])
        while at >= 0:
            start = max(0, at - BEFORE)
            piece = text[start : at + AFTER]
            if spans(text[at : at + AFTER], [term]):
                return _trimmed(piece, begins=start == 0, ends=at + AFTER >= len(text))
            at = folded.find(term.folded[0], at + AFTER)
    return ""


def _trimmed(piece: str, *, begins: bool, ends: bool) -> str:
    """Return a piece of text with whole words and marks where it was cut."""
    if not begins:
        piece = "…" + piece.partition(" ")[2]
    if not ends:
        piece = piece.rpartition(" ")[0] + "…"
    return " ".join(piece.split())
