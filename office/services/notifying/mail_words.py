"""What a mail says, composed when it is sent, through the eyes of whom it goes to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from office.domain.mail import Letter
from office.domain.notices import sentence
from office.services.notifying import mails, notices
from office.services.notifying.notices import Line
from office.services.work import Work

OFFICE = "[Văn phòng điện tử]"
FOOT = "Thư tự động, không trả lời. Chọn cách nhận thông báo: {url}/notifications/settings"
#: A digest names so many documents, and counts the rest.
NAMED = 50


def compose(work: Work, mail: Row[Any]) -> Letter | None:
    """Return the letter of a promised mail; None when nothing in it may be told any more."""
    lines = _visible(work, mail)
    if mail.digest:
        wanted = mails.chosen_for_digest(work, mail.person_id)
        lines = [line for line in lines if line.event in wanted and not line.read]
    if not lines:
        return None
    subject = _many(lines) if mail.digest else _one(lines[0])
    return Letter(
        to=mail.address,
        sender=work.settings.smtp_from,
        subject=f"{OFFICE} {subject}",
        lines=(
            *_body(work, lines),
            "",
            FOOT.format(url=work.settings.public_url),
        ),
        key=mail.key,
        at=mail.at,
    )


def _visible(work: Work, mail: Row[Any]) -> list[Line]:
    """Return what the mail tells and its person may see, in whichever capacity of theirs."""
    found: dict[int, Line] = {}
    for eyes in mails.eyes(work, mail.person_id, mail.name):
        for line in notices.between(eyes, mail.after_id, mail.upto_id):
            if line.public_id is not None:
                found.setdefault(line.id, line)
    return [found[key] for key in sorted(found)]


def _one(line: Line) -> str:
    title = sentence(line.event, line.facts).vi
    return f"{title}: {line.symbol}" if line.symbol and not line.secrecy else title


def _many(lines: list[Line]) -> str:
    return f"Tóm tắt buổi sáng: {len(lines)} thông báo"


def _body(work: Work, lines: list[Line]) -> Iterable[str]:
    for line in lines[:NAMED]:
        yield f"- {_one(line)}"
        if work.settings.mail_subjects and not line.secrecy and line.subject:
            yield f"  Trích yếu: {line.subject}"
        yield f"  {work.settings.public_url}/documents/{line.public_id}"
    if len(lines) > NAMED:
        yield f"… và {len(lines) - NAMED} thông báo khác."
