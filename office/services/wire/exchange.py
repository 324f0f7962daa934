"""Receiving packets: each is kept as it came, acted on once, and answered with a verdict.

A fault in one packet leaves nothing half stored and does not stop the next one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import insert, select, text

from office.domain.errors import OfficeError
from office.domain.text import Text, joined
from office.edxml import reader
from office.edxml.values import DocumentPacket, Kind, Packet, StatusPacket, Unreadable
from office.models.exchange import Packet as PacketRow
from office.models.exchange import PacketClaim
from office.services.wire import arrivals, linking, reports
from office.services.wire.arrivals import Verdict
from office.services.work import Work

#: The statuses that ask for a document back, and answer: a recall may be tried again.
RECALLING = (reports.RECALL_ASKED, *reports.ANSWERS)
_CLAIM = text(
    "INSERT INTO packet_claims (identity, digest) VALUES (:identity, :digest)"
    " ON CONFLICT (identity) DO NOTHING"
)
#: How the source of a packet begins that came by e-mail.
BY_MAIL = "mail:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one packet: 'accepted', 'recorded', 'duplicate' or 'refused', and why."""

    source: str
    verdict: str
    message: Text
    digest: str


def receive(work: Work, data: bytes, source: str) -> Receipt:
    """Keep a packet's bytes and act on it once; never raises for what a packet may hold.

    `source` says where it came from (a file name, a partner).  The actor is the office
    itself.
    """
    stored = work.storage.put(data)
    packet: Packet | None = None
    try:
        packet = reader.read(data)
        verdict = _act(work, packet, (stored.digest, source))
    except Unreadable as fault:
        verdict = Verdict("refused", Text(fault.vi, fault.en))
    _keep(work, packet, verdict, (stored.digest, len(data), source))
    return Receipt(
        source=source, verdict=verdict.verdict, message=verdict.message, digest=stored.digest
    )


def _act(work: Work, packet: Packet, came: tuple[str, str]) -> Verdict:
    """Claim the packet's identity and apply it, all or nothing; it `came` as this digest, from
    this source."""
    attempt = work.db.begin_nested()
    try:
        taken = _claimed(work, packet, came[0])
        verdict = taken or _apply(work, packet, came)
    except OfficeError as refusal:
        verdict = Verdict("refused", joined(refusal.reasons))
    if verdict.verdict in ("accepted", "recorded"):
        attempt.commit()
    else:
        attempt.rollback()
    return verdict


def _apply(work: Work, packet: Packet, came: tuple[str, str]) -> Verdict:
    digest, source = came
    if isinstance(packet, StatusPacket):
        return reports.apply(work, packet, digest)
    return arrivals.apply(work, packet, digest, mail=source.startswith(BY_MAIL))


def _claimed(work: Work, packet: Packet, digest: str) -> Verdict | None:
    """Return None when the packet is the first of its identity, else what to say of it."""
    identity = hashlib.sha256("|".join(_identity(packet, digest)).encode()).hexdigest()
    if work.db.execute(_CLAIM, {"identity": identity, "digest": digest}).rowcount == 1:
        return None
    first = work.db.scalar(select(PacketClaim.digest).where(PacketClaim.identity == identity))
    if first == digest or isinstance(packet, StatusPacket):
        return Verdict(
            "duplicate",
            Text("Đã nhận trước đó, không có gì thay đổi.", "Received before; nothing changes."),
        )
    return Verdict(
        "refused",
        Text(
            "Trùng mã định danh với một gói tin khác nội dung; giữ bản nhận trước.",
            "Same identifier as an earlier packet with other content; the first is kept.",
        ),
    )


def _identity(packet: Packet, digest: str) -> tuple[str, ...]:
    """Return what makes two packets the same: a document is sent once, a status told once.

    So is one that replaces or amends another: it is a document of its own.
    Updates and recalls may come again with other content, and so may what a recall is asked
    and answered with (13, 15, 16): their bytes count too.
    """
    sender = packet.sender.organ_id.strip().upper()
    if isinstance(packet, StatusPacket):
        answered = packet.response_for.document_id or packet.response_for.code or ""
        told = ("status", sender, answered.strip(), f"{packet.code:02d}")
        return (*told, digest) if packet.code in RECALLING else told
    named = packet.document_id or f"{packet.number}/{packet.notation}/{packet.promulgated_on}"
    if packet.kind is Kind.NEW or linking.originals(packet):
        return ("document", sender, named.strip())
    return ("document", sender, named.strip(), packet.kind.name, digest)


def _keep(
    work: Work, packet: Packet | None, verdict: Verdict, bytes_: tuple[str, int, str]
) -> None:
    digest, size, source = bytes_
    named = ""
    kind = ""
    if isinstance(packet, DocumentPacket):
        kind, named = packet.kind.name.lower(), packet.document_id or ""
    elif packet is not None:
        kind, named = f"status_{packet.code:02d}", packet.response_for.document_id or ""
    work.db.execute(
        insert(PacketRow).values(
            digest=digest,
            size=size,
            source=source[-200:],
            received_at=work.at,
            kind=kind,
            sender_code=packet.sender.organ_id[:64] if packet else "",
            document_code=named[:200],
            verdict=verdict.verdict,
            message_vi=verdict.message.vi,
            message_en=verdict.message.en,
            document_id=verdict.document_id,
        )
    )
