"""Choosing recipients out of the tree of units: what is offered, and what a form chose.

Which units stand together in a group is read off the tree and the kinds, whatever they
are: nothing here knows a province from a district.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from office.domain.errors import Invalid
from office.domain.paper import CHANNELS, ELECTRONIC
from office.domain.text import Text, joined
from office.services.naming import Names
from office.services.outgoing.drafting import Recipient
from office.services.outgoing.recipient_groups import Group as Saved
from office.services.tree import Tree, UnitNode
from office.web import posted

#: More boxes than this are not put on one page: the tree is then opened branch by branch.
MOST_BOXES = 600
MOST_OUTSIDE = 200
GROUP, SAVED, REMOVE, LEVEL, LAST = "group:", "saved:", "remove:", "level=", "last:"
#: How lists are numbered that people paste.
_ITEM = re.compile(r"^\s*(?:\d{1,4}[.)/]?\s+|[-•+*]\s*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All units of one kind or level, in the whole office or below one unit."""

    key: str
    kind: Text
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A unit of the tree with those below it; `closed` ones are on a page of their own."""

    unit: UnitNode
    offered: bool
    groups: Sequence[Group] = ()
    branches: Sequence[Branch] = ()
    closed: int = 0

    @property
    def ids(self) -> list[int]:
        """Return the units that have a box in this branch."""
        own = [self.unit.id] if self.offered else []
        return own + [unit_id for inside in self.branches for unit_id in inside.ids]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What a form chose, in the order chosen, and the lines that name nobody or several."""

    recipients: Sequence[Recipient]
    unknown: Sequence[str] = ()
    reasons: Sequence[Text] = field(default=())


class Offered:
    """The units a document of one agency can go to."""

    def __init__(self, tree: Tree, agency_id: int, saved: Sequence[Saved] = ()) -> None:
        self.tree = tree
        self.saved = saved
        keepers = [u for u in tree.units.values() if u.kind.keeps_register and u.id != agency_id]
        self.here = {u.id: u for u in keepers if u.kind.hosted}
        self.outside = {u.id: u for u in keepers if not u.kind.hosted}
        self.whole = len(self.here) <= MOST_BOXES

    def branches(self, under: int | None) -> list[Branch]:
        """Return the tree with boxes, or what is right under one unit when it is too large."""
        top = self.tree.children(None if self.whole else under)
        if not self.whole and under is None:
            top = [child for root in top for child in (root, *self.tree.children(root.id))]
        return [found for unit in top if (found := self._branch(unit))][:MOST_BOXES]

    def outsiders(self) -> list[UnitNode]:
        """Return the agencies elsewhere that are offered as boxes."""
        return sorted(self.outside.values(), key=lambda unit: unit.name)[:MOST_OUTSIDE]

    def groups(self, under: int | None = None) -> list[Group]:
        """Return the kinds of which there are several, in the office or below a unit, and the
        levels of government that have units of several kinds."""
        kinds = Counter(unit.kind.code for unit in self._within(under))
        known = {unit.kind.code: unit.kind for unit in self.here.values()}
        place = "" if under is None else f"@{under}"
        found = [
            Group(key=f"{code}{place}", kind=known[code].title, count=count)
            for code, count in kinds.items()
            if count > 1
        ]
        for level in dict.fromkeys(known[code].level for code in kinds):
            inside = [code for code in kinds if known[code].level == level]
            if len(inside) > 1:
                named = joined((known[code].title for code in inside), ", ")
                count = sum(kinds[code] for code in inside)
                found.append(Group(key=f"{LEVEL}{level}{place}", kind=named, count=count))
        return found

    def members(self, key: str) -> list[int]:
        """Return the units of a group; none when there is no such group."""
        code, _, place = key.partition("@")
        under = posted.key(place)
        if place and (under is None or under not in self.tree.units):
            return []
        level = code.removeprefix(LEVEL)
        return [
            unit.id
            for unit in self._within(under)
            if (unit.level == level if code.startswith(LEVEL) else unit.kind.code == code)
        ]

    def shown(self, under: int | None) -> set[int]:
        """Return the units that have a box on the page."""
        boxes = {unit.id for unit in self.outsiders()}
        return boxes.union(*(branch.ids for branch in self.branches(under)))

    def _within(self, under: int | None) -> Iterable[UnitNode]:
        if under is None:
            return self.here.values()
        return (unit for unit in self.tree.below(under) if unit.id in self.here)

    def _branch(self, unit: UnitNode) -> Branch | None:
        offered = unit.id in self.here
        if not self.whole:
            below = sum(1 for _ in self._within(unit.id))
            return Branch(unit=unit, offered=offered, closed=below) if offered or below else None
        inside = [b for child in self.tree.children(unit.id) if (b := self._branch(child))]
        if not offered and not inside:
            return None
        groups = self.groups(unit.id) if unit.parent_id is not None else []
        return Branch(unit=unit, offered=offered, groups=groups, branches=inside)


