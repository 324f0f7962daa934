"""Slips of a document, filled from its sealed records; each printing is kept and sealed.

Paper is measured: who took which slip, how many pages, how many copies.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import insert

from office.domain.documents import URGENCIES
from office.domain.errors import Invalid, NotFound
from office.domain.numbering import written
from office.domain.slips import HANDLING, ROUTING, head_text, opinions, way
from office.domain.text import Text
from office.domain.workflow import Workflow
from office.models.desk import Printing
from office.models.documents import Document
from office.reports import slips
from office.reports.render import Printed
from office.reports.slips import HandlingSlip, Head, RoutingSlip
from office.services import access, documents
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work

MOST_COPIES = 99


def kinds(read: Dossier) -> tuple[str, ...]:
    """Return the slips there are for a document as the actor's agency has it; a secret has none."""
    if read.document.secrecy:
        return ()
    if read.own_delivery is not None:
        return HANDLING, ROUTING
    return (ROUTING,) if read.document.procedure else ()


def slip(work: Work, public_id: str, kind: str) -> Printed:
    """Return a slip as PDF; raises NotFound for a document or a slip the actor may not have."""
    read = dossier.read(work, public_id)
    if kind not in kinds(read):
        raise NotFound
    own: Any = read.own_delivery if read.own_delivery is not None else read.document
    workflow = work.procedures[own.procedure, own.procedure_version]
    records = _of_run(work, read)
    if kind == HANDLING:
        said = opinions(records, workflow)
        return slips.handling(HandlingSlip(head=_head(work, read), opinions=said))
    return slips.routing(_routing(work, read, workflow, records))


def keep(work: Work, public_id: str, kind: str, made: Printed, copies: int) -> None:
    """Keep and seal that a slip was printed; raises NotFound, and Invalid for the copies."""
    check(copies)
    own = dossier.read(work, public_id).own_delivery
    key = access.document_id(work, public_id)
    (entered,) = documents.locked(work, Document.id == key)
    digest = hashlib.sha256(made.pdf).hexdigest()
    row = {"kind": kind, "pages": made.pages, "copies": copies}
    work.db.execute(
        insert(Printing).values(
            document_id=key,
            person_id=work.actor.person_id,
            unit_id=work.actor.unit_id,
            digest=digest,
            at=work.at,
            **row,
        )
    )
    # In the run of the agency: another recipient has no need to know who prints here.
    run = "draft" if own is None else own.unit_id
    facts = {"act": "print", "run": run, "printed": {**row, "sha256": digest}}
    documents.happened(work, entered, facts, None if own is None else own.id)


def check(copies: int) -> None:
    """Raise Invalid unless so many copies can be printed."""
    if not 1 <= copies <= MOST_COPIES:
        raise Invalid(Text("In từ 1 đến 99 bản.", "Print 1 to 99 copies."), field="copies")


def _of_run(work: Work, read: Dossier) -> list[dict[str, Any]]:
    """Return the records of the actor's run, whose seals hold; a broken one is not printed."""
    run = work.actor.agency_id if read.own_delivery is not None else "draft"
    return [
        happening.record
        for happening in read.story
        if happening.intact and happening.record.get("run") == run
    ]


def _head(work: Work, read: Dossier) -> Head:
    row, own = read.document, read.own_delivery
    agency = work.tree[work.actor.agency_id]
    above = work.tree[agency.parent_id] if agency.parent_id is not None else None
    kind = work.types.get(row.type_code)
    return Head(
        organ=agency.name,
        parent_organ=above.name if above is not None and above.level == agency.level else None,
        place=agency.place,
        printed_on=work.today,
        type_name=kind.title if kind else "Văn bản",
        symbol=read.symbol or "…",
        issued_on=row.issued_on.strftime("%d/%m/%Y") if row.issued_on else "…",
        issuer=_name(work, row.issuer_unit_id),
        subject=row.subject,
        arrival=written(own.arrival_number) if own is not None and own.arrival_number else "",
        urgency=URGENCIES[row.urgency][1].vi.upper() if row.urgency else "",
    )


def _routing(
    work: Work, read: Dossier, workflow: Workflow, records: list[dict[str, Any]]
) -> RoutingSlip:
    row = read.document
    own: Any = read.own_delivery if read.own_delivery is not None else row
    incoming = read.own_delivery is not None
    return RoutingSlip(
        head=_head(work, read),
        title="Phiếu luân chuyển văn bản" if incoming else "Phiếu trình",
        state=workflow.state(own.state).title.vi,
        way=way(records, workflow),
        chain=head_text(row.public_id, row.log_seq, row.log_head),
        records=row.log_seq,
    )


def _name(work: Work, unit_id: int) -> str:
    known = work.tree.units.get(unit_id)
    return known.name if known else "…"
