"""The decree's forms as data: in what one kind of document is laid out unlike the others.

NĐ 30/2020, Phụ lục III.II, mẫu 1.1-1.10. Where the decree's own sheet was not at hand the line
says so; it is a line of data so that it can be set right.
"""

from __future__ import annotations

from dataclasses import dataclass

GREETING = "Kính gửi:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one kind of document is laid out.

    `titled`: the type's name and the subject stand in the middle, else "V/v" under the number.
    `about`: the subject is printed. `dated`: place and day stand under the nation's name.
    `greeting` may hold `{organ}` or `{ORGAN}`; `spoken`: it is the first sentence of the text.
    `enacting`: the words between grounds and articles.
    """

    number: str
    titled: bool = True
    about: bool = True
    dated: bool = True
    greeting: str = GREETING
    spoken: bool = False
    enacting: str = ""


NAMED = Form(number="1.4")
"""What a document with the name of its type looks like, when nothing else is said."""

FORMS: dict[str, Form] = {
    "nghị quyết": Form(number="1.1", enacting="QUYẾT NGHỊ:"),
    "quyết định": Form(number="1.2", enacting="QUYẾT ĐỊNH:"),
    "công văn": Form(number="1.5", titled=False),
    "công điện": Form(number="1.6", greeting="{ORGAN} điện:"),
    "giấy mời": Form(number="1.7", greeting="{organ} trân trọng kính mời:", spoken=True),
    "giấy giới thiệu": Form(
        number="1.8", about=False, greeting="{organ} trân trọng giới thiệu:", spoken=True
    ),
    # The day of a meeting stands in the text; that the head has none is general knowledge.
    "biên bản": Form(number="1.9", dated=False),
    "giấy nghỉ phép": Form(number="1.10", about=False),
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp's frame, in mm."""

    width: int
    height: int = 8


STAMPS: dict[str, Stamp] = {
    "KHẨN": Stamp(20),
    "HỎA TỐC": Stamp(30),
    "THƯỢNG KHẨN": Stamp(40),
    # In the exchange standard, not in the decree: as wide as its words need.
    "HỎA TỐC HẸN GIỜ": Stamp(50),
}
"""Degrees of urgency and their stamps (Phụ lục I.III.2, Ô số 10b)."""

CIRCULATION = ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")
"""How far a document may go (Ô số 11)."""


def form_of(type_name: str) -> Form:
    """Return the form of a type by its name, "Công văn"."""
    return FORMS.get(type_name.casefold(), NAMED)
