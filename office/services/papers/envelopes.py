"""Envelopes and labels for what waits to be sent: one a recipient, with all that goes there."""

from __future__ import annotations

from itertools import groupby

from office.domain.errors import Refused
from office.domain.titles import full_name
from office.reports import envelopes
from office.reports.envelopes import Address
from office.services.papers import post
from office.services.work import Work


def addresses(work: Work) -> list[Address]:
    """Return who gets an envelope today; raises Refused where nothing waits to be sent."""
    waiting = post.ready(work)
    if not waiting:
        raise Refused(post.NOTHING)
    agency = work.tree[work.actor.agency_id]
    found = []
    for unit_id, group in groupby(waiting, key=lambda one: one.unit_id):
        unit = work.tree.units.get(unit_id)
        found.append(
            Address(
                organ=full_name(agency.name),
                place=agency.place,
                symbols=tuple(one.symbol for one in group),
                to=full_name(unit.name) if unit else "…",
                to_place=unit.place if unit else "",
            )
        )
    return found


def render(found: list[Address], form: str) -> bytes:
    """Return the envelopes or labels as PDF."""
    return envelopes.render(found, form)
