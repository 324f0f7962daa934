"""What supervision did, in sentences: from sealed records alone, like the rest of a story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from office.domain.asks import PARTS
from office.domain.movements import moment as moment_of
from office.domain.people import ROLES
from office.domain.text import Text
from office.web.wording import moment

#: How a request for more time stands.
EXTENSIONS: Mapping[str, Text] = {
    "asked": Text("Chờ trả lời", "Waits for an answer"),
    "allowed": Text("Đã cho gia hạn", "Allowed"),
    "refused": Text("Không cho gia hạn", "Refused"),
    "lapsed": Text("Hết hiệu lực theo phần việc", "Lapsed with the part"),
}


def clauses(record: Mapping[str, Any]) -> list[Text]:
    """Return what a record says of supervision, a clause each; nothing for other records."""
    return [
        *_behalf(record),
        *_ended(record),
        *_extended(record),
        *_chased(record),
        *_asked(record),
        *_answered(record),
    ]


def behalf(record: Mapping[str, Any]) -> Text | None:
    """Return for whom the person acting typed, None where they acted for themselves."""
    for_whom = record.get("behalf")
    if not for_whom:
        return None
    role = ROLES[for_whom["role"]]
    capacity = Text(for_whom["position"], for_whom["position"]) if for_whom["position"] else role
    said = Text("nhập thay {name} ({capacity}, {unit})", "typed for {name} ({capacity}, {unit})")
    return said.filled(name=for_whom["name"], capacity=capacity, unit=for_whom["unit_name"])


def _behalf(record: Mapping[str, Any]) -> list[Text]:
    said = behalf(record)
    scan = record.get("scan")
    if said is None or scan is None:
        return []
    kept = Text("bản chụp bút phê {digest}", "scan {digest}").filled(digest=scan["sha256"][:12])
    return [said, kept]


def _ended(record: Mapping[str, Any]) -> list[Text]:
    ended = record.get("ended")
    return [PARTS[ended["part"]]] if ended else []


def _extended(record: Mapping[str, Any]) -> list[Text]:
    said = record.get("extension")
    if not said:
        return []
    whose = Text("{part}: {unit}", "{part}: {unit}").filled(
        part=PARTS[said["part"]], unit=said["unit_name"]
    )
    old = Text("hạn cũ {at}", "was due {at}").filled(at=_shown(said["old"]))
    found = [whose, old]
    if said["status"] == "asked":
        found.append(Text("xin đến {at}", "asks until {at}").filled(at=_shown(said["asked"])))
    if said["new"] is not None:
        found.append(Text("hạn mới {at}", "now due {at}").filled(at=_shown(said["new"])))
    return found


def _chased(record: Mapping[str, Any]) -> list[Text]:
    chase = record.get("chase")
    if not chase:
        return []
    said = Text("lần đôn đốc thứ {n}, {part}: {unit}", "reminder {n}, {part}: {unit}")
    return [said.filled(n=chase["n"], part=PARTS[chase["part"]], unit=chase["unit_name"])]


def _asked(record: Mapping[str, Any]) -> list[Text]:
    told = []
    for one in record.get("asked", ()):
        who = one["unit_name"] + (f" — {one['person_name']}" if one.get("person_name") else "")
        due = one.get("due")
        until = Text(", hạn {at}", ", due {at}").filled(at=_shown(due)) if due else ""
        told.append(Text("{who}{until}", "{who}{until}").filled(who=who, until=until))
    return told


def _answered(record: Mapping[str, Any]) -> list[Text]:
    answer = record.get("answer")
    if not isinstance(answer, dict):
        return []
    said = Text("văn bản trả lời số {symbol}", "answered by {symbol}")
    return [said.filled(symbol=answer["symbol"])]


def _shown(ms: int | None) -> str:
    return moment(moment_of(ms)) if ms is not None else "—"
