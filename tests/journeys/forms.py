"""What random people write into the forms of actions: all of it, nothing, or something wrong."""

from collections.abc import Sequence
from datetime import timedelta

from office.domain.asks import CO, INFORMED, LEAD, Assignee, Form, Scan
from office.domain.errors import OfficeError
from office.domain.people import Actor
from office.runtime import Office
from office.services import step
from office.services.parts import open_parts
from office.services.work import Work

SCAN = Scan(name="bp.png", content=b"\x89PNG\r\n\x1a\n0")
MORE = timedelta(days=30)
STANCES = ("agree", "changes", "disagree")
LEADING = ("leader", "chief_of_office")


def form(
    office: Office, people: Sequence[Actor], how: tuple[int, str], act: tuple[str, str]
) -> Form:
    """Return a form: `how` is who fills it in and how well, `act` the document and action."""
    (who, kind), (document, action) = how, act
    actor = people[who]
    if kind == "empty":
        return Form()
    with office.look(actor) as work:
        return Form(
            reason="Chưa đủ căn cứ",
            opinion="Ý kiến",
            assignees=_parts(work, kind, action),
            which=_which(work, document, action),
            due_at=None if action == "allow_extension" else work.at + MORE * (2 if who % 2 else 1),
            leader_id=_leader(people, actor),
            scan=SCAN,
            stance=STANCES[who % len(STANCES)],
            within=3,
        )


def _parts(work: Work, kind: str, action: str) -> tuple[Assignee, ...]:
    """Return one lead, a helper and somebody who is told; or what must be refused."""
    agency = work.actor.agency_id
    inside = [unit.id for unit in work.tree.parts_of(agency)][1:]
    if kind == "outsider":
        return (Assignee(part=LEAD, unit_id=work.tree.by_key("snv").id),)
    if kind == "two leads":
        other = work.tree.by_key("gddt-bac-ai").id
        return (Assignee(part=LEAD, unit_id=agency), Assignee(part=LEAD, unit_id=other))
    lead = Assignee(part=LEAD, unit_id=agency)
    if action == "forward":
        return (lead,)
    # Reversed: of the province's divisions the cast has people in the last.
    named = zip((CO, INFORMED), reversed(inside), strict=False)
    return (lead, *(Assignee(part=part, unit_id=unit) for part, unit in named))


def _which(work: Work, document: str, action: str) -> int | None:
    """Return an open part: one that more time was asked for where that is decided."""
    try:
        parts = open_parts.parts(work, step.read(work, document))
    except OfficeError:
        return None
    deciding = action in ("allow_extension", "refuse_extension")
    fit = [p.id for p in parts if p.part != INFORMED and p.extension_asked == deciding]
    named = action in ("allow_extension", "refuse_extension", "extend", "chase")
    return fit[0] if fit and named else None


def _leader(people: Sequence[Actor], actor: Actor) -> int | None:
    here = (p for p in people if p.role in LEADING and p.unit_id == actor.agency_id)
    return next((p.person_id for p in here), None)
