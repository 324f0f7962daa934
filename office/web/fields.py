"""Forms and addresses as they come in: every text of them as the office keeps texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict

from office.domain.typed import cleaned


class Fields(ImmutableMultiDict[str, Any]):
    """The fields or files of a form, or what an address asks for."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__([(name, _as_kept(name, value)) for name, value in pairs])


class Typed(Request):
    """A request whose fields are cleaned once, for every page."""

    parameter_storage_class = Fields


def _as_kept(name: str, value: Any) -> Any:
    """Return a field's value cleaned; a password and a file stay what they are."""
    return cleaned(value) if isinstance(value, str) and "password" not in name else value
