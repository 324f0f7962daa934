"""The body of a letter: plain text → paragraphs and tables, each with its part on the page.

People type plain text; the decree asks for italic grounds, bold articles and a closing `./.`
(NĐ 30/2020, Phụ lục I, Ô số 6). The shape is read off the words, never off mark-up; what has
no words of its own is drawn with the keys there are: `| a | b |` or tabs for a table,
`-> words <-` for a line in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from office.reports.tables import Table, rows_of, table

_STARTS_A_PARAGRAPH = re.compile(
    r"Căn cứ\b|Theo đề nghị\b|Xét đề nghị\b|Điều \d+|[-+–•*] |\d+(\.\d+)*[.)] |[a-zđ]\) "
)
_ARTICLE = re.compile(r"(Điều \d+[a-zđ]?\.)\s*(.*)", re.DOTALL)
_HEADING = re.compile(r"(Phần (thứ \w+|[IVX]+)|Chương [IVX]+|Mục \d+|Tiểu mục \d+)\.?")
_CENTRED = re.compile(r"->\s*(.*?)\s*<-")
_GROUND = "Căn cứ "
_LAST_GROUND = ("Theo đề nghị ", "Xét đề nghị ")
_END = "./."


class Part(StrEnum):
    """What a paragraph is; the value is its class in the page's style sheet."""

    PLAIN = "plain"
    GROUND = "ground"
    ARTICLE = "article"
    HEADING = "heading"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `lead` is printed bold before `text` and is empty but for articles."""

    part: Part
    text: str
    lead: str = ""


Block = Paragraph | Table


def blocks(body: str, *, bare_grounds: bool = True, closed: bool = True) -> tuple[Block, ...]:
    """Return what stands in `body`, in order: grounds punctuated, the end marked by `./.`.

    A ground is a line that begins with "Căn cứ" and is no lead-in (`:`). Where `bare_grounds`
    is false (an ordinary công văn has no grounds, only sentences that begin so), it must also
    end with `;`. The end is marked where `closed`; an annex has no such mark.
    """
    read: list[Block] = []
    for piece in _split(body):
        if isinstance(piece, Table):
            read.append(piece)
            continue
        follows_ground = bool(read) and _is_ground(read[-1])
        read.append(_read(piece, bare_grounds, follows_ground))
    punctuated = list(_punctuate(read))
    return tuple(_close(punctuated) if closed else punctuated)


def _split(body: str) -> Iterator[str | Table]:
    """Yield tables and paragraphs: cut at blank lines, and where a line plainly begins one."""
    for block in re.split(r"\n\s*\n", body):
        lines = [line for line in map(str.strip, block.split("\n")) if line]
        for is_table, run in rows_of(lines):
            if is_table:
                yield table(run)
            else:
                yield from _paragraphs(run)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        if held and (_stands_alone(held[-1]) or _begins(line)):
            yield " ".join(held)
            held = []
        held.append(line)
    if held:
        yield " ".join(held)


def _begins(line: str) -> bool:
    return bool(_STARTS_A_PARAGRAPH.match(line)) or _stands_alone(line)


def _stands_alone(line: str) -> bool:
    return _is_heading(line) or bool(_CENTRED.fullmatch(line))


def _read(text: str, bare_grounds: bool, follows_ground: bool) -> Paragraph:
    starts = (_GROUND, *_LAST_GROUND) if follows_ground else (_GROUND,)
    if text.startswith(starts) and not text.endswith(":") and (bare_grounds or text[-1] == ";"):
        return Paragraph(Part.GROUND, text)
    if article := _ARTICLE.fullmatch(text):
        return Paragraph(Part.ARTICLE, article[2], lead=article[1])
    if centred := _CENTRED.fullmatch(text):
        return Paragraph(Part.CENTRE, centred[1])
    return Paragraph(Part.HEADING if _is_heading(text) else Part.PLAIN, text)


def _is_heading(line: str) -> bool:
    """Tell a heading: "Chương II", or a line of capitals such as "QUYẾT ĐỊNH:"."""
    if _HEADING.fullmatch(line):
        return True
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) > 1 and line == line.upper() and not line.startswith(("-", "+"))


def _is_ground(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.part is Part.GROUND


def _punctuate(read: list[Block]) -> Iterator[Block]:
    """End every ground with `;` and the last of a run with `.`."""
    following = (*read[1:], None)
    for block, then in zip(read, following, strict=False):
        if isinstance(block, Paragraph) and block.part is Part.GROUND:
            end = ";" if _is_ground(then) else "."
            yield replace(block, text=block.text.rstrip(" ;.,") + end)
        else:
            yield block


def _close(read: Iterable[Block]) -> list[Block]:
    """End the last paragraph with `./.`, once; after a table it has a line of its own."""
    closed = list(read)
    if not closed:
        return closed
    last = closed[-1]
    if isinstance(last, Table):
        closed.append(Paragraph(Part.PLAIN, _END))
    elif not last.text.endswith(_END):
        closed[-1] = replace(last, text=last.text.rstrip(" ;.,") + _END)
    return closed
