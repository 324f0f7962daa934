"""Templates kept once a language: a plain sentence is put in while its page is compiled.

Most words of a page never change, so they cost nothing when it is shown.  A sentence with
places to fill, or one that a condition chooses, is still asked for by `_` each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import BaseLoader, Template
from markupsafe import escape

from office.web import current, wording

_SENTENCE = re.compile(r"""\{\{ _\((?:"([^"{}]+)"|'([^'{}]+)')\) \}\}""")


class Speaking(Environment):
    """Finds each template in the language of the page."""

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return the template called `name`, as it reads in the page's language."""
        if isinstance(name, str):
            name = f"{current.language()}/{name}"
        return super().get_template(name, parent, globals)


class Spoken(BaseLoader):
    """Reads templates called `language/name` from where `name` is."""

    def __init__(self, templates: BaseLoader) -> None:
        self.templates = templates

    def get_source(
        self, environment: Any, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template with its plain sentences already in its language."""
        language, _, name = template.partition("/")
        source, file, fresh = self.templates.get_source(environment, name)
        return _SENTENCE.sub(lambda found: _said(language, found), source), file, fresh


def init_app(app: Flask) -> None:
    """Let the application's templates speak."""
    loader = app.jinja_env.loader
    if loader is not None:
        app.jinja_env.loader = Spoken(loader)


def _said(language: str, found: re.Match[str]) -> str:
    return str(escape(wording.into(language, found[1] or found[2])))
