"""Handing an auditor a bundle of evidence: of one document, or of what a search found."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, request, send_file
from werkzeug.wrappers import Response

from office.domain.people import AUDITOR
from office.services import access
from office.services.audit import bundles
from office.services.audit.bundles import Bundle
from office.web import asked, log, watched
from office.web.current import look

bp = Blueprint("bundles", __name__)
MEDIA_TYPE = "application/zip"


@bp.post("/documents/<public_id>/bundle")
def of_document(public_id: str) -> Response:
    """Send the bundle of one document; raises NotFound or Refused."""
    with look() as work:
        access.require_role(work, AUDITOR)
        bundle = bundles.of_documents(work, [public_id])
    return _sent(bundle, public_id[:12])


@bp.post("/log/bundle")
def of_search() -> Response:
    """Send the bundle of every document that the search found; raises Invalid or Refused."""
    with look() as work:
        access.require_role(work, AUDITOR)
        bundle = bundles.of_search(work, log.read_query(work, asked.choices(work), request.form))
    return _sent(bundle, "nhat-ky")


def _sent(bundle: Bundle, name: str) -> Response:
    watched.shown(len(bundle.documents))
    return send_file(
        BytesIO(bundle.content),
        mimetype=MEDIA_TYPE,
        as_attachment=True,
        download_name=f"bang-chung-{name}.zip",
    )
