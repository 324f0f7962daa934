"""How words are written in official documents: dates, numbers, capitals, one way of spelling.

Capitals follow NĐ 30/2020, Phụ lục II; only cases that are wrong wherever they stand are told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from office.domain.text import Text
from office.domain.titles import day_words

MUST, SHOULD = "must", "should"
_LONGEST_QUOTE = 60
_MOST_OF_A_KIND = 5

_DATE = re.compile(r"\bngày (\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?(?!\d)")
_CITED = re.compile(
    r"\b(?P<title>[A-ZĐ]\w+ \w+) số (?P<number>\d{1,6})(?P<year>/\d{4})?/"
    r"(?P<type>[A-Za-zĐđ]{1,5})-(?P<organ>[A-Za-zĐđ]+)"
)
_ARTICLE = re.compile(r"\bđiều (\d+)(?=\s+(?:Luật|Nghị định|Quyết định|Thông tư|của)\b)")
_LEVEL = re.compile(r"(?<=\w )(?:Tỉnh|Huyện|Xã|Phường)(?= (\w)\w* (\w))")
#: Names whose second words are not capitals (Phụ lục II, III.2 and IV).
_NAMES = (
    "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Sở Nội vụ", "Sở Tài chính",
    "Sở Tư pháp", "Sở Y tế", "Sở Xây dựng", "Bộ Nội vụ", "Bộ Tài chính",
    "Chính phủ", "Quốc hội", "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Phó Giám đốc",
    "Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Chỉ thị", "Công văn", "Kế hoạch",
)  # fmt: skip
_NAME = re.compile(
    rf"\b(?:{'|'.join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_RIGHT = {name.casefold(): name for name in _NAMES}
#: Where a tone mark may stand on either letter, and both ways are read (hoà, hòa; uỷ, ủy).
_EITHER_WAY = ("oa", "oe", "uy")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: what and where, how to mend it, which rule says so, the words meant.

    `severity` is MUST or SHOULD; `field` is the part of the draft.
    """

    code: str
    severity: str
    field: str
    what: Text
    mend: Text
    source: str
    quote: str = ""


def quoted(text: str) -> str:
    """Return the beginning of some words, short enough to be shown."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"


def findings(text: str, field: str, abbreviations: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong in the words of one field, a few of each kind."""
    composed = unicodedata.normalize("NFC", text)
    for found in (_dates(composed), _cited(composed, abbreviations), _capitals(composed)):
        for _, (code, severity, words, right, source) in zip(range(_MOST_OF_A_KIND), found):  # noqa: B905 (the shorter ends it)
            what, none = _WHAT[code], Text("Sửa lại.", "Mend it.")
            mend = Text(f"Viết “{right}”.", f"Write “{right}”.") if right else none
            yield Finding(code, severity, field, what, mend, source, quoted(words))


def mended(text: str) -> str:
    """Return `text` with dates and capitals as they should be; nothing else is changed."""
    text = unicodedata.normalize("NFC", text)
    for pattern, right in ((_DATE, _right_date), (_NAME, _right_name), (_LEVEL, _lower)):
        text = pattern.sub(lambda found, right=right: right(found) or found[0], text)  # type: ignore[misc]  # bound now
    return _ARTICLE.sub(r"Điều \1", text)


def two_spellings(text: str) -> Iterator[Finding]:
    """Tell a text that writes hoà here and hòa there."""
    seen: dict[bool, str] = {}
    for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text)):
        kind = _tone_on_last(word)
        if kind is not None:
            seen.setdefault(kind, word)
    if len(seen) == 2:
        yield Finding(
            "two_spellings", SHOULD, "body",
            Text("Dấu thanh đặt theo hai cách trong cùng văn bản.",
                 "Tone marks are placed in two ways in one document."),
            Text("Viết thống nhất một cách, ví dụ “Ủy ban”, “hòa”.",
                 "Write one way throughout, such as “Ủy ban”, “hòa”."),
            "NĐ 30/2020, Phụ lục I, I.2", f"{seen[True]} / {seen[False]}",
        )  # fmt: skip


