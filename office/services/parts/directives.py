"""A leader's handwritten directive, typed by the clerk: who typed for whom, and the scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select

from office.domain.errors import Invalid, NotFound
from office.domain.people import CHIEF, LEADER
from office.domain.text import Text
from office.models.base import table
from office.models.deliveries import Delivery
from office.models.people import Membership
from office.models.supervision import DirectiveScan
from office.services import access, capacities, documents, inspection
from office.services.parts.open_parts import numbered
from office.services.step import Step
from office.services.work import Work
from office.storage.protocol import TooLarge


def behalf(work: Work, step: Step) -> None:
    """Effect: name the leader under the seal, keep the scan, and let the leader be the assigner.

    Raises Invalid unless that person leads the agency, or its office, today.
    """
    leader = next(
        (one for one in leaders(work, step.run.agency_id) if one.person_id == step.form.leader_id),
        None,
    )
    if leader is None:
        raise Invalid(
            Text(
                "Người được chọn hôm nay không phải lãnh đạo của cơ quan.",
                "The person chosen does not lead the agency today.",
            ),
            field="leader",
        )
    step.assigner = (leader.person_id, leader.role)
    step.facts["behalf"] = {
        "person": leader.person_id,
        "name": leader.name,
        "role": leader.role,
        "position": leader.position,
        "unit_name": work.tree[step.run.agency_id].name,
    }
    _keep(work, step, leader.person_id)


def leaders(work: Work, agency_id: int) -> Sequence[Row[Any]]:
    """Return who leads an agency or its office today, one row a capacity, leaders first."""
    here = capacities.VALID.where(
        Membership.unit_id == agency_id, Membership.role.in_((LEADER, CHIEF))
    )
    rows = work.db.execute(here, {"today": work.today}).all()
    return sorted(rows, key=lambda row: row.role != LEADER)


def scan(work: Work, public_id: str, n: int) -> Row[Any]:
    """Return the n-th scan (name, media_type, size, digest) of the actor's own agency.

    Raises NotFound; the sender and other recipients have no business with it.
    """
    key = access.document_id(work, public_id)
    units = [work.actor.agency_id, *access.scope(work)]
    found = work.db.execute(
        select(table(DirectiveScan))
        .join(Delivery, Delivery.id == DirectiveScan.delivery_id)
        .where(DirectiveScan.document_id == key, DirectiveScan.n == n, Delivery.unit_id.in_(units))
    ).first()
    if found is None:
        raise NotFound
    return found


def _keep(work: Work, step: Step, leader_id: int) -> None:
    sent = step.form.scan
    if sent is None:
        raise Invalid(Text("Hãy kèm bản chụp bút phê.", "Attach the scan."), field="scan")
    named = documents.display_name(sent.name)
    media_type = inspection.passed(work, named, sent.media_type, sent.content)
    try:
        stored = work.storage.put(sent.content, work.settings.attachment_bytes)
    except TooLarge as fault:
        raise Invalid(Text("Bản chụp quá lớn.", "The scan is too large."), field="scan") from fault
    n = numbered(work, step.run.delivery_id, DirectiveScan)
    row = {
        "document_id": step.run.document_id,
        "delivery_id": step.run.delivery_id,
        "n": n,
        "name": named,
        "media_type": media_type,
        "size": stored.size,
        "digest": stored.digest,
        "leader_id": leader_id,
        "typed_by": work.actor.person_id,
        "at": work.at,
    }
    work.db.execute(insert(table(DirectiveScan)), row)
    step.facts["scan"] = {"n": n, "sha256": stored.digest, "type": media_type}
