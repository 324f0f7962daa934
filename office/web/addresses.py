"""Addresses that are the same for everybody: made once, not once a line and page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import request, url_for


def fixed(endpoint: str, **values: str) -> str:
    """Return the address of a page that `values` name; for few values only, it is remembered."""
    return _remembered(request.script_root, endpoint, tuple(values.items()))


def documents() -> str:
    """Return what the address of every document's page begins with: its id comes next."""
    return fixed("documents.show", public_id="-").removesuffix("-")


def intake() -> str:
    """Return what the address of every register screen begins with: a document's id comes next."""
    return fixed("intake.show", public_id="-").removesuffix("-")


def action(name: str) -> tuple[str, str]:
    """Return what stands before and behind a document's id in the address of an action's form."""
    before, _, after = fixed("actions.form", public_id="-", action=name).partition("-")
    return before, after


@lru_cache(maxsize=1024)
def _remembered(_root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
    named: dict[str, Any] = dict(values)
    return url_for(endpoint, **named)
