"""Recounts that people ask for: begun on a page, made after the commit, kept as files for a month.

What is asked, how far it has come and what was found stands beside the spreadsheet in the folder
of the instance: all of it can be made anew, and nothing rests on it.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import func, select

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import AUDITOR, CHIEF, LEADER
from office.domain.text import Text, joined
from office.models.documents import Document
from office.services import access, mandates, outbox
from office.services.figures import recount_check, recount_words, scopes, totals
from office.services.figures.asked import NOW, THEN, Asked
from office.services.figures.recount_found import Check
from office.services.work import Work

RECOUNT = "recount"
ASKING = (AUDITOR, LEADER, CHIEF)
WAITING, MAKING, DONE, REFUSED = "waiting", "making", "done", "refused"
KEPT = timedelta(days=30)
SHOWN = 20
MOST_YEARS = 10
TREES = {
    THEN: Text("Cây đơn vị như từng ngày", "The tree as it stood on each day"),
    NOW: Text("Cây đơn vị như hiện nay", "The tree as it is now"),
}
_NAMED = re.compile(r"[0-9a-f]{32}")
_BUSY = Text(
    "Bạn đang có một lần đếm lại chưa xong; hãy chờ.", "A recount of yours is still being made."
)
_DAYS = Text("Hãy chọn từ ngày đến ngày, trong 10 năm.", "Choose the days, within ten years.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """A recount that was asked for: what, by whom, how far it is, what was found.

    `lines` has each indicator: definition, name, what the tables say, what the log says, whether
    both agree.  `read` of `there` documents are read by now.
    """

    key: str
    membership: int
    unit_id: int
    since: date
    until: date
    mapped: str
    at: datetime
    state: str = WAITING
    read: int = 0
    there: int = 0
    agrees: bool = False
    lines: list[tuple[str, Text, str, str, bool]] = field(default_factory=list)
    said: list[Text] = field(default_factory=list)
    many: int = 0
    waiting: int = 0
    log: tuple[int, int, str] = (0, 0, "")

    @property
    def asked(self) -> Asked:
        """Return what is asked of the figures."""
        return Asked(unit_id=self.unit_id, since=self.since, until=self.until, mapped=self.mapped)


def begin(work: Work, asked: Asked) -> str:
    """Ask for a recount and return its key; raises Refused, Invalid, NotFound for the unit."""
    access.require_role(work, *ASKING)
    mandates.require_own_capacity(work.actor)
    if asked.mapped not in TREES or not asked.since <= asked.until <= _latest(asked.since):
        raise Invalid(_DAYS, field="until")
    scopes.of(work, asked)
    if any(one.state in (WAITING, MAKING) for one in listed(work)):
        raise Refused(_BUSY)
    _tidy(work)
    one = Recount(
        key=secrets.token_hex(16),
        membership=work.actor.membership_id or 0,
        unit_id=asked.unit_id,
        since=asked.since,
        until=asked.until,
        mapped=asked.mapped,
        at=work.at,
    )
    _write(work, one)
    outbox.post(work, RECOUNT, {"recount": one.key, "membership": one.membership})
    return one.key


def listed(work: Work) -> list[Recount]:
    """Return the actor's own recounts, the newest first."""
    own = (one for one in _all(work) if one.membership == work.actor.membership_id)
    return sorted(own, key=lambda one: one.at, reverse=True)[:SHOWN]


def read(work: Work, key: str) -> Recount:
    """Return one of the actor's own recounts; raises NotFound."""
    access.require_role(work, *ASKING)
    one = _read(work, key)
    if one is None or one.membership != work.actor.membership_id:
        raise NotFound
    return one


def file(work: Work, key: str) -> tuple[str, BinaryIO]:
    """Return the spreadsheet of a recount: its name and its bytes; raises NotFound."""
    one = read(work, key)
    if one.state != DONE:
        raise NotFound
    unit = work.tree.units.get(one.unit_id)
    name = f"dem-lai-{unit.key if unit else one.unit_id}-{one.since}-{one.until}.xlsx"
    try:
        return name, _path(work, key, "xlsx").open("rb")
    except FileNotFoundError:
        raise NotFound from None


def make(work: Work, key: str) -> None:
    """Make a recount in the name of who asked for it; once made, a second time does nothing."""
    one = _read(work, key)
    if one is None or one.state in (DONE, REFUSED):
        return
    there = work.db.scalar(select(func.count()).select_from(Document)) or 0
    _write(work, one := _with(one, state=MAKING, there=there))
    unfinished = _path(work, key, "part")
    try:
        _, waiting = totals.counted_until(work)
        first = totals.figures(work, one.asked)
        with unfinished.open("w+b") as into:
            found = recount_check.check(
                work, one.asked, first, lambda done: _write(work, _with(one, read=done)), into
            )
        unfinished.replace(_path(work, key, "xlsx"))
        _write(work, _with(one, **_found(work, found), read=there, waiting=waiting))
    except Refused as refusal:
        unfinished.unlink(missing_ok=True)
        _write(work, _with(one, state=REFUSED, said=[joined(refusal.reasons)]))


def _found(work: Work, found: Check) -> dict[str, Any]:
    return {
        "state": DONE,
        "agrees": found.agrees,
        "lines": [
            (
                one.second.indicator.definition, one.second.indicator.name,
                recount_words.said(one.first), recount_words.said(one.second), one.agrees,
            )
            for one in found.compared
        ],
        "said": [recount_words.difference(work, one) for one in found.differences],
        "many": found.many,
        "log": (found.checkpoint.documents, found.checkpoint.movements, found.checkpoint.digest),
    }  # fmt: skip


def _latest(since: date) -> date:
    return since + timedelta(days=366 * MOST_YEARS)


def _folder(work: Work) -> Path:
    folder = Path(work.settings.instance) / "recounts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _path(work: Work, key: str, ending: str) -> Path:
    return _folder(work) / f"{key}.{ending}"


def _all(work: Work) -> Iterator[Recount]:
    for path in _folder(work).glob("*.json"):
        one = _read(work, path.stem)
        if one is not None:
            yield one


def _read(work: Work, key: str) -> Recount | None:
    if not _NAMED.fullmatch(key):
        return None
    try:
        told = json.loads(_path(work, key, "json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    told |= {name: date.fromisoformat(told[name]) for name in ("since", "until")}
    told |= {"at": datetime.fromisoformat(told["at"]), "log": tuple(told["log"])}
    told["said"] = [Text(**one) for one in told["said"]]
    told["lines"] = [(line[0], Text(**line[1]), *line[2:]) for line in told["lines"]]
    return Recount(**told)


def _with(one: Recount, **changed: Any) -> Recount:
    kept = {name: getattr(one, name) for name in Recount.__slots__}
    return Recount(**kept | changed)


def _write(work: Work, one: Recount) -> None:
    """Write how a recount stands, whole or not at all."""
    unfinished = _path(work, one.key, "json.part")
    text = json.dumps(asdict(one), default=lambda said: said.isoformat(), ensure_ascii=False)
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(_path(work, one.key, "json"))


def _tidy(work: Work) -> None:
    """Clear away what was made long ago."""
    for one in _all(work):
        if one.at < work.at - KEPT:
            for path in _folder(work).glob(f"{one.key}.*"):
                path.unlink(missing_ok=True)
