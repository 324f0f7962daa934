"""The seven outgoing and the six incoming steps, written by hand."""

from __future__ import annotations

from typing import Any, NamedTuple

from benchmarks.by_hand import Hand, Seal
from benchmarks.ground import CHIEF, CLERK, CO, DRAFTER, HEAD, LEADER, Ground
from office.domain.documents import Content
from office.domain.movements import content_digest

REGISTER = (
    "INSERT INTO registers (unit_id, direction, series, year, last) VALUES (?, ?, 'all', 2019, 1)"
    " ON CONFLICT (unit_id, direction, series, year) DO UPDATE SET last = registers.last + 1"
    " RETURNING id, last"
)
ENTRY = (
    "INSERT INTO register_entries (register_id, number, document_id, delivery_id, at, status,"
    " reason) VALUES (?, ?, ?, ?, ?, 'used', '')"
)
PART = (
    "INSERT INTO assignments (document_id, delivery_id, part, unit_id, person_id, due_at, since,"
    " outcome) VALUES (?, ?, ?, ?, ?, ?, ?, '')"
)
VERSION = (
    "INSERT INTO document_versions (document_id, version, subject, body, digest, submitted_by,"
    " submitted_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
DELIVER = (
    "INSERT INTO deliveries (document_id, unit_id, channel, paper_reason, urgency, sent_at,"
    " arrived_at, procedure, procedure_version, state, holder_unit_id, held_since, due_at,"
    " revision) VALUES (?, ?, ?, '', 0, ?, ?, 'incoming', 1, 'arrived', ?, ?, ?, 0)"
)
_READ_DRAFT = (
    "SELECT id, log_seq, log_head, revision, holder_unit_id, holder_person_id, drafting_unit_id,"
    " content_digest, version, subject, body FROM documents WHERE public_id = ?"
)
_READ_DELIVERY = (
    "SELECT d.id, d.log_seq, d.log_head, v.revision, v.holder_unit_id, v.holder_person_id, v.id"
    " FROM documents d JOIN deliveries v ON v.document_id = d.id AND v.unit_id = ?"
    " WHERE d.public_id = ?"
)
_LENGTHEN = "UPDATE documents SET log_seq = ?, log_head = ? WHERE id = ?"
_CLOSE = (
    "UPDATE assignments SET until = ?, outcome = 'done' WHERE delivery_id = ? AND until IS NULL"
)


class Stage(NamedTuple):
    """A step as it will be taken: by whom, from where to where, what the sender is told."""

    act: str
    login: str
    source: str
    target: str
    reports: str = ""


OUTGOING = (
    Stage("submit", DRAFTER, "draft", "content_review"),
    Stage("approve_content", HEAD, "content_review", "form_review"),
    Stage("approve_form", CHIEF, "form_review", "signing"),
    Stage("sign", LEADER, "signing", "signed"),
    Stage("number", CLERK, "signed", "sealing"),
    Stage("seal", CLERK, "sealing", "numbered"),
    Stage("issue", CLERK, "numbered", "issued"),
)
INCOMING = (
    Stage("accept", CLERK, "arrived", "accepted", "03"),
    Stage("register", CLERK, "accepted", "registered"),
    Stage("submit", CLERK, "registered", "direction", "04"),
    Stage("direct", LEADER, "direction", "in_progress", "05"),
    Stage("report", DRAFTER, "in_progress", "confirmation"),
    Stage("confirm", LEADER, "confirmation", "completed", "06"),
)
OPINION = "Giao phòng Giáo dục và Đào tạo chủ trì, báo cáo kết quả."
_SAID = {"direct": OPINION, "report": OPINION}

Extra = tuple[dict[str, Any], dict[str, Any]]  # columns of the row, facts of the record


class Outgoing:
    """Takes the steps of a draft."""

    def __init__(self, hand: Hand, ground: Ground, recipients: list[int]) -> None:
        self.hand, self.agency, self.recipients = hand, ground.agency, recipients
        self.leader = ground.staff[LEADER]

    def take(self, stage: Stage, public_id: str) -> None:
        """Take one step in one commit."""
        hand, by = self.hand, self.hand.by[stage.login]
        with hand.turn():
            row = hand.lock(_READ_DRAFT, public_id)
            columns, facts = getattr(self, stage.act)(row, by)
            if stage.act == "number":
                hand.promise("render", {"document": public_id})
            unit = row[6] if stage.target == "content_review" else self.agency
            facts |= {
                "run": "draft", "run_name": hand.names[self.agency], "act": stage.act,
                "procedure": ["outgoing", 2], "from": stage.source, "to": stage.target,
                "holder": [unit, None], "due": hand.due_ms, "rev": row[3] + 1,
                "content": columns.get("content_digest", row[7]),
                "row": {**columns, "held_since": hand.ms},
            }  # fmt: skip
            seq, head = hand.seal(Seal(row[0], public_id, row[1], row[2]), by, facts)
            columns |= {
                "state": stage.target, "holder_unit_id": unit, "holder_person_id": None,
                "held_since": hand.at, "due_at": hand.due, "log_seq": seq, "log_head": head,
            }  # fmt: skip
            names = ", ".join(f"{name} = ?" for name in columns)
            sql = f"UPDATE documents SET {names}, revision = revision + 1"  # noqa: S608 (our own columns)
            done = hand.run(
                f"{sql} WHERE id = ? AND revision = ?", *columns.values(), row[0], row[3]
            )
            assert done.rowcount == 1

    def submit(self, row: Any, by: dict[str, Any]) -> Extra:
        """Keep the text as a version."""
        content = Content(type_code="CV", subject=row[9], body=row[10])
        digest = content_digest(content.facts(), ())
        text = content_digest({"subject": row[9], "body": row[10]}, ())
        version = row[8] + 1
        self.hand.run(VERSION, row[0], version, row[9], row[10], digest, by["person"], self.hand.at)
        found = {"version": version, "content_digest": digest}
        return found, {"version": version, "files": [], "text": text}

    def approve_content(self, row: Any, by: dict[str, Any]) -> Extra:
        """Note the first reviewer."""
        return {"content_by": by["person"]}, {}

    def approve_form(self, row: Any, by: dict[str, Any]) -> Extra:
        """Note the second reviewer."""
        return {"form_by": by["person"]}, {}

    def sign(self, row: Any, by: dict[str, Any]) -> Extra:
        """Note the signer."""
        signer = {
            "signed_by": by["person"], "signer_name": by["name"],
            "signer_position": by["position"], "signer_authority": "",
        }  # fmt: skip
        return signer, {"signed": {"name": by["name"], "for": self.hand.names[self.agency]}}

    def number(self, row: Any, by: dict[str, Any]) -> Extra:
        """Give the next number of the year."""
        register, number = self.hand.run(REGISTER, self.agency, "out").fetchone()
        self.hand.run(ENTRY, register, number, row[0], None, self.hand.at)
        symbol = f"{number:02d}/UBND-GDĐT"
        given = {
            "number": number, "number_text": f"{number:02d}", "notation": "UBND-GDĐT",
            "issued_on": "2019-11-08", "code": f"000.00.00.H43,2019/11/08,{symbol}",
        }  # fmt: skip
        told = {"symbol": symbol, "date": "2019-11-08", **self.hand.given(register, number, "out")}
        return given, {"number": told}

    def seal(self, row: Any, by: dict[str, Any]) -> Extra:
        """Stamp it on paper: the benchmark's office has no keys."""
        return {}, {}

    def issue(self, row: Any, by: dict[str, Any]) -> Extra:
        """Add a delivery for each recipient."""
        at, due = self.hand.at, self.hand.due
        self.hand.many(
            DELIVER,
            [(row[0], unit, "electronic", at, at, unit, at, due) for unit in self.recipients],
        )
        sent = [[unit, "electronic", "incoming", "arrived"] for unit in self.recipients]
        dues = dict.fromkeys(("here", "paper", "away"), self.hand.due_ms)
        return {}, {"recipients": sent, "dues": dues}


class Incoming:
    """Takes the steps of a delivery."""

    def __init__(self, hand: Hand, ground: Ground) -> None:
        self.hand, self.agency = hand, ground.agency
        self.parts = (("lead", ground.staff[DRAFTER]), ("co", ground.staff[CO]))

    def take(self, stage: Stage, public_id: str) -> None:
        """Take one step in one commit."""
        hand, by = self.hand, self.hand.by[stage.login]
        with hand.turn():
            row = hand.lock(_READ_DELIVERY, self.agency, public_id)
            facts = self._effect(stage, row)
            holder: tuple[int, int | None] = (self.agency, None)
            open_until = None if stage.act == "confirm" else hand.due_ms
            if stage.act == "direct":
                holder = (self.parts[0][1].unit_id, self.parts[0][1].person_id)
            facts |= {
                "run": self.agency, "run_name": hand.names[self.agency], "act": stage.act,
                "procedure": ["incoming", 1], "from": stage.source, "to": stage.target,
                "holder": holder, "due": open_until, "rev": row[3] + 1, "content": "",
            }  # fmt: skip
            if stage.reports:
                told = {"document": public_id, "unit": self.agency, "code": stage.reports}
                hand.promise("report_status", {**told, "reason": "", "seq": row[1] + 1})
            number = facts.get("number", {}).get("number")
            facts["row"] = {"held_since": hand.ms} | ({"arrival_number": number} if number else {})
            seq, head = hand.seal(Seal(row[0], public_id, row[1], row[2], row[6]), by, facts)
            self._move(stage, row, (*holder, open_until and hand.due), number)
            hand.run(_LENGTHEN, seq, head, row[0])

    def _move(self, stage: Stage, row: Any, held: tuple[Any, ...], number: int | None) -> None:
        columns = {"state": stage.target, "held_since": self.hand.at}
        columns |= dict(zip(("holder_unit_id", "holder_person_id", "due_at"), held, strict=True))
        if number is not None:
            columns["arrival_number"] = number
        if stage.act == "confirm":
            columns["closed_at"] = self.hand.at
        names = ", ".join(f"{name} = ?" for name in columns)
        sql = f"UPDATE deliveries SET {names}, revision = revision + 1"  # noqa: S608 (our own columns)
        done = self.hand.run(
            f"{sql} WHERE id = ? AND revision = ?", *columns.values(), row[6], row[3]
        )
        assert done.rowcount == 1

    def _effect(self, stage: Stage, row: Any) -> dict[str, Any]:
        hand = self.hand
        said = {"opinion": OPINION} if stage.act in _SAID else {}
        if stage.act == "register":
            register, number = hand.run(REGISTER, self.agency, "in").fetchone()
            hand.run(ENTRY, register, number, row[0], row[6], hand.at)
            return {"number": hand.given(register, number, "in")}
        if stage.act == "direct":
            rows = [
                (row[0], row[6], part, who.unit_id, who.person_id, hand.due, hand.at)
                for part, who in self.parts
            ]
            hand.many(PART, rows)
            return {**said, "parts": [self._fact(part, who) for part, who in self.parts]}
        if stage.act == "report":
            hand.run(f"{_CLOSE} AND part = 'lead'", hand.at, row[6])
            return {**said, "closed": {"parts": "lead", "outcome": "done"}}
        if stage.act == "confirm":
            hand.run(_CLOSE, hand.at, row[6])
            return {"closed": {"parts": "all", "outcome": "done"}}
        return {}

    def _fact(self, part: str, who: Any) -> dict[str, Any]:
        return {
            "part": part, "unit": who.unit_id, "unit_name": who.unit_name,
            "person": who.person_id, "person_name": who.name, "due": self.hand.due_ms,
        }  # fmt: skip
