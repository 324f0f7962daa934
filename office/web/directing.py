"""What helps to write a directive: parts proposed from its words, and phrases put into it.

Both answer with the form of the action, filled in; nothing is done until the leader sends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import Blueprint, request

from office.domain.asks import LEAD
from office.domain.directives import Proposal
from office.domain.directives import Row as Proposed
from office.domain.roster import Who
from office.domain.text import Text
from office.domain.workdays import VIETNAM
from office.services.work import Work
from office.services.writing import directing, phrases
from office.web import actions, current, posted
from office.web.assigning import MOST_ROWS, Row, rows_of
from office.web.wording import said

bp = Blueprint("directing", __name__)
PROPOSE = "propose"
NO_LEAD = Text("chưa đọc được ai chủ trì: hãy chọn ở đây", "no lead was read: choose one here")


class Question(NamedTuple):
    """Words that were not read as a part, why, and the names that may be meant."""

    quote: str
    why: str
    names: Sequence[str]


@bp.post("/documents/<public_id>/actions/<action>/prepare")
def prepare(public_id: str, action: str) -> str | tuple[str, int]:
    """Show the form again: with rows proposed from its opinion, or a phrase put into it."""
    typed = dict(request.form.items())
    part = {"template": "_assignment.html"} if request.headers.get("HX-Request") else {}
    if request.form.get("do") != PROPOSE:
        typed["opinion"] = _with_phrase(typed.get("opinion", ""))
        part = {"template": "_opinion.html"} if part else {}
        return actions.page(public_id, action, None, typed, **part)
    with current.look() as work:
        proposal = directing.propose(work, typed.get("opinion", ""))
        questions = _questions(work, proposal)
    rows, whys = _rows(typed, proposal)
    typed = _filled(typed, rows)
    told = {"proposal": proposal, "unclear": questions, "whys": whys}
    return actions.page(public_id, action, None, typed, **told, **part)


def _with_phrase(opinion: str) -> str:
    """Return the opinion with the phrase chosen at its end; without a choice as it is."""
    chosen = posted.key(request.form.get("phrase", ""))
    if chosen is None:
        return opinion
    with current.work() as work:
        words = phrases.use(work, chosen)
    return f"{opinion.rstrip()}\n{words}".strip() if opinion.strip() else words


def _rows(typed: Mapping[str, str], proposal: Proposal) -> tuple[list[Row], list[str]]:
    """Return the proposed rows, then those chosen by hand beside them; and why each is there.

    Where nobody leads the first row waits for somebody.
    """
    proposed = [_row(row) for row in proposal.rows]
    taken = {row.who for row in proposed}
    rows = proposed + [row for row in rows_of(typed, 0) if row.who and row.who not in taken]
    whys = [said(row.why) for row in proposal.rows]
    if any(row.part == LEAD for row in rows):
        return rows, whys
    return [Row(part=LEAD), *rows], [said(NO_LEAD), *whys]


def _filled(typed: Mapping[str, str], rows: Sequence[Row]) -> dict[str, str]:
    """Return the fields with these rows in place of those typed."""
    rest = {
        name: value
        for name, value in typed.items()
        if name.partition("-")[0] not in ("part", "who", "day", "hour")
    }
    for index, row in enumerate(rows[:MOST_ROWS]):
        rest |= {
            f"part-{index}": row.part,
            f"who-{index}": row.who,
            f"day-{index}": row.day,
            f"hour-{index}": row.hour,
        }
    return rest


def _row(row: Proposed) -> Row:
    unit, person = row.who
    local = row.due_at.astimezone(VIETNAM) if row.due_at else None
    return Row(
        part=row.part,
        who=str(unit) if person is None else f"{unit}-{person}",
        day=f"{local:%Y-%m-%d}" if local else "",
        hour=f"{local:%H:%M}" if local else "",
    )


def _questions(work: Work, proposal: Proposal) -> list[Question]:
    names = directing.names(work)
    return [
        Question(doubt.quote, said(doubt.why), [_name(names, who) for who in doubt.candidates])
        for doubt in proposal.doubts
    ]


def _name(names: Mapping[Who, tuple[str, str | None]], who: Who) -> str:
    unit, person = names[who]
    whole = Text("cả đơn vị {unit}", "the whole unit {unit}")
    return f"{person} — {unit}" if person else said(whole).format(unit=unit)
