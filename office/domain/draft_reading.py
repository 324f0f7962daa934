"""Reading somebody's file as a draft: which type, what about, to whom, and the text itself.

Proposals for a person to correct: the head of the page, the signature and what the layout
prints by itself are left out; words are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from office.domain import letterhead
from office.domain.letterhead import Segment, bare
from office.domain.typed import cleaned

#: The head of a letter is over after so many lines.
_HEAD_LINES = 40
_NUMBER = re.compile(r"^so\s?[:.]?\s?\S{0,12}\s?/|^so\s?:")
_DATE = re.compile(r"^[^:;.]{0,40}\bngay\s?\S{1,3}\s?thang\s?\S{1,3}\s?nam\s?\S{1,4}$")
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia|doc lap\s?[-–]\s?tu do")
_ABOUT = re.compile(r"^(?:v/v|ve viec)\s?[:.]?\s*")
_GREETING = re.compile(r"^(kinh gui\s?:?|.{3,90}(kinh moi| dien)\s?:)\s*")
_FOOT = re.compile(r"^noi nhan\s?:?")
_ANNEX = re.compile(r"^phu luc(\s+(so\s+)?([ivxl]+|\d{1,2}))?\s*[.:]?$")
_RULE = re.compile(r"^[-–—_=*.\s]+$")
_DASH = re.compile(r"^[-–—+•]\s*")
_STAMP = re.compile(r"^(du thao|khan|thuong khan|hoa toc|hoa toc hen gio)\b.{0,12}$")
_SIGNED = re.compile(r"^(tm|kt|tl|tuq|q)\.\s")
_PAGE_NUMBER = re.compile(r"^[-–\s]*\d{1,3}[-–\s]*$")
_ITEM = re.compile(
    r"^(Điều \d|Căn cứ|Theo đề nghị|Xét đề nghị|[-–+•*] |\d+(\.\d+)*[.)] |[a-zđ]\) )"
)
_LAST = "./."
#: The line before a text that a decision puts in force, as drafts are written here.
ATTACHED = "Văn bản kèm theo"
#: A line that ends before this part of the widest one ends its paragraph.
_FULL = 0.93
#: Beginning so much further left than the line before, a line begins something else.
_OUTDENT = 0.12
#: A line in the middle leaves so much of the frame free on each side.
_ROOM = 0.02
#: So many pieces side by side are a row of a table; two are a line with a gap in it.
_COLUMNS = 3


class Line(NamedTuple):
    """A paragraph or a line of one; `centred`: it stands in the middle."""

    text: str
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file seems to say; `title` is the type's name as printed, '' where none was seen."""

    title: str = ""
    subject: str = ""
    body: str = ""
    addressees: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()


def of_blocks(blocks: Iterable[Sequence[object]]) -> Reading:
    """Return what the paragraphs and tables of a DOCX say (see `pages.written`)."""
    lines: list[Line] = []
    for block in blocks:
        if block[0] == "p":
            lines += [Line(part, bool(block[2])) for part in _parts(str(block[1]))]
        else:
            lines += _of_table(block[1])  # type: ignore[arg-type]  # rows of cells, by its kind
    return of_lines(lines)


def of_pages(pages: Sequence[tuple[float, float, Sequence[Segment]]]) -> Reading:
    """Return what the pages of a PDF say: (width, height, segments) each."""
    lines: list[Line] = []
    everything = [segment for _, _, segments in pages for segment in segments]
    edges = (
        min((one.left for one in everything), default=0.0),
        max((one.right for one in everything), default=0.0),
    )
    for number, (width, height, segments) in enumerate(pages):
        if number == 0:
            head, rest = letterhead.parted(segments, width, height)
            lines += [Line(_plain(cell)) for cell in head]
        else:
            rest = letterhead.cells(segments, width)
        lines += _joined(rest, width, edges)
    return of_lines([line for line in lines if not _PAGE_NUMBER.match(line.text)])


