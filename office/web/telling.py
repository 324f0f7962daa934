"""A document's story in plain sentences, told from its sealed records alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from office.domain.absences import Away
from office.domain.acts import ACTS
from office.domain.asks import PARTS
from office.domain.movements import moment as moment_of
from office.domain.numbering import written
from office.domain.people import ROLES
from office.domain.relations import KINDS
from office.domain.text import Text, joined
from office.domain.workflow import Workflow
from office.services.views.dossier import Happening
from office.web import telling_paper, telling_reviews, telling_signatures, telling_work
from office.web.wording import moment

OUTCOMES: Mapping[str, Text] = {
    "done": Text("Đã xong", "Done"),
    "returned": Text("Đã trả lại", "Returned"),
    "forwarded": Text("Đã chuyển tiếp", "Passed on"),
    "taken_back": Text("Đã thu hồi xử lý", "Taken back"),
    "seen": Text("Đã xem", "Seen"),
}
REQUESTS: Mapping[str, Text] = {
    "recall": Text(
        "Bên gửi đề nghị THU HỒI văn bản này", "The sender asks to RECALL this document"
    ),
    "update": Text(
        "Bên gửi đề nghị CẬP NHẬT văn bản này", "The sender asks to UPDATE this document"
    ),
    "replace": Text(
        "Bên gửi đề nghị THAY THẾ văn bản này", "The sender asks to REPLACE this document"
    ),
}
_RELATES = Text("{does} văn bản {symbol}", "{does} {symbol}")
UNREADABLE = Text(
    "Bản ghi này đã bị sửa, không đọc được.", "This record was changed and cannot be read."
)
OFFICE = Text("văn phòng điện tử", "electronic office")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One movement as the timeline shows it; `said` are the words people wrote."""

    seq: int
    at: datetime
    sentence: Text
    said: tuple[str, ...]
    hash: str
    intact: bool


def tell(happening: Happening, procedures: Any) -> Line:
    """Return a movement as a sentence: who, in which capacity, did what, and what came of it."""
    record = happening.record
    try:
        sentence = _sentence(record, procedures)
    except (AttributeError, KeyError, TypeError, ValueError):
        if happening.intact:
            raise
        sentence = UNREADABLE
    return Line(
        seq=happening.seq,
        at=happening.at,
        sentence=sentence,
        said=(
            *(str(record[said]) for said in ("opinion", "reason") if record.get(said)),
            *telling_reviews.said(record),
        ),
        hash=happening.hash,
        intact=happening.intact,
    )


def _sentence(record: Mapping[str, Any], procedures: Any) -> Text:
    clauses = [_did(record, procedures), *_number(record), *telling_work.clauses(record)]
    clauses += telling_signatures.clauses(record)
    clauses += telling_reviews.clauses(record)
    clauses += [*_parts(record), *_heir(record), *_sent(record), *_beside(record)]
    told = Text("{who}: {what}.", "{who}: {what}.")
    clauses += telling_paper.clauses(record)
    return told.filled(who=_who(record), what=joined(clauses))


def request(kind: str) -> Text:
    """Return what a sender asks for, as a banner says it."""
    return REQUESTS.get(kind, Text(kind, kind))


def outcome(code: str) -> Text:
    """Return how a part ended."""
    return OUTCOMES.get(code, Text(code, code))


def _who(record: Mapping[str, Any]) -> Text:
    by = record.get("by", {})
    capacity = Text(by["position"], by["position"]) if by.get("position") else ROLES.get(by["role"])
    unit = by.get("unit_name", "")
    if capacity is None:
        return Text("Hệ thống ({unit})", "The office ({unit})").filled(unit=unit or OFFICE)
    told = Text("{name} ({capacity}, {unit})", "{name} ({capacity}, {unit})")
    if lent := by.get("for"):
        told = Text(
            "{name} thay {absent} ({capacity}, {unit})", "{name} for {absent} ({capacity}, {unit})"
        )
    absent = lent["name"] if lent else ""
    return told.filled(name=by["name"], absent=absent, capacity=capacity, unit=unit)


