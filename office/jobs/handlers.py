"""How each kind of promise is kept.  Doing one twice does no harm."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from office.domain.errors import NotFound
from office.domain.mail import message
from office.domain.signatures import Report
from office.jobs import mail
from office.pages import process
from office.runtime import Office
from office.search import reading
from office.services import movements, people
from office.services.books import bindings, bound_volumes, volumes
from office.services.figures import counting, recounts
from office.services.files import copies, file_texts, fillable, judgements, letters
from office.services.notifying import mail_words, mails, telling
from office.services.search import indexing
from office.services.wire import packets, recalling
from office.signing import trust, verify

log = logging.getLogger(__name__)
Handler = Callable[[Office, dict[str, Any]], None]


class NotYet(Exception):
    """Something that must be done before has not been done: try again later."""


def render(office: Office, payload: dict[str, Any]) -> None:
    """Make the numbered form of a document, outside any writing transaction, and keep it."""
    with office.look() as work:
        wanted = fillable.wanted(work, payload["document"])
    if wanted is not None:
        pdf = fillable.numbered(wanted)
        with office.work() as work:
            letters.keep(work, payload["document"], pdf)


def copy(office: Office, payload: dict[str, Any]) -> None:
    """Make the working copy of a letter's scans and keep it; unreadable scans have none."""
    document = payload["document"]
    with office.look() as work:
        try:
            made = copies.make(work, document, payload["unit"], payload["act"])
        except process.Late:
            raise
        except process.Unreadable as fault:
            log.warning("no working copy of %s: %s", document, fault)
            return
    if made is not None:
        with office.work() as work:
            copies.keep(work, document, made)


def send_packets(office: Office, payload: dict[str, Any]) -> None:
    """Put the packet of an issued document where the exchange takes it from."""
    with office.look() as work:
        if letters.missing(work, payload["document"]):
            raise NotYet("the printed form has not been made")
        packet = packets.document(work, payload["document"])
    if packet is not None:
        _drop(office, f"{payload['document']}.edxml", packet)


def report_status(office: Office, payload: dict[str, Any]) -> None:
    """Put our report on a document where the exchange takes it from.

    What says the same code a second time, of another act (`seq`), is a file of its own.
    """
    document, unit, code = payload["document"], payload["unit"], payload["code"]
    seq = payload.get("seq", 0)
    with office.look() as work:
        packet = packets.status(work, document, unit, code, payload["reason"], seq)
    _drop(office, f"{document}-{unit}-{code}-{seq}.edxml", packet)


def send_recall(office: Office, payload: dict[str, Any]) -> None:
    """Put a recall where the exchange takes it from, unless it has been settled meanwhile."""
    document, unit = payload["document"], payload["unit"]
    with office.look() as work:
        packet = packets.recall(work, document, unit)
    if packet is not None:
        _drop(office, f"{document}-{unit}-recall.edxml", packet)


def notify(office: Office, payload: dict[str, Any]) -> None:
    """Tell people of an act; who was told before is not told again."""
    with office.work() as work:
        telling.spread(work, payload["document"], payload["seq"])


def send_mail(office: Office, payload: dict[str, Any]) -> None:
    """Send a promised mail, outside any writing transaction; a second time does nothing.

    Should this process die between the server's yes and our note of it, the mail goes out
    again under the same Message-ID.
    """
    with office.look() as work:
        promised = mails.due(work, payload["mail"])
        if promised is None:
            return
        letter = mail_words.compose(work, promised) if promised.address else None
    outcome = mails.DROPPED if letter is None else _sent(office, message(letter))
    with office.work() as work:
        mails.settle(work, payload["mail"], outcome)


def _sent(office: Office, made: EmailMessage) -> str:
    try:
        mail.send(office.settings, made)
    except mail.Refused:
        return mails.REFUSED
    return mails.SENT


def index(office: Office, payload: dict[str, Any]) -> None:
    """Put a document into the index of words; its files are read outside any transaction."""
    with office.look() as work:
        unread = file_texts.unread(work, payload["document"])
    for digest, name in unread:
        with office.storage.open(digest) as content:
            read = reading.read(content, name)
        with office.work() as work:
            file_texts.keep(work, digest, read)
    with office.work() as work:
        indexing.keep(work, payload["document"])


def count(office: Office, payload: dict[str, Any]) -> None:
    """Count a document, or one delivery of it, as it stands."""
    with office.work() as work:
        counting.keep(work, payload["document"], payload["delivery"])


def count_volume(office: Office, payload: dict[str, Any]) -> None:
    """Count a volume that was bound on paper, or that fact taken back."""
    with office.work() as work:
        counting.keep_volumes(work, [payload["volume"]])


def bind(office: Office, payload: dict[str, Any]) -> None:
    """Make a volume of a book, its paper outside any transaction, and keep it."""
    with office.look() as work:
        begun = volumes.make(work, payload["binding"])
    if begun is not None:
        made = volumes.printed(begun, office.storage)
        with office.work() as work:
            volumes.keep(work, payload["binding"], made)


def recount(office: Office, payload: dict[str, Any]) -> None:
    """Make a recount in the name and capacity of who asked; who has left since gets none."""
    with office.look() as work:
        try:
            who = people.actor(work, payload["membership"])
        except NotFound:
            return
    with office.look(who) as work:
        recounts.make(work, payload["recount"])


def judge(office: Office, payload: dict[str, Any]) -> None:
    """Look at the signatures of what another office sent, outside any transaction.

    With `since` (the act that asked for it) files are looked at that were looked at before.
    """
    document, since = payload["document"], payload.get("since", 0)
    store = trust.of_office(office.settings)
    with office.look() as work:
        files, at = judgements.waiting(work, document, since), work.at
    found: dict[str, Report] = {}
    for digest in files:
        with office.storage.open(digest) as content:
            found[digest] = verify.verify(content, store, at)
    if found:
        with office.work() as work:
            judgements.keep(work, document, found, store=store.fingerprint, since=since)


HANDLERS: dict[str, Handler] = {
    "render": render,
    "copy": copy,
    "send_packets": send_packets,
    "report_status": report_status,
    recalling.SEND: send_recall,
    "notify": notify,
    mails.KIND: send_mail,
    movements.INDEX: index,
    movements.COUNT: count,
    bound_volumes.COUNT: count_volume,
    judgements.JUDGE: judge,
    bindings.BIND: bind,
    recounts.RECOUNT: recount,
}


def _drop(office: Office, name: str, packet: bytes) -> None:
    """Write a file whole or not at all; the same promise writes the same file."""
    folder = Path(office.settings.instance) / "exchange" / "out"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{name}.part"
    with unfinished.open("wb") as file:
        file.write(packet)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / name)