def of_lines(lines: Sequence[Line]) -> Reading:
    """Return what some lines say, from the first to the last."""
    said = [line for line in lines if line.text and not _RULE.match(line.text)]
    said = [line for line in said if not (line.text.isupper() and _STAMP.match(bare(line.text)))]
    read, rest = _head(said)
    read, rest = _greeting(read, rest)
    body, receivers = _foot(rest)
    return replace(read, body=_written(body), receivers=receivers)


def _parts(text: str) -> Iterator[str]:
    for part in cleaned(text).split("\n"):
        if plain := " ".join(part.split()):
            yield plain


def _of_table(rows: Sequence[Sequence[str]]) -> list[Line]:
    """Return a table as its rows; of the head and the foot of a letter, cell after cell."""
    everything = bare(" ".join(cell for row in rows for cell in row))
    if _MOTTO.search(everything) or re.search(r"\bnoi nhan\s?:", everything):
        return [Line(part) for row in rows for cell in row for part in _parts(cell)]
    drawn = [" | ".join(" ".join(_parts(cell)).replace("|", "/") for cell in row) for row in rows]
    return [Line(f"| {row} |") for row in drawn if row.strip(" |")]


def _head(lines: Sequence[Line]) -> tuple[Reading, Sequence[Line]]:
    """Return type and subject, and the lines after the head of the page."""
    read = letterhead.read("\n".join(line.text for line in lines[:_HEAD_LINES]))
    titled = next(
        (at for at, line in enumerate(lines[:_HEAD_LINES]) if line.text == read.title), None
    )
    if titled is None:
        return Reading(title=read.title, subject=read.subject), _after_number(lines, read.subject)
    end = titled + 1
    while end < len(lines) and lines[end].centred and not _is_issuer(lines[end]):
        end += 1
    if end == titled + 1 and end < len(lines) and _ABOUT.match(bare(lines[end].text)):
        end += 1
    subject = " ".join(line.text for line in lines[titled + 1 : end])
    while end < len(lines) and _is_issuer(lines[end]):
        end += 1
    return Reading(title=read.title, subject=subject), lines[end:]


def _after_number(lines: Sequence[Line], subject: str) -> Sequence[Line]:
    """Return the lines after those that stand at the top of a letter without a title."""
    marks = (_NUMBER, _DATE, _MOTTO)
    about, seen, end = bare(subject), False, 0
    for at, line in enumerate(lines[:_HEAD_LINES]):
        plain = bare(line.text)
        without = _ABOUT.sub("", plain).strip(" .")
        is_mark = any(mark.search(plain) for mark in marks) or (bool(without) and without in about)
        seen = seen or is_mark
        if is_mark or (seen and end == at and line.text == line.text.upper()):
            end = at + 1
        elif seen and end < at:
            break
    return lines[end:]


def _is_issuer(line: Line) -> bool:
    """Tell who decides, in capitals between the subject and the grounds: printed by itself."""
    words = [word for word in line.text.split() if word.isalpha()]
    return len(words) > 1 and line.text == line.text.upper() and not line.text.endswith(":")


def _greeting(read: Reading, lines: Sequence[Line]) -> tuple[Reading, Sequence[Line]]:
    """Return whom it greets, and the lines after that."""
    found = _GREETING.match(bare(lines[0].text)) if lines else None
    if found is None:
        return read, lines
    first, end = lines[0].text[found.end() :].strip(), 1
    named = [first] if first else []
    while end < len(lines) and _DASH.match(lines[end].text) and not first:
        named.append(_DASH.sub("", lines[end].text))
        end += 1
    return replace(read, addressees=tuple(one.rstrip(" ;.") for one in named)), lines[end:]


def _foot(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[str, ...]]:
    """Return the text without receivers and signature, annexes kept; and the receivers."""
    foot = next((at for at, line in enumerate(lines) if _FOOT.match(bare(line.text))), len(lines))
    annex, annexes = _annexes(lines, foot)
    receivers = [_DASH.sub("", line.text) for line in lines[foot:annex] if _DASH.match(line.text)]
    ends = (at for at, line in enumerate(lines[:foot], 1) if line.text.endswith(_LAST))
    text = list(lines[: next(ends, foot)])
    while text and _is_signature(text[-1]):
        text.pop()
    return [*text, *annexes], tuple(receivers)


