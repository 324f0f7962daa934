"""The body of a letter: plain text → paragraphs, each with the part it plays on the page.

People type plain text; the decree asks for italic grounds, bold articles and a closing `./.`
(NĐ 30/2020, Phụ lục I, Ô số 6). The shape is read off the words, never off mark-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

_STARTS_A_PARAGRAPH = re.compile(
    r"Căn cứ\b|Theo đề nghị\b|Xét đề nghị\b|Điều \d+|[-+–•*] |\d+(\.\d+)*[.)] |[a-zđ]\) "
)
_ARTICLE = re.compile(r"(Điều \d+[a-zđ]?\.)\s*(.*)", re.DOTALL)
_HEADING = re.compile(r"(Phần (thứ \w+|[IVX]+)|Chương [IVX]+|Mục \d+|Tiểu mục \d+)\.?")
_GROUND = "Căn cứ "
_LAST_GROUND = ("Theo đề nghị ", "Xét đề nghị ")
_END = "./."


class Part(StrEnum):
    """What a paragraph is; the value is its class in the page's style sheet."""

    PLAIN = "plain"
    GROUND = "ground"
    ARTICLE = "article"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `lead` is printed bold before `text` and is empty but for articles."""

    part: Part
    text: str
    lead: str = ""


def paragraphs(body: str, *, bare_grounds: bool = True) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `body`, grounds punctuated, the last one closed by `./.`.

    A ground is a line that begins with "Căn cứ" and is no lead-in (`:`). Where `bare_grounds`
    is false (an ordinary công văn has no grounds, only sentences that begin so), it must also
    end with `;`.
    """
    read: list[Paragraph] = []
    for text in _split(body):
        follows_ground = bool(read) and read[-1].part is Part.GROUND
        read.append(_read(text, bare_grounds, follows_ground))
    return tuple(_close(_punctuate(read)))


def _split(body: str) -> Iterator[str]:
    """Yield paragraphs: cut at blank lines, and where a line plainly begins a new one."""
    for block in re.split(r"\n\s*\n", body):
        held: list[str] = []
        for line in filter(None, map(str.strip, block.split("\n"))):
            if held and (
                _STARTS_A_PARAGRAPH.match(line) or _is_heading(line) or _is_heading(held[-1])
            ):
                yield " ".join(held)
                held = []
            held.append(line)
        if held:
            yield " ".join(held)


def _read(text: str, bare_grounds: bool, follows_ground: bool) -> Paragraph:
    starts = (_GROUND, *_LAST_GROUND) if follows_ground else (_GROUND,)
    if text.startswith(starts) and not text.endswith(":") and (bare_grounds or text[-1] == ";"):
        return Paragraph(Part.GROUND, text)
    if article := _ARTICLE.fullmatch(text):
        return Paragraph(Part.ARTICLE, article[2], lead=article[1])
    return Paragraph(Part.HEADING if _is_heading(text) else Part.PLAIN, text)


def _is_heading(line: str) -> bool:
    """Tell a heading: "Chương II", or a line of capitals such as "QUYẾT ĐỊNH:"."""
    if _HEADING.fullmatch(line):
        return True
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) > 1 and line == line.upper() and not line.startswith(("-", "+"))


def _punctuate(read: list[Paragraph]) -> Iterator[Paragraph]:
    """End every ground with `;` and the last of a run with `.`."""
    following = (*read[1:], None)
    for paragraph, then in zip(read, following, strict=False):
        if paragraph.part is not Part.GROUND:
            yield paragraph
            continue
        end = ";" if then is not None and then.part is Part.GROUND else "."
        yield replace(paragraph, text=paragraph.text.rstrip(" ;.,") + end)


def _close(read: Iterable[Paragraph]) -> list[Paragraph]:
    """End the last paragraph with `./.`, once."""
    closed = list(read)
    if closed and not closed[-1].text.endswith(_END):
        closed[-1] = replace(closed[-1], text=closed[-1].text.rstrip(" ;.,") + _END)
    return closed
