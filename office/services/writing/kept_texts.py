"""Texts kept while they are typed, so that no closed tab, dropped line or ended session loses one.

What is kept is its writer's alone, in the capacity it was written in.  It changes nothing in
the office; whoever sends the form throws it away in the same transaction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, and_, bindparam, delete, func, select, text, update

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.text import Text
from office.models.columns import UtcDateTime
from office.models.documents import Document
from office.models.writing import KeptText
from office.services import access
from office.services.work import Work
from office.services.writing import submissions

MOST = 100
MOST_FIELDS = 1000
#: Letters in all fields together: more than any draft that people write by hand.
MOST_LETTERS = 400_000
LONGEST_NAME = 64
_FORM = re.compile(r"[a-z][a-z_-]{0,31}\Z")
_BEGIN = text(
    "INSERT INTO kept_texts"
    " (person_id, unit_id, role, form, about, document_id, fields, revision, writer, kept_at)"
    " VALUES (:person, :unit, :role, :form, :about, :document, :fields, :revision, :writer, :at)"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("fields", type_=JSON), bindparam("at", type_=UtcDateTime))
_FULL = Text(
    f"Đã có {MOST} nội dung viết dở; hãy gửi hoặc bỏ bớt.",
    f"{MOST} unfinished texts are kept already; send or discard some.",
)
_SENT = Text(
    "Mẫu này đã được gửi; hãy mở lại mẫu để viết tiếp.",
    "This form has been sent; open it again to write on.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which open page keeps a text: its random name, the version it last saw (0: none), and
    the revision of the document it shows."""

    writer: str = ""
    seen: int = 0
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A text as it is kept; `elsewhere` when another page had kept a newer one than was seen."""

    form: str
    about: str
    fields: Mapping[str, str]
    revision: int | None
    version: int
    at: datetime
    elsewhere: bool = False
    #: The document's subject, None when there is none or it may no longer be known of.
    subject: str | None = None


def keep(
    work: Work, form: str, about: str, fields: Mapping[str, str], page: Page | None = None
) -> Kept:
    """Keep the fields of a form as they stand; the newest text wins.

    Raises NotFound for a document that may not be known of, Refused for a secret one, when
    too many texts are kept or the page's form was sent already, Invalid for what is too large.
    """
    page = page or Page()
    if page.writer and submissions.taken(work, _sent_by(page.writer)):
        raise Refused(_SENT)
    bounded = _bounded(form, fields)
    document = _document(work, about)
    before = work.db.execute(
        select(KeptText.version, KeptText.writer).where(_this(work, form, about)).with_for_update()
    ).first()
    if before is None:
        _make_room(work)
        values = _values(work, form, about, page) | {"document": document, "fields": bounded}
        if work.db.execute(_BEGIN, values).rowcount == 1:
            return _told(work, form, about, bounded, page, version=1)
    version = _overwrite(work, form, about, bounded, page)
    elsewhere = before is None or (before.writer != page.writer and before.version != page.seen)
    return _told(work, form, about, bounded, page, version=version, elsewhere=elsewhere)


def find(work: Work, form: str, about: str = "") -> Kept | None:
    """Return what the actor has kept of a form; None when there is nothing."""
    row = work.db.execute(select(KeptText.__table__).where(_this(work, form, about))).first()
    return None if row is None else _of(row)


def mine(work: Work) -> Sequence[Kept]:
    """Return all that the actor has kept, the newest first."""
    rows = work.db.execute(
        select(KeptText.__table__, Document.subject)
        .outerjoin(Document, and_(Document.id == KeptText.document_id, access.visible(work)))
        .where(_own(work))
        .order_by(KeptText.kept_at.desc(), KeptText.id.desc())
    )
    return [_of(row, row.subject) for row in rows]


def count(work: Work) -> int:
    """Return how many texts the actor has kept."""
    return work.db.scalar(select(func.count()).select_from(KeptText).where(_own(work))) or 0


def forget(work: Work, form: str, about: str = "") -> None:
    """Throw away what the actor has kept of a form."""
    work.db.execute(delete(KeptText).where(_this(work, form, about)))


def sent(work: Work, form: str, about: str = "", writer: str = "") -> None:
    """Throw away what was kept of a form that does now what it was for.

    What its page (`writer`) had still on the way to be kept comes too late from now on.
    """
    forget(work, form, about)
    if writer:
        submissions.once(work, _sent_by(writer), lambda: form)


def _bounded(form: str, fields: Mapping[str, str]) -> dict[str, str]:
    if not _FORM.match(form):
        raise NotFound
    clean = {name[:LONGEST_NAME]: value.replace("\x00", "") for name, value in fields.items()}
    if len(clean) > MOST_FIELDS or sum(map(len, clean.values())) > MOST_LETTERS:
        raise Invalid(
            Text("Nội dung dài quá, không lưu nháp được.", "Too long to be kept."), field="fields"
        )
    return clean


def _sent_by(writer: str) -> str:
    return f"kept {writer}"


def _document(work: Work, about: str) -> int | None:
    if not about:
        return None
    key = access.document_id(work, about)
    if work.db.scalar(select(Document.secrecy).where(Document.id == key)):
        raise Refused(
            Text("Văn bản mật không lưu nháp ở đây.", "Nothing about a secret document is kept.")
        )
    return key


def _make_room(work: Work) -> None:
    if count(work) >= MOST:
        raise Refused(_FULL)


def _values(work: Work, form: str, about: str, page: Page) -> dict[str, Any]:
    actor = work.actor
    return {
        "person": actor.person_id,
        "unit": actor.unit_id,
        "role": actor.role,
        "form": form,
        "about": about,
        "revision": page.revision,
        "writer": page.writer[:LONGEST_NAME],
        "at": work.at,
    }


def _overwrite(work: Work, form: str, about: str, fields: dict[str, str], page: Page) -> int:
    changed = (
        update(KeptText)
        .where(_this(work, form, about))
        .values(
            fields=fields,
            revision=page.revision,
            writer=page.writer[:LONGEST_NAME],
            version=KeptText.version + 1,
            kept_at=work.at,
        )
        .returning(KeptText.version)
    )
    return int(work.db.execute(changed).scalar_one())


def _told(
    work: Work, form: str, about: str, fields: Mapping[str, str], page: Page, **how: Any
) -> Kept:
    return Kept(form=form, about=about, fields=fields, revision=page.revision, at=work.at, **how)


def _of(row: Any, subject: str | None = None) -> Kept:
    return Kept(
        form=row.form,
        about=row.about,
        fields=row.fields,
        revision=row.revision,
        version=row.version,
        at=row.kept_at,
        subject=subject,
    )


def _own(work: Work) -> ColumnElement[bool]:
    actor = work.actor
    return and_(
        KeptText.person_id == actor.person_id,
        KeptText.unit_id == actor.unit_id,
        KeptText.role == actor.role,
    )


def _this(work: Work, form: str, about: str) -> ColumnElement[bool]:
    return and_(_own(work), KeptText.form == form, KeptText.about == about)
