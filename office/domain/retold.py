"""A document's story retold from its sealed records alone: the second path to every figure.

What a record does not say is not known here.  `retold_lines` makes of a story the lines that are
counted; neither looks at a row, nor at the first path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from office.domain.recalls import CLOSING
from office.domain.sheets import POST, PRINT
from office.domain.sides import ALLOWED
from office.domain.signing import DIGITAL
from office.domain.workflow import INCOMING, LEAD

Record = Mapping[str, Any]
#: The states in which a run that was worked on, or would not be taken, has ended.
COMPLETED, UNWANTED = "completed", ("refused", "returned")
#: What came electronically and was printed where it came to.
REPRINT = "electronic"


@dataclass(slots=True)
class Run:
    """A document at one recipient; moments are in ms since 1970.

    `inside`: the recipient works here.  `due` and `led_until` are of the last lead's part;
    `typed`: a directive was written on paper and typed.  `posted`: copies that went by post.
    """

    unit: int
    channel: str
    reason: str
    sent_at: int
    arrived_at: int | None
    state: str
    inside: bool
    mail: bool = False
    posted: int = 0
    gone: bool = False
    accepted_at: int | None = None
    registered_at: int | None = None
    led_since: int | None = None
    led_until: int | None = None
    leading: bool = False
    due: int | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A fact of paper, of the unit that entered it; `day` is that on the paper, in ISO form."""

    unit: int
    day: str
    event: str
    copies: int
    sheets: int


@dataclass(slots=True)
class Story:
    """What the records of a document say of it, as far as anything is counted.

    `signed` has each signature as (digital, simulated) by whose it is, `void` those that do not
    count; `people` who acted for
    which unit, and when; `slips`: for which unit, when, how many sheets and copies; `stub`: the
    direction of the book that has the number of a secret document, of which no more is here.
    """

    document: str
    origin: str = ""
    agency: int | None = None
    issuer: int | None = None
    type_code: str = ""
    pages: int | None = None
    symbol: str = ""
    answers: bool = False
    stub: str = ""
    entered_at: int = 0
    scanned: bool = False
    leader_at: int | None = None
    issued_at: int | None = None
    signed: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    void: set[str] = field(default_factory=set)
    runs: dict[int, Run] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)
    people: list[tuple[int, int, int]] = field(default_factory=list)
    slips: list[tuple[int, int, int, int]] = field(default_factory=list)
    posted_to: dict[int, int] = field(default_factory=dict)
    days: dict[int, str] = field(default_factory=dict)


def story(document: str, records: Iterable[Record]) -> Story:
    """Return what the records of a document tell, in order."""
    told = Story(document)
    for record in records:
        tell(told, record)
    return told


def tell(told: Story, record: Record) -> None:
    """Take in the next record."""
    _acted(told, record)
    _known(told, record)
    act = _ACTS.get(record["act"])
    if act is not None:
        act(told, record)
    if "signature" in record:
        signature = record["signature"]
        simulated = bool(signature.get("simulated", False))
        told.signed[signature["by"]] = (signature["way"] == DIGITAL, simulated)
    run = record.get("run")
    if isinstance(run, int) and record.get("to"):
        _moved(told, run, record)
    if "recall" in record and record["recall"].get("answer", "") in CLOSING:
        told.runs[run].gone = True  # type: ignore[index]  # a recall is always of one recipient
    _papers(told, record)


def _acted(told: Story, record: Record) -> None:
    by = record["by"]
    if by["person"] is not None:
        told.people.append((by["unit"], record["at"], by["person"]))


def _known(told: Story, record: Record) -> None:
    """Take in what is sealed of the document for the counting: kind, pages, who issued it."""
    counted = record.get("counted", {})
    told.type_code = counted.get("type", told.type_code)
    told.issuer = counted.get("issuer", told.issuer)
    if counted.get("pages") is not None:
        told.pages = counted["pages"]
    number = record.get("number")
    if number and "symbol" in number:
        told.symbol = number["symbol"]


