"""The first page: what waits for the person, what is late; and for administrators the house."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from office.domain.errors import NotFound
from office.domain.people import ADMINISTRATOR, AUDITOR
from office.domain.text import Text
from office.services import people, upkeep
from office.services.accounts import rights
from office.services.figures import factors, glance
from office.services.leaving import handover, heirs
from office.services.notifying import nudges
from office.services.views import inboxes, my_work
from office.services.work import Work
from office.services.writing import kept_texts
from office.web import figure_words
from office.web.current import actor, look
from office.web.wording import said

bp = Blueprint("home", __name__)
VERDICTS = {
    "accepted": Text("Đã nhận", "Accepted"),
    "recorded": Text("Đã ghi nhận", "Recorded"),
    "duplicate": Text("Trùng", "Duplicate"),
    "refused": Text("Từ chối", "Refused"),
}


class Paper(NamedTuple):
    """How far paper is replaced, in one line."""

    year: int
    electronic: str
    sent: bool
    getting: int


@bp.get("/")
def index() -> str | Response:
    """Show the folders with work in them and what is late at the actor's unit."""
    if actor().role == ADMINISTRATOR:
        return redirect(url_for("home.admin"))
    with look() as work:
        works = actor().role != AUDITOR
        return render_template(
            "home.html",
            late=inboxes.late(work) if works else [],
            piles=my_work.piles(work) if works else [],
            unfinished=kept_texts.count(work) if works else 0,
            unconfirmed=rights.unconfirmed(work),
            unapproved=factors.waiting(work),
            absent=handover.count(work) if actor().role in heirs.HANDING else 0,
            asked=nudges.waiting(work),
            asked_elsewhere=nudges.elsewhere(work),
            paper=_paper(work),
        )


def _paper(work: Work) -> Paper | None:
    seen = glance.read(work)
    if seen is None:
        return None
    one = seen.electronic
    return Paper(seen.year, figure_words.value(one), bool(one.whole), seen.getting)


@bp.get("/admin")
def admin() -> str:
    """Show units, people, outbox and packets; raises NotFound for all but administrators."""
    if actor().role != ADMINISTRATOR:
        raise NotFound
    with look() as work:
        return render_template(
            "admin.html",
            roots=work.tree.children(None),
            tree=work.tree,
            people=people.everybody(work),
            waiting=upkeep.waiting(work),
            packets=upkeep.packets(work),
            verdicts={code: said(words) for code, words in VERDICTS.items()},
        )
