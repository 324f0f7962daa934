"""The Flask application: where the running office meets HTTP."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from office.api import app as api
from office.runtime import Office
from office.services.writing import submissions
from office.web import (
    absences,
    access,
    account,
    actions,
    assets,
    beginnings,
    bindings,
    bulk,
    bundles,
    calendar,
    certified,
    charts,
    comments,
    current,
    delegations,
    directing,
    documents,
    draft_live,
    drafts,
    errors,
    exceptions,
    factors,
    fields,
    file_copies,
    follow_up,
    handover,
    headers,
    holders,
    home,
    hours,
    inbox,
    intake,
    kept,
    language,
    ledger,
    log,
    manual,
    notices,
    nudges,
    orders,
    pages,
    paper,
    paper_compare,
    paper_intake,
    paper_levels,
    paper_lines,
    paper_receipts,
    paper_saving,
    paper_sheet,
    papers,
    past,
    phrases,
    posts,
    printing,
    recalls,
    registers,
    relations,
    reprints,
    reservations,
    rights,
    search,
    session,
    signatures,
    signing,
    speaking,
    staff,
    states,
    still_paper,
    supervision,
    targets,
    tracking,
    units,
    uploads,
    versions,
    voids,
    watched,
    watching,
    ways,
    wording,
)

#: What a form may weigh beside the file it carries, and its fields without files.
ENVELOPE_BYTES = 1024 * 1024
FIELD_BYTES = 4 * 1024 * 1024
SCREENS = (
    session.bp,
    account.bp,
    language.bp,
    home.bp,
    hours.bp,
    inbox.bp,
    documents.bp,
    comments.bp,
    recalls.bp,
    relations.bp,
    tracking.bp,
    actions.bp,
    signatures.bp,
    voids.bp,
    directing.bp,
    signing.bp,
    kept.bp,
    phrases.bp,
    intake.bp,
    bulk.bp,
    drafts.bp,
    draft_live.bp,
    beginnings.bp,
    versions.bp,
    paper_intake.bp,
    registers.bp,
    bindings.bp,
    reservations.bp,
    follow_up.bp,
    supervision.bp,
    holders.bp,
    pages.bp,
    paper.bp,
    paper_lines.bp,
    still_paper.bp,
    paper_compare.bp,
    paper_levels.bp,
    paper_saving.bp,
    paper_sheet.bp,
    ways.bp,
    targets.bp,
    factors.bp,
    papers.bp,
    ledger.bp,
    reprints.bp,
    posts.bp,
    paper_receipts.bp,
    certified.bp,
    file_copies.bp,
    log.bp,
    staff.bp,
    units.bp,
    rights.bp,
    delegations.bp,
    orders.bp,
    absences.bp,
    handover.bp,
    notices.bp,
    nudges.bp,
    calendar.bp,
    printing.bp,
    past.bp,
    exceptions.bp,
    bundles.bp,
    watching.bp,
    search.bp,
    uploads.bp,
    manual.bp,
)


def create_app(office: Office) -> Flask:
    """Return the application that serves `office`."""
    app = Flask("office.web", static_folder=None)
    app.extensions["office"] = office
    app.jinja_environment = speaking.Speaking
    app.request_class = fields.Typed
    app.config.from_mapping(
        SECRET_KEY=office.settings.secret_key,
        MAX_CONTENT_LENGTH=office.settings.attachment_bytes + ENVELOPE_BYTES,
        MAX_FORM_MEMORY_SIZE=FIELD_BYTES,
        SESSION_COOKIE_NAME="office",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=office.settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,  # the token dies with the session, which has its own limits
    )
    forms = CSRFProtect(app)
    for part in (headers, errors, access, assets, speaking, wording, states, watched, charts):
        part.init_app(app)
    for screen in SCREENS:
        app.register_blueprint(screen)
    api.init_app(app)
    for section in api.BLUEPRINTS:  # they take tokens and no cookie, so no form can act for them
        forms.exempt(section)
    app.jinja_env.globals.update(
        acting=current.acting,
        signed_in=current.signed_in,
        language=current.language,
        frame=current.frame,
        one_time_key=submissions.new_key,
        rescued=kept.rescued,
        search_box=search.box,
    )
    return app
