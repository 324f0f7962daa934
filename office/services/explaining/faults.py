"""Faults nobody foresaw: a short number that a person can read out, and the log finds."""

from __future__ import annotations

import logging
import secrets

from office.domain.text import Text

FAULT = Text(
    "Văn phòng gặp lỗi; việc vừa làm chưa được ghi. Hãy thử lại; nếu vẫn lỗi, báo quản trị "
    "kèm mã sự cố {number}.",
    "The office met a fault; nothing was recorded. Try again; if it happens again, tell the "
    "administrator the incident number {number}.",
)
log = logging.getLogger(__name__)


def noted(fault: BaseException, where: str) -> str:
    """Write a fault into the log with its traceback; return the number it has there."""
    digits = secrets.token_hex(4).upper()
    number = f"{digits[:4]}-{digits[4:]}"
    log.error("incident %s at %s", number, where, exc_info=fault)
    return number
