"""The public page of an agency, for whoever comes: no sign-in, no cookie, nothing but what was
marked.

What these views hand to a template, a feed or JSON are values of `domain.publication` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.downloads import disposition
from office.domain.errors import Invalid, NotFound
from office.domain.publication import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_SEARCH,
    Place,
    PublicDocument,
    place_of,
    plain,
)
from office.domain.text import Text
from office.services.publishing import figures, reading
from office.services.publishing.reading import Sift
from office.services.publishing.whitelist import OpenPage
from office.services.work import Work
from office.web import current, headers, public_answers, public_feed, public_json
from office.web.public_answers import asked, kept, told
from office.web.public_feed import whole

bp = Blueprint("public", __name__, url_prefix=public_answers.PREFIX)
bp.before_request(public_answers.speak)
bp.register_error_handler(NotFound, public_answers.missing)
bp.register_error_handler(Invalid, public_answers.unclear)
PDF = "application/pdf"
_KEY = re.compile(r"[0-9a-f]{16}")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_LIST = ("q", "type", "year", "after")


@bp.get("/<unit>")
def index(unit: str) -> Response:
    """Show what an agency made public, the newest first; raises NotFound, Invalid."""
    work = current.seen_by(None)
    page = reading.page_of(work, unit)
    given = asked(*_LIST, "lang")
    sift, after = _sift(work, given)
    found = reading.listed(work, page, sift, after)
    shown = render_template(
        "public_list.html", page=page, found=found, sift=sift, after=after, here=_here(unit, sift)
    )
    return kept(shown)


@bp.get("/<unit>/van-ban.json")
def listing(unit: str) -> Response:
    """Return the same list as JSON, a page at a time."""
    work = current.seen_by(None)
    page = reading.page_of(work, unit)
    sift, after = _sift(work, asked(*_LIST))
    found = reading.listed(work, page, sift, after)
    older = None
    if found.older is not None:
        older = whole("public.listing", unit=unit, **_here("", sift), after=str(found.older))
    return told(
        {
            "unit": {"key": page.key, "name": page.name},
            "found": found.found,
            "documents": [public_json.document(page, one) for one in found.documents],
            "next": older,
        }
    )


@bp.get("/<unit>/atom.xml")
def feed(unit: str) -> Response:
    """Return what was made public last as a feed."""
    work = current.seen_by(None)
    page = reading.page_of(work, unit)
    asked()
    body = public_feed.written(page, reading.newest(work, page))
    return kept(body, public_feed.MIMETYPE)


@bp.get("/<unit>/van-ban/<key>")
def document(unit: str, key: str) -> Response:
    """Show one public document; raises NotFound for every other."""
    work = current.seen_by(None)
    page = reading.page_of(work, unit)
    one = _one(work, page, key)
    asked("lang")
    return kept(
        render_template("public_document.html", page=page, one=one, here={"unit": unit, "key": key})
    )


@bp.get("/<unit>/van-ban/<key>/tep.pdf")
def file(unit: str, key: str) -> Response:
    """Hand out the form that was issued, of a public document that has one."""
    work = current.seen_by(None)
    page = reading.page_of(work, unit)
    one = _one(work, page, key)
    if one.file is None:
        raise NotFound
    asked()
    answer = Response(work.storage.read(one.file.digest), mimetype=PDF)
    answer.headers["Content-Disposition"] = disposition(one.file.name, inline=True)
    answer.headers["Content-Security-Policy"] = headers.FILE
    answer.set_etag(one.file.digest[:32])
    answer.last_modified = one.published_at
    return public_answers.fresh(answer).make_conditional(
        request, accept_ranges=True, complete_length=one.file.size
    )


@bp.get("/<unit>/so-lieu")
def numbers(unit: str) -> Response:
    """Show the agency's own figures, each with its definition and the day it is counted to."""
    work = current.seen_by(None)
    page = reading.page_of(work, unit)
    asked("lang")
    shown = figures.public_figures(work, page)
    return kept(
        render_template("public_figures.html", page=page, figures=shown, here={"unit": unit})
    )


@bp.get("/<unit>/so-lieu.json")
def numbers_json(unit: str) -> Response:
    """Return the figures as JSON."""
    work = current.seen_by(None)
    page = reading.page_of(work, unit)
    asked()
    shown = figures.public_figures(work, page)
    return told(
        {
            "unit": {"key": page.key, "name": page.name},
            "figures": [public_json.figure(one) for one in shown],
        }
    )


@bp.get("")
@bp.get("/")
@bp.get("/<path:_rest>")
def nowhere(_rest: str = "") -> Response:
    """Answer for every address that there is not, as for an agency that there is not."""
    raise NotFound


def _one(work: Work, page: OpenPage, key: str) -> PublicDocument:
    if not _KEY.fullmatch(key):
        raise NotFound
    return reading.one(work, page, key)


def _sift(work: Work, given: Mapping[str, str]) -> tuple[Sift, Place | None]:
    """Return what the address narrows the list to, and where it begins; raises Invalid."""
    words = plain(given.get("q", ""))[:LONGEST_SEARCH]
    kind, year, after = (given.get(name, "") for name in ("type", "year", "after"))
    if kind and kind not in work.types:
        raise Invalid(Text("Không có loại văn bản này.", "Unknown document type."), field="type")
    if year and not (_YEAR.fullmatch(year) and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise Invalid(
            Text("Năm viết bằng bốn chữ số, như 2019.", "A year has four digits, such as 2019."),
            field="year",
        )
    place = place_of(after)
    if after and place is None:
        raise Invalid(
            Text(
                "Địa chỉ trang tiếp theo không đúng. Hãy xem lại từ đầu danh sách.",
                "There is no such next page. Begin again at the top of the list.",
            ),
            field="after",
        )
    return Sift(words, kind, int(year) if year else None), place


def _here(unit: str, sift: Sift) -> dict[str, str]:
    """Return what the address of this list says, without where it begins."""
    given = {
        "unit": unit, "q": sift.words, "type": sift.type_code,
        "year": str(sift.year) if sift.year is not None else "",
    }  # fmt: skip
    return {name: value for name, value in given.items() if value}


def spoken(endpoint: str, **values: str) -> str:
    """Return the address of a public page in the language of this one."""
    named: dict[str, Any] = dict(values)
    if current.language() != "vi":
        named["lang"] = current.language()
    return url_for(endpoint, **named)
