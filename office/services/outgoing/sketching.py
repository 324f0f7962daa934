"""A draft as it is being written: its shape, what rules find in it, what would be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from office.domain import structure
from office.domain.documents import Content, problem_of
from office.domain.errors import Invalid
from office.domain.form_words import Finding
from office.domain.layout import Layout
from office.domain.structure import Item
from office.models.documents import DraftRecipient
from office.reports.letter import Letter
from office.services import access
from office.services.files import letters
from office.services.outgoing import form_checks
from office.services.outgoing.drafting import DRAFTERS
from office.services.work import Work

#: More of the outline than this nobody reads beside a text.
MOST_ITEMS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a text is read as; `letter` is what would be printed, `computed` its page where
    nothing is said of the layout."""

    letter: Letter
    computed: Letter
    items: Sequence[Item]
    findings: Sequence[Finding]
    blanks: int


def sketch(work: Work, content: Content, public_id: str | None = None) -> Sketch:
    """Return what a text is read as, in a draft of the actor's side or (None) a new one.

    Nothing is kept.  Raises Invalid for fields that no draft may have, Refused, NotFound.
    """
    if public_id is None:
        access.require_role(work, *DRAFTERS)
    if problem := problem_of(content, set(work.types)):
        raise Invalid(problem)
    letter = letters.sketch(work, content, public_id)
    computed = letters.sketch(work, replace(content, layout=Layout()), public_id)
    return Sketch(
        letter=letter,
        computed=computed,
        items=structure.outline(content.body)[:MOST_ITEMS],
        findings=form_checks.of_letter(
            work, letter, content.type_code, _addressees(work, public_id)
        ),
        blanks=structure.blanks(content.body) + structure.blanks(content.subject),
    )


def _addressees(work: Work, public_id: str | None) -> int:
    if public_id is None:
        return 0
    key = access.document_id(work, public_id)
    count = select(func.count()).where(DraftRecipient.document_id == key)
    return work.db.execute(count).scalar_one()