def _drafted(told: Story, record: Record) -> None:
    told.origin, told.agency = "drafted", record["row"]["agency_id"]
    told.issuer, told.answers = record["row"]["issuer_unit_id"], record.get("answers") is not None


def _signed(told: Story, record: Record) -> None:
    told.leader_at = record["at"]


def _issued(told: Story, record: Record) -> None:
    told.issued_at = at = record["at"]
    for unit, channel, procedure, state, *reason in record["recipients"]:
        told.runs[unit] = Run(
            unit=unit,
            channel=channel,
            reason=reason[0] if reason else "",
            sent_at=at,
            arrived_at=at if procedure == INCOMING and state == "arrived" else None,
            state=state,
            inside=procedure == INCOMING,
        )


def _received(told: Story, record: Record) -> None:
    told.origin = "packet"


def _entered(told: Story, record: Record) -> None:
    told.origin, told.scanned = "paper", bool(record["files"])


def _slip(told: Story, record: Record) -> None:
    copies = record["printed"]["copies"]
    sheets = copies * record["printed"]["pages"]
    told.slips.append((record["by"]["unit"], record["at"], copies, sheets))


def _voided(told: Story, record: Record) -> None:
    told.void.add(record["void_signature"]["by"])


def _restored(told: Story, record: Record) -> None:
    told.void.discard(record["restored_signature"]["by"])


def _stub(told: Story, record: Record) -> None:
    told.origin, told.stub = "paper", record["number"]["book"][1]
    told.agency, told.entered_at = record["number"]["book"][0], record["at"]


_ACTS = {
    "draft": _drafted, "sign": _signed, "issue": _issued, "receive": _received,
    "enter": _entered, "enter_secret": _stub, "print": _slip,
    "signature_void": _voided, "signature_restore": _restored,
}  # fmt: skip


def _moved(told: Story, unit: int, record: Record) -> None:
    row, at = record.get("row", {}), record["at"]
    if unit not in told.runs:
        told.runs[unit] = Run(
            unit=unit,
            channel=row["channel"],
            reason=row.get("paper_reason", ""),
            sent_at=row["sent_at"],
            arrived_at=row["arrived_at"],
            state="",
            inside=True,
            mail=record.get("counted", {}).get("mail", False),
        )
    run = told.runs[unit]
    run.state, run.arrived_at = record["to"], row.get("arrived_at", run.arrived_at)
    if record["act"] == "accept":
        run.accepted_at = at
    elif record["act"] == "register":
        run.registered_at = at
    elif record["act"] == "direct_for":
        run.typed = True
    _led(run, record)


def _led(run: Run, record: Record) -> None:
    """Follow the lead's part: closed, handed on, opened, given more time."""
    at = record["at"]
    handed = record.get("handed", {}).get("part") == LEAD
    if run.leading and ("closed" in record or handed):
        run.leading, run.led_until = False, at
    for part in record.get("parts", ()):
        if part["part"] == LEAD:
            run.leading, run.led_until, run.due = True, None, part["due"]
            run.led_since = at if run.led_since is None else run.led_since
    extension = record.get("extension", {})
    if extension.get("status") == ALLOWED and extension["part"] == LEAD:
        run.due = extension["new"]


def _papers(told: Story, record: Record) -> None:
    if "envelope" in record:
        told.posted_to[record["envelope"]["id"]] = record["envelope"]["to"]
    for entry in record.get("paper", ()):
        corrects = entry.get("corrects")
        day = told.days[corrects[0]] if corrects else entry["day"]
        told.days[record["seq"]] = day
        event = entry["event"]
        if event == POST:
            to = told.runs.get(told.posted_to.get(entry["envelope"], 0))
            if to is not None:
                to.posted += entry["copies"]
            event = entry["way"]
        elif event == PRINT and entry["source"] == REPRINT:
            event = "again"
        told.papers.append(Paper(entry["unit"], day, event, entry["copies"], entry["sheets"]))