def _did(record: Mapping[str, Any], procedures: Any) -> Text:
    act = record["act"]
    done = ACTS.get(act) or _done(record, procedures) or Text(act, act)
    at = record.get("run_name", "")
    if not at or at == record.get("by", {}).get("unit_name"):
        return done
    return Text("{done} — tại {unit}", "{done} — at {unit}").filled(done=done, unit=at)


def _done(record: Mapping[str, Any], procedures: Any) -> Text | None:
    name, version = record.get("procedure") or ("", 0)
    try:
        workflow: Workflow = procedures[name, version]
    except KeyError:
        return None
    return next((a.done for a in workflow.actions if a.name == record["act"]), None)


def _number(record: Mapping[str, Any]) -> list[Text]:
    given = record.get("number")
    if not given:
        return []
    if "symbol" in given:
        return [Text("số {n}", "number {n}").filled(n=given["symbol"])]
    return [Text("số đến {n}", "incoming number {n}").filled(n=written(given["number"]))]


def _parts(record: Mapping[str, Any]) -> list[Text]:
    told = []
    for part in record.get("parts", ()):
        who = part["unit_name"] + (f" — {part['person_name']}" if part.get("person_name") else "")
        due = part.get("due")
        until = Text(", hạn {at}", ", due {at}").filled(at=moment(moment_of(due))) if due else ""
        told.append(
            Text("{part}: {who}{until}{away}", "{part}: {who}{until}{away}").filled(
                part=PARTS[part["part"]], who=who, until=until, away=_away(part)
            )
        )
    return told


def _away(part: Mapping[str, Any]) -> Text:
    """Return the days somebody is away who was given work all the same."""
    if "away" not in part:
        return Text("", "")
    first, last = (date.fromisoformat(day) for day in part["away"])
    span = Away(person_id=0, first_day=first, last_day=last).span
    return Text(" ({span})", " ({span})").filled(span=span)


def _heir(record: Mapping[str, Any]) -> list[Text]:
    if handed := record.get("handed"):
        found = [Text("thay {name} — {unit_name}", "from {name} — {unit_name}").filled(**handed)]
        if anew := record.get("asked_anew"):
            whom = Text("hỏi {person_name} — {unit_name}", "now asks {person_name} — {unit_name}")
            found.append(whom.filled(**anew))
        return found
    heir = record.get("heir")
    if not heir:
        return []
    return [Text("cho {name} — {unit}", "to {name} — {unit}").filled(**heir)]


def _sent(record: Mapping[str, Any]) -> list[Text]:
    sent = record.get("recipients")
    if reminded := record.get("reminded"):
        count = sum(len(units) for units in reminded.values())
        return [Text("{n} nơi nhận chưa tiếp nhận", "{n} recipients").filled(n=count)]
    return [Text("gửi {n} nơi nhận", "to {n} recipients").filled(n=len(sent))] if sent else []


def _beside(record: Mapping[str, Any]) -> list[Text]:
    """Tell who was asked to do what, what was printed, what it does to another document."""
    if does := record.get("relates"):
        return [_RELATES.filled(does=KINDS[does["kind"]].does, symbol=does["symbol"])]
    if undergoes := record.get("related"):
        return [Text("bởi {symbol}", "by {symbol}").filled(symbol=undergoes["symbol"])]
    if asked := record.get("nudge"):
        vi, en = asked["button"]
        what = Text("{name} làm: {button}{whose}", "{name} to: {button}{whose}")
        stands = Text(" (thay {name})", " (for {name})").filled(name=asked.get("for", ""))
        whose = stands if "for" in asked else ""
        return [what.filled(name=asked["name"], button=Text(vi, en), whose=whose)]
    if printed := record.get("printed"):
        return [
            Text("{n} trang, {c} bản", "{n} pages, {c} copies").filled(
                n=printed["pages"], c=printed["copies"]
            )
        ]
    return []
