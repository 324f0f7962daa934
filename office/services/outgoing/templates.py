"""An agency's own templates: texts saved once, for its drafts to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, delete, func, select, update

from office.database import inserting
from office.domain import layout as layouts
from office.domain.documents import Content, problem_of
from office.domain.errors import Invalid, NotFound
from office.domain.people import ADMINISTRATOR, CHIEF, LEADER
from office.domain.text import Text
from office.domain.typed import cleaned
from office.models.units import Unit
from office.models.writing import DraftTemplate
from office.services import access
from office.services.outgoing.drafting import DRAFTERS
from office.services.work import Work

MOST, LONGEST_NAME, LONGEST_BODY = 200, 120, 200_000
#: Who says which templates an agency has.
MANAGERS = (ADMINISTRATOR, CHIEF, LEADER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A saved text: its name, what a draft gets of it, how often it was used."""

    id: int
    name: str
    type_code: str
    subject: str
    used: int


def offered(work: Work) -> Sequence[Template]:
    """Return the templates of the actor's agency, the most used first."""
    access.require_role(work, *DRAFTERS, ADMINISTRATOR)
    rows = work.db.execute(
        select(
            DraftTemplate.id, DraftTemplate.name, DraftTemplate.type_code, DraftTemplate.subject,
            DraftTemplate.used,
        )
        .where(DraftTemplate.unit_id == work.actor.agency_id)
        .order_by(DraftTemplate.used.desc(), DraftTemplate.name)
    )  # fmt: skip
    return [Template(**row._mapping) for row in rows]


def require_manager(work: Work) -> None:
    """Raise Refused for whoever does not say which templates the agency has."""
    access.require_role(work, *MANAGERS)


def save(work: Work, name: str, content: Content) -> int:
    """Save a text under a name, in the place of one called so before; returns its id.

    Raises Refused for whoever does not manage them, Invalid for no name, no text or too many.
    """
    access.require_role(work, *MANAGERS)
    name = " ".join(cleaned(name).split())
    _check(work, name, content)
    agency = work.actor.agency_id
    # Two who save at once wait for each other, so that the limit is one.
    work.db.execute(select(Unit.id).where(Unit.id == agency).with_for_update())
    others = select(func.count()).where(DraftTemplate.unit_id == agency, DraftTemplate.name != name)
    if (work.db.scalar(others) or 0) >= MOST:
        many = Text(
            f"Đã có {MOST} mẫu; hãy bỏ bớt trước khi thêm.",
            f"There are {MOST} templates already; remove some first.",
        )
        raise Invalid(many, field="name")
    said = {
        "type_code": content.type_code,
        "subject": content.subject.strip(),
        "body": content.body,
        "layout": content.layout.facts(),
        "saved_by": work.actor.person_id,
        "saved_at": work.at,
    }
    saved = (
        inserting(work.db, DraftTemplate)
        .values(unit_id=agency, name=name, **said)
        .on_conflict_do_update(index_elements=["unit_id", "name"], set_=said)
        .returning(DraftTemplate.id)
    )
    return int(work.db.execute(saved).scalar_one())


def read(work: Work, template_id: int) -> tuple[str, Content]:
    """Return a template's name and text; raises NotFound for another agency's."""
    access.require_role(work, *DRAFTERS, ADMINISTRATOR)
    row = work.db.execute(select(DraftTemplate.__table__).where(*_this(work, template_id))).first()
    if row is None:
        raise NotFound
    content = Content(
        type_code=row.type_code,
        subject=row.subject,
        body=row.body,
        layout=layouts.of_facts(row.layout),
    )
    return row.name, content


def count_use(work: Work, template_id: int) -> None:
    """Note that a draft was begun with a template, if it is still there."""
    used = update(DraftTemplate).where(*_this(work, template_id))
    work.db.execute(used.values(used=DraftTemplate.used + 1))


def remove(work: Work, template_id: int) -> None:
    """Remove a template; raises NotFound for another agency's."""
    access.require_role(work, *MANAGERS)
    if not work.db.execute(delete(DraftTemplate).where(*_this(work, template_id))).rowcount:
        raise NotFound


def _this(work: Work, template_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return DraftTemplate.id == template_id, DraftTemplate.unit_id == work.actor.agency_id


def _check(work: Work, name: str, content: Content) -> None:
    if not name or len(name) > LONGEST_NAME:
        wrong = Text("Tên mẫu từ 1 đến {n} ký tự.", "A template's name has 1 to {n} letters.")
        raise Invalid(wrong.filled(n=LONGEST_NAME), field="name")
    if problem := problem_of(replace(content, files=()), set(work.types)):
        raise Invalid(problem)
    if not (content.subject.strip() or content.body.strip()):
        raise Invalid(Text("Mẫu chưa có chữ nào.", "The template says nothing."), field="body")
    if len(content.body) > LONGEST_BODY:
        long = Text("Mẫu dài quá {n} ký tự.", "Longer than {n} letters.")
        raise Invalid(long.filled(n=LONGEST_BODY), field="body")
