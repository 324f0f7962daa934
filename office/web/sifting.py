"""The links above a folder that narrow it: to a period, to what is urgent, to what is unread."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from flask import get_template_attribute
from markupsafe import Markup

from office.domain.folders import PARTS, Folder
from office.domain.sieve import ALL, MARKS, PERIODS, UNREAD, URGENT, Sieve
from office.services.views.inboxes import PAGE
from office.web.addresses import fixed


class Choice(NamedTuple):
    """One link: its words, where it leads, whether the page is narrowed by it now."""

    words: str
    address: str
    on: bool


def address(name: str, sieve: Sieve, size: int = PAGE) -> str:
    """Return the address of a folder seen through a sieve, with so many lines a page."""
    found = fixed("inbox.folder", name=name)
    shown = sieve.written()
    if shown:
        found = joined(found, f"show={shown}")
    return joined(found, f"lines={size}") if size != PAGE else found


def sizes(name: str, sieve: Sieve, size: int, offered: tuple[int, ...]) -> list[Choice]:
    """Return the links to longer and shorter pages of a folder."""
    return [Choice(str(one), address(name, sieve, one), one == size) for one in offered]


def joined(found: str, more: str) -> str:
    """Return an address with one more thing asked."""
    return f"{found}{'&' if '?' in found else '?'}{more}"


def onto(found: str, asked: str) -> str:
    """Return an address that asks for what `asked` does."""
    query = asked.partition("?")[2]
    return f"{found}?{query}" if query else found


@lru_cache(maxsize=512)
def narrowing(_root: str, f: Folder, sieve: Sieve, language: str) -> Markup:
    """Return the links above a folder, for an office served under `_root`: made once."""
    made: Markup = get_template_attribute("_sieve.html", "narrowing")(choices(f, sieve, language))
    return made


def choices(f: Folder, sieve: Sieve, language: str) -> tuple[tuple[Choice, ...], ...]:
    """Return the links of a folder in two groups: one of the periods, and what may be added.

    `unread` where reading is a step of the work: the lists of everything are archives.
    """
    periods = (("", ALL), *PERIODS.items())
    added = [(URGENT, replace(sieve, urgent=not sieve.urgent), sieve.urgent)]
    if f.task or f.source == PARTS:
        added.append((UNREAD, replace(sieve, unread=not sieve.unread), sieve.unread))
    return (
        tuple(
            Choice(
                words.into(language),
                address(f.name, replace(sieve, period=name)),
                name == sieve.period,
            )
            for name, words in periods
        ),
        tuple(
            Choice(MARKS[name].into(language), address(f.name, to), on) for name, to, on in added
        ),
    )
