"""Whom a document will probably go to: what similar ones of the same issuer got before.

A plain rule that explains itself, over precedents from the newest backwards.  Each weighs
for having the issuer, more for the same type, more for each word pair the subjects share;
the unit with the most weight is suggested when enough of them went there.  It decides
nothing: a clerk presses the button, or does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from office.domain.text import Text

_WORD = re.compile(r"[^\W\d_]+")
#: Syllables that join words, and pairs that every other subject has: they name no field.
_JOINING = frozenset(
    ("v", "về", "việc", "và", "của", "các", "cho", "trên", "tại", "theo", "đến", "ngày", "tháng",
     "năm", "từ", "có", "được", "trong", "với", "để", "là")
)  # fmt: skip
_EVERYWHERE = frozenset(
    ("báo cáo", "công văn", "triển khai", "thực hiện", "tăng cường", "tiếp tục", "ủy ban",
     "uỷ ban", "nhân dân", "kế hoạch", "địa bàn", "kết quả")
)  # fmt: skip
SHOWN_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts how much; whole numbers, from `data/suggestion.csv`.

    `recent` precedents are looked at; `least` of them, and `share` per cent of the weight,
    must have gone to one unit.
    """

    recent: int
    issuer: int
    type: int
    words: int
    most_words: int
    least: int
    share: int


class Precedent(NamedTuple):
    """A document of the same issuer and the unit that led it."""

    type_code: str
    subject: str
    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The unit, and why: `agreeing` of `counted` precedents went there.

    `same_type` of the agreeing ones have the type; `words` are phrases their subjects
    share with this one.
    """

    unit_id: int
    agreeing: int
    counted: int
    same_type: int
    words: tuple[str, ...]

    def reason(self, unit_name: str) -> Text:
        """Return why, in a sentence."""
        of = {"k": self.agreeing, "n": self.counted, "unit": unit_name}
        vi = "vì {k}/{n} văn bản cùng cơ quan ban hành trước đây giao cho {unit}"
        en = "because {k} of {n} earlier documents of this issuer went to {unit}"
        if self.same_type:
            of["same"] = self.same_type
            vi, en = vi + "; {same} văn bản cùng loại", en + "; {same} of the same type"
        if self.words:
            of["words"] = ", ".join(f"“{pair}”" for pair in self.words)
            vi, en = vi + "; trích yếu cùng nói về {words}", en + "; their subjects share {words}"
        return Text(vi + ".", en + ".").filled(**of)


def suggest(
    subject: str, type_code: str, precedents: Sequence[Precedent], weights: Weights
) -> Suggestion | None:
    """Return the unit that `precedents` (newest first) speak for, None when they do not.

    Of two units with the same weight the one named more recently is taken.
    """
    counted = precedents[: weights.recent]
    about = pairs(subject)
    weight: Counter[int] = Counter()
    for one in counted:
        shared = min(len(about & pairs(one.subject)), weights.most_words)
        weight[one.unit_id] += (
            weights.issuer + weights.type * _same(one, type_code) + weights.words * shared
        )
    if not weight:
        return None
    unit_id, most = max(weight.items(), key=lambda of: of[1])  # the first of equals: the newest
    agreeing = [one for one in counted if one.unit_id == unit_id]
    if len(agreeing) < weights.least or most * 100 < weights.share * weight.total():
        return None
    return Suggestion(
        unit_id=unit_id,
        agreeing=len(agreeing),
        counted=len(counted),
        same_type=sum(_same(one, type_code) for one in agreeing),
        words=_shared(subject, agreeing),
    )


def pairs(subject: str) -> set[str]:
    """Return the pairs of neighbouring syllables a subject is about: “giáo dục”, “thiên tai”."""
    return set(_pairs(subject)) - {""}


def _pairs(subject: str) -> list[str]:
    """Return the pairs in the order written, '' where two syllables name no field together."""
    plain = unicodedata.normalize("NFC", subject).casefold()
    neighbours = pairwise(_WORD.findall(plain))
    found = ("" if {one, two} & _JOINING else f"{one} {two}" for one, two in neighbours)
    return ["" if pair in _EVERYWHERE else pair for pair in found]


def _same(one: Precedent, type_code: str) -> bool:
    """Say whether a precedent has the type; what has no known type is like nothing."""
    return type_code != "" and one.type_code == type_code


def _shared(subject: str, agreeing: Sequence[Precedent]) -> tuple[str, ...]:
    """Return the longest phrases that the subject shares with agreeing ones, at most three."""
    theirs = {pair for one in agreeing for pair in pairs(one.subject)}
    phrases: list[list[str]] = [[]]
    for pair in _pairs(subject):
        if pair and pair in theirs:
            phrases[-1] += pair.split() if not phrases[-1] else pair.split()[1:]
        elif phrases[-1]:
            phrases.append([])
    said = dict.fromkeys(" ".join(phrase) for phrase in phrases if phrase)
    return tuple(sorted(said, key=lambda phrase: -len(phrase.split()))[:SHOWN_WORDS])
