"""The number of an outgoing document: the next of its series, or one that was kept for it."""

from __future__ import annotations

from sqlalchemy import update

from office.domain import numbering
from office.domain.numbering import OUTGOING
from office.models.registers import RegisterEntry
from office.services.books import registers, reservations
from office.services.books.registers import Given
from office.services.step import Step
from office.services.work import Work


def number(work: Work, step: Step) -> None:
    """Effect: give a signed draft its number and date, and write its notation."""
    row = step.run.row
    kind = work.types[row.type_code]
    agency = work.tree[step.run.agency_id]
    series = numbering.series_of(agency.numbering, kind, council=row.council)
    given, held = _given(work, step, series)
    day = given.day or work.today
    drafting = work.tree[row.drafting_unit_id]
    unit = drafting.abbreviation if drafting.id != agency.id else ""
    notation = numbering.notation(kind, row.council or agency.abbreviation, unit)
    symbol = numbering.symbol(given.number, notation)
    step.values |= {
        "number": given.number,
        "number_text": numbering.written(given.number),
        "notation": notation,
        "issued_on": day,
        "code": numbering.document_code(agency.code() or agency.key, day, symbol),
    }
    step.facts["number"] = {
        **given.fact(),
        "symbol": symbol,
        "date": day.isoformat(),
        **held,
    }
    step.follow.append(("render", {"document": row.public_id}))


def cancel_number(work: Work, step: Step) -> None:
    """Effect: keep a draft's number in the register as cancelled, with the reason."""
    changed = work.db.execute(
        update(RegisterEntry)
        .where(RegisterEntry.document_id == step.run.document_id)
        .where(RegisterEntry.delivery_id.is_(None))
        .values(status="cancelled", reason=step.form.reason.strip())
        .returning(RegisterEntry.register_id, RegisterEntry.number)
    ).one()
    step.facts["cancelled"] = {"register": changed.register_id, "number": changed.number}


def _given(work: Work, step: Step, series: str) -> tuple[Given, dict[str, str]]:
    """Give the next number, or the reserved one that the form names (`which`)."""
    document = (step.run.document_id, step.run.row.public_id)
    if step.form.which is None:
        return registers.give(work, (OUTGOING, series), document[0]), {}
    given, since = reservations.use(work, step.form.which, series, document)
    return given, {"reserved": since.isoformat()}
