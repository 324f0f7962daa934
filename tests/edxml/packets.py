"""Packets for the tests: the samples, and generators of every packet the writer can carry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st

from office.edxml.attachments import attach, safe_name
from office.edxml.dates import VIETNAM
from office.edxml.elements import clean
from office.edxml.reader import read
from office.edxml.values import (
    Amendment,
    DocumentPacket,
    Kind,
    Organ,
    ResponseFor,
    Staff,
    StatusPacket,
)

SAMPLES = Path(__file__).parent.parent / "samples" / "edxml"
PATHS = sorted(SAMPLES.rglob("*.edxml"))


def sample(name: str) -> bytes:
    """Return the bytes of one sample."""
    return (SAMPLES / f"{name}.edxml").read_bytes()


def document(data: bytes) -> DocumentPacket:
    """Read a packet that must be a document."""
    packet = read(data)
    assert isinstance(packet, DocumentPacket)
    return packet


def status(data: bytes) -> StatusPacket:
    """Read a packet that must be a status."""
    packet = read(data)
    assert isinstance(packet, StatusPacket)
    return packet


def numbered() -> Callable[[], str]:
    """Hand out ids that count."""
    numbers = count(1)
    return lambda: f"00000000-0000-4000-8000-{next(numbers):012d}"


def texts(longest: int = 10) -> st.SearchStrategy[str]:
    """Generate texts that XML can carry and that mean themselves."""
    legal = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from(
        "\t\n\r"
    )
    kept = st.text(legal, min_size=1, max_size=longest).filter(_carried)
    return kept.filter(lambda text: clean(text) == text)


def _carried(text: str) -> bool:
    return "\ufffe" not in text and "\uffff" not in text


organs = st.builds(
    Organ,
    organ_id=texts(),
    name=texts(),
    **{
        name: st.none() | texts()
        for name in ("in_charge", "address", "email", "telephone", "fax", "website")
    },
)
staff = st.none() | st.builds(
    Staff, department=texts(), staff=st.none() | texts(), email=st.none() | texts()
)
days = st.dates(datetime(1900, 1, 2).date(), datetime(2199, 12, 30).date())  # noqa: DTZ001 - days
moments = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001 - Hypothesis wants its bounds without zone
    datetime(2199, 12, 30),  # noqa: DTZ001 - likewise
    timezones=st.just(VIETNAM),
).map(lambda at: at.replace(microsecond=0))
responses = st.builds(
    ResponseFor,
    organ_id=texts(),
    code=texts(),
    document_id=texts(),
    promulgated_on=st.none() | days,
)
endings = st.sampled_from([".pdf", ".docx", ".xlsx", ".zip", ".txt", ".xsl", ".XSLX", ".doc", ""])
names = st.builds(lambda stem, end: safe_name(stem + end, 1), texts(), endings).filter(
    lambda name: clean(name) == name and _carried(name)
)
contents = st.binary(min_size=1) | st.sampled_from(
    [b"%PDF-1.7\n%%EOF", b"PK\x03\x04 not an archive", b"\0" * 3_000_000]
)
files = st.builds(attach, name=names, content=contents, description=st.none() | texts())
statuses = st.builds(
    StatusPacket,
    sender=organs,
    response_for=st.builds(ResponseFor, organ_id=texts(), code=texts(), document_id=texts()),
    staff=staff,
    code=st.integers(0, 999).filter(lambda code: code != 14),
    description=st.none() | texts(),
    at=st.none() | moments,
)


T = TypeVar("T")


def _tuples(each: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(each, max_size=2).map(tuple)


amendments = st.builds(
    Amendment,
    content_changed=st.booleans(),
    recipients_changed=st.booleans(),
    recipients=_tuples(st.tuples(texts(), st.booleans())),
)
replacement = st.tuples(texts(), _tuples(texts()))
counts = st.none() | st.integers(0, 999_999_999)
OPTIONAL_TEXTS = (
    "document_id",
    "content",
    "place",
    "type_name",
    "signer_competence",
    "signer_position",
    "signer_name",
    "sphere",
    "typist",
    "reason",
)
letters = st.builds(
    DocumentPacket,
    sender=organs,
    recipients=st.lists(organs, min_size=1, max_size=3, unique_by=lambda organ: organ.organ_id).map(
        tuple
    ),
    subject=texts(),
    number=texts(),
    notation=texts(),
    promulgated_on=days,
    type_code=st.integers(0, 99),
    due_on=st.none() | days,
    priority=st.integers(0, 4),
    amount=counts,
    pages=counts,
    steering=st.integers(0, 3),
    paper=st.booleans(),
    appendixes=_tuples(texts()),
    to_places=_tuples(texts()),
    responses=_tuples(responses),
    staff=staff,
    attachments=_tuples(files),
    **{name: st.none() | texts() for name in OPTIONAL_TEXTS},
)


@st.composite
def documents(draw: st.DrawFn) -> DocumentPacket:
    """Generate a document packet of any kind, in the form in which a reader would return it."""
    kind = draw(st.sampled_from(Kind))
    trace = draw(st.lists(st.tuples(texts(), st.none() | moments), min_size=1, max_size=2))
    return replace(
        draw(letters),
        kind=kind,
        target_document_id=draw(texts()) if kind in {Kind.RECALL, Kind.UPDATE} else None,
        amendments=draw(_tuples(amendments)) if kind is Kind.UPDATE else (),
        replaced=(draw(replacement),) if kind is Kind.REPLACE else (),
        trace=tuple(trace),
        sent_at=trace[0][1],
    )
