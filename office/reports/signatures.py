"""What is seen of a signature on the page: PDF of one page each, to be laid over the paper.

The leader's signature is blue, an agency's seal is red and of real size; attachments and copies
carry words alone (NĐ 30/2020, Phụ lục I, Ô số 7c, 8 and 14). So are number and day drawn, that
are filled into a letter after its leader signed it.
"""

from __future__ import annotations

import base64
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from office.domain.workdays import VIETNAM
from office.reports import render as paper

SIMULATED = "chữ ký mô phỏng"
_PAGES = Environment(
    loader=PackageLoader("office.reports"), autoescape=True, undefined=StrictUndefined
)
_LONGEST_LINE = 22  # letters that fit inside the seal


def leader(name: str, *, png: bytes = b"", simulated: bool = False) -> bytes:
    """Draw a leader's signature, 50 × 20 mm: the picture that was scanned, or the name in blue."""
    return _drawn("leader", name, png=png, name=name, simulated=simulated)


def seal(agency: str, *, png: bytes = b"", simulated: bool = False) -> bytes:
    """Draw an agency's seal, 36 mm across: the picture that was scanned, or its name in red."""
    return _drawn("seal", agency, png=png, lines=_lines(agency.upper()), simulated=simulated)


def mark(words: str, at: datetime, *, simulated: bool = False) -> bytes:
    """Draw the mark on an attachment or a copy, 120 × 6 mm: words and the time, black, upright."""
    return _drawn("mark", words, words=mark_words(words, at), simulated=simulated)


def blank(words: str, size: tuple[float, float], *, day: bool = False) -> bytes:
    """Draw what a blank of the letter is filled with, of the blank's size in points.

    The number ends where "/" begins; the day begins where the place ends, and is italic (Ô số 4).
    """
    wide, high = size
    return _drawn("day" if day else "number", words, words=words, wide=wide, high=high)


def mark_words(words: str, at: datetime) -> str:
    """Return the mark's line, "12/UBND-VX; 2019-11-05T14:30:05+07:00" (ISO 8601)."""
    return f"{words}; {at.astimezone(VIETNAM).replace(microsecond=0).isoformat()}"


def _drawn(kind: str, title: str, *, png: bytes = b"", **what: object) -> bytes:
    picture = f"data:image/png;base64,{base64.b64encode(png).decode()}" if png else ""
    page = _PAGES.get_template("signature.html").render(
        kind=kind, png=picture, note=SIMULATED, **what
    )
    return paper.pdf(page, title=title)


def _lines(text: str) -> list[str]:
    """Break the name of an agency into lines that a seal has room for."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LONGEST_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:4]
