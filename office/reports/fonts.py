"""Whether this machine can print Vietnamese: a Times face with every letter, in every style.

A missing letter is not an error to the renderer: it borrows the glyph of another face, or
prints a box. So the office asks before it prints.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache

FAMILIES = ("Times New Roman", "Tinos", "Liberation Serif")
"""Times New Roman (NĐ 30/2020, Phụ lục I) and the free faces of the same widths."""

_STYLES = frozenset({(False, False), (True, False), (False, True), (True, True)})
_BOLD = 180  # fontconfig's weight scale: 80 regular, 180 semi-bold, 200 bold
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")  # ngang huyền sắc ngã hỏi nặng


class NoFont(RuntimeError):
    """No installed face can print every Vietnamese letter in the widths of Times."""

    def __init__(self) -> None:
        super().__init__(
            "Máy chủ chưa có phông chữ Times đủ chữ tiếng Việt (đứng, đậm, nghiêng) / "
            "No Times face with every Vietnamese letter is installed. "
            "Cài đặt / Install: apt-get install fontconfig fonts-croscore"
        )


def letters() -> frozenset[str]:
    """Return the 146 letters, composed: 12 vowels in 6 tones, and đ, in both cases."""
    lower = {unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES}
    return frozenset(letter for low in lower | {"đ"} for letter in (low, low.upper()))


def check() -> None:
    """Raise NoFont unless one family of FAMILIES has every letter upright, bold and italic.

    A yes is remembered for the life of the process; a no is asked again, so installing the
    fonts needs no restart.
    """
    _check_once()


@cache
def _check_once() -> None:
    styles: dict[str, set[tuple[bool, bool]]] = {}
    for family, bold, italic in _faces():
        styles.setdefault(family, set()).add((bold, italic))
    if not any(styles.get(family, set()) >= _STYLES for family in FAMILIES):
        raise NoFont


def _faces() -> Iterator[tuple[str, bool, bool]]:
    """Ask fontconfig for the faces that have every letter: family, bold, italic."""
    program = shutil.which("fc-list")
    if program is None:
        return
    charset = " ".join(f"{ord(letter):x}" for letter in sorted(letters()))
    form = "%{family[0]}|%{weight}|%{slant}\n"
    question = [program, f":charset={charset}", "--format", form]
    answer = subprocess.run(  # noqa: S603 (fixed arguments, no shell)
        question, capture_output=True, text=True, check=False, timeout=60
    )
    for line in answer.stdout.splitlines():
        family, weight, slant = line.rsplit("|", 2)
        if weight.isdigit() and slant.isdigit():  # a variable face gives a range: not ours
            yield family, int(weight) >= _BOLD, int(slant) > 0