_WHAT = {
    "date_form": Text("Ngày, tháng viết chưa đúng cách.", "A date is not written as it should be."),
    "no_such_day": Text("Không có ngày này.", "There is no such day."),
    "cited_symbol": Text("Ký hiệu văn bản viện dẫn chưa đúng.", "A cited notation looks wrong."),
    "capitals": Text("Viết hoa chưa đúng.", "Capital letters are not where they belong."),
}

_Row = tuple[str, str, str, str, str]


def _dates(text: str) -> Iterator[_Row]:
    source = "NĐ 30/2020, Phụ lục I, II.4"
    for found in _DATE.finditer(text):
        if not _is_day(found):
            yield "no_such_day", MUST, found[0], "", source
        elif right := _right_date(found):
            yield "date_form", SHOULD, found[0], right, source


def _is_day(found: re.Match[str]) -> bool:
    try:
        date(int(found[3] or 2020), int(found[2]), int(found[1]))  # 2020 has all days
    except ValueError:
        return False
    return True


def _right_date(found: re.Match[str]) -> str | None:
    """Return a date with days under 10 and months 1 and 2 padded; None where it is right."""
    written = day_words(int(found[1]), int(found[2]))
    written += f" năm {found[3]}" if found[3] else ""
    return None if written == found[0] else written


def _cited(text: str, abbreviations: Mapping[str, str]) -> Iterator[_Row]:
    """Yield cited documents whose notation does not fit the type that is named beside it."""
    source = "NĐ 30/2020, Phụ lục I, II.3 và Phụ lục III"
    for found in _CITED.finditer(text):
        right = abbreviations.get(found["title"])
        number, cited = found["number"], found["type"]
        if right is None:
            continue
        if right and cited != right and _bare(cited) == _bare(right):
            wanted = f"{int(number):02}{found['year'] or ''}/{right}-{found['organ']}"
            yield "cited_symbol", SHOULD, found[0], wanted, source
        elif not right and cited.upper() == "CV":
            yield "cited_symbol", SHOULD, found[0], f"{number}/{found['organ']}-…", source
        elif len(number) == 1:
            wanted = f"số {int(number):02}{found['year'] or ''}/{cited}-{found['organ']}"
            yield "cited_symbol", SHOULD, found[0], wanted, source


def _capitals(text: str) -> Iterator[_Row]:
    source = "NĐ 30/2020, Phụ lục II"
    for pattern, right_of in _CAPITALS:
        for found in pattern.finditer(text):
            if right := right_of(found):
                yield "capitals", SHOULD, found[0], right, source


def _right_name(found: re.Match[str]) -> str | None:
    """Return a name as it is written; None where it is right, all capitals, or all small."""
    written = found[0]
    if written.isupper() or written[0].islower():
        return None  # a heading; or common words such as "kế hoạch", "quyết định"
    right = _RIGHT[written.casefold()]
    return None if written == right else right


def _lower(found: re.Match[str]) -> str | None:
    """Return "Tỉnh" as "tỉnh" inside a sentence, before a place's name: not in "Tỉnh ủy"."""
    inside = found.string[found.start() - 2].islower()
    return found[0].lower() if inside and found[1].isupper() and found[2].isupper() else None


def _right_article(found: re.Match[str]) -> str:
    return f"Điều {found[1]}"


_CAPITALS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (_NAME, _right_name),
    (_LEVEL, _lower),
    (_ARTICLE, _right_article),
)


def _bare(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _tone_on_last(word: str) -> bool | None:
    """Return whether the tone of an open "oa", "oe", "uy" is on its last letter; None: neither."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [at for at, letter in enumerate(apart) if letter in _TONES]
    plain = "".join(letter for letter in apart if letter not in _TONES)
    if len(tones) != 1 or plain[-2:] not in _EITHER_WAY or plain[:-1] == "qu":
        return None
    return tones[0] == len(apart) - 1
