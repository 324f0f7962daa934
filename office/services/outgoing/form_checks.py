"""The form of a draft, checked by rules before people look at it."""

from __future__ import annotations

from sqlalchemy import func, select

from office.domain import form_checks
from office.domain.errors import NotFound
from office.domain.form_checks import Draft
from office.domain.form_words import Finding
from office.models.documents import Document, DraftRecipient
from office.services import access
from office.services.files import letters
from office.services.work import Work

#: The actions before which somebody answers for the form (NĐ 30/2020 Đ12).
BEFORE = frozenset({"submit", "approve_form", "return_form"})
#: The action that lets pass what is found; whoever takes it may say why.
OVERRULES = frozenset({"approve_form"})


def of_draft(work: Work, public_id: str) -> list[Finding]:
    """Return what is found in a draft that nobody has signed; raises NotFound for all others."""
    key = access.document_id(work, public_id)
    row = work.db.execute(
        select(Document.type_code, Document.procedure, Document.signed_by).where(Document.id == key)
    ).one()
    if row.procedure is None or row.signed_by is not None:
        raise NotFound
    letter = letters.letter(work, public_id)
    count = select(func.count()).where(DraftRecipient.document_id == key)
    return form_checks.findings(
        Draft(
            type_code=row.type_code,
            type_title=letter.type_name,
            subject=letter.subject,
            body=letter.body,
            organ=letter.organ,
            notation=letter.number_symbol.partition("/")[2],
            addressees=work.db.execute(count).scalar_one(),
            receivers=letter.recipients,
            authority=letter.authority,
            position=letter.position.strip("…"),
            abbreviations={kind.title: kind.abbreviation for kind in work.types.values()},
        )
    )