def _annexes(lines: Sequence[Line], foot: int) -> tuple[int, list[Line]]:
    """Return where what goes with a letter begins after its foot, and what that says.

    A text put in force has the nation's name over its title: it begins as such texts do here.
    """
    headed = False
    for at in range(foot, len(lines)):
        plain = bare(lines[at].text)
        headed = headed or bool(_MOTTO.search(plain))
        if _ANNEX.match(plain):
            return at, list(lines[at:])
        if headed and plain in letterhead.TITLES and lines[at].text.isupper():
            return at, [Line(ATTACHED), *lines[at:]]
    return len(lines), []


def _is_signature(line: Line) -> bool:
    """Tell a line over a signature: the lines of one may stand before the receivers."""
    return bool(_SIGNED.match(bare(line.text))) or (
        line.text == line.text.upper() and not line.text.startswith("|") and len(line.text) < 60
    )


def _written(lines: Sequence[Line]) -> str:
    """Return the lines as text: paragraphs apart, the rows of a table and annexes together."""
    written: list[str] = []
    before = ""
    for line in lines:
        text = line.text.removesuffix(_LAST).rstrip() if line.text.endswith(_LAST) else line.text
        if _is_source(text):
            continue
        together = (text.startswith("|") and before.startswith("|")) or _is_title(before, written)
        written += [text] if together or not written else ["", text]
        before = text
    return "\n".join(written).strip()


def _is_title(before: str, written: Sequence[str]) -> bool:
    """Tell whether the line before begins an annex: what follows it is its title."""
    attached = len(written) > 1 and ATTACHED in (before, written[-2])
    return attached or bool(_ANNEX.match(bare(before)))


def _is_source(text: str) -> bool:
    """Tell "(Kèm theo Quyết định số …)" under an annex: printed by itself."""
    return bare(text).startswith("(kem theo ") and " so " in bare(text)


def _joined(cells: Sequence[Segment], width: float, edges: tuple[float, float]) -> Iterator[Line]:
    """Yield the paragraphs of a page: lines that run to the right edge go on in the next one."""
    rows = list(_rows(cells))
    held: list[str] = []
    for row, then in zip(rows, [*rows[1:], None], strict=False):  # an empty page has no row
        if len(row) > 1 and _is_foot(row):
            yield from (Line(_plain(cell)) for cell in row)
            continue
        held.append(_row(row))
        centred = _in_the_middle(row, edges)
        if centred or then is None or _ends(row, then, edges[1], width):
            yield Line(" ".join(held), centred)
            held = []


def _ends(row: Sequence[Segment], then: Sequence[Segment], edge: float, width: float) -> bool:
    """Tell the last line of a paragraph, by what it says and by where it and the next stand."""
    said = _plain(row[-1])
    return (
        len(row) >= _COLUMNS
        or said.endswith(_LAST)
        or row[-1].right < edge * _FULL
        or row[0].left - then[0].left > width * _OUTDENT
        or _is_foot(then)
        or _ITEM.match(_plain(then[0])) is not None
    )


def _rows(cells: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Yield cells that stand side by side."""
    row: list[Segment] = []
    for cell in cells:
        if row and (cell.top + cell.bottom) / 2 > row[0].bottom:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _row(row: Sequence[Segment]) -> str:
    said = [_plain(cell) for cell in row]
    return f"| {' | '.join(said)} |" if len(row) >= _COLUMNS else " ".join(said)


def _is_foot(row: Sequence[Segment]) -> bool:
    """Tell where receivers and signature stand side by side."""
    said = [bare(_plain(cell)) for cell in row]
    return any(_FOOT.match(one) or _SIGNED.match(one) for one in said) or (
        len(row) > 1 and said[0].startswith("-")
    )


def _plain(cell: Segment) -> str:
    return " ".join(cleaned(cell.text).split())


def _in_the_middle(row: Sequence[Segment], edges: tuple[float, float]) -> bool:
    """Tell a line that leaves as much room on its left as on its right."""
    left, right = row[0].left - edges[0], edges[1] - row[-1].right
    room = (edges[1] - edges[0]) * _ROOM
    return left > room and right > room and abs(left - right) < 2 * room
