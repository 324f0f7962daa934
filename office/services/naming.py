"""Finding units by what people type: a name, with or without accents, or an identifier."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from office.services.tree import Tree, UnitNode

#: Two ways to write the same words, the longer first.
_LONG, _SHORT = "ủy ban nhân dân", "ubnd"
_OTHER_SPELLING = "uỷ ban nhân dân"


class Names:
    """The names and codes of some units, ready to be asked many times."""

    def __init__(self, tree: Tree, units: Iterable[UnitNode] | None = None) -> None:
        self._exact: defaultdict[str, dict[int, UnitNode]] = defaultdict(dict)
        self._loose: defaultdict[str, dict[int, UnitNode]] = defaultdict(dict)
        for unit in tree.units.values() if units is None else units:
            for word in (unit.name, unit.key, *(code for _, code in unit.codes)):
                self._exact[_exact(word)][unit.id] = unit
                self._loose[plain(word)][unit.id] = unit

    def find(self, written: str) -> Sequence[UnitNode]:
        """Return the units these words stand for: none, one, or several of one name.

        Accents and the words “UBND” may be left out where nothing else reads the same.
        """
        exact = self._exact.get(_exact(written))
        return list((exact or self._loose.get(plain(written), {})).values())


def _exact(words: str) -> str:
    composed = " ".join(unicodedata.normalize("NFC", words).casefold().split())
    return composed.replace(_OTHER_SPELLING, _LONG).replace(_LONG, _SHORT)


def plain(words: str) -> str:
    """Return words without case, accents and the “UBND” before them: what two spellings share."""
    apart = unicodedata.normalize("NFD", _exact(words).replace("đ", "d"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.removeprefix(f"{_SHORT} ")