def picked(
    offered: Offered,
    form: MultiDict[str, str],
    before: Sequence[Recipient],
    again: Sequence[Recipient] = (),
) -> Picked:
    """Return whom the form chooses: its boxes, its rows, its pasted lines and its button.

    `again` are the recipients of the earlier document whose button was pressed.
    """
    chosen = {recipient.unit_id: recipient for recipient in before}
    known = offered.here.keys() | offered.outside.keys()
    for unit_id in posted.keys(form.getlist("row")):
        if unit_id in known:
            sent = form.get(f"channel-{unit_id}", ""), form.get(f"reason-{unit_id}", "")
            chosen[unit_id] = _recipient(unit_id, *sent)
    default = form.get("channel", ELECTRONIC), form.get("paper_reason", "")
    added, unknown, reasons = _pasted(offered, form.get("names", ""))
    boxes = set(posted.keys(form.getlist("unit"))) & known
    for unit_id in offered.shown(posted.key(form.get("under", ""))) - boxes:
        chosen.pop(unit_id, None)
    do = form.get("do", "")
    if do.startswith(GROUP):
        added += offered.members(do.removeprefix(GROUP))
    if do.startswith(SAVED):
        wanted = posted.key(do.removeprefix(SAVED))
        added += [
            u for one in offered.saved if one.id == wanted for u in one.unit_ids if u in known
        ]
    chosen |= {one.unit_id: one for one in again if one.unit_id in known - chosen.keys()}
    for unit_id in (*sorted(boxes), *added):
        chosen.setdefault(unit_id, _recipient(unit_id, *default))
    if do.startswith(REMOVE):
        chosen.pop(posted.key(do.removeprefix(REMOVE)) or 0, None)
    if do == "clear":
        chosen = {}
    if do == "same":
        chosen = {unit_id: _recipient(unit_id, *default) for unit_id in chosen}
    return Picked(recipients=list(chosen.values()), unknown=unknown, reasons=reasons)


def _recipient(unit_id: int, channel: str, reason: str) -> Recipient:
    reason = "" if channel == ELECTRONIC else reason.strip()
    return Recipient(
        unit_id=unit_id,
        channel=channel if channel in CHANNELS else ELECTRONIC,
        paper_reason=reason,
    )


def _pasted(offered: Offered, written: str) -> tuple[list[int], list[str], list[Text]]:
    lines = [_ITEM.sub("", line) for line in written.replace(";", "\n").splitlines()]
    lines = [stripped for line in lines if (stripped := line.strip(" \t-•,."))]
    if not lines:
        return [], [], []
    names = Names(offered.tree, (*offered.here.values(), *offered.outside.values()))
    added: list[int] = []
    unknown: list[str] = []
    reasons: list[Text] = []
    for line in lines:
        found, several = _on_line(offered.tree, names, line)
        if several or len(found) == 1:
            added += [unit.id for unit in found]
            continue
        unknown.append(line)
        reasons.append((_SEVERAL if found else _NOBODY).filled(line=line, n=len(found)))
    return added, unknown, reasons


def _on_line(tree: Tree, names: Names, line: str) -> tuple[Sequence[UnitNode], bool]:
    """Return the units a pasted line names, and whether they are all meant.

    A line is a name or code; a name and where that is ("Phước Thái, huyện Ninh Phước"); cells
    of a table of which one is a name or code; or several names with commas between.
    """
    if found := names.find(line):
        return found, False
    parts = [part for part in re.split(r"\t+|,\s*", line) if part.strip()]
    known = [names.find(part) for part in parts]
    if len(parts) == 2 and len(known[0]) > 1:
        return _below(tree, known[0], Names(tree).find(parts[1])), False
    if "\t" in line:
        meant = {unit.id: unit for found in known if len(found) == 1 for unit in found}
        return list(meant.values()), False
    if len(parts) > 1 and all(len(found) == 1 for found in known):
        return [found[0] for found in known], True
    return [], False


def _below(tree: Tree, found: Sequence[UnitNode], places: Sequence[UnitNode]) -> Sequence[UnitNode]:
    """Return those of some units that stand below a place; all of them when none does."""
    within = {place.id for place in places}
    return [unit for unit in found if within & {*tree.upward(unit.id)[1:]}] or found


_NOBODY = Text("Không có nơi nhận nào tên “{line}”.", "No recipient is called “{line}”.")
_SEVERAL = Text(
    "Có {n} nơi nhận tên “{line}”: hãy ghi mã định danh.",
    "{n} recipients are called “{line}”: write the identifier.",
)


def named(tree: Tree, written: str) -> UnitNode:
    """Return the unit that was typed; raises Invalid for none or several of that name."""
    found = Names(tree).find(written.strip()) if written.strip() else []
    if len(found) != 1:
        wrong = _SEVERAL_UNITS if found else _NO_UNIT
        raise Invalid(wrong.filled(name=written, n=len(found)), field="unit")
    return found[0]


_NO_UNIT = Text("Không có đơn vị nào tên “{name}”.", "No unit is called “{name}”.")
_SEVERAL_UNITS = Text("Có {n} đơn vị tên “{name}”.", "{n} units are called “{name}”.")
