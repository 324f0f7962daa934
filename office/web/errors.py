"""How the office says no on a page: every reason, and never what lies behind a fault."""

from __future__ import annotations

import logging

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.text import Text
from office.services import inspection

STATUS: dict[type[OfficeError], int] = {NotFound: 404, Conflict: 409, Refused: 422, Invalid: 422}
WORDS: dict[int, Text] = {
    400: Text("Yêu cầu không hợp lệ.", "The request cannot be understood."),
    403: Text("Không được phép.", "Not allowed."),
    405: Text("Trang này không nhận yêu cầu kiểu đó.", "This page does not take that request."),
    413: Text("Tệp gửi lên quá lớn.", "What was sent is too large."),
}
STALE = Text(
    "Trang đã mở quá lâu hoặc phiên làm việc đã đổi. Hãy tải lại trang rồi gửi lại.",
    "The page was open too long or the session has changed. Reload it, then send again.",
)
FAULT = Text(
    "Văn phòng gặp lỗi; việc vừa làm chưa được ghi. Hãy thử lại hoặc báo quản trị.",
    "The office met a fault; nothing was recorded. Try again, or tell the administrator.",
)
log = logging.getLogger(__name__)


def status_of(error: OfficeError) -> int:
    """Return the HTTP status a refusal answers with."""
    return next((s for kind, s in STATUS.items() if isinstance(error, kind)), 422)


def refused(error: OfficeError) -> tuple[str, int]:
    """Show a refusal with all its reasons."""
    status = status_of(error)
    return render_template("error.html", status=status, reasons=error.reasons), status


def stale(error: CSRFError) -> tuple[str, int]:
    """Show that a form came without the right token."""
    return render_template("error.html", status=400, reasons=[STALE]), 400


def http(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Show what HTTP itself refuses; an unknown address reads like an unknown document."""
    status = error.code or 500
    if status == 404:
        return refused(NotFound())
    if status not in WORDS:
        return error
    return render_template("error.html", status=status, reasons=[WORDS[status]]), status


def fault(error: Exception) -> tuple[str, int]:
    """Show that something broke, with no detail; the detail is in the log."""
    if isinstance(error, OSError) and inspection.full(error):
        return refused(Refused(inspection.FULL))
    log.exception("a request failed", exc_info=error)
    return render_template("fault.html", words=FAULT), 500


def init_app(app: Flask) -> None:
    """Answer every refusal and fault with a page."""
    app.register_error_handler(OfficeError, refused)
    app.register_error_handler(CSRFError, stale)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(500, fault)
