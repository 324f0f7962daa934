"""The fields of a draft's form: as somebody typed them, as they are kept, as a content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from flask import request

from office.domain.documents import Content
from office.domain.errors import Invalid
from office.domain.layout import AT_AN_HOUR, Layout, lines_of
from office.domain.layout import of_facts as layout_of
from office.domain.structure import Renumbered, renumbered
from office.domain.text import Text
from office.services.views.dossier import Dossier
from office.web import posted

#: What an answer usually is.
LETTER = "CV"
_ABOUT = re.compile(r"(v/v|về việc|về)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The fields of the form as somebody typed them, or as they are kept."""

    type_code: str = ""
    subject: str = ""
    body: str = ""
    urgency: str = "0"
    respond_by: str = ""
    council: str = ""
    addressees: str = ""
    receivers: str = ""
    typist_mark: str = ""
    copies: str = ""
    contact: str = ""
    circulation: str = ""
    hour: str = ""
    #: Files that came with the form and are in no draft yet, by their keys.
    uploaded: Sequence[str] = ()

    @property
    def laid_out(self) -> bool:
        """Tell whether anything is said of the page."""
        return any((self.addressees, self.receivers, self.typist_mark, self.copies,
                    self.contact, self.circulation, self.hour))  # fmt: skip


NAMES = tuple(field.name for field in fields(Typed) if field.name != "uploaded")


def content() -> Content:
    """Return the content posted; raises Invalid for what is no day, degree or number."""
    form = request.form
    urgency = posted.urgency(form.get("urgency", ""))
    return Content(
        type_code=form.get("type_code", ""),
        subject=form.get("subject", ""),
        body=form.get("body", "").replace("\r\n", "\n"),
        urgency=urgency,
        respond_by=posted.day(form.get("respond_by", ""), "respond_by"),
        council=form.get("council", "").strip(),
        layout=Layout(
            addressees=lines_of(form.get("addressees", "")),
            receivers=lines_of(form.get("receivers", "")),
            typist_mark=form.get("typist_mark", "").strip(),
            copies=_copies(form.get("copies", "").strip()),
            contact=" ".join(form.get("contact", "").split()),
            circulation=form.get("circulation", ""),
            # The hour of a letter that is no longer sent by the hour is printed nowhere.
            hour=form.get("hour", "").strip() if urgency == AT_AN_HOUR else "",
        ),
    )


def typed(uploaded: Sequence[str] = (), given: Mapping[str, str] | None = None) -> Typed:
    """Return the fields as they were posted, or as they were kept before."""
    said = request.form if given is None else given
    return Typed(uploaded=uploaded, **{name: said.get(name, "") for name in NAMES})


def of_content(content: Content, uploaded: Sequence[str] = ()) -> Typed:
    """Return the fields that say a content."""
    layout = content.layout
    return Typed(
        type_code=content.type_code,
        subject=content.subject,
        body=content.body,
        urgency=str(content.urgency),
        respond_by=content.respond_by.isoformat() if content.respond_by else "",
        council=content.council,
        addressees="\n".join(layout.addressees),
        receivers="\n".join(layout.receivers),
        typist_mark=layout.typist_mark,
        copies=str(layout.copies or ""),
        contact=layout.contact,
        circulation=layout.circulation,
        hour=layout.hour,
        uploaded=uploaded,
    )


def kept_content(read: Dossier) -> Content:
    """Return the content of a draft as the office has it."""
    row = read.document
    return Content(
        type_code=row.type_code,
        subject=row.subject,
        body=row.body,
        urgency=row.urgency,
        respond_by=row.respond_by,
        council=row.council,
        layout=layout_of(row.layout),
    )


def answering(answered: Dossier, type_code: str) -> Typed:
    """Return what an answer begins with: whom and what it answers."""
    row = answered.document
    dated = f" ngày {row.issued_on:%d/%m/%Y}" if row.issued_on else ""
    named = f"{answered.symbol}{dated}" if answered.symbol else "của quý cơ quan"
    return Typed(
        type_code=type_code or LETTER,
        subject=f"trả lời Văn bản số {named}" if answered.symbol else f"trả lời văn bản {named}",
        body=f"Trả lời Văn bản số {named} về {_about(row.subject)},\n\n",
        urgency=str(row.urgency),
    )


def counted_anew(before: Typed) -> tuple[Typed, Text]:
    """Return the fields with articles, clauses and points counted anew, and what was done."""
    done = renumbered(before.body.replace("\r\n", "\n"))
    return replace(before, body=done.text), told(done)


def told(done: Renumbered) -> Text:
    """Return in words what counting anew did, and which references somebody should look at."""
    if not done.parts:
        return Text("Số thứ tự đã đúng.", "The numbers are right already.")
    words = Text(
        f"Đã đánh lại {done.parts} số thứ tự, sửa {done.references} chỗ viện dẫn.",
        f"{done.parts} numbers are counted anew, {done.references} references follow.",
    )
    if not done.doubtful:
        return words
    quoted = "; ".join(f"“{one}”" for one in done.doubtful[:5])
    return Text(
        f"{words.vi} Hãy tự xem lại viện dẫn: {quoted}.",
        f"{words.en} Look at these references yourself: {quoted}.",
    )


def _copies(written: str) -> int | None:
    if not written:
        return None
    number = posted.key(written)
    if number is None:
        raise Invalid(
            Text("Số lượng bản không hợp lệ.", "That is no number of copies."), field="copies"
        )
    return number


def _about(subject: str) -> str:
    """Return a subject without the "V/v" or "về việc" that it may begin with."""
    found = _ABOUT.match(subject)
    return subject[found.end() :] if found else subject


def values(typed: Typed) -> dict[str, Any]:
    """Return the fields by their names."""
    return {name: getattr(typed, name) for name in NAMES}
