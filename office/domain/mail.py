"""A mail as bytes that any server takes: plain text, Vietnamese, nothing smuggled into its head.

It carries no word of a document but what is handed in; what may be handed in is decided by
`services.mails`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.contentmanager import raw_data_manager
from email.header import Header
from email.message import EmailMessage
from email.policy import compat32
from email.utils import format_datetime

from office.domain.errors import Invalid
from office.domain.text import Text

LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 200
#: Letters, digits and . _ % + - before the @, a dotted name behind: what servers here give out.
_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)

_POLICY = compat32.clone(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a mail: its name in ASCII, its type, its bytes."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail says: to whom, from whom, about what.  `key` decides its Message-ID."""

    to: str
    sender: str
    subject: str
    lines: tuple[str, ...]
    key: str
    at: datetime
    attached: Attached | None = None


def address_of(written: str) -> str:
    """Return a mail address as it is kept; raises Invalid for what is none ('' stays '')."""
    address = unicodedata.normalize("NFC", written).strip()
    if not address:
        return ""
    local, _, _ = address.partition("@")
    if len(address) > LONGEST_ADDRESS or len(local) > 64 or not _ADDRESS.fullmatch(address):
        raise Invalid(
            Text("Địa chỉ thư điện tử không hợp lệ.", "This is no mail address."), field="address"
        )
    return address


def one_line(written: str) -> str:
    """Return words fit for a head: composed, in one line, nothing that cannot be printed."""
    words = unicodedata.normalize("NFC", written)
    kept = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(kept.split())[:LONGEST_SUBJECT]


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of a mail: the same however often it is made."""
    domain = sender.rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def message(letter: Letter) -> EmailMessage:
    """Return the mail; the same letter gives the same bytes.

    The subject is folded by the older `Header`: the newer policies lose a space between two
    encoded words now and then ("nhiệtđới").
    """
    made = EmailMessage(policy=_POLICY)
    made["From"] = address_of(letter.sender)
    made["To"] = address_of(letter.to)
    made["Subject"] = Header(one_line(letter.subject), "utf-8", header_name="Subject")
    made["Date"] = format_datetime(letter.at)
    made["Message-ID"] = message_id(letter.key, letter.sender)
    made["Auto-Submitted"] = "auto-generated"
    text = "\n".join(one_line(line) for line in letter.lines) + "\n"
    made.set_content(text, cte="base64", content_manager=raw_data_manager)
    if (file := letter.attached) is not None:
        main, _, sub = file.kind.partition("/")
        made.make_mixed(boundary=hashlib.sha256(letter.key.encode()).hexdigest()[:32])
        made.add_attachment(
            file.content, maintype=main, subtype=sub, filename=one_line(file.name),
            content_manager=raw_data_manager,
        )  # fmt: skip
    return made
