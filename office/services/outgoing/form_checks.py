"""The form of a draft, checked by rules before people look at it."""

from __future__ import annotations

from sqlalchemy import func, select

from office.domain import form_checks
from office.domain.errors import NotFound
from office.domain.form_checks import Draft
from office.domain.form_words import MUST, Finding
from office.models.documents import Document, DraftRecipient
from office.reports.letter import Letter
from office.services import access
from office.services.files import letters
from office.services.outgoing import relating
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
    count = work.db.execute(
        select(func.count()).where(DraftRecipient.document_id == key)
    ).scalar_one()
    found = of_letter(work, letters.letter(work, public_id), row.type_code, count)
    found += relating.findings(work, key, row.type_code)
    return sorted(found, key=lambda finding: finding.severity != MUST)


def of_letter(work: Work, letter: Letter, type_code: str, addressees: int = 0) -> list[Finding]:
    """Return what is found in a letter as it would be printed, to so many units.

    Whom it greets counts as well where its drafter wrote that.
    """
    return form_checks.findings(
        Draft(
            type_code=type_code,
            type_title=letter.type_name,
            subject=letter.subject,
            body=letter.body,
            organ=letter.organ,
            notation=letter.number_symbol.partition("/")[2],
            addressees=addressees or len(letter.addressees),
            receivers=letter.recipients,
            authority=letter.authority,
            position=letter.position.strip("…"),
            abbreviations={kind.title: kind.abbreviation for kind in work.types.values()},
        )
    )
