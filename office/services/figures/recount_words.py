"""What a recount found, in words: a figure, and what the two paths have otherwise."""

from __future__ import annotations

from office.domain import line_words
from office.domain.indicators import SHARE, Figure
from office.domain.text import Text, joined
from office.services.figures.recount_found import FIRST, PERSON, SECOND, Difference
from office.services.work import Work

SIDES = {
    FIRST: Text("chỉ có trong bảng", "in the tables alone"),
    SECOND: Text("chỉ có trong nhật ký", "in the log alone"),
}


def said(figure: Figure) -> str:
    """Return a figure as people write it: the share with its part and whole."""
    if figure.value is None:
        return "—"
    if figure.indicator.kind == SHARE:
        return f"{figure.part}/{figure.whole} = {figure.value:.2%}".replace(".", ",")
    return f"{figure.value:g}".replace(".", ",")


def difference(work: Work, one: Difference) -> Text:
    """Return what two paths have otherwise, in a sentence."""
    unit = work.tree.units.get(one.unit_id or 0)
    what = line_words.SUBJECTS[one.kind]
    parts = [what, Text(unit.name, unit.name) if unit else Text("—", "—")]
    if one.kind == PERSON:
        ((_, person, day),) = one.columns
        parts.append(Text(f"người {person}, {day:%d/%m/%Y}", f"person {person}, {day:%d/%m/%Y}"))
    if one.only:
        parts.append(SIDES[one.only])
    elif one.kind != PERSON:
        parts += [_column(*column) for column in one.columns]
    name = one.symbol or one.public_id
    head = Text(f"{name} ({one.public_id}): ", f"{name} ({one.public_id}): ") if name else None
    told = joined(parts, ", ")
    return Text(head.vi + told.vi, head.en + told.en) if head else told


def _column(name: str, first: object, second: object) -> Text:
    words = line_words.COLUMNS[name]
    one, two = line_words.value(first), line_words.value(second)
    return Text(
        f"{words.vi.lower()}: bảng {one.vi}, nhật ký {two.vi}",
        f"{words.en.lower()}: tables {one.en}, log {two.en}",
    )
