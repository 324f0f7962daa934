"""How the office says no on a page: every reason, and never what lies behind a fault."""

from __future__ import annotations

from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.routing import RequestRedirect

from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused, Unavailable
from office.domain.text import Text
from office.services import inspection
from office.services.explaining import faults

STATUS: dict[type[OfficeError], int] = {
    NotFound: 404, Conflict: 409, Unavailable: 503, Refused: 422, Invalid: 422,
}  # fmt: skip
#: What HTTP itself refuses, and what to do about it.
WORDS: dict[int, Text] = {
    400: Text(
        "Yêu cầu không hợp lệ. Hãy tải lại trang rồi gửi lại.",
        "The request cannot be understood. Reload the page, then send again.",
    ),
    403: Text("Không được phép.", "Not allowed."),
    405: Text("Trang này không nhận yêu cầu kiểu đó.", "This page does not take that request."),
    408: Text(
        "Gửi lên quá lâu nên bị ngắt. Hãy kiểm tra đường truyền rồi gửi lại.",
        "Sending took too long and was cut off. Check the line, then send again.",
    ),
    413: Text(
        "Nội dung hoặc tệp gửi lên quá lớn. Hãy bớt đi rồi gửi lại.",
        "What was sent is too large. Make it smaller, then send again.",
    ),
    414: Text(
        "Địa chỉ quá dài. Hãy rút ngắn từ tìm kiếm hoặc bớt điều kiện lọc.",
        "The address is too long. Shorten what is searched for, or take fewer filters.",
    ),
    416: Text(
        "Không có phần đó của tệp. Hãy tải lại cả tệp.",
        "The file has no such part. Download the whole file.",
    ),
    429: Text(
        "Yêu cầu quá dồn dập. Hãy đợi một lát rồi thử lại.",
        "Too many requests. Wait a moment, then try again.",
    ),
}
OTHER = Text(
    "Không thực hiện được yêu cầu này (mã {status}). Hãy quay lại trang trước rồi thử lại.",
    "This request cannot be served (status {status}). Go back to the page before and try again.",
)
STALE = Text(
    "Trang đã mở quá lâu hoặc phiên làm việc đã đổi. Hãy tải lại trang rồi gửi lại.",
    "The page was open too long or the session has changed. Reload it, then send again.",
)


def status_of(error: OfficeError) -> int:
    """Return the HTTP status a refusal answers with."""
    return next((s for kind, s in STATUS.items() if isinstance(error, kind)), 422)


def refused(error: OfficeError) -> tuple[str, int]:
    """Show a refusal with all its reasons."""
    status = status_of(error)
    if isinstance(error, Unavailable):  # the frame of a page would ask the database again
        return render_template("fault.html", status=status, words=error.reasons[0]), status
    return render_template("error.html", status=status, reasons=error.reasons), status


def stale(error: CSRFError) -> tuple[str, int]:
    """Show that a form came without the right token, with what was typed into it."""
    return render_template("error.html", status=400, reasons=[STALE], rescues=True), 400


def http(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Show what HTTP itself refuses; an unknown address reads like an unknown document."""
    status = error.code or 500
    if isinstance(error, RequestRedirect) or error.response is not None:
        return error
    if status == 404:
        return refused(NotFound())
    words = words_of(status)
    return render_template("error.html", status=status, reasons=[words]), status


def words_of(status: int) -> Text:
    """Return what a status of HTTP means to people."""
    return WORDS.get(status) or OTHER.filled(status=status)


def fault(error: Exception) -> tuple[str, int]:
    """Show that something broke and under which number it is in the log, with no detail."""
    known = foreseen(error)
    if known is not None:
        return refused(known)
    return render_template("fault.html", status=500, words=told(error)), 500


def foreseen(error: Exception) -> OfficeError | None:
    """Return the refusal that a fault comes down to, if it does."""
    cause = _cause(error)
    if isinstance(cause, OfficeError):  # met while a page about something else was made
        return cause
    full = isinstance(cause, OSError) and inspection.full(cause)
    return Refused(inspection.FULL) if full else None


def told(error: Exception) -> Text:
    """Write a fault into the log; return the words for whoever met it."""
    number = faults.noted(_cause(error), f"{request.method} {request.path}")
    return faults.FAULT.filled(number=number)


def _cause(error: Exception) -> BaseException:
    cause = error.original_exception if isinstance(error, InternalServerError) else None
    return cause or error


def patient(response: Response) -> Response:
    """Say when to come back, where the office cannot just now."""
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", Unavailable.RETRY_SECONDS)
    return response


def init_app(app: Flask) -> None:
    """Answer every refusal and fault with a page."""
    app.register_error_handler(OfficeError, refused)
    app.register_error_handler(CSRFError, stale)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, fault)
    app.register_error_handler(500, fault)
    app.after_request(patient)
