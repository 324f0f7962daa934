"""Every refusal of the API as `application/problem+json` (RFC 9457), in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused, Unavailable
from office.domain.text import Text, joined
from office.services import inspection
from office.services.explaining import faults

MEDIA_TYPE = "application/problem+json"
KINDS: dict[type[OfficeError], tuple[int, str]] = {
    NotFound: (404, "not-found"),
    Conflict: (409, "conflict"),
    Invalid: (422, "invalid"),
    Unavailable: (503, "unavailable"),
    Refused: (422, "refused"),
}
TITLES: dict[str, Text] = {
    "not-found": Text("Không tìm thấy", "Not found"),
    "conflict": Text("Đã có thay đổi", "Changed meanwhile"),
    "invalid": Text("Dữ liệu chưa hợp lệ", "Unusable input"),
    "unavailable": Text("Tạm thời không thực hiện được", "Not possible just now"),
    "refused": Text("Không được phép", "Not allowed"),
}
#: What the protocol itself refuses: title, and what to do about it.
PROTOCOL: dict[int, tuple[Text, Text]] = {
    400: (
        Text("Yêu cầu sai dạng", "Malformed request"),
        Text("Không đọc được nội dung yêu cầu.", "The request could not be read."),
    ),
    401: (
        Text("Chưa xác thực", "Not authenticated"),
        Text("Hãy gửi một mã truy cập còn hiệu lực.", "Send a bearer token that is valid."),
    ),
    405: (
        Text("Sai phương thức", "Method not allowed"),
        Text("Địa chỉ này không nhận phương thức đó.", "This address takes no such method."),
    ),
    413: (
        Text("Quá lớn", "Too large"),
        Text("Nội dung gửi lên quá lớn.", "What was sent is too large."),
    ),
    415: (
        Text("Sai kiểu nội dung", "Wrong media type"),
        Text(
            "Địa chỉ này nhận kiểu nội dung khác; xem mô tả.",
            "Another media type is taken here; see the description.",
        ),
    ),
    428: (
        Text("Thiếu số lần thay đổi", "Revision required"),
        Text(
            "Hãy gửi “revision” của văn bản như bạn thấy lần cuối.",
            "Send the document's “revision” as you last saw it.",
        ),
    ),
}
INTERNAL = Text("Lỗi hệ thống", "Internal error")
_OTHER = Text("Yêu cầu không thực hiện được", "The request cannot be served")


def answer(fault: Exception) -> Response:
    """Return the problem a fault is told as; what nobody foresaw is logged, never shown."""
    if isinstance(fault, OfficeError):
        return _of_office(fault)
    if isinstance(fault, OSError) and inspection.full(fault):
        return _of_office(Refused(inspection.FULL))
    if isinstance(fault, RequestRedirect):
        return Response(status=fault.code, headers={"Location": fault.new_url})
    if isinstance(fault, HTTPException):
        return _of_protocol(fault)
    number = faults.noted(fault, f"{request.method} {request.path}")
    return _problem(500, "internal", INTERNAL, [faults.FAULT.filled(number=number)])


def _of_office(fault: OfficeError) -> Response:
    status, kind = next(
        (KINDS[known] for known in type(fault).__mro__ if known in KINDS), (422, "refused")
    )
    field = fault.field if isinstance(fault, Invalid) else ""
    return _problem(status, kind, TITLES[kind], fault.reasons, field)


def _of_protocol(fault: HTTPException) -> Response:
    status = fault.code or 500
    if status == 404:
        return _of_office(NotFound())
    title, detail = PROTOCOL.get(status, (_OTHER, _OTHER))
    told = _problem(status, "http", title, [detail])
    for name, value in fault.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            told.headers[name] = value
    return told


def _problem(
    status: int, kind: str, title: Text, reasons: Sequence[Text], field: str = ""
) -> Response:
    language = request.accept_languages.best_match(["vi", "en"], default="vi")
    told = jsonify(
        {
            "type": "about:blank" if kind == "http" else f"urn:office:problem:{kind}",
            "title": title.into(language),
            "status": status,
            "detail": joined(reasons).into(language),
            "reasons": [{"vi": reason.vi, "en": reason.en} for reason in reasons],
            "field": field or None,
        }
    )
    told.status_code = status
    told.mimetype = MEDIA_TYPE
    if status == 503:
        told.headers["Retry-After"] = Unavailable.RETRY_SECONDS
    told.headers["Content-Language"] = language
    return told
