"""Looking at a file page by page: pictures with their words upon them, one page an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request

from office.domain.errors import Invalid, NotFound, Refused
from office.services.files import previews, stages
from office.services.files.previews import Paged
from office.services.views import dossier
from office.services.work import Work
from office.web import current, headers
from office.web.wording import said

bp = Blueprint("pages", __name__)
#: So many pages to each side are offered as small pictures.
AROUND = 6
#: Shown in the place of a picture that could not be made; what it says is said beside it, too.
_NO_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297">'
    '<rect width="210" height="297" fill="#f4f6f8"/>'
    '<path d="M65 110h80v60H65z M65 110l80 60 M145 110l-80 60" fill="none" stroke="#9aa5b1"/></svg>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page as the screen shows it; `reasons` say why there is no picture."""

    name: str
    page: int
    pages: int
    words: previews.Words
    reasons: tuple[Any, ...] = ()


@bp.get("/documents/<public_id>/files/<int:position>/pages/<int:page>")
def of_document(public_id: str, position: int, page: int) -> tuple[str, int]:
    """Show one page of a document's file; raises NotFound like the file itself."""
    with current.look() as work:
        row = dossier.attachment(work, public_id, position)
        paged = previews.of_attachment(work, row)
    seen = _seen(work, paged, row.name, page)
    place = {"public_id": public_id, "position": position}
    return _page(seen, "pages.of_document", "pages.picture", place, public_id)


@bp.get("/documents/<public_id>/files/<int:position>/pages/<int:page>.webp")
def picture(public_id: str, position: int, page: int) -> Response:
    """Hand out the picture of one page."""
    with current.look() as work:
        row = dossier.attachment(work, public_id, position)
        paged = previews.of_attachment(work, row)
    return _picture(work, paged, page)


@bp.get("/uploads/<key>/pages/<int:page>")
def of_upload(key: str, page: int) -> tuple[str, int]:
    """Show one page of an upload of one's own."""
    with current.look() as work:
        row = stages.own(work, key)
        paged = stages.paged(work, row)
    seen = _seen(work, paged, row.name, page)
    return _page(seen, "pages.of_upload", "pages.upload_picture", {"key": key})


@bp.get("/uploads/<key>/pages/<int:page>.webp")
def upload_picture(key: str, page: int) -> Response:
    """Hand out the picture of one page of an upload of one's own."""
    with current.look() as work:
        paged = stages.paged(work, stages.own(work, key))
    return _picture(work, paged, page)


def _seen(work: Work, paged: Paged, name: str, page: int) -> Seen:
    current.end_reading()  # drawing takes its time; no transaction waits for it
    try:
        pages = previews.count(work, paged)
        if not 1 <= page <= pages:
            raise NotFound
        words = previews.words(work, paged, page)
        return Seen(name=name, page=page, pages=pages, words=words)
    except (Invalid, Refused) as refusal:
        nothing = previews.Words(0, 0, ())
        return Seen(name=name, page=page, pages=0, words=nothing, reasons=refusal.reasons)


def _page(
    seen: Seen, here: str, image: str, place: dict[str, Any], public_id: str = ""
) -> tuple[str, int]:
    near = range(max(1, seen.page - AROUND), min(seen.pages, seen.page + AROUND) + 1)
    page = render_template(
        "pages.html",
        seen=seen,
        public_id=public_id,
        here=here,
        image=image,
        place=place,
        near=near,
    )
    return page, 422 if seen.reasons else 200


def _picture(work: Work, paged: Paged, page: int) -> Response:
    current.end_reading()
    try:
        drawn = previews.picture(work, paged, page, request.args.get("size", "page"))
        answer = Response(drawn, mimetype="image/webp")
    except (Invalid, Refused) as refusal:
        answer = Response(_NO_PICTURE, 422, mimetype="image/svg+xml")
        answer.headers["X-Reason"] = said(refusal.reasons[0]).encode("ascii", "replace").decode()
    answer.headers["Content-Security-Policy"] = headers.FILE
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
