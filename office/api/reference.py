"""What everybody may know: oneself, units, document types, colleagues, the next number."""

from __future__ import annotations

from office.api import current, wording
from office.api.schemas.reference import (
    AgreementShape,
    FactorShape,
    Me,
    MemberShape,
    NextNumber,
    NextQuery,
    TargetShape,
    TypeShape,
    UnitPage,
    UnitQuery,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.cost_factors import LEVELS, OUTCOMES, Factor
from office.domain.people import ROLES, Actor
from office.domain.targets import Target
from office.domain.text import Text
from office.domain.working_hours import Agreement, written_sessions
from office.services import people
from office.services.books import registers
from office.services.figures import factors, targets
from office.services.tree import Tree, UnitNode
from office.services.work import Work

PAGE = 500

section = new_section("reference", "Danh mục / Reference data")


@section.get("/me")
@section.answers(200, Me)
def me() -> Json:
    """Tell whose token this is, and in which capacity it acts."""
    actor = current.actor()
    with current.office().look(actor) as work:
        return {
            "person": actor.person_id,
            "name": actor.name,
            "unit": wording.unit(work, actor.unit_id),
            "agency": wording.unit(work, actor.agency_id),
            "role": {"name": actor.role, "title": ROLES[actor.role]},
            "position": actor.position,
            "acting_for": _stood_for(actor),
            "now": work.at,
        }


@section.get("/units")
@section.arguments(UnitQuery, location="query")
@section.answers(200, UnitPage, 422)
def units(query: Json) -> Json:
    """List the units of today's tree by key; `next` is the cursor to go on with."""
    with current.office().look(current.actor()) as work:
        nodes = sorted(work.tree.units.values(), key=lambda node: node.key)
        rest = [node for node in nodes if node.key > query.get("after", "")]
        shown = [_unit(work.tree, node) for node in rest[:PAGE]]
    return {"units": shown, "next": shown[-1]["key"] if len(rest) > PAGE else None}


@section.get("/agreements")
@section.answers(200, AgreementShape(many=True))
def agreements() -> list[Json]:
    """List the working hours that units agreed limits in hours are counted in, ended ones too."""
    with current.office().look(current.actor()) as work:
        return [_agreement(work, one) for one in work.agreements]


@section.get("/targets")
@section.answers(200, TargetShape(many=True))
def paper_targets() -> list[Json]:
    """List the targets for moving without paper, with their sources, ended ones too."""
    with current.office().look(current.actor()) as work:
        return [_target(one) for one in targets.read(work.db)]


@section.get("/factors")
@section.answers(200, FactorShape(many=True))
def cost_factors() -> list[Json]:
    """List the factors of the estimated saving; only the approved ones count."""
    with current.office().look(current.actor()) as work:
        return [_factor(one) for one in factors.read(work.db)]


@section.get("/types")
@section.answers(200, TypeShape(many=True))
def types() -> list[Json]:
    """List the types of documents."""
    return [
        {
            "code": kind.code,
            "abbreviation": kind.abbreviation,
            "title": Text(kind.title, kind.title_en),
            "group": kind.group,
        }
        for kind in current.office().types.values()
    ]


@section.get("/people")
@section.answers(200, MemberShape(many=True))
def colleagues() -> list[Json]:
    """List who in the actor's agency can be given a part, one entry a capacity."""
    actor = current.actor()
    with current.office().look(actor) as work:
        inside = [node.id for node in work.tree.parts_of(actor.agency_id)]
        return [
            {
                "person": member.person_id,
                "name": member.name,
                "unit": wording.unit(work, member.unit_id),
                "role": member.role,
                "position": member.position,
            }
            for member in people.members_of(work, inside)
        ]


@section.get("/registers/next")
@section.arguments(NextQuery, location="query")
@section.answers(200, NextNumber, 422)
def next_number(query: Json) -> Json:
    """Tell which number the actor's agency would give next."""
    with current.office().look(current.actor()) as work:
        return {**query, "number": registers.next_number(work, **query)}


def _stood_for(actor: Actor) -> Json | None:
    mandate = actor.acting_for
    if mandate is None:
        return None
    return {
        "person": mandate.person_id,
        "name": mandate.giver_name,
        "delegation": mandate.id,
        "scope": mandate.scope,
        "last_day": mandate.terms.last_day,
    }


def _unit(tree: Tree, node: UnitNode) -> Json:
    parent = tree.units.get(node.parent_id) if node.parent_id is not None else None
    return {
        "key": node.key,
        "name": node.name,
        "kind": node.kind.code,
        "kind_title": node.kind.title,
        "level": node.level,
        "parent": parent.key if parent else None,
        "codes": [code for _, code in node.codes],
        "receives": node.kind.keeps_register,
    }


def _agreement(work: Work, agreement: Agreement) -> Json:
    return {
        "unit": wording.unit(work, agreement.unit_id),
        "first_day": agreement.first_day,
        "last_day": agreement.until,
        "sessions": written_sessions(agreement.sessions),
        "hours": dict(agreement.hours),
        "agreed_by": agreement.agreed_by,
        "paper": agreement.paper,
    }


def _target(one: Target) -> Json:
    return {
        "indicator": one.indicator,
        "level": one.level,
        "first_day": one.first_day,
        "last_day": one.last_day,
        "ended_on": one.ended_on,
        "per_cent": one.permille / 10,
        "source": one.source,
        "note": one.note,
        "checked": one.checked,
    }


def _factor(one: Factor) -> Json:
    return {
        "code": one.code,
        "name": one.kind.name,
        "unit": one.kind.unit,
        "first_day": one.first_day,
        **{level: float(one.value(level)) for level in LEVELS},
        "assumed": one.assumed,
        "source": one.source,
        "note": one.note,
        "outcome": OUTCOMES[one.outcome],
        "approved_by": one.approver,
    }
