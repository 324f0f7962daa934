"""Absences, mandates, and handing over the work of absent people."""

from __future__ import annotations

from datetime import date

from office.api import current, wording
from office.api.schemas.standing_in import (
    AbsenceForm,
    AbsencePage,
    HandoverForm,
    Made,
    MandateForm,
    MandatePage,
    Moved,
    OrderForm,
    PileShape,
    Since,
    Whose,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.errors import Invalid
from office.domain.text import Text
from office.services.cover import absences, delegation_lists, delegations
from office.services.cover.absences import Entry
from office.services.cover.delegation_lists import Listed
from office.services.cover.delegations import Grant
from office.services.leaving import handover
from office.services.leaving.handover import Heir, Pile
from office.services.outgoing import orders
from office.services.outgoing.orders import Order
from office.services.work import Work

KEY = "<int(min=1, max=999999999):key>"

section = new_section("standing_in", "Ủy quyền, vắng mặt / Standing in")


@section.get("/absences")
@section.arguments(Since, location="query")
@section.answers(200, AbsencePage, 422)
def absent(query: Json) -> Json:
    """List the absences of the caller's agency, the latest end first."""
    with current.office().look(current.actor()) as work:
        page = absences.listed(work, _after(query))
    return {
        "absences": [
            {
                "id": one.id,
                "person": one.away.person_id,
                "name": one.name,
                "first_day": one.away.first_day,
                "last_day": one.away.last_day,
                "kind": one.kind,
                "note": one.note,
                "entered_by": one.entered_by,
                "now": one.now,
            }
            for one in page.items
        ],
        "next": _cursor(page.older),
    }


@section.post("/absences")
@section.arguments(AbsenceForm)
@section.answers(201, Made, 400, 404, 413, 415, 422)
def enter(form: Json) -> Json:
    """Enter an absence: one's own; clerk, chief of office and administrator those of others."""
    actor = current.actor()
    with current.office().work(actor) as work:
        entry = Entry(**{"person_id": form.pop("person", None) or actor.person_id, **form})
        return {"id": absences.enter(work, entry)}


@section.post(f"/absences/{KEY}/withdraw")
@section.answers(204, None, 404, 422)
def withdraw(key: int) -> None:
    """Take an absence back from today on; days that have passed stay."""
    with current.office().work(current.actor()) as work:
        absences.withdraw(work, key)


@section.get("/delegations")
@section.arguments(Whose, location="query")
@section.answers(200, MandatePage, 404, 422)
def mandates(query: Json) -> Json:
    """List mandates: given, received, or of the agency (404 for who may not see those)."""
    with current.office().look(current.actor()) as work:
        page = delegation_lists.listed(work, query["whose"], _after(query))
        return {
            "delegations": [_mandate(work, one) for one in page.items],
            "next": _cursor(page.older),
        }


@section.post("/delegations")
@section.arguments(MandateForm)
@section.answers(201, Made, 400, 413, 415, 422)
def give(form: Json) -> Json:
    """Lend powers of the capacity the token acts in to a colleague."""
    with current.office().work(current.actor()) as work:
        grant = Grant(
            delegate_id=form["delegate"],
            first_day=form["first_day"],
            last_day=form["last_day"],
            powers=tuple(form["powers"]),
            types=tuple(form["types"]),
            issuers=tuple(wording.unit_ids(work, form["issuers"], "issuers")),
            basis=form["basis"],
            shared=form["shared"],
        )
        return {"id": delegations.give(work, grant)}


@section.post("/orders")
@section.arguments(OrderForm)
@section.answers(201, Made, 400, 413, 415, 422)
def order(form: Json) -> Json:
    """Record an order to sign (TL.) in the head's name: the chief of office's, or an
    administrator's, act."""
    with current.office().work(current.actor()) as work:
        given = Order(
            delegate_id=form["delegate"],
            first_day=form["first_day"],
            last_day=form["last_day"],
            types=tuple(form["types"]),
            basis=form["basis"],
        )
        return {"id": orders.record(work, given)}


@section.post(f"/delegations/{KEY}/revoke")
@section.answers(204, None, 404, 422)
def revoke(key: int) -> None:
    """End a mandate at once."""
    with current.office().work(current.actor()) as work:
        delegations.revoke(work, key)


@section.get("/handover")
@section.answers(200, PileShape(many=True))
def waiting() -> list[Json]:
    """List what waits for people who cannot act, where the caller looks after it."""
    with current.office().look(current.actor()) as work:
        return [_pile(work, pile) for pile in handover.piles(work)]


@section.post("/handover")
@section.arguments(HandoverForm)
@section.answers(200, Moved, 400, 404, 409, 413, 415, 422)
def hand_over(form: Json) -> Json:
    """Hand items of one person to another: all of them, or none."""
    with current.office().work(current.actor()) as work:
        heir = Heir(
            unit_id=wording.unit_ids(work, [form["to_unit"]], "to_unit")[0],
            person_id=form["to_person"],
            reason=form["reason"],
            aware_of=frozenset(form["aware_of"]),
        )
        giver = (form["person"], form["unit_id"])
        return {"count": handover.hand_over(work, form["items"], giver, heir)}


def _after(query: Json) -> tuple[date, int] | None:
    written = query.get("after")
    if written is None:
        return None
    day, _, key = written.partition(".")
    try:
        return date.fromisoformat(day), int(key)
    except ValueError as fault:
        wrong = Text("Con trỏ không đúng.", "This is no cursor.")
        raise Invalid(wrong, field="after") from fault


def _cursor(older: tuple[date, int] | None) -> str | None:
    return f"{older[0].isoformat()}.{older[1]}" if older else None


def _mandate(work: Work, one: Listed) -> Json:
    terms = one.terms
    return {
        "id": one.id,
        "giver": one.giver,
        "delegate": one.delegate,
        "unit": wording.unit(work, terms.unit_id),
        "role": terms.role,
        "first_day": terms.first_day,
        "last_day": terms.last_day,
        "powers": terms.powers,
        "types": terms.types,
        "issuers": [wording.unit(work, key) for key in terms.issuers],
        "basis": terms.basis,
        "shared": terms.shared,
        "by_order": terms.by_order,
        "scope": one.scope,
        "stage": one.stage,
        "acts": one.acts,
        "revoked_at": one.revoked_at,
    }


def _pile(work: Work, pile: Pile) -> Json:
    return {
        "person": pile.person_id,
        "name": pile.name,
        "unit_id": pile.unit_id,
        "unit": wording.unit(work, pile.unit_id),
        "why": pile.why,
        "away": pile.away.span if pile.away else None,
        "count": pile.count,
        "items": [
            {
                "id": item.public_id,
                "key": item.key,
                "part": item.part,
                "subject": item.subject,
                "state": wording.state(work, item.procedure, item.state),
                "due_at": item.due_at,
                "late": item.late,
            }
            for item in pile.items
        ],
    }
