"""A section of the API: routes that share how they are guarded, refused and described."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema
from werkzeug.exceptions import default_exceptions

from office.api import problems
from office.api.reading import Parser

PREFIX = "/api/v1"

View = Callable[..., Any]
_FILE = {"type": "string", "format": "binary"}


class Section(Blueprint):
    """Routes under one heading of the description."""

    ARGUMENTS_PARSER = Parser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = {  # noqa: RUF012 (smorest declares it so)
        **Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING,
        "multipart": "multipart/form-data",
    }

    def answers(
        self, status: int, schema: type[Schema] | Schema | None, *refusals: int
    ) -> Callable[[View], View]:
        """Say what a view answers, and with which statuses it refuses beside 401, 500, 503."""

        def decorate(view: View) -> View:
            for refusal in (401, 500, 503, *refusals):
                view = self.alt_response(refusal, HTTPStatus(refusal).name)(view)
            decorated: View = self.response(status, schema)(view)
            return decorated

        return decorate

    def bytes_of_a_file(self, view: View) -> View:
        """Say that a view answers with a file, 404 for none, 422 for one that is kept back."""
        return self._file(view, "application/octet-stream")

    def picture(self, view: View) -> View:
        """Say that a view answers with a picture, or 404 for no such page, 422 for none drawn."""
        return self._file(view, "image/webp")

    def pdf_of_a_body(self, view: View) -> View:
        """Say that a view answers with a PDF made of what was sent."""
        return self._file(view, "application/pdf", 400, 413, 415)

    def _file(self, view: View, media_type: str, *refusals: int) -> View:
        for refusal in (401, 404, 422, 500, 503, *refusals):
            view = self.alt_response(refusal, HTTPStatus(refusal).name)(view)
        decorated: View = self.response(200, _FILE, content_type=media_type)(view)
        return decorated


def section(name: str, title: str) -> Section:
    """Make a section; its faults never reach the handlers of the pages."""
    made = Section(f"api_{name}", __name__, url_prefix=PREFIX, description=title)
    for kind in (Exception, *default_exceptions):
        made.register_error_handler(kind, problems.answer)
    return made
