"""Reading what a request carries: shapes first, then words about everything that is wrong.

Rules of the office are not here; services say those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from flask import Request
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser, is_json_request
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import BadRequest, PreconditionRequired, UnsupportedMediaType

from office.domain.errors import Invalid
from office.domain.text import Text

MISSING = "Missing data for required field."
REVISION = "revision"
#: What marshmallow says, in Vietnamese.
_SAID: dict[str, str] = {
    MISSING: "thiếu",
    "Unknown field.": "không có trường này",
    "Field may not be null.": "không được để trống",
    "Not a valid integer.": "phải là số nguyên",
    "Not a valid string.": "phải là chuỗi ký tự",
    "Not a valid list.": "phải là danh sách",
    "Not a valid date.": "phải là ngày, dạng 2019-11-08",
    "Not a valid aware datetime.": "phải là thời điểm có múi giờ, dạng 2019-11-08T00:30:00Z",
    "Invalid input type.": "sai kiểu dữ liệu",
    "Not a file.": "phải là tệp",
    "Not base64.": "phải viết dạng base64",
}


class Parser(FlaskParser):
    """Reads JSON, query and multipart bodies; whatever a shape does not name is refused."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 (webargs declares it so, on the class)
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
        "multipart": RAISE,
    }
    __location_map__ = {  # noqa: RUF012 (webargs declares it so, on the class)
        **FlaskParser.__location_map__,
        "multipart": "load_multipart",
    }

    def load_multipart(self, req: Request, schema: Schema) -> Any:
        """Return fields and files of a multipart body together."""
        if req.mimetype != "multipart/form-data":
            raise UnsupportedMediaType
        return MultiDictProxy(CombinedMultiDict([req.form, req.files]), schema)

    def _raw_load_json(self, req: Request) -> Any:
        """Return what the body says; too deep brackets or too many digits are its own fault."""
        if not is_json_request(req) and req.get_data(cache=True):
            raise UnsupportedMediaType
        try:
            return super()._raw_load_json(req)
        except (ValueError, RecursionError) as error:
            raise BadRequest from error

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Raise Invalid naming every fault, or 428 where only the revision could protect."""
        by_place = error.messages if isinstance(error.messages, dict) else {"": error.messages}
        found = [fault for faults in by_place.values() for fault in _flat("", faults)]
        if (REVISION, MISSING) in found:
            raise PreconditionRequired from error
        raise Invalid(*(_told(*fault) for fault in found), field=found[0][0]) from error


def _flat(path: str, faults: Any) -> Iterator[tuple[str, str]]:
    """Yield every fault as (dotted path, message)."""
    if isinstance(faults, Mapping):
        for name, inner in faults.items():
            step = "" if name == "_schema" else str(name)
            yield from _flat(".".join(part for part in (path, step) if part), inner)
    elif isinstance(faults, list):
        for fault in faults:
            yield from _flat(path, fault)
    else:
        yield path, str(faults)


def _told(path: str, message: str) -> Text:
    where = path or "body"
    return Text(f"{where}: {_SAID.get(message, 'giá trị không hợp lệ')}", f"{where}: {message}")
