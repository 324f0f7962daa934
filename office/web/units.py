"""An administrator's pages about units: the tree as it stands, and its changes from a day on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Conflict, Invalid, Refused
from office.domain.people import CLERK
from office.domain.text import Text
from office.services import access
from office.services.books import columns
from office.services.places import series, unit_adding, unit_changes, unit_closing, unit_holdings
from office.services.places.unit_adding import NewUnit
from office.services.places.unit_changes import When
from office.services.tree import UnitNode
from office.services.work import Work
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("units", __name__)


@bp.get("/admin/units")
def index() -> str:
    """Show the tree of the units the administrator looks after, and the newest changes."""
    with current.look() as work:
        mine = access.answered_for(work)
        return render_template(
            "units.html",
            tree=work.tree,
            top=work.tree[work.actor.unit_id],
            mine=mine,
            held=unit_holdings.open_items(work),
            clerkless=unit_holdings.without(work, CLERK),
            changes=unit_changes.changes(work),
            words=unit_changes.WORDS,
        )


@bp.get("/admin/units/<int:unit_id>")
def show(unit_id: int) -> str:
    """Show a unit and what can be changed of it; raises NotFound."""
    return _page(unit_id, {}, ())


@bp.post("/admin/units/<int:unit_id>/add")
def add(unit_id: int) -> Response | tuple[str, int]:
    """Add a unit below this one."""
    form = request.form

    def make(work: Work, when: When) -> None:
        new = NewUnit(
            key=form.get("key", ""),
            kind=form.get("kind", ""),
            name=form.get("new_name", ""),
            abbreviation=form.get("new_abbreviation", ""),
            place=form.get("place", ""),
            identifiers=form.get("identifiers", ""),
        )
        unit_adding.add(work, unit_id, new, when)

    return _changed(unit_id, make, Text("Đã lập đơn vị.", "The unit is added."))


@bp.post("/admin/units/<int:unit_id>/rename")
def rename(unit_id: int) -> Response | tuple[str, int]:
    """Call a unit otherwise from a day on."""
    form = request.form

    def call(work: Work, when: When) -> None:
        names = (form.get("name", ""), form.get("abbreviation", ""))
        unit_changes.rename(work, unit_id, *names, when)

    return _changed(unit_id, call, Text("Đã ghi tên mới.", "The new name is kept."))


@bp.post("/admin/units/<int:unit_id>/move")
def move(unit_id: int) -> Response | tuple[str, int]:
    """Put a unit under another from a day on."""

    def put(work: Work, when: When) -> None:
        parent = posted.key(request.form.get("parent", ""))
        if parent is None:
            raise Invalid(_NO_PARENT, field="parent")
        unit_changes.move(work, unit_id, parent, when)

    return _changed(unit_id, put, Text("Đã ghi đơn vị cấp trên mới.", "The new parent is kept."))


@bp.post("/admin/units/<int:unit_id>/close")
def close(unit_id: int) -> Response | str | tuple[str, int]:
    """Show what closing a unit would mean, or close it once that was seen (`do=close`)."""
    form = request.form
    if form.get("do") == "close":

        def end(work: Work, when: When) -> None:
            unit_closing.close(work, unit_id, posted.key(form.get("heir", "")), when)

        done = Text("Đã ghi việc đóng đơn vị.", "The closing is kept.")
        return _changed(unit_id, end, done, to=url_for("units.index"))
    try:
        with current.look() as work:
            heir = posted.key(form.get("heir", ""))
            held = unit_closing.consequences(work, unit_id)
            day = _day(form) or work.today
            return render_template(
                "unit_closing.html",
                unit=work.tree[unit_id],
                held=held,
                heir_id=heir,
                day=day,
                typed=form,
                reasons=unit_closing.obstacles(work, held, heir, day),
            )
    except Invalid as refusal:
        return _page(unit_id, form, refusal.reasons), status_of(refusal)


@bp.post("/admin/units/<int:unit_id>/numbering")
def numbering(unit_id: int) -> Response | tuple[str, int]:
    """Divide an agency's outgoing numbers otherwise."""

    def divide(work: Work, when: When) -> None:
        series.divide(work, unit_id, request.form.get("scheme", ""), when)

    return _changed(unit_id, divide, Text("Đã đổi cách đánh số.", "Numbers are divided so."))


@bp.post("/rights/units/<int:change_id>/confirm")
def confirm(change_id: int) -> Response:
    """Confirm a change of a unit as the head of its agency."""
    try:
        with current.work() as work:
            unit_changes.confirm(work, change_id)
    except (Conflict, Refused) as refusal:
        for reason in refusal.reasons:
            flash(said(reason), "refused")
    else:
        flash(said(Text("Đã ghi nhận.", "It is noted.")), "done")
    return redirect(url_for("rights.index"))


def _changed(
    unit_id: int, act: Callable[[Work, When], None], words: Text, to: str = ""
) -> Response | tuple[str, int]:
    form = request.form
    try:
        when = When(_day(form), form.get(f"{_act()}_reason", ""))
        with current.work() as work:
            act(work, when)
    except (Invalid, Refused) as refusal:
        return _page(unit_id, form, refusal.reasons), status_of(refusal)
    current.office().forget()
    flash(said(words), "done")
    return redirect(to or url_for("units.show", unit_id=unit_id))


def _act() -> str:
    """Return which of the forms was sent: each has a day and a decision of its own."""
    return (request.endpoint or "").rpartition(".")[2]


def _day(form: Mapping[str, str]) -> date | None:
    name = f"{_act()}_since"
    return posted.day(form.get(name, ""), name)


def _page(unit_id: int, typed: Mapping[str, str], reasons: Sequence[Text]) -> str:
    with current.look() as work:
        unit = unit_changes.mine(work, unit_id)
        mine = access.answered_for(work)
        return render_template(
            "unit.html",
            unit=unit,
            held=unit_holdings.of(work, unit.id),
            below=work.tree.children(unit.id),
            movable=unit.parent_id in mine,
            others=_others(work, unit, mine),
            kinds=[("", "—"), *((code, said(title)) for code, title in unit_adding.kinds(work))],
            history=unit_changes.names(work, unit.id),
            books=[
                (book, said(columns.series(work, book.series)))
                for book in series.books(work, unit.id)
            ],
            ways=[(code, said(title)) for code, title in series.WAYS.items()],
            changes=unit_changes.changes(work, unit.id),
            words=unit_changes.WORDS,
            typed=typed,
            opened=_act(),
            reasons=reasons,
        )


def _others(work: Work, unit: UnitNode, mine: set[int]) -> list[tuple[str, str]]:
    """Return the units one may move under or leave its work to: (id, name with the one above)."""
    found = [("", "—")]
    for one in sorted((work.tree[key] for key in mine - {unit.id}), key=lambda node: node.name):
        above = work.tree[one.parent_id].name if one.parent_id else ""
        found.append((str(one.id), f"{one.name} ({above})" if above else one.name))
    return found


_NO_PARENT = Text("Hãy chọn đơn vị cấp trên.", "Choose the unit above.")
