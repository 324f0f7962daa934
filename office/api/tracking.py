"""Following what was sent: the matrix of its recipients, reminding those who have not received."""

from __future__ import annotations

from office.api import current, wording
from office.api.schemas.tracking import MatrixShape, RemindedShape, Sifted, SiftedPage
from office.api.section import section as new_section
from office.api.wording import Json
from office.services.views import matrix
from office.services.views.matrix import Line, Sift
from office.services.views.tracked import NOWHERE
from office.services.wire import reminding
from office.services.work import Work

section = new_section("tracking", "Theo dõi nơi nhận / Tracking")
#: How a request names that a recipient stands below no unit here.
BELOW_NONE = "-"


@section.get("/documents/<document:public_id>/tracking")
@section.arguments(SiftedPage, location="query")
@section.answers(200, MatrixShape, 404, 422)
def tracked(query: Json, public_id: str) -> Json:
    """Show a page of a document's recipients, to whoever sent it."""
    with current.office().look(current.actor()) as work:
        after = _key(work, query["after"], "after")
        found = matrix.page(work, public_id, _sift(work, query), after)
        older = work.tree.units.get(found.older or 0)
        return {
            "all": found.all,
            "found": found.found,
            **{name: _counts(getattr(found, name)) for name in ("steps", "filters", "kinds")},
            "items": [_line(work, line) for line in found.lines],
            "next": older.key if older else None,
        }


@section.post("/documents/<document:public_id>/tracking/remind")
@section.arguments(Sifted)
@section.answers(200, RemindedShape, 400, 404, 413, 415, 422)
def remind(form: Json, public_id: str) -> reminding.Reminded:
    """Remind all recipients that pass and have not received it: once a day each."""
    with current.office().work(current.actor()) as work:
        return reminding.remind(work, public_id, _sift(work, form))


def _sift(work: Work, asked: Json) -> Sift:
    place = asked["place"]
    return Sift(
        step=asked["step"],
        kind=asked["kind"],
        place=NOWHERE if place == BELOW_NONE else _key(work, place, "place"),
        name=asked["name"],
    )


def _key(work: Work, named: str, field: str) -> int | None:
    return wording.unit_ids(work, [named], field)[0] if named else None


def _counts(counts: dict[str, int]) -> list[Json]:
    return [{"name": name, "count": count} for name, count in counts.items()]


def _line(work: Work, line: Line) -> Json:
    one = line.recipient
    copied = ("kind", "channel", "paper_reason", "elsewhere", "step", "receive_by", "overdue",
              "late", "reminded_at")  # fmt: skip
    return {
        **{name: getattr(one, name) for name in copied},
        "unit": wording.unit(work, one.unit_id),
        "state": wording.state(work, one.procedure, one.state),
        "steps": [{"step": step, **mark._asdict()} for step, mark in line.marks.items()],
        "opened_at": line.opened_at,
        "recall": line.recall.answer if line.recall is not None else None,
    }
