"""Who signs certified copies: the head of the agency decides (NĐ 30/2020 Đ27.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import LEADER
from office.domain.text import Text
from office.domain.typed import cleaned
from office.models.papers import CopySigner
from office.models.people import Person
from office.services import access, people
from office.services.people import Member
from office.services.work import Work

LONGEST = 200
SHORTEST_BASIS = 5
NAMED_ALREADY = Text("Người này đã được giao ký bản sao.", "This person signs copies already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Who is to sign copies: `authority` is printed over the position ("TL. CHỦ TỊCH")."""

    person_id: int
    position: str
    basis: str
    authority: str = ""


def listed(work: Work, unit_id: int | None = None) -> Sequence[Row[Any]]:
    """Return who signs copies in an agency today (the actor's, unless named)."""
    return work.db.execute(
        select(CopySigner.__table__, Person.name)
        .join(Person, Person.id == CopySigner.person_id)
        .where(CopySigner.unit_id == (unit_id or work.actor.agency_id))
        .where(CopySigner.ended_at.is_(None))
        .order_by(CopySigner.id)
    ).all()


def one(work: Work, key: int) -> Row[Any]:
    """Return one of them; raises Invalid for whoever signs no copies here."""
    found = [row for row in listed(work) if row.id == key]
    if not found:
        raise Invalid(
            Text("Hãy chọn người ký bản sao.", "Choose who signs the copy."), field="signer"
        )
    return found[0]


def offered(work: Work) -> list[Member]:
    """Return who can be named: everybody at work in the agency, once each, by name."""
    inside = (unit.id for unit in work.tree.parts_of(work.actor.agency_id))
    members = {member.person_id: member for member in people.members_of(work, inside)}
    return sorted(members.values(), key=lambda member: member.name)


def name(work: Work, naming: Naming) -> None:
    """Let somebody sign copies from now on; only the head's office decides.

    Raises Refused for no leader or a person named already, Invalid for what is missing.
    """
    access.require_role(work, LEADER)
    position, basis = cleaned(naming.position).strip(), cleaned(naming.basis).strip()
    if naming.person_id not in {member.person_id for member in offered(work)}:
        raise Invalid(Text("Hãy chọn người của cơ quan.", "Choose one of us."), field="person")
    if not position or len(position) > LONGEST:
        raise Invalid(Text("Hãy ghi chức vụ.", "Write the position."), field="position")
    if not SHORTEST_BASIS <= len(basis) <= LONGEST:
        raise Invalid(
            Text("Hãy ghi văn bản căn cứ, từ 5 ký tự.", "Name the decision it rests on."),
            field="basis",
        )
    if naming.person_id in {row.person_id for row in listed(work)}:
        raise Refused(NAMED_ALREADY)
    work.db.execute(
        insert(CopySigner).values(
            unit_id=work.actor.agency_id,
            person_id=naming.person_id,
            position=position,
            authority=cleaned(naming.authority).strip()[:LONGEST],
            basis=basis,
            named_by=work.actor.person_id,
            named_at=work.at,
        )
    )


def end(work: Work, key: int) -> None:
    """End that somebody signs copies; raises NotFound for nobody of the agency."""
    access.require_role(work, LEADER)
    ended = work.db.execute(
        update(CopySigner)
        .where(
            CopySigner.id == key,
            CopySigner.unit_id == work.actor.agency_id,
            CopySigner.ended_at.is_(None),
        )
        .values(ended_by=work.actor.person_id, ended_at=work.at)
    )
    if ended.rowcount != 1:
        raise NotFound
