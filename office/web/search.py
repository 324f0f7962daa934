"""Searching: the page, what somebody keeps of it, and its list as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import Any, BinaryIO, NamedTuple, cast

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from office.domain.documents import URGENCIES
from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.folding import fold
from office.domain.people import ADMINISTRATOR
from office.domain.text import Text
from office.reports import spreadsheet
from office.services import people
from office.services.search import saved_searches, search_fields, search_jump, searching
from office.services.search.search_fields import FIELDS, KINDS, SearchQuery
from office.services.search.searching import Found, Hit
from office.services.work import Work
from office.web import addresses, current, posted, search_list
from office.web.current import look
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("search", __name__)
#: So many names are offered while typing; any other may be typed all the same.
MOST_NAMES = 500
MOST_LINES = 50_000
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_ANY = Text("Tất cả", "Any")
_SHEET = Text("Kết quả tìm kiếm", "Search results")


class Line(NamedTuple):
    """A hit in the words of the page: its cells by column, and where its words stand."""

    hit: Hit
    address: str
    cells: Sequence[tuple[str, Markup]]
    excerpt: Markup


@bp.get("/search")
def index() -> Response | str | tuple[str, int]:
    """Show what matches, newest first; go straight to a document that alone was named."""
    asked = _asked()
    with look() as work:
        _not_for_administrators(work)
        try:
            query = search_fields.read(work, asked, request.args.get("after", ""))
        except Invalid as refusal:
            return _page(work, asked, refusal=refusal), status_of(refusal)
        if not any(asked.values()):
            return _page(work, asked)
        only_words = asked["q"] and not any(v for k, v in asked.items() if k != "q")
        if only_words and "list" not in request.args and query.before is None:
            target = search_jump.target(work, asked["q"], query)
            if target is not None:
                return redirect(url_for("documents.show", public_id=target))
        return _page(work, asked, query, searching.search(work, query))


@bp.get("/search/export.<any(xlsx, csv):form>")
def export(form: str) -> Response:
    """Hand out the list as a file: the columns shown, what the reader may see, recorded."""
    asked = _asked()
    with look() as work:
        _not_for_administrators(work)
        keys = searching.every(work, search_fields.read(work, asked), MOST_LINES)
    with current.work() as work:
        saved_searches.exported(work, form, asked, len(keys))
    kept = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 (the answer closes it)
    with look() as work:
        names = search_list.chosen(saved_searches.columns(work))
        rows = (search_list.cells(hit, names) for hit in _hits(work, keys))
        if form == "xlsx":
            spreadsheet.xlsx(kept, said(_SHEET), search_list.titles(names), rows)
        else:
            spreadsheet.csv_into(kept, search_list.titles(names), rows)
        name = f"tim-kiem-{work.today.isoformat()}.{form}"
    kept.seek(0)
    return send_file(kept, mimetype=FORMATS[form], as_attachment=True, download_name=name)


@bp.post("/search/saved")
def save() -> Response | tuple[str, int]:
    """Keep the search under a name."""
    asked = {name: request.form.get(name, "").strip() for name in FIELDS}
    try:
        with current.work() as work:
            _not_for_administrators(work)
            saved_searches.save(work, request.form.get("name", ""), asked)
    except (Invalid, Refused) as refusal:
        with look() as work:
            page = _page(work, asked, refusal=refusal, name=request.form.get("name", ""))
            return page, status_of(refusal)
    return redirect(_address(asked))


@bp.post("/search/saved/<int:saved_id>/delete")
def forget(saved_id: int) -> Response:
    """Forget a saved search; raises NotFound for somebody else's."""
    with current.work() as work:
        saved_searches.delete_one(work, posted.key(str(saved_id)) or 0)
    return redirect(url_for("search.index"))


@bp.post("/search/columns")
def choose_columns() -> Response:
    """Keep which columns the person looks at, and show the same search again."""
    with current.work() as work:
        _not_for_administrators(work)
        names = () if "standard" in request.form else request.form.getlist("column")
        saved_searches.choose_columns(work, search_list.chosen(names))
    return redirect(_address({name: request.form.get(name, "") for name in FIELDS}))


def box() -> Markup:
    """Return the box in every page's head: made once for a language and a root."""
    return _box(request.script_root, current.language())


@lru_cache(maxsize=8)
def _box(_root: str, _language: str) -> Markup:
    return Markup(render_template("_search_box.html"))  # noqa: S704 (a template, escaped)


def _asked() -> dict[str, str]:
    return {name: request.args.get(name, "").strip() for name in FIELDS}


def _address(asked: dict[str, str], **more: Any) -> str:
    values: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return url_for("search.index", **values, **more)


def _not_for_administrators(work: Work) -> None:
    if work.actor.role == ADMINISTRATOR:
        raise NotFound


def _hits(work: Work, keys: Sequence[int]) -> Iterator[Hit]:
    for at in range(0, len(keys), searching.STEP):
        yield from searching.lines(work, keys[at : at + searching.STEP])


def _page(
    work: Work,
    asked: dict[str, str],
    query: SearchQuery | None = None,
    found: Found | None = None,
    **more: Any,
) -> str:
    names = search_list.chosen(saved_searches.columns(work))
    refusal: OfficeError | None = more.pop("refusal", None)
    return render_template(
        "search.html",
        asked=asked,
        narrowed=any(value for name, value in asked.items() if name != "q"),
        found=found,
        lines=_lines(query, found, names) if query and found else [],
        titles=dict(zip(names, search_list.titles(names), strict=True)),
        all_columns=search_list.COLUMNS,
        chosen=names,
        saved=saved_searches.listed(work),
        reasons=refusal.reasons if refusal else (),
        older=_address(asked, after=found.older) if found and found.older else None,
        newest=_address(asked) if query and query.before else None,
        without_marks=fold(asked["q"]) if fold(asked["q"]) != asked["q"].lower() else "",
        name=more.get("name", ""),
        **_choices(work),
    )


def _lines(query: SearchQuery, found: Found, names: Sequence[str]) -> list[Line]:
    """Put hits in words; what many lines have alike is marked once."""
    begin, known = addresses.documents(), search_list.COLUMNS
    marked = cache(partial(search_list.marked, terms=tuple(query.terms)))
    return [
        Line(
            hit=hit,
            address=f"{begin}{hit.public_id}",
            cells=[
                (name, marked(words) if known[name].marked else escape(words))
                for name, words in zip(names, search_list.cells(hit, names), strict=True)
            ],
            excerpt=marked(hit.excerpt) if hit.excerpt else Markup(),
        )
        for hit in found.hits
    ]


def _choices(work: Work) -> dict[str, Any]:
    """Return what the fields of the form offer."""
    staff = people.members_of(work, search_fields.near(work))
    units = sorted(unit.name for unit in work.tree.units.values())[:MOST_NAMES]
    known = {
        state.name: said(state.title)
        for name in ("incoming", "outgoing", "transmission")
        for state in reversed(work.procedures.newest(name).states)
    }
    return {
        "kinds": [(code, said(title)) for code, title in KINDS.items()],
        "types": [
            ("", said(_ANY)),
            *((kind.code, said(Text(kind.title, kind.title_en))) for kind in work.types.values()),
        ],
        "urgencies": [
            ("", said(_ANY)),
            *((code, said(title)) for code, (_, title) in enumerate(URGENCIES)),
        ],
        "states": [("", said(_ANY)), *sorted(known.items(), key=lambda pair: pair[1].casefold())],
        "units": units,
        "people": sorted({member.name for member in staff})[:MOST_NAMES],
    }
