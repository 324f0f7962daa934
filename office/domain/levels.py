"""The levels of government that kinds of units belong to (`unit_kinds.csv`), in words."""

from __future__ import annotations

from collections.abc import Mapping

from office.domain.text import Text

#: From the province down; one that is not here is shown as it is written there.
LEVELS: Mapping[str, Text] = {
    "province": Text("Cấp tỉnh", "Province"),
    "district": Text("Cấp huyện", "District"),
    "commune": Text("Cấp xã", "Commune"),
    "affiliated": Text("Đơn vị trực thuộc", "Affiliated institutions"),
    "external": Text("Cơ quan ngoài hệ thống", "Agencies elsewhere"),
}


def level_words(level: str) -> Text:
    """Return a level in words."""
    return LEVELS.get(level, Text(level, level))


def level_rank(level: str) -> int:
    """Return where a level stands: from the province down, unknown ones last."""
    known = list(LEVELS)
    return known.index(level) if level in known else len(known)
